"""Boxes that wish to be drawn in, those that may be drawn out: the page's rule for labels, for figures and HoloViews.

Labels come by importance, and none may overlap one that came before it. The most important tokens stand at the head of
the vocabulary; tokens that nobody reads (bytes, controls, special and unused ones) come last.
"""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import LONGEST_LABEL
from lexiscape.text import make_visible


class Placement(NamedTuple):
    """Where labels may be drawn: `rows` (m,), and for each the `corner` (m, 2) at its lower left."""

    rows: NDArray[np.int64]
    corner: NDArray[np.float64]


def label_text(text: str) -> str:
    """Return what is drawn for a token: all that cannot be seen spelled out, and cut when very long.

    The page's rule (`short` in web/src/text/text.ts) for all but the empty text, for which nothing is drawn here.
    """
    shown = make_visible(text[: 4 * LONGEST_LABEL])
    return shown if len(shown) <= LONGEST_LABEL else shown[: LONGEST_LABEL - 1] + "…"


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
