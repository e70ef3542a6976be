"""How `lexiscape check` finds untrained rows: planted ones among rows of real models, and none where there are none.

    python benchmarks/check.py [--seeds 3] [--large] [--e5 FOLDER]

Every matrix is checked without names: tokens are called `token0`, `token1` … The planted rows are found (recall) or
not, and of the others some are listed (false). `--large` adds the sizes of Gemma 3 270M (262,144 x 640) and of
multilingual-e5-small (250,037 x 384), made of real rows and noise, and the seconds and the memory of a whole process
from file to report. `--e5` names a folder with multilingual-e5-small itself.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

import lexiscape
from data import bert_rows, clustered_rows, glove_rows, hard_rows
from lexiscape.check import CheckOptions
from lexiscape.space import EmbeddingSpace

Rows = NDArray[np.float32]


class Planted(NamedTuple):
    """A matrix, which rows of it were planted, and of which it is not known whether they were trained."""

    name: str
    vectors: Rows
    planted: NDArray[np.int64]
    open: NDArray[np.int64] = np.empty(0, np.int64)


#: How rows that training never touched may lie: a name, and the rows, (count, dim), made from the trained ones.
STYLES = ("initial", "copies", "mean and noise", "shrunk", "zero", "pushed")


def untouched(style: str, trained: Rows, count: int, rng: np.random.Generator) -> Rows:
    """Return rows that training never touched, (count, dim)."""
    dim = trained.shape[1]
    noise = 0.02 * rng.standard_normal((count, dim))
    if style == "initial":  # N(0, 0.02), as most models begin
        rows = noise
    elif style == "copies":
        rows = np.repeat(noise[:1], count, axis=0)
    elif style == "mean and noise":  # as resize_token_embeddings of transformers begins new rows
        rows = trained.mean(axis=0) + 0.1 * noise
    elif style == "shrunk":  # by weight decay
        rows = 0.05 * noise
    elif style == "zero":
        rows = np.zeros((count, dim))
    else:  # pushed by the softmax, all the same way
        push = rng.standard_normal(dim)
        rows = noise * 0.5 + push / np.linalg.norm(push) * 0.6 * np.median(np.linalg.norm(trained, axis=1))
    return rows.astype(np.float32)


def plant(name: str, trained: Rows, style: str, count: int, seed: int) -> Planted:
    """Replace rows, drawn by lot, by untouched ones."""
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.choice(len(trained), count, replace=False))
    vectors = trained.copy()
    vectors[rows] = untouched(style, trained, count, rng)
    return Planted(f"{name}, {style}", vectors, rows)


def real(name: str) -> Planted:
    """Take a model's own rows; the truth is its tokenizer's: what no text becomes was never trained.

    So are, of the Llama's bytes, those that no UTF-8 holds.
    """
    space = lexiscape.open_space(name)
    report = lexiscape.check_vocabulary(space, options=CheckOptions(["unreachable"]))
    never = {f"<0x{byte:02X}>" for byte in (0xC0, 0xC1, *range(0xF5, 0x100))}
    bytes_never = np.flatnonzero([token in never for token in space.tokens])
    return Planted(f"{name}, by its tokenizer", np.array(space.vectors), np.union1d(report.unreachable, bytes_never))


def reserved_of_bert() -> Planted:
    """demo:bert's 994 `[unused]` rows; of others that are no plain words it is open whether they were trained."""
    space = lexiscape.open_space("demo:bert")
    reserved = np.array([kind == "unused" for kind in space.kinds])
    is_plain = np.array([token.isascii() and token.isalpha() and len(token) > 2 for token in space.tokens])
    return Planted("demo:bert, reserved", bert_rows(), np.flatnonzero(reserved), np.flatnonzero(~reserved & ~is_plain))


def words_of_bert() -> Rows:
    """demo:bert's rows of tokens that are three Latin letters or more: all of them occur in English text."""
    space = lexiscape.open_space("demo:bert")
    return bert_rows()[[len(token) > 2 and token.isascii() and token.isalpha() for token in space.tokens]]


def like_gemma(seed: int, n: int = 262_144, dim: int = 640) -> Planted:
    """All norms 1.028 to 1.035; 6,242 rows and 2,700 more about one direction at a median cosine distance of .012.

    The others' median distance from it is .683, and 5,000 of them lie anywhere between. The 2,700 stand for ordinary
    tokens that were never trained: they are planted, too.
    """
    rng = np.random.default_rng(seed)
    scale = n / 262_144
    vectors = hard_rows(n, dim, seed)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    push = rng.standard_normal(dim).astype(np.float32)
    push /= np.linalg.norm(push)
    vectors += 0.335 * push  # a cosine of .317 with it at the median
    chosen = rng.permutation(n)
    planted, between = np.split(chosen[: int(scale * 13_942)], [int(scale * 8_942)])
    vectors[planted] = push + (0.156 / np.sqrt(dim)) * rng.standard_normal((len(planted), dim))
    share = rng.uniform(0.1, 1, len(between))[:, None].astype(np.float32)
    vectors[between] = share * vectors[between] + (1 - share) * push
    vectors *= rng.uniform(1.028, 1.035, (n, 1)) / np.linalg.norm(vectors, axis=1, keepdims=True)
    return Planted("like Gemma, pushed", vectors.astype(np.float32), np.sort(planted))


def like_e5(seed: int, style: str, n: int = 250_037) -> Planted:
    """Rows of 384 dimensions with norms of 1.6, of which 1,000 were never trained."""
    vectors = hard_rows(n, 384, seed, noise=0.55)
    rng = np.random.default_rng(seed)
    lengths = 1.6 * np.exp(0.07 * rng.standard_normal((n, 1)))
    vectors *= lengths / np.linalg.norm(vectors, axis=1, keepdims=True)
    return plant("like e5", vectors.astype(np.float32), style, n // 250, seed)


def with_none(seed: int) -> Iterator[Planted]:
    """Matrices of which no row stands out."""
    rng = np.random.default_rng(seed)
    nobody = np.empty(0, np.int64)
    random = {
        "Gaussian": rng.standard_normal((30_000, 256)),
        "heavy tails (t, 2)": rng.standard_t(2, (30_000, 256)),
        "Gaussian, lengths log-normal": rng.standard_normal((30_000, 256))
        * np.exp(rng.standard_normal((30_000, 1)) / 2),
        "clusters": clustered_rows(60_000, 64, seed),
        "correlated": rng.standard_normal((30_000, 256)) / np.sqrt(1 + np.arange(256)),
    }
    for name, vectors in random.items():
        yield Planted(name, vectors.astype(np.float32), nobody)
    if seed == 0:
        yield Planted("demo:bert, words alone", words_of_bert(), nobody)
        yield Planted("ja-ginza", np.array(lexiscape.open_space("spacy:ja_ginza").vectors), nobody)
        glove = glove_rows()
        # codes of newswires, such as js94bb, which are where they began: 80 times shorter than the others
        yield Planted("GloVe", glove, nobody, np.flatnonzero(np.linalg.norm(glove, axis=1) < 0.1))


def told(case: Planted) -> str:
    """Check a matrix without names; return one line of a table."""
    space = EmbeddingSpace([f"token{i}" for i in range(len(case.vectors))], case.vectors, np.arange(len(case.vectors)))
    started = time.perf_counter()
    report = lexiscape.check_vocabulary(space, options=CheckOptions(["untrained"]))
    seconds = time.perf_counter() - started
    found = report.untrained
    facts = report.findings["untrained"].facts
    recall = f"{np.isin(case.planted, found).mean():.2%}" if len(case.planted) else ""
    others = np.setdiff1d(np.arange(len(space)), np.concatenate([case.planted, case.open]))
    false = np.isin(others, found).mean()
    rest = f"{np.isin(case.open, found).sum():,} of {len(case.open):,}" if len(case.open) else ""
    low, high = facts["false_share_interval"]
    listed = f"{len(found):,}" if len(found) else "none"
    return (
        f"| {case.name} | {len(space):,} x {case.vectors.shape[1]} | {len(case.planted):,} | {listed} | {recall} "
        f"| {false:.3%} | {rest} | {facts['false_share']:.1%} [{low:.1%}, {high:.1%}] | {seconds:.1f} |"
    )


def whole_process(vectors: Rows) -> str:
    """Measure a process from file to report, paired with one that reads the file alone."""
    with tempfile.TemporaryDirectory() as folder:
        np.save(Path(folder) / "vectors.npy", vectors)
        (Path(folder) / "vectors.txt").write_text("\n".join(f"token{i}" for i in range(len(vectors))), "utf-8")
        source = str(Path(folder) / "vectors.npy")
        read = f"import lexiscape, numpy; numpy.add.reduce(lexiscape.open_space({source!r}).vectors.ravel())"
        seconds = {}
        command = f"from lexiscape.cli import main; main(['check', {source!r}, '--json', '--quiet'])"
        for name, code in {"reading alone": read, "check": command}.items():
            started = time.perf_counter()
            done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
            seconds[name] = time.perf_counter() - started
        json.loads(done.stdout)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / vectors.nbytes
    return (
        f"{len(vectors):,} x {vectors.shape[1]}: file to report {seconds['check']:.1f} s, reading alone "
        f"{seconds['reading alone']:.1f} s; peak memory {peak:.2f} times the matrix"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--e5", type=Path)
    given = parser.parse_args()
    print("| matrix | size | planted | listed | recall | false | of doubtful rows | told false share | seconds |")
    print("|---|---|---|---|---|---|---|---|---|")
    for case in (reserved_of_bert(), real("demo:bert"), real("demo:llama")):
        print(told(case))
    words = words_of_bert()
    for seed in range(given.seeds):
        for style in STYLES:
            print(told(plant(f"words of demo:bert, seed {seed}", words, style, 300, seed)), flush=True)
        print(told(like_gemma(seed, *(() if given.large else (32_768, 320)))), flush=True)
        for style in STYLES if given.large else STYLES[:1]:
            print(told(like_e5(seed, style, 250_037 if given.large else 30_000)), flush=True)
        for case in with_none(seed):
            print(told(case), flush=True)
    if given.e5:
        print(told(real(str(given.e5))))
    if given.large:
        print(whole_process(like_gemma(0).vectors))
    print(whole_process(bert_rows()))


if __name__ == "__main__":
    main()
