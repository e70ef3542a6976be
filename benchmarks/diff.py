"""How often `lexiscape diff` is wrong about where two matrices come from: made pairs of which the truth is known.

    python benchmarks/diff.py [--more SOURCE]... [--scales]
    python benchmarks/diff.py --fresh [--seeds A:B]

Derived: real matrices and trained ones, with noise, quantized, tuned, pruned, and with dimensions permuted, turned or
left out. Unrelated: other real models of the tokens that both have, and word2vec trained anew, by another seed, on the
same text. `--more` adds a real model. `--fresh` tells the same of word2vec by seeds that no rule was set by, or by
others, `--seeds`: changed in place, turned and changed, and trained apart, of one width or two, for longer, too; and of
made ones of fewer than eight tokens a dimension. Beside the verdicts stands what they rest on, the least and the most
of each kind of pair: the directions shared, how dimensions go with themselves (z), the stretches of directions, and how
far from 1 the farthest of them lies beyond two standard errors, of maps of which all is measured to within .075. A last
table tells how the error of rows compares with what each format's scales let expect: all of them are real rows,
quantized by the gguf library. Needs the extras `demo` and `gguf`, gensim, and for one of the models ja-ginza.
"""

from __future__ import annotations

import argparse
import itertools
import warnings
from collections.abc import Callable, Collection, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import gguf
import numpy as np
from numpy.typing import NDArray

import lexiscape as lx
from data import glove_rows, glove_words
from lexiscape.compare import match_tokens
from lexiscape.diff import Difference, diff_spaces
from lexiscape.diff.isometry import PRECISE, WHOLE
from lexiscape.sources.tensors.rounding import FLOATS, STEPS, block_errors, float_errors
from lexiscape.space import EmbeddingSpace

Rows = NDArray[np.float32]
Change = Callable[[Rows, np.random.Generator], Rows]

#: Tokens of a pair, at most.
MOST = 4_000
SEEDS = 13
#: What `--fresh` does to word2vec in place, and turned as well.
IN_PLACE = ("noise .3", "noise 1", "Q4_0", "rank 16, .5", "rank 64, 1", "pruned to a tenth, noise .3")
TURNED = ("turned, noise .3", "turned, noise .6", "turned, Q4_0", "turned, rank 16, .5")
#: Dimensions, passes over the text and least count of a word, of models that are trained for longer.
LONGER = ((32, 40, 5), (50, 60, 5), (100, 60, 5), (200, 60, 5))
#: Tokens and dimensions of made models of few tokens; and what each has that the other has not, beside directions of
#: variance 1 / k^(2 p).
FEW = ((400, 128), (400, 256), (1000, 256))
OWN, DECAYS = (0.03, 0.1, 0.3), (0.3, 0.6)


class Made(NamedTuple):
    """Two spaces of which it is known whether one descends from the other."""

    kind: str
    name: str
    a: EmbeddingSpace
    b: EmbeddingSpace


def quantized(rows: Rows, name: str) -> Rows:
    kind = gguf.GGMLQuantizationType[name]
    padded = np.pad(rows, ((0, 0), (0, -rows.shape[1] % 32)))
    stored = gguf.quants.quantize(np.ascontiguousarray(padded), kind)
    return gguf.quants.dequantize(stored, kind)[:, : rows.shape[1]].astype(np.float32)


def noisy(rows: Rows, share: float, rng: np.random.Generator) -> Rows:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True) / np.sqrt(rows.shape[1])
    return rows + share * lengths * rng.standard_normal(rows.shape)


def tuned(rows: Rows, rank: int, share: float, rng: np.random.Generator) -> Rows:
    """Add a change of low rank, as an adapter's: of `share` of the rows' length in the mean."""
    moved = rng.standard_normal((len(rows), rank)) @ rng.standard_normal((rank, rows.shape[1]))
    return rows + moved * (share * np.linalg.norm(rows) / np.linalg.norm(moved))


def turned(rows: Rows, rng: np.random.Generator) -> Rows:
    return rows @ np.linalg.qr(rng.standard_normal((rows.shape[1],) * 2))[0].astype(np.float32)


def permuted(rows: Rows, rng: np.random.Generator) -> Rows:
    return rows[:, rng.permutation(rows.shape[1])]


def reduced(rows: Rows, share: float) -> Rows:
    centered = rows - rows.mean(axis=0)
    return rows @ np.linalg.eigh(centered.T @ centered)[1][:, ::-1][:, : int(share * rows.shape[1])]


def few_trained(rows: Rows, rng: np.random.Generator) -> Rows:
    moved = rows.copy()
    chosen = rng.choice(len(rows), len(rows) // 100, replace=False)
    moved[chosen] = noisy(rows[chosen], 1.0, rng)
    return moved


DERIVED: dict[str, Change] = {
    "noise .1": lambda x, rng: noisy(x, 0.1, rng),
    "noise .3": lambda x, rng: noisy(x, 0.3, rng),
    "noise 1": lambda x, rng: noisy(x, 1.0, rng),
    "Q8_0": lambda x, rng: quantized(x, "Q8_0"),
    "Q4_0": lambda x, rng: quantized(x, "Q4_0"),
    "rank 8, .1": lambda x, rng: tuned(x, 8, 0.1, rng),
    "rank 16, .5": lambda x, rng: tuned(x, 16, 0.5, rng),
    "rank 64, 1": lambda x, rng: tuned(x, 64, 1.0, rng),
    "1% of rows trained": few_trained,
    "permuted": permuted,
    "turned": turned,
    "turned, noise .3": lambda x, rng: turned(noisy(x, 0.3, rng), rng),
    "turned, noise .6": lambda x, rng: turned(noisy(x, 0.6, rng), rng),
    "turned, Q4_0": lambda x, rng: quantized(turned(x, rng), "Q4_0"),
    "turned, rank 16, .5": lambda x, rng: turned(tuned(x, 16, 0.5, rng), rng),
    "turned, unit rows": lambda x, rng: turned(x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9), rng),
    "pruned to a tenth, turned": turned,
    "reduced to 3/4": lambda x, rng: reduced(x, 0.75),
    "pruned to a tenth, noise .3": lambda x, rng: noisy(x, 0.3, rng),
}


def real(more: list[str]) -> dict[str, EmbeddingSpace]:
    names = ["demo:bert", "demo:llama", *(["spacy:ja_ginza"] if find_spec("ja_ginza") else []), *more]
    spaces = {name.rstrip("/").rpartition("/")[2]: lx.open_space(name) for name in names}
    return {**spaces, "GloVe": lx.open_space(glove_words(), glove_rows())}


def trained(seeds: range = range(SEEDS)) -> dict[str, EmbeddingSpace]:
    """Train word2vec on one text, by several seeds, sizes and both of its algorithms."""
    return {
        f"word2vec {seed} ({(100, 200, 300)[seed % 3]})": word2vec(seed, (100, 200, 300)[seed % 3], seed % 2)
        for seed in seeds
    }


def trained_longer(seeds: range) -> dict[str, EmbeddingSpace]:
    return {
        f"skip-gram {seed} ({size})": word2vec(seed, size, 1, epochs=epochs, min_count=least)
        for seed in seeds
        for size, epochs, least in LONGER
    }


def word2vec(seed: int, size: int, skip: int, epochs: int = 20, min_count: int = 2) -> EmbeddingSpace:
    from gensim.models import Word2Vec
    from gensim.test.utils import datapath
    from gensim.utils import simple_preprocess

    texts = [simple_preprocess(line) for line in Path(datapath("lee_background.cor")).read_text("utf-8").splitlines()]
    how = {"sg": skip, "seed": seed, "min_count": min_count, "epochs": epochs, "workers": 1}
    model = Word2Vec(texts, vector_size=size, **how)
    return lx.open_space(list(model.wv.index_to_key), model.wv.vectors.copy())


def derived(parents: dict[str, EmbeddingSpace], kinds: Collection[str] = DERIVED) -> Iterator[Made]:
    for name, space in parents.items():
        whole = space.first(MOST)
        for number, (kind, change) in enumerate(DERIVED.items()):
            if kind not in kinds:
                continue
            rng = np.random.default_rng([number, len(whole)])
            if kind.startswith("pruned"):
                kept = np.sort(rng.choice(len(whole), len(whole) // 10, replace=False))
                child = lx.open_space([whole.tokens[row] for row in kept], change(whole.vectors[kept], rng))
            else:
                child = lx.open_space(list(whole.tokens), change(np.array(whole.vectors), rng).astype(np.float32))
            yield Made(kind, name, whole, child)


def unrelated(spaces: dict[str, EmbeddingSpace], retrained: dict[str, EmbeddingSpace]) -> Iterator[Made]:
    for one, other in itertools.combinations(spaces, 2):
        match = match_tokens([spaces[one], spaces[other]], fold_case=True)
        for part in range(2):  # halves with no token in common
            rows = [column[part::2][:MOST] for column in match.rows]
            tokens = [spaces[one].tokens[row] for row in rows[0].tolist()]
            pair = [
                lx.open_space(tokens, spaces[name].vectors[row]) for name, row in zip((one, other), rows, strict=True)
            ]
            yield Made("other models", f"{one} : {other}", *pair)
    yield from trained_apart(retrained, "word2vec by another seed")


def trained_apart(retrained: dict[str, EmbeddingSpace], kind: str) -> Iterator[Made]:
    for one, other in itertools.combinations(retrained, 2):
        a, b = retrained[one], retrained[other]
        width = "one width" if a.vectors.shape[1] == b.vectors.shape[1] else "two widths"
        yield Made(f"{kind}, {width}", f"{one} : {other}", a, b)


def made_apart(seeds: range) -> Iterator[Made]:
    """Make pairs of models of one text, by maps of their own from what both hold, and what only either holds."""
    for (n, dim), own, decay, seed in itertools.product(FEW, OWN, DECAYS, seeds):
        rng = np.random.default_rng([n, dim, round(100 * own), round(10 * decay), seed])
        common = rng.standard_normal((n, dim)) / np.arange(1, dim + 1) ** decay
        spaces = []
        for _ in range(2):
            rows = common @ rng.standard_normal((dim, dim)) / np.sqrt(dim) + own * rng.standard_normal((n, dim))
            spaces.append(lx.open_space([f"word{row}" for row in range(n)], rows.astype(np.float32)))
        yield Made("made, of few tokens, one width", f"{n} x {dim}, own {own:g}, decay {decay:g}, {seed}", *spaces)


def spans(differences: list[Difference]) -> list[str]:
    """Return the least and the most of directions shared, z, stretches, and how far the farthest is from a turn's."""
    lineages = [one.lineage for one in differences if one.lineage]
    maps = [stretch for one in lineages for stretch in one.stretches if stretch.is_measured]
    known = [m for m in maps if m.share >= WHOLE and all(error <= PRECISE for _, error in m.relative)]
    figures = (
        [one.shared for one in lineages if one.shared is not None],
        [one.in_place for one in lineages if one.in_place is not None],
        [ratio for stretch in maps for ratio, _ in stretch.relative],
        [max(abs(ratio - 1) - 2 * error for ratio, error in stretch.relative) for stretch in known],
    )
    return [f"{min(values):.3f} to {max(values):.3f}" if values else "" for values in figures]


def wilson(wrong: int, n: int, z: float = 1.96) -> float:
    """Return the upper end of Wilson's 95% interval (1927, doi:10.1080/01621459.1927.10502953) of a share."""
    share = wrong / n
    return (share + z * z / (2 * n) + z * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5) / (1 + z * z / n)


def tell(made: Iterator[Made], is_related: bool) -> None:
    titles = ("pairs", "n", "wrong", "at most", "untold", "directions shared", "z", "stretches", "beyond", "verdicts")
    print(f"\n| {' | '.join(titles)} |\n|{'---|' * len(titles)}")
    found: dict[str, list[Difference]] = {}
    for pair in made:
        difference = diff_spaces(pair.a, pair.b)
        found.setdefault(pair.kind, []).append(difference)
        name = difference.verdict.name
        if (name == "unrelated") == is_related and name != "untold":
            print(f"wrong: {pair.kind}, {pair.name}: {difference.verdict}")
    for kind, differences in [*found.items(), ("all", [one for group in found.values() for one in group])]:
        verdicts = [one.verdict.name for one in differences]
        wrong = sum((name == "unrelated") == is_related and name != "untold" for name in verdicts)
        counted = ", ".join(f"{verdicts.count(name)} {name}" for name in dict.fromkeys(verdicts))
        told = (kind, len(verdicts), wrong, f"{wilson(wrong, len(verdicts)):.1%}", verdicts.count("untold"))
        print(f"| {' | '.join(map(str, (*told, *spans(differences), counted)))} |", flush=True)


def tell_fresh(seeds: range) -> None:
    """Print the error rates of models that no rule was set by, of each kind of pair."""
    models = trained(seeds)
    tell(trained_apart(models, "word2vec by another seed"), is_related=False)
    tell(trained_apart(trained_longer(seeds[:3]), "trained for longer"), is_related=False)
    tell(made_apart(seeds[:3]), is_related=False)
    tell(derived(models, IN_PLACE), is_related=True)
    tell(derived(models, TURNED), is_related=True)


def tell_scales(spaces: dict[str, EmbeddingSpace]) -> None:
    """Print how the error of quantized rows compares with what is expected of it."""
    print("\n| format | rows | error in expected errors: least | median | most |\n|---|---|---|---|---|")
    for name in ("F16", "BF16", *(name for name in STEPS if not name.endswith("_K"))):
        times = []
        for space in spaces.values():
            rows = np.array(space.first(MOST).vectors)
            rows = rows[:, : rows.shape[1] // 32 * 32]
            kind = gguf.GGMLQuantizationType[name]
            stored = gguf.quants.quantize(rows, kind)
            values, size = gguf.GGML_QUANT_SIZES[kind]
            restored = gguf.quants.dequantize(stored, kind)
            blocks = stored.view(np.uint8).reshape(len(rows), -1, size)
            expected = float_errors(restored, name) if name in FLOATS else block_errors(blocks, name, values)
            error = np.square(rows.astype(np.float64) - restored).sum(axis=1)
            times.append(np.sqrt(error[error > 0] / expected[error > 0]))
        told = np.concatenate(times)
        print(f"| {name} | {len(told):,} | {told.min():.2f} | {np.median(told):.2f} | {told.max():.2f} |", flush=True)


def seed_range(told: str) -> range:
    first, colon, last = told.partition(":")
    if not (colon and first.isdecimal() and last.isdecimal() and int(first) < int(last)):
        raise argparse.ArgumentTypeError(f"expected two whole numbers, the first one smaller, as 700:709; got {told!r}")
    return range(int(first), int(last))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--more", action="append", default=[], metavar="SOURCE", help="another real model")
    parser.add_argument("--scales", action="store_true", help="only the second table")
    parser.add_argument("--fresh", action="store_true", help="only word2vec by seeds that no rule was set by")
    parser.add_argument("--seeds", type=seed_range, metavar="A:B", help="those seeds (default 800:809)")
    options = parser.parse_args()
    if options.fresh and (options.more or options.scales):
        parser.error("--fresh trains its own models: leave --more and --scales out")
    if options.seeds and not options.fresh:
        parser.error("--seeds is for --fresh: add it, or leave --seeds out")
    warnings.simplefilter("ignore", lx.errors.LexiscapeWarning)
    if options.fresh:
        tell_fresh(options.seeds or range(800, 809))
        return
    spaces = real(options.more)
    if not options.scales:
        retrained = trained()
        tell(unrelated(spaces, retrained), is_related=False)
        parents = {name: space for name, space in spaces.items() if name != "GloVe"}
        tell(derived({**parents, **dict(list(retrained.items())[:1])}), is_related=True)
    tell_scales(spaces)


if __name__ == "__main__":
    main()
