"""A map in, the names of its places out: where tokens crowd, called by the most typical of the well-known ones there.

The page's rule (`web/src/points/density.ts`, `web/src/regions/regions.ts`): a figure names the same places, which
tests/golden proves. What is compared is counted in whole numbers, so that both sides come to the same answer. The
numbers of the rule are in `rules/rules.json`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from lexiscape._rules import (
    DENSITY_BORDER,
    DENSITY_GRID,
    DENSITY_LAND,
    NAME_RARE_SCRIPT,
    PAGE_NEIGHBORS,
    REGION_BLURS,
    REGION_CLIMB,
    REGION_COAST,
    REGION_FEWEST,
    TRAINED_FROM,
)
from lexiscape.columns import Column
from lexiscape.layouts.grid import grid_of
from lexiscape.map_data import MapData
from lexiscape.pictures.importance import importance
from lexiscape.pictures.labels import label_text
from lexiscape.pictures.region_names import Tokens, is_word, name_of

#: What the places of each size are called, the largest first, and the blur radii, in cells of the grid, that make them.
LEVELS = ("continent", "country", "town", "street")
CONTINENTS, COUNTRIES, TOWNS, STREETS = REGION_BLURS
#: What a place is called that is named after rows below `TRAINED_FROM`.
UNTRAINED = "untrained rows"


@dataclass(frozen=True, eq=False)
class Region:
    """A crowded place of the map.

    Attributes
    ----------
    level : str
        Its size: "continent", "country", "town" or "street".
    words : tuple of str
        Its name, best word first, none of which names a larger place around it; empty where nothing says what it is.
    x, y : float
        The middle of its tokens, in map coordinates.
    rows : ndarray, (tokens,), int64
        Row positions of its tokens, ascending. A token lies in at most one region of each level.
    unity : float
        How far its tokens are each other's true neighbors, 0 to 1: what is torn apart deserves no large name.
    within : int or None
        Which region of the level before holds most of its tokens: a position in the list that it is in.
    recall : float or None
        The map's recall@10 here: mean of its tokens' column `kept`; None where that is not known of any.
    """

    level: str
    words: tuple[str, ...]
    x: float
    y: float
    rows: NDArray[np.int64] = field(repr=False)
    unity: float
    within: int | None
    recall: float | None = None

    @property
    def name(self) -> str:
        """Its words as one text."""
        return " · ".join(self.words)

    @property
    def tokens(self) -> int:
        """How many lie there."""
        return len(self.rows)


def density(
    xy: NDArray[np.float32], window: tuple[float, float, float, float], cells: tuple[int, int], blur: float
) -> NDArray[np.float64]:
    """Count tokens on a grid over `window` (x0, x1, y0, y1) and blur: (rows, columns), row 0 at y0."""
    x0, x1, y0, y1 = window
    columns, rows = cells
    counts = np.histogram2d(xy[:, 1], xy[:, 0], bins=(rows, columns), range=((y0, y1), (x0, x1)))[0]
    return np.asarray(ndimage.gaussian_filter(counts, blur, mode="constant"), np.float64)


def find_regions(map: MapData, blurs: Sequence[int] = REGION_BLURS) -> list[Region]:  # noqa: A002
    """Find the crowded places of each level, the largest and most united of a level first.

    A region is all that climbs to the same peak of the blurred density. It is named by the tokens that most others of
    the region have among their 10 nearest true neighbors, those near the head of the vocabulary before the rest; no
    word of the larger regions around it is repeated.
    """
    if len(map) < 4 * REGION_FEWEST:
        return []
    place = np.empty(len(map), np.int64)
    place[importance(map)] = np.arange(len(map))
    regions: list[Region] = []
    used: list[frozenset[str]] = []  # by region, the words on the path to it, its own among them
    near = map.found.indices[:, :PAGE_NEIGHBORS]
    kind, script, kept = _with_untrained(map), map.columns.get("script"), _kept(map)
    rare = _rare(script)
    texts = [label_text(text) for text in map.space.readable]
    fit = np.array([is_word(text) for text in texts], np.bool_)
    above = np.full(len(map), -1, np.int64)  # in which region of the level before each token lies
    for blur in blurs:
        level = LEVELS[REGION_BLURS.index(blur)]
        inner = np.full(len(map), -1, np.int64)
        peak = _peaks(map.xy, blur)
        typical = np.bincount(near[(peak[near] == peak[:, None]) & (peak >= 0)[:, None]], minlength=len(map))
        tokens = Tokens(texts, fit, place, typical, kind, script, rare)
        # by whole numbers: shares of two regions that are equal may differ in the last bit
        for members in sorted(_groups(peak), key=lambda members: -int(typical[members].sum())):
            x, y = map.xy[members].mean(axis=0, dtype=np.float64).tolist()
            unity = float(typical[members].sum()) / (len(members) * max(near.shape[1], 1))
            around = above[members][above[members] >= 0]
            within = int(np.bincount(around).argmax()) if len(around) else None
            known: frozenset[str] = frozenset() if within is None else used[within]
            words = name_of(members, tokens, known)
            inner[members] = len(regions)
            told = kept[members][~np.isnan(kept[members])]
            recall = float(told.mean()) if len(told) else None
            regions.append(Region(level, words, x, y, members, unity, within, recall))
            used.append(known.union(words))
        above = inner
    return regions


def _kept(map: MapData) -> NDArray[np.float64]:  # noqa: A002
    """Return what each token kept of its neighbors, NaN where that is not known."""
    column = map.columns.get("kept")
    if column is None or column.is_categorical:
        return np.full(len(map), np.nan)
    return np.asarray(column.values, np.float64)


def _rare(script: Column | None) -> frozenset[int]:
    """Codes of the scripts that few of all tokens have."""
    if script is None or script.categories is None:
        return frozenset()
    counts = np.bincount(script.values, minlength=len(script.categories))
    return frozenset(np.flatnonzero(counts < NAME_RARE_SCRIPT * len(script.values)).tolist())


def _with_untrained(map: MapData) -> Column | None:  # noqa: A002
    """Return the kinds with one more: rows that look untrained, whatever their tokens are; of a checked map."""
    kind, trained = map.columns.get("kind"), map.columns.get("trained")
    if kind is None or trained is None or kind.categories is None or trained.is_categorical:
        return kind
    codes = np.where(trained.values < TRAINED_FROM, len(kind.categories), kind.values)
    return replace(kind, values=codes, categories=(*kind.categories, UNTRAINED))


def _groups(peak: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """Row positions of each region that is large enough, by its first row."""
    order = np.argsort(peak, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(peak[order])) + 1)
    return sorted(
        (part for part in parts if len(part) >= REGION_FEWEST and peak[part[0]] >= 0), key=lambda part: part[0]
    )


def _peaks(xy: NDArray[np.float32], blur: int) -> NDArray[np.int64]:
    """Give each token the cell that is reached by always climbing from its own; -1 in the sea.

    The grid is the page's: over coordinates in whole steps, y downward, with a border of empty cells.
    """
    steps = grid_of(xy).steps
    width, height = steps.max(axis=0).tolist()
    side = max(width, height, 1) / (DENSITY_GRID - 2 * DENSITY_BORDER)
    columns, rows = (int(np.ceil(extent / side)) + 2 * DENSITY_BORDER for extent in (width, height))
    column = np.minimum(columns - 1, DENSITY_BORDER + np.floor(steps[:, 0] / side).astype(np.int64))
    row = np.minimum(rows - 1, DENSITY_BORDER + np.floor((height - steps[:, 1]) / side).astype(np.int64))
    cell = row * columns + column
    sums = np.bincount(cell, minlength=rows * columns).reshape(rows, columns)
    # three box blurs come close to a Gaussian (P. Kovesi, "Fast Almost-Gaussian Filtering", 2010)
    for _ in range(3):
        for axis in (1, 0):
            sums = _box_sums(sums, blur, axis)
    weight = (2 * blur + 1) ** 6
    land = sums[sums > DENSITY_LAND * len(xy) / sums.size * weight]
    mean = int(land.sum()) / max(land.size, 1) or 1.0
    values = (sums / mean).astype(np.float32)
    up = _uphill(values)
    while (up[up] != up).any():
        up = up[up]
    return np.where(values.ravel()[cell] < REGION_COAST, -1, up[cell])


def _box_sums(counts: NDArray[np.int64], radius: int, axis: int) -> NDArray[np.int64]:
    """For each cell, the sum of those at most `radius` away along the axis; beyond the border there is nothing."""
    edge = [(0, 0), (0, 0)]
    edge[axis] = (radius + 1, radius)
    running = np.cumsum(np.pad(counts, edge), axis=axis)
    length = counts.shape[axis]
    upper = np.take(running, np.arange(2 * radius + 1, 2 * radius + 1 + length), axis=axis)
    return np.asarray(upper - np.take(running, np.arange(length), axis=axis), np.int64)


def _uphill(values: NDArray[Any]) -> NDArray[np.int64]:
    """For each cell, the highest of those at most `REGION_CLIMB` away, itself before others of its height."""
    rows, columns = values.shape
    reach = REGION_CLIMB
    padded = np.pad(values, reach, constant_values=-1)
    best, up = values.copy(), np.arange(values.size).reshape(values.shape)
    here = up.copy()
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            other = padded[reach + dy : reach + dy + rows, reach + dx : reach + dx + columns]
            higher = other > best
            best[higher] = other[higher]
            up[higher] = here[higher] + dy * columns + dx
    return up.ravel()
