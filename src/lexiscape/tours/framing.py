"""Rows of a map in, where to look to see most of them out, as a tour says it: x, y and how far in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import TOUR_FILL, TOUR_NEAREST


def view_of(xy: NDArray[np.float32], rows: NDArray[np.int64], stray: float = 0.0) -> list[float]:
    """Return [x, y, zoom]: a zoom of 1 shows the whole map.

    Parameters
    ----------
    xy : ndarray, (n, 2), float32
        Where tokens lie.
    rows : ndarray, (m,), int64
        Those to be seen.
    stray : float
        On either side, this share of them may lie outside.
    """
    low, high = np.quantile(xy[rows].astype(np.float64), [stray, 1 - stray], axis=0)
    whole = np.ptp(xy.astype(np.float64), axis=0)
    sides = high - low
    fits = [float(TOUR_FILL * all_ / side) for all_, side in zip(whole, sides, strict=True) if side > 0]
    zoom = min(max(min(fits, default=TOUR_NEAREST), 1.0), TOUR_NEAREST)
    return [float(f"{value:.7g}") for value in (*((low + high) / 2).tolist(), zoom)]
