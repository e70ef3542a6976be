"""Paired rows in, whether one of each pair is the other rounded to the grid of its own values out: value by value.

A number that was rounded to a grid lies no farther from the value than half a step. That is sharper than the size of a
row's error: of noise as large as rounding, one value in twelve lies farther. And it lies anywhere there: numbers that
all lie near the middle are values of the grid that something else moved by a little.

Only beyond the ends of a tensor or of its columns a number may lie farther: where a range was set that is smaller than
theirs, values were cut off there. But a damaged number may, too. So values are cut off only where the others show it:
where many rows have such values, and a share of all that stand at an end; and none that stands out of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lexiscape.diff.bars import MOST
from lexiscape.diff.changes import RowChanges
from lexiscape.sources.grids.precision import PRECISIONS
from lexiscape.sources.grids.value_grid import ValueGrid, expected_squares
from lexiscape.space.median import median

if TYPE_CHECKING:
    from lexiscape.sources.rounded import Stored
    from lexiscape.space.pairing import Pairing

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]
Rows = NDArray[np.int64]

#: Between which the middle error of rows must lie, in errors expected, of the values that were not rounded to zero.
INSIDE_LEAST, INSIDE_MOST = 0.8, 1.5
#: Of the rows that differ, the share that must lie inside for any to be told as rounded.
MOST_INSIDE = 0.9
#: Rows beside a row that must have values cut off for any of it to be, and the share of all their values at an end.
LEAST_CUT, LEAST_CUT_SHARE = 8, 0.1
#: How many times as far as the row before it, in their order, a row may be cut off, from the middle row on.
CUT_GAP = 2.0
#: Errors of two grids that are nearer than this are of one grid, whose values rounding spares.
SAME_GRID = 0.01
#: How far a number may lie, in halves of a step, since steps are known by values that are rounded themselves; and
#: beyond that, relative to the value, but no more than so many halves: a scale may be rounded after it was used.
_HALF, _SCALE_ROUNDED, _AT_MOST = 1.02, 2.0**-8, 0.2


@dataclass(frozen=True, eq=False)
class CellTest:
    """What holding rows against the grids of their values comes to, in the order of the pairing.

    Attributes
    ----------
    stored : pair of Stored
        How the values of either file were rounded; one of them at least to a grid.
    pairing : Pairing
        Of `b` with `a`.
    inside : ndarray, (3, m), bool
        Whether every number lies in the cell of the other's value: of the grid of `b`, of that of `a`, of both.
    times : ndarray, (3, m), float64
        The error in errors expected of that rounding, of values that were not rounded to zero; NaN where there is none.
    whole : ndarray, (3, m), float64
        The same of all values.
    left : ndarray, (3, m), float64
        The same of all but those that may have been cut off.
    cut : ndarray, (3, m), int64
        How many values of a row may have been cut off.
    ends : ndarray, (3, m), int64
        How many stand at an end of a tensor or of its column.
    reach : ndarray, (3, m), float64
        How far beyond these ends the farthest one lies, as in `_Side`; 0 where none does.
    """

    stored: tuple[Stored, Stored]
    pairing: Pairing
    inside: NDArray[np.bool_]
    times: Float64
    whole: Float64
    left: Float64
    cut: Rows
    ends: Rows
    reach: Float64

    @classmethod
    def of(cls, stored: tuple[Stored, Stored], pairing: Pairing) -> CellTest | None:
        """Return the test of two files; None where neither has a grid, or one is in blocks that only scales tell of."""
        if not any(one.cells for one in stored) or any(one.floats is None for one in stored):
            return None
        shape = (3, len(pairing.rows))
        times, whole, left = (np.full(shape, np.nan) for _ in range(3))
        cut, ends = (np.zeros(shape, np.int64) for _ in range(2))
        return cls(stored, pairing, np.zeros(shape, np.bool_), times, whole, left, cut, ends, np.zeros(shape))

    def measure(self, pair: tuple[Float32, Float32], moved: Rows, start: int) -> None:
        """Measure the rows of a block that differ, `moved`; the block begins at `start`."""
        if not len(moved):
            return
        values = [block[moved - start] for block in pair]
        difference = np.subtract(values[1], values[0], dtype=np.float64)
        near = 2 * (_half_units(self.stored[0].floats, values[0]) + _half_units(self.stored[1].floats, values[1]))
        sides = list(self._sides(values, moved, difference))
        for test, side in sides:
            self._judge(test, side, moved, difference, near)
        if len(sides) == 2:
            one, other = (np.sqrt(side.expected.sum(axis=1)) for _, side in sides)
            alike = np.abs(one - other) <= SAME_GRID * other
            self._judge(2, _joined(sides[0][1], sides[1][1], ~alike), moved, difference, near)

    def _sides(self, values: list[Float32], moved: Rows, difference: Float64) -> Iterator[tuple[int, _Side]]:
        """Return of `b` and of `a` how far below and above each of its values the other's may lie."""
        for test, (at, rows) in enumerate(((1, self.pairing.rows[moved]), (0, self.pairing.others[moved]))):
            cells = self.stored[at].cells
            if cells is not None:
                away = -difference if at == 1 else difference  # of the other's number from the grid's value
                yield test, _side_of(cells, values[at], rows, away)

    def _judge(self, test: int, side: _Side, moved: Rows, difference: Float64, near: Float64) -> None:
        squares = np.square(difference)
        self.times[test, moved] = _in_expected(squares, side.expected, side.counted)
        self.whole[test, moved] = _in_expected(squares, side.expected, np.ones_like(side.counted))
        cut = (side.reach > 0) & (side.reach < 1)
        self.left[test, moved] = _in_expected(squares, side.expected, ~cut)
        self.inside[test, moved] = side.may & (side.beyond <= near).all(axis=1)
        self.cut[test, moved], self.ends[test, moved] = cut.sum(axis=1), side.end.sum(axis=1)
        self.reach[test, moved] = np.where(cut, side.reach, 0).max(axis=1)

    def _near(self, test: int) -> NDArray[np.bool_]:
        """Tell which rows are off by at most `MOST` times what is expected, but for what was cut off.

        What was is told by the other rows: `LEAST_CUT` at least that have values beyond an end, which are no fewer than
        `LEAST_CUT_SHARE` of those that stand at one, as of any distribution of which an end was cut off; where the
        range is that of the values, next to none is. Of these rows in order of how far they reach, those above the
        middle one count up to the first that reaches `CUT_GAP` times as far as the one before it.
        """
        near: NDArray[np.bool_] = self.whole[test] <= MOST
        witness = self.inside[test] & (self.cut[test] > 0) & ~(self.left[test] > MOST)
        reach = np.sort(self.reach[test, witness])
        if len(reach) <= LEAST_CUT:
            return near
        upper = reach[len(reach) // 2 :]
        apart = np.flatnonzero(upper[1:] >= CUT_GAP * upper[:-1])
        farthest = upper[apart[0]] if len(apart) else upper[-1]
        cut, ends = (counts[test, self.inside[test]].sum() - counts[test] for counts in (self.cut, self.ends))
        near |= witness & (self.reach[test] <= farthest) & (cut >= LEAST_CUT_SHARE * ends)
        return near

    def told(self, changes: RowChanges) -> RowChanges:
        """Return the changes with the rows that are rounded, and in `expected` what that is expected to cost."""
        names = [one.cells.name if one.cells else "" for one in self.stored[::-1]]
        names.append(" and ".join(dict.fromkeys(name for name in names if name)))
        cast, expected, grid = changes.cast.copy(), changes.expected, ""
        for test, name in enumerate(names):
            inside = self.inside[test] & ~changes.same & ~cast & self._near(test)
            if int(inside.sum()) < MOST_INSIDE * int((~changes.same & ~cast).sum()):
                continue
            times = self.times[test, inside]
            times = times[np.isfinite(times)]
            if len(times) and INSIDE_LEAST <= float(median(times)) <= INSIDE_MOST:
                cast |= inside
                grid = grid or name
                with np.errstate(invalid="ignore", divide="ignore"):
                    expected = np.where(inside, changes.error / self.whole[test], expected)
        by_value = np.ones(len(cast), np.bool_)
        return replace(changes, cast=cast, by_value=by_value, grid=grid, expected=expected)


@dataclass(frozen=True, eq=False)
class _Side:
    """How numbers lie in the cells of a grid's values, arrays (k, dim) and (k,).

    `beyond` is how far outside a number lies, `expected` its expected square, `counted` whether its value is not zero
    and no end of its group, `may` whether the row is one that the test is for. `end` is whether its value is the least
    or the largest of a tensor or of its column, and `reach`, where a number lies beyond that end's cell, else 0, how
    far it lies from that end, in units of that end or of half the way to the other one, whichever is smaller: 1 of what
    lies twice as far out as any value of the grid.
    """

    beyond: Float64
    expected: Float64
    counted: NDArray[np.bool_]
    may: NDArray[np.bool_]
    end: NDArray[np.bool_]
    reach: Float64
    below: Float64
    above: Float64
    away: Float64


def _side_of(cells: ValueGrid, values: Float32, rows: Rows, away: Float64) -> _Side:
    below, above = cells.cells(values, rows)
    expected = expected_squares(below, above)
    rounded = _SCALE_ROUNDED * np.abs(values.astype(np.float64))
    below, above = (side * _HALF + np.minimum(rounded, _AT_MOST * np.maximum(below, above)) for side in (below, above))
    counted = (values != 0) & (away <= above) & (-away <= below)
    least, most = cells.ends(values)
    end, reach = np.zeros_like(counted), np.zeros_like(away)
    if cells.extent is not None:  # a row's own ends say nothing: a damaged row has some, too
        end = least | most
        half = (cells.extent[1] - cells.extent[0]) / 2
        unit = np.minimum(np.where(most, np.abs(cells.extent[1]), np.abs(cells.extent[0])), half)
        cut = (most & (away > above)) | (least & (-away > below))
        far = np.divide(np.abs(away), unit, out=np.ones_like(away), where=unit > 0)
        reach = np.where(cut, far, 0.0)
    below, above = np.where(least, np.inf, below), np.where(most, np.inf, above)
    beyond = np.maximum(away - above, -away - below)
    return _Side(beyond, expected, counted, cells.lies[rows], end, reach, below, above, away)


def _joined(one: _Side, other: _Side, may: NDArray[np.bool_]) -> _Side:
    """Return the cells of two grids, of which either value was rounded from one number."""
    # the same difference, seen from the other end: what lies above the one lies below the other
    above, below = one.above + other.below, one.below + other.above
    beyond = np.maximum(one.away - above, -one.away - below)
    counted = one.counted & other.counted
    may = one.may & other.may & may
    end, reach = one.end | other.end, np.maximum(one.reach, other.reach)
    return _Side(beyond, one.expected + other.expected, counted, may, end, reach, below, above, one.away)


def _in_expected(squares: Float64, expected: Float64, counted: NDArray[np.bool_]) -> Float64:
    """Return the error of the values counted, row by row, in errors expected of them; NaN where none is."""
    seen, known = (np.where(counted, array, 0).sum(axis=1) for array in (squares, expected))
    return np.asarray(np.sqrt(np.divide(seen, known, out=np.full(len(seen), np.nan), where=known > 0)))


def _half_units(floats: str | None, values: Float32) -> Float64:
    return PRECISIONS[floats or "F32"].half_units(np.abs(values.astype(np.float64)))
