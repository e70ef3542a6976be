"""A count in, the ends of the exact interval of the Poisson mean that gave it out."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

#: Tail on either side: a 95% interval.
TAIL = 0.025
_Z = 1.959963984540054  # of a Gaussian, beyond which lies TAIL
_ROUNDS, _CLOSE = 30, 1e-12


@cache
def lower(count: int) -> float:
    """Return the mean of which so many or more come with a chance of TAIL (Garwood 1936); 0 for none.

    doi:10.1093/biomet/28.3-4.437; equal to half of a quantile of chi-squared, whose library costs a third of a second.
    """
    return _solve(count, _guess(count, -_Z), upward=False) if count else 0.0


@cache
def upper(count: int) -> float:
    """Return the mean of which so many or fewer come with a chance of TAIL."""
    return _solve(count, _guess(count + 1, _Z), upward=True)


def _guess(count: int, z: float) -> float:
    """Half the quantile of chi-squared with 2 `count` degrees of freedom by Wilson and Hilferty 1931, never 0."""
    return max(1e-6, count * (1 - 1 / (9 * count) + z / (3 * math.sqrt(count))) ** 3)


def _solve(count: int, mean: float, *, upward: bool) -> float:
    """Newton's method on the chance as a function of the mean; its slope is a single term of the sum."""
    for _ in range(_ROUNDS):
        # what the largest term is multiplied by for all of them: ratios of one to the next, beyond which none tell
        steps = np.arange(min(count, 1000 + 60 * math.isqrt(count)) if upward else 1000 + 60 * math.isqrt(count))
        ratios = (count - steps) / mean if upward else mean / (count + 1 + steps)
        largest = math.exp(count * math.log(mean) - mean - math.lgamma(count + 1))
        chance = largest * (1 + float(np.cumprod(ratios).sum()))
        slope = -largest if upward else largest * count / mean
        step = (chance - TAIL) / slope
        mean = mean / 2 if step >= mean else mean - step
        if abs(step) <= _CLOSE * mean:
            break
    return mean
