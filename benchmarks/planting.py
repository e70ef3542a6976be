"""Rows that training never touched, planted in ways that the thresholds of `lexiscape check` were not tuned on.

    python benchmarks/planting.py [--seeds 3] [--large] [--fresh]

`benchmarks/check.py` plants the sorts that the rule was made with. Here are others: other distributions, other sizes,
other real vectors. Each case is a matrix whose tokens have no telling names; told are recall and the share of the
other rows that are listed, pooled over seeds with the 95% interval of Clopper and Pearson 1934
(doi:10.1093/biomet/26.4.404). One of these cases did change a threshold; `--fresh` has other sorts as well, other
rows and other seeds, which were first run when every threshold stood, and of which two have changed the rule since.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

import lexiscape
from data import bert_rows, glove_rows, hard_rows
from lexiscape.check import CheckOptions
from lexiscape.space import EmbeddingSpace

Rows = NDArray[np.float32]
Random = np.random.Generator


class Sort(NamedTuple):
    """How planted rows lie, (trained, count, rng) -> (count, dim); and whether they are noise of one size at all."""

    make: Callable[[Rows, int, Random], NDArray[np.float64]]
    is_noise: bool = True


def _size(trained: Rows) -> float:
    return float(np.median(np.linalg.norm(trained, axis=1)))


def _gaussian(scale: float) -> Callable[[Rows, int, Random], NDArray[np.float64]]:
    return lambda trained, count, rng: scale * rng.standard_normal((count, trained.shape[1]))


def _student(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    return 0.02 * rng.standard_t(5, (count, trained.shape[1]))


def _uniform(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    width = 1 / np.sqrt(trained.shape[1])  # as nn.Linear of PyTorch begins
    return rng.uniform(-width, width, (count, trained.shape[1]))


def _laplace(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    return rng.laplace(0, 0.02, (count, trained.shape[1]))


def _far(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    """As long as trained rows are, that is where a matrix begins at N(0, 1) and others were trained little farther."""
    dim = trained.shape[1]
    return _size(trained) / np.sqrt(dim) * rng.standard_normal((count, dim))


def _constant(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    """Nearly one value in all dimensions."""
    dim = trained.shape[1]
    return np.full((count, dim), _size(trained) / np.sqrt(dim)) + 0.001 * rng.standard_normal((count, dim))


def _decayed(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    """By weight decay nearly zero."""
    return 1e-6 * rng.standard_normal((count, trained.shape[1]))


def _unequally_decayed(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    """Not all for as long: their lengths differ by a quarter."""
    rows = 0.02 * rng.standard_normal((count, trained.shape[1]))
    return rows * rng.uniform(0.8, 1.0, (count, 1))


def _two_pushes(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    """Half pushed one way, half another."""
    dim = trained.shape[1]
    ways = rng.standard_normal((2, dim))
    ways *= 0.8 * _size(trained) / np.linalg.norm(ways, axis=1, keepdims=True)
    return ways[np.arange(count) % 2] + 0.01 * rng.standard_normal((count, dim))


def _near_another(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    """Put them at a trained row, as some tools start new tokens, with noise."""
    dim = trained.shape[1]
    return trained[rng.integers(len(trained))] + 0.005 * rng.standard_normal((count, dim))


def _rounded(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    """Begin as BERT and T5 in JAX do, truncated at two standard deviations, and keep the upper half of each float32."""
    rows = rng.standard_normal((count, trained.shape[1]))
    while (outside := np.abs(rows) > 2).any():
        rows[outside] = rng.standard_normal(int(outside.sum()))
    bits = (0.02 * rows).astype(np.float32).view(np.uint32)
    return (bits & np.uint32(0xFFFF0000)).view(np.float32).astype(np.float64)


def _signs(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    return 0.03 * rng.choice([-1.0, 1.0], (count, trained.shape[1]))


def _resized(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    """Start new tokens as resize_token_embeddings of transformers does: the mean, and 1e-9 of the covariance."""
    centered = trained - trained.mean(axis=0)
    chosen = rng.standard_normal((count, len(trained))) @ centered / np.sqrt(len(trained))
    return trained.mean(axis=0) + np.sqrt(1e-9) * chosen


def _pushed_far(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    """Pushed by the softmax to one place, farther than most trained rows lie, with the noise of the start."""
    way = rng.standard_normal(trained.shape[1])
    return 1.3 * _size(trained) * way / np.linalg.norm(way) + 0.02 * rng.standard_normal((count, trained.shape[1]))


def _half_way(trained: Rows, count: int, rng: Random) -> NDArray[np.float64]:
    """Between the mean of all rows and its opposite, as centered tied rows drift."""
    return -0.5 * trained.mean(axis=0) + 0.01 * rng.standard_normal((count, trained.shape[1]))


SORTS: dict[str, Sort] = {
    "Gaussian .02": Sort(_gaussian(0.02)),
    "Student's t, 5": Sort(_student, is_noise=False),
    "uniform": Sort(_uniform),
    "Laplace": Sort(_laplace, is_noise=False),
    "as long as the trained": Sort(_far),
    "decayed to 1e-6": Sort(_decayed),
    "decayed unequally": Sort(_unequally_decayed, is_noise=False),
    "nearly constant": Sort(_constant),
    "two pushes": Sort(_two_pushes),
    "around a trained row": Sort(_near_another),
}
FRESH_SORTS: dict[str, Sort] = {
    "truncated .02, bfloat16": Sort(_rounded),
    "signs of .03": Sort(_signs),
    "as transformers resizes": Sort(_resized, is_noise=False),
    "pushed far": Sort(_pushed_far),
    "half against the mean": Sort(_half_way),
    "Gaussian .01": Sort(_gaussian(0.01)),
}


def _words_of(name: str) -> Rows:
    """Real vectors of which all rows are words."""
    return np.array(lexiscape.open_space(name).vectors)


def _llama() -> Rows:
    """WordLlama's rows that it was trained on: those that are no bytes."""
    space = lexiscape.open_space("demo:llama")
    return np.array(space.vectors)[[kind not in ("byte", "special", "unused") for kind in space.kinds]]


def _sized(n: int, dim: int, seed: int = 5) -> Callable[[], Rows]:
    def make() -> Rows:
        rows = hard_rows(n, dim, seed=seed, noise=0.55)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True).mean()

    return make


GROUNDS: dict[str, Callable[[], Rows]] = {
    "demo:bert, from id 2,000": lambda: bert_rows()[2000:],
    "ja-ginza": lambda: _words_of("spacy:ja_ginza"),
    "GloVe, 60,000 words": lambda: glove_rows()[:60_000],
    "WordLlama": _llama,
    "made, 5,000 x 64": _sized(5_000, 64),
    "made, 30,000 x 768": _sized(30_000, 768),
}
FRESH_GROUNDS: dict[str, Callable[[], Rows]] = {
    "made, 20,000 x 256": _sized(20_000, 256, seed=91),
    "ja-ginza": GROUNDS["ja-ginza"],
    "WordLlama": _llama,
    "GloVe, words 60,000 to 120,000": lambda: glove_rows()[60_000:120_000],
    "demo:bert, from id 2,000": GROUNDS["demo:bert, from id 2,000"],
}
LARGE: dict[str, Callable[[], Rows]] = {"made, 150,000 x 1,024": _sized(150_000, 1024)}


def interval(hits: int, of: int) -> tuple[float, float]:
    """Return the 95% interval of a share (Clopper and Pearson 1934)."""
    low = float(beta.ppf(0.025, hits, of - hits + 1)) if hits else 0.0
    return low, float(beta.ppf(0.975, hits + 1, of - hits)) if hits < of else 1.0


def listed(vectors: Rows) -> NDArray[np.int64]:
    """Return what looks untrained, of tokens without names."""
    space = EmbeddingSpace([f"token{i}" for i in range(len(vectors))], vectors, np.arange(len(vectors)))
    return np.asarray(lexiscape.check_vocabulary(space, options=CheckOptions(["untrained"])).untrained)


def tried(ground: Rows, own: NDArray[np.int64], sort: Sort, seeds: range) -> str:
    """Plant a sort into a ground, once a seed; return recall and false share with intervals.

    Of the rows `own`, which are listed without any planted, it is open whether they were trained.
    """
    count = max(40, len(ground) // 100)
    hits = false = others = 0
    for seed in seeds:
        rng = np.random.default_rng(seed)
        rows = np.sort(rng.choice(np.setdiff1d(np.arange(len(ground)), own), count, replace=False))
        vectors = ground.copy()
        vectors[rows] = sort.make(ground, count, rng)
        found = listed(vectors)
        hits += int(np.isin(rows, found).sum())
        rest = np.setdiff1d(np.arange(len(ground)), np.union1d(rows, own))
        false += int(np.isin(rest, found).sum())
        others += len(rest)
    told = []
    for part, whole in ((hits, len(seeds) * count), (false, others)):
        low, high = interval(part, whole)
        told.append(f"{part / whole:.2%} [{low:.2%}, {high:.2%}]")
    return f"{told[0]} | {told[1]}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    given = parser.parse_args()
    first = 50_000 if given.fresh else 1000
    seeds = range(first, first + given.seeds)
    grounds = FRESH_GROUNDS if given.fresh else GROUNDS
    print("| matrix | planted | recall | false among the others | seconds |")
    print("|---|---|---|---|---|")
    for ground, make in {**grounds, **(LARGE if given.large else {})}.items():
        rows = make().astype(np.float32)
        own = listed(rows)
        for name, sort in {**SORTS, **(FRESH_SORTS if given.fresh else {})}.items():
            started = time.perf_counter()
            shown = tried(rows, own, sort, seeds)
            noise = "" if sort.is_noise else " (no noise of one size)"
            print(f"| {ground} | {name}{noise} | {shown} | {time.perf_counter() - started:.0f} |", flush=True)


if __name__ == "__main__":
    main()
