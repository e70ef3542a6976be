"""Groups of values in, whether each holds whole multiples of one step out, and by which chance it would by accident.

How near to a grid a value lies that was never rounded is known: evenly anywhere between two steps. So each group has a
chance of passing by accident, as the product over its values of the share of a step that counts as near; groups that
would pass by accident more often than `CHANCE` prove nothing. A value's own format rounds it once more, and what that
leaves open counts as near: values that only lie on their own float's grid prove nothing either.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.sources.grids.precision import PRECISIONS, Precision

Float64 = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Chance, as its logarithm, below which values on a grid are there for a reason: one in a million, of each group.
CHANCE = -14.0
#: The largest whole number of steps, by how many numbers are fitted to a group: with an offset steps that are finer are
#: sometimes found a little too small.
MOST_STEPS = {1: 1 << 20, 2: 1 << 12}


class Tried(NamedTuple):
    """What came of holding groups, (g,), against a grid: their steps, whether they fit, by which chance, how far.

    `top` is the largest whole number of steps of a value, `span` that between the least and the largest value, and
    `doubt` by which part of it a step may be off.
    """

    steps: Float64
    fits: Bools
    chance: Float64
    top: Float64
    span: Float64
    doubt: Float64

    @property
    def proves(self) -> Bools:
        """Which groups would fit by accident so seldom that it proves something if they do."""
        return self.chance < CHANCE


def _multiples(groups: Float64, precision: Precision, most: int) -> Tried:
    """Hold groups, (g, m), against the whole multiples of a step."""
    sizes = np.abs(groups)
    near = precision.half_units(sizes)
    at = np.where(sizes > 0, sizes, np.inf).argmin(axis=1)[:, None]
    smallest, unit = (np.take_along_axis(array, at, axis=1)[:, 0] for array in (sizes, near))
    return _fitted(groups, near, (smallest, unit), 1, most)


def _from_an_offset(groups: Float64, precision: Precision, most: int) -> Tried:
    """Hold groups, (g, m), against the whole multiples of a step from their middle value."""
    ordered = np.sort(groups, axis=1)
    worked_out = PRECISIONS["F32"].half_units(np.abs(ordered[:, [0, -1]]).max(axis=1, keepdims=True))
    near = precision.half_units(np.abs(ordered)) + worked_out  # a step times a number, and the offset, are larger
    gaps, units = np.diff(ordered, axis=1), near[:, 1:] + near[:, :-1]
    gaps = np.where(gaps > 8 * units, gaps, np.inf)
    at = gaps.argmin(axis=1)[:, None]
    smallest, unit = (np.take_along_axis(array, at, axis=1)[:, 0] for array in (gaps, units))
    smallest = np.where(np.isfinite(smallest), smallest, 0.0)
    middle = groups.shape[1] // 2
    near = near + near[:, middle : middle + 1]
    away = ordered - ordered[:, middle : middle + 1]
    return _fitted(np.where(np.abs(away) > near, away, 0.0), near, (smallest, unit), 2, most)


def _fitted(values: Float64, near: Float64, distance: tuple[Float64, Float64], free: int, most: int) -> Tried:
    """Hold values, (g, m), against whole multiples of a step: a distance by one of the first `most` whole numbers.

    `near` is how far each value may be off; `distance` is the smallest that there is, and how far that may be off;
    `free` is how many numbers are fitted to each group, whose best-placed values prove nothing.
    """
    smallest, unit = distance
    sizes, counted = np.abs(values), values != 0
    largest = sizes.max(axis=1, initial=0)
    # a group of one size has a step, and it proves nothing
    steps, fits = np.where(smallest > 0, smallest, largest), largest == 0
    chance, doubt = np.zeros((2, len(values)))
    left = np.flatnonzero((largest > 0) & (smallest > 0))
    for multiple in range(1, most + 1):
        if not len(left):
            break
        some, inside = sizes[left], counted[left]
        low, high = _bounds(some, near[left], (smallest[left] - unit[left], smallest[left] + unit[left]), multiple)
        step = np.maximum((low + high) / 2, np.finfo(np.float64).tiny)
        whole = some / step[:, None]
        open_ = near[left] + whole * np.maximum(high - low, 0)[:, None] / 2
        tolerance = np.minimum(open_ / step[:, None] + 1e-9, 0.5)
        lies = (np.abs(whole - np.rint(whole)) <= tolerance) | ~inside
        logs = np.where(inside, np.log(2 * tolerance), 0.0)
        told = logs.sum(axis=1) - free * logs.min(axis=1) + np.log(most)
        good = lies.all(axis=1) & (low <= high * (1 + 1e-12)) & (largest[left] < MOST_STEPS[free] * step)
        if multiple == 1:
            chance[left] = told
        steps[left[good]], chance[left[good]], fits[left[good]] = step[good], told[good], True
        doubt[left[good]] = ((high - low) / (2 * step))[good]
        left = left[~good]
    with np.errstate(invalid="ignore", divide="ignore"):
        top, span = (np.where(steps > 0, np.rint(size / steps), 0.0) for size in (largest, np.ptp(values, axis=1)))
    return Tried(steps, fits, chance, top, span, doubt)


def _bounds(sizes: Float64, near: Float64, ends: tuple[Float64, Float64], multiple: int) -> tuple[Float64, Float64]:
    """Return between which steps, (g,) each, all sizes, (g, m), are whole multiples within what is near.

    Each size whose whole number is beyond doubt says between which steps it is one; the narrower that gets, the more
    sizes do. The lower bound above the upper one: there is no such step.
    """
    low, high = (np.maximum(end / multiple, 0.0) for end in ends)
    for _ in range(5):
        middle = np.maximum((low + high) / 2, np.finfo(np.float64).tiny)[:, None]
        whole = np.rint(sizes / middle)
        doubt = sizes * ((high - low)[:, None] / 2) / np.square(middle)
        sure = (whole > 0) & (doubt + near / middle < 0.45)
        whole = np.where(sure, whole, 1.0)
        low = np.maximum(low, np.max((sizes - near) / whole, axis=1, where=sure, initial=-np.inf))
        high = np.minimum(high, np.min((sizes + near) / whole, axis=1, where=sure, initial=np.inf))
    return low, high


#: Kinds of evenly spaced levels, and how groups are held against them; the number is that of multiples to try.
TRIALS: dict[str, Callable[[Float64, Precision, int], Tried]] = {"steps": _multiples, "offset": _from_an_offset}
