"""`ValueGrid`: the grid that a matrix's values lie on, and how far from each a number may lie that is rounded to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lexiscape.sources.grids.precision import Precision

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rows = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ValueGrid:
    """The grid that a matrix's values lie on.

    Attributes
    ----------
    span : str
        What shares a step: "tensor", "row", "column", or "block of 32".
    levels : int
        How many values a group can take, as far as they are seen.
    steps : ndarray, (n or 1, groups), float64
        The step of each group of a row, all of one size; with a codebook what its levels are multiplied by.
    book : ndarray, (levels,), float64, or None
        The levels, ascending; None where they are evenly spaced.
    lies : ndarray, (n,), bool
        Whether a row lies on the grid.
    precision : Precision
        How exactly the values are held.
    extent : pair of ndarray, (1, groups), or None
        The least and the largest value of a tensor or its columns, which a row alone does not show.
    """

    span: str
    levels: int
    steps: Float64
    book: Float64 | None
    lies: Bools
    precision: Precision
    extent: tuple[Float64, Float64] | None = None

    @property
    def name(self) -> str:
        """What the grid is called: how many levels, and of what."""
        return f"a grid of {self.levels:,} levels per {self.span}"

    def steps_of(self, rows: Rows, dim: int) -> Float64:
        """Return the steps of some rows, (k, dim) or (1, dim)."""
        chosen = self.steps if len(self.steps) == 1 else self.steps[rows]
        return np.repeat(chosen, dim // chosen.shape[1], axis=1)

    def cells(self, values: Float32, rows: Rows) -> tuple[Float64, Float64]:
        """Return how far below and above each value of these rows, (k, dim), a number may lie that is rounded to it."""
        steps = self.steps_of(rows, values.shape[1])
        if self.book is None:
            half = np.broadcast_to(steps / 2, values.shape)
            return half, half
        stored = values.astype(np.float64)
        scales = np.where(steps > 0, steps, 1.0)
        blurred = self.precision.are_blurred(stored) | (stored == 0)
        blur = np.where(blurred, self.precision.half_units(stored) / scales, 0.0)
        below, above = _cells_of(self.book, stored / scales, blur)
        return below * steps, above * steps

    def errors(self, values: Float32, rows: Rows) -> Float64:
        """Return the expected squared error of these rows, (k,); NaN of a row that lies not on the grid.

        A number that is rounded to a value lies evenly anywhere in its cell.
        """
        squares = expected_squares(*self.cells(values, rows)).sum(axis=1)
        return np.where(self.lies[rows], squares, np.nan)

    def ends(self, values: Float32) -> tuple[Bools, Bools]:
        """Tell of values, (k, dim), which are the least and the largest of their group, beyond which it is cut off."""
        if self.extent is not None:
            return values <= self.extent[0], values >= self.extent[1]
        if len(self.steps) == 1:
            none = np.zeros(values.shape, np.bool_)
            return none, none
        groups = values.reshape(len(values), self.steps.shape[1], -1)
        least, most = (groups == end for end in (groups.min(axis=2, keepdims=True), groups.max(axis=2, keepdims=True)))
        return least.reshape(values.shape), most.reshape(values.shape)


def _cells_of(book: Float64, values: Float64, blur: Float64) -> tuple[Float64, Float64]:
    """Return how far below and above values numbers may lie that a codebook's level stands for, in its unit.

    A value that the float holds with few digits, up to `blur` off, may be any level that lies as near; or one that no
    value shows, where levels lie closer than the float's own, of which the cell reaches halfway to those known.
    """
    between = (book[1:] + book[:-1]) / 2
    ends = np.concatenate([2 * book[:1] - between[:1], between, 2 * book[-1:] - between[-1:]])
    low, high = values - blur, values + blur
    least, most = ends[np.searchsorted(between, low)], ends[np.searchsorted(between, high) + 1]
    beneath = book[np.maximum(np.searchsorted(book, low) - 1, 0)]
    beyond = book[np.minimum(np.searchsorted(book, high, side="right"), len(book) - 1)]
    below, above = values - np.minimum(least, (values + beneath) / 2), np.maximum(most, (values + beyond) / 2) - values
    return np.maximum(below, 0.0), np.maximum(above, 0.0)


def expected_squares(below: Float64, above: Float64) -> Float64:
    """Return the mean square of what lies evenly between so far below and so far above."""
    width = below + above
    return np.asarray(np.divide(below**3 + above**3, 3 * width, out=np.zeros_like(width), where=width > 0))
