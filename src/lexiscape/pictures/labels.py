"""Boxes that wish to be drawn in, those that may be drawn out: the page's rule for labels, for figures and HoloViews.

Labels come by importance, and none may overlap one that came before it. The most important tokens stand at the head of
the vocabulary; tokens that nobody reads (bytes, controls, special and unused ones) come last.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from lexiscape.map_data import MapData

#: How far down the list each kind is put, in vocabulary lengths: the same numbers as in `web/src/labels/importance.ts`.
_SETBACK = {
    "number": 0.05,
    "continuation": 0.3,
    "punctuation": 0.4,
    "special": 1.2,
    "whitespace": 1.5,
    "byte": 2.0,
    "control": 2.0,
    "extra": 2.5,
    "unused": 3.0,
}

#: A longer label is cut: one token of 10,000 characters must not empty the map.
LONGEST = 32


class Placement(NamedTuple):
    """Where labels may be drawn: `rows` (m,), and for each the `corner` (m, 2) at its lower left."""

    rows: NDArray[np.int64]
    corner: NDArray[np.float64]


def importance(map: MapData) -> NDArray[np.int64]:  # noqa: A002 - the thing is called a map
    """Return all row positions, (n,) int64, the one to be labeled first at the head."""
    n = len(map)
    score = np.arange(n, dtype=np.float64)
    for row, (text, kind) in enumerate(zip(map.space.readable, map.space.kinds, strict=True)):
        score[row] += _SETBACK.get(kind, 0.0) * n
        if len(text) < 2 and text < "\u2e80":  # a letter or sign says little on its own, a kanji or kana may be a word
            score[row] += 0.2 * n
        elif len(text) > 24:
            score[row] += 0.5 * n
    return np.argsort(score, kind="stable").astype(np.int64)


def label_text(text: str) -> str:
    """Return what is drawn for a token: cut when very long, and the empty string when nothing of it can be seen."""
    shown = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return shown if shown.isprintable() and not shown.isspace() else ""


def estimated_width(text: str) -> float:
    """Estimate how wide a text is, in em, where no font is at hand: wide characters 1, combining marks 0, others 0.62.

    Wide and narrow are those of Unicode Standard Annex #11; 0.62 em bounds the mean advance of a word in the usual
    sans-serif fonts from above (DejaVu Sans: 0.61).
    """
    width = 0.0
    for character in text:
        if unicodedata.combining(character):
            continue
        width += 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.62
    return width


def place_labels(
    anchors: NDArray[Any],
    sizes: NDArray[Any],
    rows: NDArray[np.int64],
    area: tuple[float, float],
    *,
    gap: float = 3.0,
    sides: str = "all",
    taken: list[tuple[float, float, float, float]] | None = None,
) -> Placement:
    """Place labels beside their points, first come first served, so that none overlaps another.

    Parameters
    ----------
    anchors : ndarray, (m, 2)
        Where the points are drawn; y grows upward. The unit is the caller's (points, pixels), resolved to a half.
    sizes : ndarray, (m, 2)
        Width and height of each label, in the same unit.
    rows : ndarray, (m,)
        What to call the labels in the answer; the order is that of importance.
    area : tuple of float
        Width and height of the drawing; a label that would leave it is not drawn.
    gap : float
        From a point to its label.
    sides : str
        "all": right, left, above and below are tried in turn; "above": only that.
    taken : list of (left, bottom, right, top)
        Places that are not free from the start.

    Returns
    -------
    Placement
        The labels that found a place, in order of importance.
    """
    page = _Page(area)
    for box in taken or []:
        page.claim(box, force=True)
    kept, corners = [], []
    for row, (x, y), (width, height) in zip(rows.tolist(), anchors.tolist(), sizes.tolist(), strict=True):
        if width <= 0:
            continue
        beside = (
            (x + gap, y - height / 2),
            (x - gap - width, y - height / 2),
            (x - width / 2, y + gap * 0.7),
            (x - width / 2, y - gap * 0.7 - height),
        )
        for left, bottom in beside if sides == "all" else beside[2:3]:
            if page.claim((left, bottom, left + width, bottom + height)):
                kept.append(row)
                corners.append((left, bottom))
                break
    return Placement(np.array(kept, np.int64), np.array(corners, np.float64).reshape(-1, 2))


class _Page:
    """Which half units of the drawing are taken: asking costs one slice, whatever the number of labels."""

    def __init__(self, area: tuple[float, float]) -> None:
        width, height = area
        self._taken = np.zeros((max(int(height * 2), 1), max(int(width * 2), 1)), np.bool_)

    def claim(self, box: tuple[float, float, float, float], *, force: bool = False) -> bool:
        """Take the box if all of it is free and inside; with `force`, take what of it is inside."""
        left, bottom = int(np.floor(box[0] * 2)), int(np.floor(box[1] * 2))
        right, top = int(np.ceil(box[2] * 2)), int(np.ceil(box[3] * 2))
        height, width = self._taken.shape
        if force:
            self._taken[max(bottom, 0) : max(top, 0), max(left, 0) : max(right, 0)] = True
            return True
        if left < 0 or bottom < 0 or right > width or top > height:
            return False
        place = self._taken[bottom:top, left:right]
        if place.any():
            return False
        place[...] = True
        return True
