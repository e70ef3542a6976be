"""Neighbors by distance in, the same lists ranked anew out: each distance lengthened by what both of its ends add."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.neighbors import Neighbors, Touching

_BLOCK = 1 << 12


def rank_shortlists(found: Neighbors, added: NDArray[np.float64], k: int, meta: dict[str, Any]) -> Neighbors:
    """Return the k nearest of each row's shortlist by d(x, y) + a(x) + a(y), (n, k).

    Parameters
    ----------
    found : Neighbors
        At least k a row. A row's shortlist is those and the rows that have it among theirs.
    added : ndarray, (n,), float64
        a.
    k : int
        How many.
    meta : dict
        What the answer's `meta` says.
    """
    from scipy.sparse import csr_array  # takes long to import

    n, width = found.indices.shape
    k = min(k, width)
    indices, distances = np.empty((n, k), np.int32), np.empty((n, k), np.float32)
    if not k:
        return Neighbors(indices, distances, found.metric, meta)
    ends = np.arange(0, n * width + 1, width)
    # 3 less the distance, which is above 0: a sparse matrix leaves zeros out
    own = csr_array((3 - found.distances.ravel().astype(np.float64), found.indices.ravel(), ends), shape=(n, n))
    lists = csr_array(own.maximum(own.T))
    for start in range(0, n, _BLOCK):
        stop = min(start + _BLOCK, n)
        span = slice(lists.indptr[start], lists.indptr[stop])
        row = np.repeat(np.arange(start, stop), np.diff(lists.indptr[start : stop + 1]))
        column = lists.indices[span]
        far = np.maximum(3 - lists.data[span] + added[row] + added[column], 0)
        order = np.lexsort((column, far, row))
        first = np.asarray(lists.indptr[start:stop] - lists.indptr[start], np.int64)
        chosen = order[first[:, None] + np.arange(k)]
        indices[start:stop], distances[start:stop] = column[chosen], far[chosen]
    touching = found.touching()
    before = Touching(touching.nearest.copy(), touching.at_zero)  # no view: it would keep the shortlists
    return Neighbors(indices, distances, found.metric, meta, before)


def rank_all(whole: Neighbors, rows: NDArray[np.int64], added: NDArray[np.float64], k: int) -> Neighbors:
    """Return the k nearest of a few rows by d(x, y) + a(x) + a(y); line i of `whole` lists all others of `rows[i]`."""
    far = np.maximum(whole.distances.astype(np.float64) + added[rows][:, None] + added[whole.indices], 0)
    order = np.lexsort((whole.indices, far), axis=1)[:, :k]
    indices = np.take_along_axis(whole.indices, order, axis=1)
    distances = np.take_along_axis(far, order, axis=1).astype(np.float32)
    return Neighbors(indices, distances, whole.metric, {"method": "exact", "k": indices.shape[1]})
