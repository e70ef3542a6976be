"""A start for a layout that knows only some tokens in, one that knows all out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.neighbors import Neighbors


def fill_in(xy: NDArray[np.float32], found: Neighbors) -> NDArray[np.float32]:
    """Place rows that have no coordinates among their true neighbors that have.

    Parameters
    ----------
    xy : ndarray, (n, 2), float32
        NaN where unknown, in one coordinate or both; at least one row is known.
    found : Neighbors
        Of the same rows.

    Returns
    -------
    ndarray, (n, 2), float32
        Known rows as they were; the others at the mean of their known neighbors (in at most 20 sweeps outward), or
        at the mean of all.

    """
    xy = np.array(xy, np.float32)
    xy[np.isnan(xy).any(axis=1)] = np.nan  # half a place is none
    for _ in range(20):
        unknown = np.flatnonzero(np.isnan(xy[:, 0]))
        if len(unknown) == 0 or found.indices.shape[1] == 0:
            break
        near = xy[found.indices[unknown]]
        known = ~np.isnan(near[..., 0])
        reached = known.any(axis=1)
        if not reached.any():
            break
        sums = np.where(known[..., None], near, 0).sum(axis=1)
        xy[unknown[reached]] = sums[reached] / known.sum(axis=1)[reached, None]
    xy[np.isnan(xy[:, 0])] = np.nanmean(xy, axis=0)
    return xy
