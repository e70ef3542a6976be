"""A map in, the names of its places out: where tokens crowd, called by the most typical of the well-known ones there.

The rule of the page, number for number (`web/src/points/density.ts`, `web/src/regions/regions.ts`): a figure names the
same places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from lexiscape.map_data import XY_STEPS, MapData
from lexiscape.pictures.labels import importance
from lexiscape.pictures.region_names import Tokens, name_of

#: Blur radii, in cells of the grid, that make continents and countries.
CONTINENTS, COUNTRIES = 6, 3
_GRID, _BORDER = 384, 16
#: Below this share of the mean density there is sea.
_LAND = 0.25
_FEWEST = 12


@dataclass(frozen=True)
class Region:
    """A crowded place of the map.

    Attributes
    ----------
    words : tuple of str
        Its name, best word first; empty where nothing says what it is.
    x, y : float
        The middle of its tokens, in map coordinates.
    tokens : int
        How many lie there.
    unity : float
        How far its tokens are each other's true neighbors, 0 to 1: what is torn apart deserves no large name.
    """

    words: tuple[str, ...]
    x: float
    y: float
    tokens: int
    unity: float


def density(
    xy: NDArray[np.float32], window: tuple[float, float, float, float], cells: tuple[int, int], blur: float
) -> NDArray[np.float64]:
    """Count tokens on a grid over `window` (x0, x1, y0, y1) and blur: (rows, columns), row 0 at y0."""
    x0, x1, y0, y1 = window
    columns, rows = cells
    counts = np.histogram2d(xy[:, 1], xy[:, 0], bins=(rows, columns), range=((y0, y1), (x0, x1)))[0]
    return np.asarray(ndimage.gaussian_filter(counts, blur, mode="constant"), np.float64)


def find_regions(map: MapData, blurs: Sequence[int] = (CONTINENTS, COUNTRIES)) -> list[Region]:  # noqa: A002
    """Find the crowded places of each size, the largest and most united first.

    A region is all that climbs to the same peak of the blurred density. It is named by the tokens that most others of
    the region have among their 10 nearest true neighbors, those near the head of the vocabulary before the rest.
    """
    if len(map) < 4 * _FEWEST:
        return []
    place = np.empty(len(map), np.int64)
    place[importance(map)] = np.arange(len(map))
    regions: list[Region] = []
    for blur in blurs:
        peak = _peaks(map.xy, blur)
        near = map.found.indices[:, :10]
        typical = np.bincount(near[(peak[near] == peak[:, None]) & (peak >= 0)[:, None]], minlength=len(map))
        columns = map.columns
        tokens = Tokens(map.space.readable, place, typical, columns.get("kind"), columns.get("script"))
        found = []
        for members in _groups(peak):
            x, y = map.xy[members].mean(axis=0, dtype=np.float64).tolist()
            unity = float(typical[members].mean()) / max(near.shape[1], 1)
            found.append(Region(name_of(members, tokens), x, y, len(members), unity))
        regions += sorted(found, key=lambda region: -region.tokens * region.unity)
    return regions


def _groups(peak: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Row positions of each region that is large enough, by its first row."""
    order = np.argsort(peak, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(peak[order])) + 1)
    return sorted((part for part in parts if len(part) >= _FEWEST and peak[part[0]] >= 0), key=lambda part: part[0])


def _peaks(xy: NDArray[np.float32], blur: int) -> NDArray[np.int64]:
    """Give each token the cell that is reached by always climbing from its own; -1 in the sea.

    The grid is the page's: over coordinates in whole steps, y downward, with a border of empty cells.
    """
    low = xy.min(axis=0).astype(np.float64)
    step = float((xy.max(axis=0) - low).max()) / XY_STEPS or 1.0
    steps = np.rint((xy - low) / step)
    width, height = steps.max(axis=0)
    side = max(width, height, 1.0) / (_GRID - 2 * _BORDER)
    columns, rows = (int(np.ceil(extent / side)) + 2 * _BORDER for extent in (width, height))
    column = np.minimum(columns - 1, _BORDER + np.floor(steps[:, 0] / side).astype(np.int64))
    row = np.minimum(rows - 1, _BORDER + np.floor((height - steps[:, 1]) / side).astype(np.int64))
    cell = row * columns + column
    counts = np.bincount(cell, minlength=rows * columns).reshape(rows, columns).astype(np.float32)
    # three box blurs come close to a Gaussian (P. Kovesi, "Fast Almost-Gaussian Filtering", 2010)
    for _ in range(3):
        for axis in (1, 0):
            counts = ndimage.uniform_filter1d(counts, 2 * blur + 1, axis=axis, mode="constant")
    land = counts[counts > 0.02 * len(xy) / counts.size]
    values = counts / (float(land.mean(dtype=np.float64)) if land.size else 1.0)
    up = _uphill(values)
    while (up[up] != up).any():
        up = up[up]
    return np.where(values.ravel()[cell] < _LAND, -1, up[cell])


def _uphill(values: NDArray[Any]) -> NDArray[np.int64]:
    """For each cell, the highest of the 5 x 5 around it, itself before others of its height."""
    rows, columns = values.shape
    padded = np.pad(values, 2, constant_values=-1)
    best, up = values.copy(), np.arange(values.size).reshape(values.shape)
    here = up.copy()
    for dy in range(-2, 3):
        for dx in range(-2, 3):
            other = padded[2 + dy : 2 + dy + rows, 2 + dx : 2 + dx + columns]
            higher = other > best
            best[higher] = other[higher]
            up[higher] = here[higher] + dy * columns + dx
    return up.ravel()
