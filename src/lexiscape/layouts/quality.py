"""True neighbors and a layout in, the share of them that each token kept on the map out."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape import _native
from lexiscape._rules import RECALL_AT, RECALL_SHARE
from lexiscape.neighbors import Neighbors
from lexiscape.processors import thread_count

__all__ = ["RECALL_AT", "kept_neighbors", "recall_at", "recall_of", "recall_scores", "tell_recall"]


def recall_at(n: int) -> int:
    """Return how many neighbors a token the score of a map of n tokens looks at: 10, or a third of few tokens."""
    return max(min(RECALL_AT, n // RECALL_SHARE), 1)


def recall_scores(kept: NDArray[np.float32]) -> dict[str, float | None]:
    """Return the scores of a map, by name, from the share that each token kept (NaN: unknown).

    ``recall@10`` is always there, None where it would say nothing: of fewer than three tokens, or of copies alone. Of
    fewer than 30 tokens it looks at ``recall_at(n)`` neighbors and stands under its own name, ``recall@k``, before.
    """
    known = kept[~np.isnan(kept)]
    value = float(known.mean()) if len(kept) >= RECALL_SHARE and len(known) else None
    return {f"recall@{k}": value for k in (recall_at(len(kept)), RECALL_AT)}


def tell_recall(scores: Mapping[str, Any]) -> str | None:
    """Say what share of the neighbors a map keeps, from its `meta["scores"]`; None where that was not measured."""
    kept = recall_of(scores)
    if kept is None:
        return None
    percent = floor(100 * kept[1] + 0.5)
    return f"keeps {percent}% of the {kept[0]} nearest neighbors" if kept[0] > 1 else f"keeps {percent}% of the nearest"


def recall_of(scores: Mapping[str, Any]) -> tuple[int, float] | None:
    """Return k and recall@k of a map's `meta["scores"]`; None where that was not measured."""
    for name, value in scores.items():
        if name.startswith("recall@") and value is not None:
            return int(name.removeprefix("recall@")), float(value)
    return None


def kept_neighbors(
    found: Neighbors, xy: NDArray[np.float32], k: int = 10, threads: int | None = None
) -> NDArray[np.float32]:
    """Share of each row's k true neighbors that are among its k nearest points on the map.

    A point is among the k nearest when no more than k points, itself among them, lie as near or nearer. So ties are
    misses: where the k-th nearest point lies no nearer than the next, none of those that lie so far counts, and a map
    whose points all lie in one place keeps nothing.

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
    n = len(xy)
    k = min(k, found.indices.shape[1], n - 1)
    if k < 1:
        return np.ones(n, np.float32)
    places = np.asarray(xy, np.float64)
    limit = _next_nearest(np.asarray(xy, np.float32), k, thread_count(threads))
    kept = np.zeros(n, np.int64)
    for slot in range(k):
        kept += squared_on_map(places - places[found.indices[:, slot]]) < limit
    return np.asarray(kept / k, np.float32)


def squared_on_map(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared lengths of steps on the map, (..., 2) in, (...) out: the same on any processor."""
    return np.asarray(apart[..., 0] * apart[..., 0] + apart[..., 1] * apart[..., 1])


def _next_nearest(xy: NDArray[np.float32], k: int, workers: int) -> NDArray[np.float64]:
    """Squared distance of each row to the nearest point after its k nearest others; infinite where there is none.

    Each place is told once, with how many points lie in it: a tree cannot divide points in one place.
    """
    if len(xy) < k + 2:
        return np.full(len(xy), np.inf)
    places = np.ascontiguousarray(xy + np.float32(0)).view(np.uint64).ravel()  # + 0: no negative zeros
    _, first, place_of, counts = np.unique(places, return_index=True, return_inverse=True, return_counts=True)
    return _native.reaches(xy[first].astype(np.float64), counts.astype(np.int64), k + 2, workers)[place_of]
