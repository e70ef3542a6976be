"""Nearest neighbors as one would write them down: every distance in double precision, every row sorted."""

import numpy as np


def distances(vectors, metric):
    x = np.asarray(vectors, np.float32).astype(np.float64)
    if metric == "euclidean":
        return np.sqrt(((x[:, None, :] - x[None, :, :]) ** 2).sum(axis=2))
    square = (x * x).sum(axis=1)
    both = np.sqrt(square[:, None] * square[None, :])
    gap = 1 - np.divide(x @ x.T, both, out=np.zeros_like(both), where=both > 0)
    zero = square == 0
    gap[zero[:, None] & zero[None, :]] = 0
    equal = (x[:, None, :] == x[None, :, :]).all(axis=2)
    gap[equal] = 0
    gap[gap < 1e-13] = 0  # parallel rows, but for rounding
    return gap


def nearest(vectors, k, metric):
    """Indices and distances, (n, min(k, n - 1)): by distance as float32, then by position."""
    far = distances(vectors, metric).astype(np.float32)
    n = len(far)
    k = min(k, n - 1)
    indices = np.empty((n, k), np.int32)
    for i in range(n):
        others = [j for j in range(n) if j != i]
        indices[i] = sorted(others, key=lambda j: (far[i, j], j))[:k]
    return indices, np.take_along_axis(far, indices, 1)
