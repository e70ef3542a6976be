"""A layout in; an error out when it is no map, whichever algorithm made it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import LayoutError
from lexiscape.space.rows import first_equal

_TELLS_APART = 2.0**-23
"""float32 holds no more of a coordinate than this share of it."""


def check_places(
    xy: NDArray[np.float32], vectors: NDArray[np.float32], metric: str, finest: float, whose: str, advice: str
) -> None:
    """Raise when a layout is no map of its vectors.

    Parameters
    ----------
    xy : ndarray, (n, 2), float32
        Row i is where row i of `vectors` lies.
    vectors : ndarray, (n, dim), float32
        Rows that are equal, or for the metric "cosine" parallel, may lie in one place.
    metric : str
        "cosine" or "euclidean".
    finest : float
        Places nearer than this are one, whatever the map's width: where the layout's own unit makes them so.
    whose, advice : str
        What the message begins and ends with: whose places they are, and what to try.

    Raises
    ------
    LayoutError
        A coordinate is not finite, or there are fewer places than half the distinct vectors.
    """
    n = len(xy)
    lost = int((~np.isfinite(xy).all(axis=1)).sum())
    if lost:
        raise LayoutError(f"{whose} left {lost:,} of {n:,} tokens without a place (not finite): {advice}")
    places = count_places(xy, finest)
    if 2 * places >= n:
        return
    distinct = _count_distinct(vectors, metric)
    if 2 * places < distinct:
        told = f"{distinct:,} different vectors in {places:,} place{'s' * (places > 1)}"
        raise LayoutError(f"{whose} put {told}, which is no map: {advice}")


def count_places(xy: NDArray[np.float32], finest: float) -> int:
    """Count the squares of a grid that hold a point; its width is `finest` or what float32 can tell apart."""
    places = xy.astype(np.float64)
    places -= places.min(axis=0, initial=np.inf)
    cell = max(finest, _TELLS_APART * float(places.max(initial=0)))
    if cell == 0:
        return min(len(xy), 1)
    squares = (places / cell).astype(np.int64)
    held = np.sort(squares[:, 0] << 32 | squares[:, 1])  # np.unique would import NumPy's masked arrays, for longer
    return int(np.count_nonzero(held[1:] != held[:-1])) + min(len(held), 1)


def _count_distinct(vectors: NDArray[np.float32], metric: str) -> int:
    rows = np.require(vectors, np.float32, ["C", "A"])
    if 0 in rows.shape:
        return min(len(rows), 1)
    if metric == "cosine":
        widest = np.abs(rows).max(axis=1, keepdims=True).astype(np.float64)  # whose squares no float64 is too small for
        lengths = np.linalg.norm(rows / np.where(widest > 0, widest, 1), axis=1, keepdims=True) * widest
        rows = np.ascontiguousarray(np.round(rows / np.where(lengths > 0, lengths, 1), 6) + 0.0, np.float32)
    return int((first_equal(rows) == np.arange(len(rows))).sum())
