"""Vectors in, each row's k nearest other rows out: computed once; layout, hover, scores and comparison reuse it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.progress import Progress, silent
from lexiscape.space import EmbeddingSpace

METRICS = ("cosine", "euclidean")


@dataclass(frozen=True, eq=False)
class Neighbors:
    """Each row's nearest other rows.

    Attributes
    ----------
    indices : ndarray, (n, k), int32
        Row positions, nearest first; a row is never its own neighbor.
    distances : ndarray, (n, k), float32
        1 - cosine similarity, or Euclidean distance; ascending along each row.
    metric : str
        One of `METRICS`.
    meta : dict
        How they were found (exact or approximate, sampled recall, seconds): JSON values only.
    """

    indices: NDArray[np.int32]
    distances: NDArray[np.float32]
    metric: str = "cosine"
    meta: dict[str, Any] = field(default_factory=dict)


def find_neighbors(
    space: EmbeddingSpace | NDArray[np.float32],
    k: int = 30,
    *,
    metric: str = "cosine",
    threads: int | None = None,
    progress: Progress = silent,
) -> Neighbors:
    """Find each row's k nearest other rows (first sketch: plain NumPy)."""
    vectors = np.array(space.vectors if isinstance(space, EmbeddingSpace) else space, np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    n = len(vectors)
    k = min(k, n - 1)
    indices = np.empty((n, k), np.int32)
    distances = np.empty((n, k), np.float32)
    for start in range(0, n, 1024):
        scores = vectors[start : start + 1024] @ vectors.T
        rows = np.arange(len(scores))
        scores[rows, start + rows] = -np.inf
        best = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        order = np.argsort(-np.take_along_axis(scores, best, 1), axis=1, kind="stable")
        indices[start : start + 1024] = np.take_along_axis(best, order, 1)
        distances[start : start + 1024] = 1 - np.take_along_axis(scores, indices[start : start + 1024], 1)
        progress("neighbors", min(start + 1024, n), n)
    return Neighbors(indices, distances, metric)


def nearest_rows(
    space: EmbeddingSpace | NDArray[np.float32], rows: list[int], k: int = 10, *, metric: str = "cosine"
) -> Neighbors:
    """Find the k nearest other rows of the given rows only (first sketch)."""
    vectors = np.array(space.vectors if isinstance(space, EmbeddingSpace) else space, np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    scores = vectors[rows] @ vectors.T
    scores[np.arange(len(rows)), rows] = -np.inf
    order = np.argsort(-scores, axis=1, kind="stable")[:, : min(k, len(vectors) - 1)]
    return Neighbors(order.astype(np.int32), 1 - np.take_along_axis(scores, order, 1), metric)
