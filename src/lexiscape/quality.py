"""How far to believe a map: true neighbors against neighbors on the map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from lexiscape.neighbors import Neighbors


def kept_neighbors(
    found: Neighbors, xy: NDArray[np.float32], k: int = 10, threads: int | None = None
) -> NDArray[np.float32]:
    """Share of each row's k true neighbors that are among its k nearest points on the map.

    Parameters
    ----------
    found : Neighbors
        At least k true neighbors a row (fewer are taken as they are).
    xy : ndarray, (n, 2), float32
        The map; row i belongs to row i of `found`.
    k : int
        How many neighbors to compare.
    threads : int or None
        Threads for the search on the map; None: all.

    Returns
    -------
    ndarray, (n,), float32
        Between 0 and 1; its mean is the neighbor recall at k (Venna et al. 2010, "precision" of retrieval).
    """
    k = min(k, found.indices.shape[1], len(xy) - 1)
    if k < 1:
        return np.ones(len(xy), np.float32)
    workers = -1 if threads is None else threads
    n = len(xy)
    near = np.asarray(cKDTree(xy).query(xy, k + 1, workers=workers)[1], np.int32)
    own = near == np.arange(n, dtype=np.int32)[:, None]
    own[~own.any(axis=1), -1] = True  # many points in one place: the row itself may be missing
    own &= np.cumsum(own, axis=1) == 1
    near = near[~own].reshape(n, k)
    truth = np.sort(found.indices[:, :k].astype(np.int64) + np.arange(n)[:, None] * n, axis=None)
    hits = np.isin(near.astype(np.int64) + np.arange(n)[:, None] * n, truth, assume_unique=True)
    return np.asarray(hits.sum(axis=1) / k, np.float32)
