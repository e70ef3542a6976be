"""Values in, how exactly the float that holds them does out: half a unit in their last place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Float64 = NDArray[np.float64]
Bools = NDArray[np.bool_]


class Precision(NamedTuple):
    """How exactly a float holds a value: half a unit in its last place is 2^-(fraction + 1) times its power of two.

    `slack` is how many of these a value on the grid may be off: of float32 several, since a step times a number may be
    worked out in several operations.
    """

    fraction: int
    least: int
    slack: float

    def half_units(self, values: Float64) -> Float64:
        """Return half a unit in the last place of each value, times the slack."""
        powers = np.where(values == 0, 0.0, np.ldexp(0.5, np.frexp(values)[1]))
        return np.asarray(np.maximum(powers, 2.0**self.least) * self._share)

    def relative(self, values: Float64) -> Float64:
        """Return the same of values that are none of the least ones, which hold fewer digits: 0 of zero."""
        return np.where(values == 0, 0.0, np.ldexp(self._share / 2, np.frexp(values)[1]))

    def are_blurred(self, values: Float64) -> Bools:
        """Tell which values are so small that they hold fewer digits than others."""
        return np.asarray((values != 0) & (np.abs(values) < 2.0**self.least))

    @property
    def _share(self) -> float:
        return self.slack * 2.0 ** (-self.fraction - 1)


#: By the narrowest format that holds all values.
PRECISIONS = {
    "F32": Precision(23, -126, 4.0),
    "F16": Precision(10, -14, 1.02),
    "BF16": Precision(7, -126, 1.02),
}


def as_coarse(sample: Float64, precision: Precision) -> Precision:
    """Return the coarsest precision that most values are of: float16 of what was bfloat16 shows that one's steps."""
    exact = np.frexp(sample)[0][sample != 0]
    for name in ("BF16", "F16"):
        steps = exact * 2.0 ** (PRECISIONS[name].fraction + 1)
        if 2 * int((steps == np.rint(steps)).sum()) >= len(steps) and PRECISIONS[name].fraction < precision.fraction:
            return PRECISIONS[name]._replace(least=precision.least)
    return precision
