"""Vectors in, their first two principal components out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.layouts import Layout, LayoutOptions
from lexiscape.neighbors import Neighbors
from lexiscape.progress import Progress


def pca(vectors: NDArray[np.float32], found: Neighbors, options: LayoutOptions, progress: Progress) -> Layout:
    """Project onto the two directions of most variance (unit rows when the neighbors are by cosine)."""
    xy, share = principal_plane(vectors, unit=found.metric == "cosine")
    return Layout(xy, {"layout": "pca", "variance_kept": share})


def principal_plane(vectors: NDArray[np.float32], *, unit: bool) -> tuple[NDArray[np.float32], float]:
    """Return each row's first two principal components, (n, 2) float32, and their share of the variance."""
    rows = np.asarray(vectors, np.float32)
    if unit:
        rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    mean = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    covariance = (rows.T @ rows).astype(np.float64) / len(rows) - np.outer(mean, mean)
    values, directions = np.linalg.eigh(covariance)
    top = np.zeros((rows.shape[1], 2))
    top[:, : len(values)] = directions[:, :-3:-1]
    top *= np.where(np.abs(top).max(axis=0) == top.max(axis=0), 1.0, -1.0)  # sign of the largest entry is positive
    xy = rows @ top.astype(np.float32) - mean @ top.astype(np.float32)
    share = values[::-1][:2].sum() / max(values.sum(), 1e-30)
    return np.ascontiguousarray(xy, np.float32), float(share)
