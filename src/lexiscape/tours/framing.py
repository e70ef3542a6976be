"""Rows of a map in, where to look to see most of them out, as a tour says it: x, y and how far in."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import TOUR_FILL, TOUR_NEAREST, TOUR_ZOOM

#: So many tokens are seen at least: of a tight crowd each by its label.
_SEEN = 20


def view_of(xy: NDArray[np.float32], rows: NDArray[np.int64], nearest: float = TOUR_NEAREST) -> list[float]:
    """Return [x, y, zoom]: a zoom of 1 shows the whole map.

    Parameters
    ----------
    xy : ndarray, (n, 2), float32
        Where tokens lie.
    rows : ndarray, (m,), int64
        Those to be seen.
    nearest : float
        The largest zoom.
    """
    seen = xy[rows].astype(np.float64)
    low, high = seen.min(axis=0), seen.max(axis=0)
    whole = np.ptp(xy.astype(np.float64), axis=0)
    sides = high - low
    fits = [float(TOUR_FILL * all_ / side) for all_, side in zip(whole, sides, strict=True) if side > 0]
    zoom = min(max(min(fits, default=nearest), 1.0), nearest)
    return [float(f"{value:.7g}") for value in (*((low + high) / 2).tolist(), zoom)]


def view_of_half(xy: NDArray[np.float32], rows: NDArray[np.int64]) -> list[float]:
    """Return the view of the half of some rows that lies nearest to their middle, the median of either coordinate.

    As near as rows that lie close together need, but so that 20 tokens of the map are in it.
    """
    places = xy.astype(np.float64)
    apart = np.hypot(*(places[rows] - np.median(places[rows], axis=0)).T)
    half = rows[np.argsort(apart, kind="stable")[: -(-len(rows) // 2)]]
    x, y, _ = view_of(xy, half)
    whole = np.ptp(places, axis=0)
    reach = (np.abs(places - [x, y]) / np.where(whole > 0, whole / 2, 1)).max(axis=1)  # a zoom z shows 1 / z and less
    last = min(_SEEN, len(xy)) - 1
    seen = float(np.partition(reach, last)[last])
    return view_of(xy, half, nearest=min(max(TOUR_NEAREST, 1 / seen if seen > 0 else TOUR_ZOOM), TOUR_ZOOM))
