"""Rows in, their grid of a few levels out, however these are spaced: NF4, float8; each group times a scale of its own.

A value that is so small that its float holds fewer digits (float16 below 2^-14) tells no level, and lies on any.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from lexiscape.sources.grids.groups import Groups, parts
from lexiscape.sources.grids.precision import PRECISIONS, Precision
from lexiscape.sources.grids.value_grid import ValueGrid

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Levels of a codebook at most, and the logarithm of the chance of a sample to lie on so few by accident.
MOST_LEVELS, LEAST_CHANCE = 256, -200.0
#: A codebook of more levels than these is not all seen, and so seems coarser by up to `SEEMS`.
FEW_LEVELS, SEEMS = 32, 1.15
#: Half units by which a value of a codebook may be off: it is rounded, and so is the one that its group is scaled by.
_NEAR_LEVEL = 8
#: Of a row, the share of values that must lie on known levels for the others to be levels that no value showed yet; and
#: that must not be too small to tell.
_KNOWN, _TELL = 0.9, 0.5


def _largest(groups: Float64) -> Float64:
    return np.asarray(np.abs(groups).max(axis=1))


def _power(groups: Float64) -> Float64:
    largest = np.abs(groups).max(axis=1)
    return np.where(largest > 0, np.ldexp(0.5, np.frexp(largest)[1]), 0.0)


#: What the levels of a codebook are multiplied by, of each group, (g, m).
SCALES: dict[str, Callable[[Float64], Float64]] = {
    "largest": _largest,
    "power": _power,
    "as they are": lambda groups: np.ones(len(groups)),
}


@dataclass(frozen=True)
class Codebook:
    """A grid that rows may lie on: of which groups, and by which of `SCALES`."""

    groups: Groups
    kind: str

    #: How much coarser than the grid of larger groups this one must be, as a mean square, to go before it.
    coarser: ClassVar[float] = 1.05

    def mean_square(self, sample: Float64, precision: Precision) -> float | None:
        """Return the mean square that rounding to this grid costs a value of the sample; None if it lies not on it."""
        precision = self._of_scaled(precision)
        book = self._levels(sample, precision)
        if book is None:
            return None
        grid = self._grid(
            book, SCALES[self.kind](self.groups.of(sample)), np.ones(len(sample), bool), sample, precision
        )
        size = float(grid.errors(sample.astype(np.float32), np.arange(len(sample))).mean()) / sample.shape[1]
        return float(size if len(book) <= FEW_LEVELS else size / SEEMS)

    def of_all(self, vectors: Float32, sample: Float64, precision: Precision) -> ValueGrid | None:
        """Return the grid, and which rows of the matrix lie on it; levels that the sample missed are added to it."""
        precision = self._of_scaled(precision)
        book = self._levels(sample, precision)
        if book is None:
            return None
        for part in parts(vectors):
            book = self._with_missed(book, part.astype(np.float64), precision)
            if len(book) > MOST_LEVELS:
                return None
        lies, scales = [], []
        for part in parts(vectors):
            values, scale, tell = self._scaled(part.astype(np.float64), precision)
            lies.append((_is_near(values, book, precision) | ~tell).all(axis=1) & (tell.mean(axis=1) >= _TELL))
            scales.append(scale)
        return self._grid(book, np.concatenate(scales), np.concatenate(lies), vectors, precision)

    def _grid(
        self, book: Float64, scales: Float64, lies: Bools, rows: Float32 | Float64, precision: Precision
    ) -> ValueGrid:
        if self.groups.size == 0:
            extent = book[:1, None], book[-1:, None]
            return ValueGrid(self.groups.span, len(book), np.ones((1, 1)), book, lies, precision, extent)
        return ValueGrid(self.groups.span, len(book), scales.reshape(self.groups.shape(rows)), book, lies, precision)

    def _of_scaled(self, precision: Precision) -> Precision:
        """Return how exactly levels are known: of values as they are, what was one number is one still."""
        return PRECISIONS["F32"] if self.kind == "as they are" else precision

    def _scaled(self, rows: Float64, precision: Precision) -> tuple[Float64, Float64, Bools]:
        """Return values, (k, dim), in units of their groups' scales, these, (g,), and which values can tell a level."""
        groups = self.groups.of(rows)
        scales = SCALES[self.kind](groups)
        values = groups / np.where(scales > 0, scales, 1.0)[:, None]
        return values.reshape(rows.shape), scales, ~precision.are_blurred(rows)

    def _levels(self, sample: Float64, precision: Precision) -> Float64 | None:
        """Return the few levels that all values of a sample are, in units of their groups' scales; None of many."""
        scaled, _, tell = self._scaled(sample, precision)
        values = np.sort(scaled[tell])
        if not len(values):
            return None
        levels, widths = _places(values, precision)
        if not 2 <= len(levels) <= min(MOST_LEVELS, len(values) // 8):
            return None
        near = 2 * _NEAR_LEVEL * precision.relative(levels)
        if (widths > near).any():
            return None
        covered = float(near.sum() / (levels[-1] - levels[0]))
        proof = (len(values) - len(levels)) * np.log(min(covered, 1.0))
        return levels if proof < LEAST_CHANCE else None

    def _with_missed(self, book: Float64, rows: Float64, precision: Precision) -> Float64:
        """Return the levels with those of rows that mostly lie on them."""
        values, _, tell = self._scaled(rows, precision)
        on = _is_near(values, book, precision) | ~tell
        mostly = on.mean(axis=1) > _KNOWN
        missed = np.sort(values[mostly][~on[mostly]])
        return np.sort(np.concatenate([book, _places(missed, precision)[0]])) if len(missed) else book


def _places(values: Float64, precision: Precision) -> tuple[Float64, Float64]:
    """Return the middles of values, ascending, that lie next to one another, and how wide each such place is."""
    far = np.diff(values) > 6 * precision.relative(values[1:])
    starts = np.concatenate([[0], np.flatnonzero(far) + 1])
    ends = np.concatenate([starts[1:], [len(values)]]) - 1
    return (values[starts] + values[ends]) / 2, values[ends] - values[starts]


def _is_near(values: Float64, book: Float64, precision: Precision) -> Bools:
    at = np.searchsorted((book[1:] + book[:-1]) / 2, values)
    return np.asarray(np.abs(values - book[at]) <= _NEAR_LEVEL * precision.relative(book[at]))
