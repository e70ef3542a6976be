"""A map in, the names of its places out: dense regions, each named by its most typical well-known tokens."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from lexiscape.view.labels import importance

if TYPE_CHECKING:
    from lexiscape.map import EmbeddingMap

_CELLS = 160
#: A figure has less room than the page, which shows up to three.
_WORDS = 2


@dataclass(frozen=True)
class Region:
    """A dense place of the map: its name, its middle in map coordinates, and how many tokens it holds."""

    name: str
    x: float
    y: float
    tokens: int


def density(
    xy: NDArray[np.float32], window: tuple[float, float, float, float], cells: tuple[int, int], blur: float
) -> NDArray[np.float64]:
    """Count tokens on a grid over `window` (x0, x1, y0, y1) and blur: (rows, columns), row 0 at y0."""
    x0, x1, y0, y1 = window
    columns, rows = cells
    counts = np.histogram2d(xy[:, 1], xy[:, 0], bins=(rows, columns), range=((y0, y1), (x0, x1)))[0]
    return np.asarray(ndimage.gaussian_filter(counts, blur, mode="constant"), np.float64)


def find_regions(map: EmbeddingMap, count: int = 24) -> list[Region]:  # noqa: A002
    """Find the `count` largest dense regions, largest first.

    A region is all that climbs to the same peak of the blurred density. It is named by the tokens that most others of
    the region have among their true neighbors, those near the head of the vocabulary before the rest.
    """
    if len(map) < 200:
        return []
    owner = _climb(map.xy)
    sizes = np.bincount(owner)
    order = np.argsort(-sizes, kind="stable")[:count]
    place = np.empty(len(map), np.int64)
    place[importance(map)] = np.arange(len(map))
    regions = []
    for region in order[sizes[order] >= max(len(map) // 400, 12)].tolist():
        rows = np.flatnonzero(owner == region)
        name = _name(map, rows, place)
        if name:
            x, y = np.median(map.xy[rows], axis=0).tolist()
            regions.append(Region(name, x, y, len(rows)))
    return regions


def _climb(xy: NDArray[np.float32]) -> NDArray[np.int64]:
    """Give each token the number of the density peak that steepest ascent from its cell ends on."""
    low, high = xy.min(axis=0), xy.max(axis=0)
    span = np.maximum(high - low, 1e-9)
    field = density(xy, (low[0], high[0], low[1], high[1]), (_CELLS, _CELLS), blur=_CELLS / 40)
    padded = np.pad(field, 1, constant_values=-1)
    steps = [(dy, dx) for dy in (0, -1, 1) for dx in (0, -1, 1)]
    around = np.stack([padded[1 + dy : 1 + dy + _CELLS, 1 + dx : 1 + dx + _CELLS] for dy, dx in steps])
    best = np.array(steps)[around.argmax(axis=0)]
    here = np.indices((_CELLS, _CELLS)).transpose(1, 2, 0) + best
    up = here[..., 0].ravel() * _CELLS + here[..., 1].ravel()
    while (up[up] != up).any():
        up = up[up]
    cell = np.minimum(((xy - low) / span * _CELLS).astype(np.int64), _CELLS - 1)
    return np.unique(up[cell[:, 1] * _CELLS + cell[:, 0]], return_inverse=True)[1]


def _name(map: EmbeddingMap, rows: NDArray[np.int64], place: NDArray[np.int64]) -> str:  # noqa: A002
    """Name a region by its best words, by the rule of `web/src/regions.ts`: typical here, and well known."""
    inside = np.zeros(len(map), np.bool_)
    inside[rows] = True
    near = map.found.indices[rows, :10]
    typical = np.bincount(near[inside[near]], minlength=len(map))[rows]
    worth = (typical + 0.5) * np.exp(-place[rows] / (0.12 * len(map)))
    words: list[str] = []
    for row in rows[np.argsort(-worth, kind="stable")][:40].tolist():
        text = map.space.readable[row]
        # a single letter or a sign names nothing; a single ideograph does
        says = len(text) > 1 or unicodedata.east_asian_width(text or " ") == "W"
        if not (says and text[:1].isalnum() and text.isprintable() and len(text) <= 16):
            continue
        stem = text.casefold()[:4]
        if any(other.casefold().startswith(stem) or stem.startswith(other.casefold()) for other in words):
            continue
        words.append(text)
        if len(words) == _WORDS:
            break
    return " · ".join(words)
