"""Rows in, their grid of evenly spaced levels out: whole multiples of a step of each group, or such from an offset."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from lexiscape.sources.grids.groups import Groups, parts
from lexiscape.sources.grids.multiples import TRIALS, Tried
from lexiscape.sources.grids.precision import Precision
from lexiscape.sources.grids.value_grid import ValueGrid
from lexiscape.space.median import median

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]

#: Of the groups that prove something, the share that must lie on the grid; the others were changed since.
MOST_LIE = 0.9
#: Groups of the sample that must prove it, or, if they are fewer, the logarithm of their chance, all together.
LEAST_GROUPS, LEAST_CHANCE = 16, -200.0
#: How fine the float that holds them must be, in steps, for the step to be told from half of it, or a third: whole
#: multiples of it, and those from an offset.
STORED = {"steps": 0.05, "offset": 0.01}
_FEW = 8  # rows, by which most grids are ruled out
#: How many times the step the smallest distance may be: of small groups no two values need be neighbors on the grid. Of
#: a sample, and of all rows.
_MULTIPLES, _ALL_MULTIPLES = 16, 64


@dataclass(frozen=True)
class EvenSteps:
    """A grid that rows may lie on: of which groups, and from zero or from an offset, "steps" or "offset"."""

    groups: Groups
    kind: str

    #: How much coarser than the grid of larger groups this one must be, as a mean square, to go before it.
    coarser: ClassVar[float] = 1.5

    def mean_square(self, sample: Float64, precision: Precision) -> float | None:
        """Return the mean square that rounding to this grid costs a value of the sample; None if it lies not on it."""
        if not self._may_fit(sample[:: max(1, len(sample) // _FEW)], precision):
            return None
        tried = self._try(sample, precision, _MULTIPLES)
        proves = tried.proves
        fitting = proves & tried.fits
        enough = int(proves.sum()) >= LEAST_GROUPS or float(tried.chance[proves].sum()) < LEAST_CHANCE
        if not enough or int(fitting.sum()) < MOST_LIE * int(proves.sum()):
            return None
        groups, steps = self.groups.of(sample)[fitting], tried.steps[fitting]
        units = 2 * precision.half_units(np.abs(groups)) / steps[:, None]
        if float(median(units[groups != 0])) > STORED[self.kind]:
            return None
        return float(np.square(steps).mean()) / 12

    def of_all(self, vectors: Float32, sample: Float64, precision: Precision) -> ValueGrid | None:
        """Return the grid, and which rows of the matrix lie on it."""
        if self.groups.size <= 0:
            return self._shared(vectors, self._try(sample, precision, _MULTIPLES), precision)
        each = [self._try(part.astype(np.float64), precision, _ALL_MULTIPLES) for part in parts(vectors)]
        tried = Tried(*(np.concatenate(column) for column in zip(*each, strict=True)))
        proves = tried.fits & tried.proves
        if not proves.any():
            return None
        # a group of one value, or of few, shows no step of its own: it has as many of them as the others
        usual = max(float(median(tried.top[proves])), 1.0)
        steps = np.where(proves, tried.steps, np.minimum(tried.steps, tried.steps * tried.top / usual))
        shape = self.groups.shape(vectors)
        levels = _count_levels(tried.top[proves], tried.span[proves])
        lies = np.asarray(tried.fits.reshape(shape).all(axis=1))
        return ValueGrid(self.groups.span, levels, steps.reshape(shape), None, lies, precision)

    def _try(self, rows: Float64, precision: Precision, most: int) -> Tried:
        return TRIALS[self.kind](self.groups.of(rows), precision, most)

    def _may_fit(self, few: Float64, precision: Precision) -> bool:
        """Tell whether half of a few rows' groups fit: of rows that were never rounded nearly none does."""
        tried = self._try(few, precision, _MULTIPLES)
        proves = tried.proves
        return 2 * int((proves & tried.fits).sum()) >= int(proves.sum()) > 0

    def _shared(self, vectors: Float32, tried: Tried, precision: Precision) -> ValueGrid | None:
        """Return the grid of a tensor or of its columns, by the steps of a sample, and which rows lie on it."""
        steps = tried.steps.reshape(1, -1)
        if self.kind == "offset" or not (steps > 0).any():
            return None
        lies = []
        low, high = np.zeros_like(steps), np.zeros_like(steps)
        for part in parts(vectors):
            values = part.astype(np.float64)
            whole = np.where(steps > 0, values / steps, np.where(values != 0, np.inf, 0.0))
            near = precision.half_units(np.abs(values)) / np.where(steps > 0, steps, 1)
            near += (1e-7 + tried.doubt) * np.abs(whole)
            on = (np.abs(whole - np.rint(whole)) <= near).all(axis=1)
            lies.append(on)
            if on.any():
                least, most = values[on].min(axis=0)[None], values[on].max(axis=0)[None]
                if self.groups.size == 0:
                    least, most = least.min(axis=1, keepdims=True), most.max(axis=1, keepdims=True)
                low, high = np.minimum(low, least), np.maximum(high, most)
        levels = int(np.rint(np.max((high - low)[steps > 0] / steps[steps > 0]))) + 1
        return ValueGrid(self.groups.span, levels, steps, None, np.concatenate(lies), precision, (low, high))


def _count_levels(top: Float64, span: Float64) -> int:
    """Return how many values groups can take: as many as are seen, or as many below zero as above.

    Where every group has its largest value at one whole number, 2^b - 1, it was scaled by that, on both sides of zero.
    """
    most = int(top.max())
    both = most == int(median(top)) and most & (most + 1) == 0
    return 2 * most + 1 if both else int(span.max()) + 1
