"""Paired rows in, whether one of each pair is the other times a number out: a matrix in another unit, or unit rows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lexiscape.diff.bars import LEAST, MOST, bar_of
from lexiscape.space.median import median
from lexiscape.space.rows import distances

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]

#: How many times the most that it may leave a factor must move a row, so that it is no rounding and no small training.
MOVES = 4.0
#: Of its length, the most that a factor may leave of a row, also where a format's rounding is coarser.
LEFT = 0.25
#: Values of a row that are not zero, at least: of one value, any other is a multiple.
LEAST_VALUES = 8
_STEP = 1e-5  # relative, far more than what a factor is off by that was told from cosines


@dataclass(frozen=True, eq=False)
class Scaling:
    """By which number each paired row was multiplied from `a` to `b`, all arrays (m,), in the order of the pairing.

    Attributes
    ----------
    factor : ndarray, float64
        The number that leaves least, |b| cos(a, b) / |a|; NaN where none comes near.
    left : ndarray, float64
        What it leaves: ``|b - factor a| / |a|``.
    alone : ndarray, (4, m), float64
        What rounding would leave, in the same unit: of `a` times the factor, and of `b`, to their floats and to the
        grids on which these lie.
    fits : ndarray, bool
        Whether rounding explains what is left, and not what the factor moved.
    """

    factor: Float64
    left: Float64
    alone: Float64
    fits: NDArray[np.bool_]

    @classmethod
    def untried(cls, m: int) -> Scaling:
        """Return that of m pairs of which nothing is measured yet."""
        return cls(np.full(m, np.nan), np.full(m, np.nan), np.full((4, m), np.nan), np.zeros(m, np.bool_))

    def measure(
        self,
        pair: tuple[Float32, Float32],
        lengths: tuple[Float64, Float64],
        errors: Float64,
        moved: NDArray[np.int64],
        cosines: tuple[Float64, int],
    ) -> None:
        """Measure the rows of a block that differ, `moved`; the block begins at the second of `cosines`.

        `errors`, (4, k), are squares of what `alone` holds, in the unit of the rows, and without the factor.

        Rows that lie too far from one line, and factors too near to 1 to be told from rounding, are left.
        """
        (before, after), (x, y), (cosine, start) = pair, lengths, cosines
        at = moved - start
        factor = y[at] * cosine[moved] / x[at]
        alone = np.sqrt(errors[:, at]) / x[at]
        alone[::2] *= np.abs(factor)
        off_line = y[at] / x[at] * np.sqrt(np.maximum(1 - cosine[moved] ** 2, 0))
        # a cosine in double precision still leaves 1e-3 of doubt about what is off the line
        near = (off_line <= 2 * MOST * np.hypot(alone[2], alone[3]) + 1e-3 * np.abs(factor)) & (
            np.abs(factor - 1) >= np.hypot(alone[2], alone[3])
        )
        near &= (np.count_nonzero(before[at], axis=1) >= LEAST_VALUES) & (factor != 0)
        tried, at, factor = moved[near], at[near], factor[near]
        if not len(tried):
            return
        factor = _least_left(before[at], after[at], factor, x[at])
        self.factor[tried] = factor
        self.left[tried] = _left(before[at], after[at], factor) / x[at]
        self.alone[:, tried] = alone[:, near]

    def explained(self) -> Scaling | None:
        """Return it with the rows that a factor explains, by the rounding of `b` alone, of `a` alone, or of both.

        The first of these that the middle row is explained by: the file may have been made of the other one as it is.
        None where no row has a factor.
        """
        if np.isnan(self.factor).all():
            return None
        fits = np.zeros(len(self.factor), np.bool_)
        floats, grids = self.alone[:2], self.alone[2:]
        for expected in (floats[1], floats[0], np.hypot(*floats), grids[1], grids[0], np.hypot(*grids)):
            with np.errstate(invalid="ignore", divide="ignore"):
                times = np.where(self.left == 0, 0.0, self.left / expected)
                known = times[np.isfinite(times)]
                usual = float(median(known)) if len(known) else np.inf
                if usual > 1 / LEAST:
                    continue
                bar = bar_of(usual)
                fits = (times <= bar) & (self.left <= LEFT * np.abs(self.factor))
                moves = np.abs(self.factor - 1) >= MOVES * bar * expected
                if 2 * int((fits & moves).sum()) < int(fits.sum()):  # else a factor near 1 is one of many
                    fits &= moves
            break
        return replace(self, fits=fits)

    def is_one(self, rows: NDArray[np.bool_]) -> bool:
        """Tell whether the factors of these rows are one and the same, but for rounding."""
        factors = self.factor[rows]
        doubt = MOST * (self.left[rows] / np.abs(factors) + 1e-6)
        return bool((np.abs(factors / median(factors) - 1) <= doubt).all())


def _least_left(before: Float32, after: Float32, factor: Float64, lengths: Float64) -> Float64:
    """Return the factors, (k,), that leave least: what is left is a parabola, of which two points tell the vertex."""
    step = _STEP * np.abs(factor)
    low, high = (_left(before, after, factor + side * step) for side in (-1, 1))
    return np.asarray(factor - (high**2 - low**2) / (4 * step * lengths**2))


def _left(before: Float32, after: Float32, factor: Float64) -> Float64:
    """Return what factors, (k,), leave of rows: |after - factor before|, (k,)."""
    return distances(before * factor[:, None], after)
