"""Paired rows of two spaces in, how far each moved out: cosine, relative error, and what rounding alone would cost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lexiscape.diff.cells import CellTest
from lexiscape.diff.scaling import Scaling
from lexiscape.sources.rounded import Stored
from lexiscape.sources.tensors.rounding import round_to
from lexiscape.space import EmbeddingSpace
from lexiscape.space.median import median
from lexiscape.space.pairing import Pairing
from lexiscape.space.rows import distances, squared_lengths

Float64 = NDArray[np.float64]

#: How many times the error expected of rounding, or the middle one of all rows that differ, a row's may be for rounding
#: to explain it; and at most: values that were cut off and not rounded are off by twice as much. The largest that each
#: format gave stand in docs/diff.md (benchmarks/diff.py).
STANDS_OUT, ROUNDED = 1.75, 2.5
#: How many times the error expected of rounding the middle one must be for rounding to be why: formats give 0.96 and
#: more, a few values that a training moved by one step give less.
LEAST = 0.7
#: Error, in lengths of the row, from which on it is looked for elsewhere.
FAR = 0.5
_BLOCK = 1 << 11


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
        return 0.0 if self.is_less else min(STANDS_OUT * float(np.fmax(1.0, self.usual)), ROUNDED)

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


def measure_rows(
    a: EmbeddingSpace,
    b: EmbeddingSpace,
    pairing: Pairing,
    stored: tuple[Stored, Stored],
    threads: int | None = None,
) -> RowChanges:
    """Measure how far each row of `a` is from the one of `b` that it is paired with.

    Parameters
    ----------
    a, b : EmbeddingSpace
        Before and after.
    pairing : Pairing
        Of `b` with `a`: `rows` are positions in `b`, `others` in `a`.
    stored : pair of Stored
        How the values of either were rounded.
    threads : int or None
        None: all processors. Never changes the result.
    """
    m = len(pairing.rows)
    same, cast = np.zeros(m, np.bool_), np.zeros(m, np.bool_)
    cosine, error = (np.full(m, np.nan) for _ in range(2))
    expected = np.full((2, m), np.nan)  # squared, of either file alone
    if a.vectors.shape[1] != b.vectors.shape[1]:
        return RowChanges(same, cosine, error, expected[0], cast)
    scaling, cells = Scaling.untried(m), CellTest.of(stored, pairing)
    for start in range(0, m, _BLOCK):
        part = slice(start, start + _BLOCK)
        rows, others = pairing.others[part], pairing.rows[part]
        before, after = _take(a.vectors, rows), _take(b.vectors, others)
        unequal = (before != after) & ~(np.isnan(before) & np.isnan(after))
        same[part] = ~unequal.any(axis=1)
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            x, y = (np.sqrt(squared_lengths(block, threads)) for block in (before, after))
            apart = np.zeros(len(rows))
            moved = np.flatnonzero(~same[part])
            apart[moved] = distances(before[moved], after[moved], threads)
            sound = np.isfinite(x) & np.isfinite(y)
            cast[start + moved] = sound[moved] & _are_cast(before[moved], after[moved], stored)
            both = sound & (x > 0) & (y > 0)
            # 1 - |x/|x| - y/|y||^2 / 2 loses nothing where rows hardly differ: (|x - y|^2 - (|x| - |y|)^2) / 2 |x| |y|
            angle = (apart**2 - (x - y) ** 2) / (2 * x * y)
            cosine[part] = np.where(both, np.clip(1 - angle, -1, 1), np.nan)
            error[part] = np.where(sound, np.where(apart > 0, apart / x, 0.0), np.nan)
            alone = np.stack([stored[0].errors[rows], stored[1].errors[others]])
            expected[:, part] = np.where(sound & (x > 0), alone / x**2, np.nan)
            plain = np.stack([_as_floats(stored[0])[rows], _as_floats(stored[1])[others]])
            scaling.measure((before, after), (x, y), np.vstack([plain, alone]), start + moved, (cosine, start))
            if cells is not None:
                cells.measure((before, after), start + moved, start)
    changes = RowChanges(same, cosine, error, np.sqrt(expected.sum(axis=0)), cast, scaling=scaling.explained())
    if cells is not None:
        return cells.told(changes)
    return _explained(changes, np.sqrt(expected))


def _as_floats(stored: Stored) -> Float64:
    """Return what rounding to the floats that hold its values is expected to cost, whatever grid these lie on."""
    return stored.errors if stored.as_floats is None else stored.as_floats


def _explained(changes: RowChanges, alone: Float64) -> RowChanges:
    """Return what was measured beside the rounding that explains it, of both files or of one, `alone`, (2, m).

    Of both, where each was rounded from what neither holds; where that would make rows differ by more than they do, of
    one alone, if that is what they differ by: it was made of the other file as it is, like a Q8_0 one of a Q4_0 one.
    """
    if changes.is_less:
        for expected in alone[::-1]:
            made = replace(changes, expected=expected)
            if LEAST <= made.usual <= 1 / LEAST:
                return made
    return changes


def _are_cast(
    before: NDArray[np.float32], after: NDArray[np.float32], stored: tuple[Stored, Stored]
) -> NDArray[np.bool_]:
    """Tell of each pair of rows whether one of them is the other, rounded to the format of its file."""
    found = np.zeros(len(before), np.bool_)
    for one, given, made in zip(stored, (after, before), (before, after), strict=True):
        if one.floats in ("F16", "BF16"):
            found |= (round_to(given, one.floats) == made).all(axis=1)
    return found


def _take(vectors: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return rows, without a copy where they stand together."""
    together = len(rows) and rows[-1] - rows[0] == len(rows) - 1 and bool((np.diff(rows) == 1).all())
    block = vectors[rows[0] : rows[-1] + 1] if together else vectors[rows]
    return np.ascontiguousarray(block, np.float32)
