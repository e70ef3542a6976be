"""`RowChanges`: how far each paired row moved, and what of it rounding or a factor explains."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lexiscape.diff.bars import LEAST, STANDS_OUT, bar_of
from lexiscape.diff.scaling import Scaling
from lexiscape.space.median import median

Float64 = NDArray[np.float64]

#: Of the rows that differ, the share that may lie above the bar without standing out of those below.
LIKE = 0.01
#: Error, in lengths of the row, from which on it is looked for elsewhere.
FAR = 0.5


@dataclass(frozen=True, eq=False)
class RowChanges:
    """How far each paired row moved from `a` to `b`, all arrays (m,), in the order of the pairing.

    Attributes
    ----------
    same : ndarray, bool
        Equal in every value; NaN equals NaN.
    cosine : ndarray, float64
        Of the two rows; NaN where one is zero or not finite, or where numbers of dimensions differ.
    error : ndarray, float64
        ``|b - a| / |a|``; infinite from a zero row; NaN as `cosine`.
    expected : ndarray, float64
        What rounding both to their formats would cost, in the same unit; NaN where a format's steps are not known.
    cast : ndarray, bool
        Differs, and one of the two is the other rounded to its format, value by value: F16, BF16, or the grid of a
        quantization that its values lie on.
    ruled_out : str
        Why rounding cannot be what made rows differ that are no `cast`; "" where it may be.
    by_value : ndarray, bool, or None
        Whether the grid of a row's values tells of each of them how far rounding may have moved it: then a row that is
        no `cast` is not rounded, whatever the size of its error.
    grid : str
        What the grid is called by which rows are a `cast`; "" where there is none.
    scaling : Scaling or None
        By which factor rows were multiplied; None where that was not tried.
    """

    same: NDArray[np.bool_]
    cosine: Float64
    error: Float64
    expected: Float64
    cast: NDArray[np.bool_]
    ruled_out: str = ""
    by_value: NDArray[np.bool_] | None = None
    grid: str = ""
    scaling: Scaling | None = None

    @cached_property
    def times(self) -> Float64:
        """The error in errors expected of rounding; 0 of equal rows; NaN where none are known."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.same, 0.0, self.error / self.expected)

    @cached_property
    def from_zero(self) -> NDArray[np.bool_]:
        """Whether a row was zeros in `a` and is none in `b`, of which the error is infinite."""
        return np.isinf(self.error)

    @cached_property
    def usual(self) -> float:
        """The middle of `times` of the rows that differ; NaN where none is known."""
        times = self.times[~self.same]
        known = times[np.isfinite(times)]
        return float(median(known)) if len(known) else np.nan

    @property
    def is_less(self) -> bool:
        """Whether rows differ by less than rounding makes them, in the middle: something else is why, then."""
        return self.usual < LEAST

    @cached_property
    def bar(self) -> float:
        """The error up to which rounding explains a row, in errors expected: one that stands out is not explained."""
        bar = bar_of(self.usual)
        return 0.0 if self.is_less or self._is_more_than(bar) else bar

    def _is_more_than(self, bar: float) -> bool:
        """Tell whether the rows up to this error differ by more than rounding makes them, as others above it do.

        Then one reason moved them all, and it is no rounding. Values that were cut off and not rounded are off by more,
        too, but none of their rows lies above the bar.
        """
        times = self.times[~self.same]
        below = times[times <= bar]
        middle = float(median(below)) if len(below) else 0.0
        like = int(((times > bar) & (times <= STANDS_OUT * middle)).sum())
        return middle > 1 / LEAST and like > LIKE * len(times)

    @cached_property
    def rounded(self) -> NDArray[np.bool_]:
        """Whether a row differs, and as rounding explains: a `cast`, or up to `bar` times what is expected."""
        by_size = self.times <= self.bar
        if self.by_value is not None:
            by_size &= ~self.by_value
        return ~self.same & (self.cast | by_size)

    @cached_property
    def scaled(self) -> NDArray[np.bool_]:
        """Whether a row differs by more than rounding explains, and is the other one times a number."""
        none = np.zeros(len(self.same), np.bool_)
        return none if self.scaling is None else ~self.same & ~self.rounded & self.scaling.fits

    @cached_property
    def changed(self) -> NDArray[np.bool_]:
        """Whether a row differs by more than rounding or a factor explains, or cannot be measured."""
        return ~self.same & ~self.rounded & ~self.scaled


def is_far(changes: RowChanges) -> NDArray[np.bool_]:
    """Tell of each row whether it changed so much, by `FAR` of its length, that it may be another token's now."""
    return changes.changed & ~(changes.error < FAR)
