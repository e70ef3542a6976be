"""Vectors for benchmarks, made with a seed from the real rows of demo:bert."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

import lexiscape


def bert_rows() -> NDArray[np.float32]:
    """Return the 30,522 x 384 word embeddings of demo:bert."""
    return np.array(lexiscape.open_space("demo:bert").vectors)


def hard_rows(n: int = 262_144, dim: int = 640, seed: int = 0, noise: float = 1.13) -> NDArray[np.float32]:
    """Return rows whose neighbors are hard to find, (n, dim), float32: a large vocabulary in size and spectrum.

    Each is the sum of three real rows, weighted 1, 0.6 and 0.4, turned into `dim` dimensions by one random matrix, plus
    Gaussian noise of `noise` times its length. At 262,144 x 640 128 principal components keep 45 % of the variance
    (64 % at a noise of 0.55).
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
