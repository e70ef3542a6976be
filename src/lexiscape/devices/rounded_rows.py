"""Rows in, the same rounded to half precision out, each with a proven bound of what that and a device's sums lose.

Both metrics become one, as in native/search/quantized_rows.hpp: x' = x - mean (Euclidean) or x / |x| - mean (cosine),
times `unit`, so that the root mean square of |x'| is 1. The nearest row j of a row i has the largest

    score_i(j) = x'_i . x'_j - |x'_j|^2 / 2.

**Rounding.** r = x' in half precision (11 bits), e = x' - r, measured in double precision
(native/search/half_rows.hpp). By Cauchy-Schwarz, and with
a b <= (q a^2 + b^2 / q) / 2 for any q > 0,

    |x'_i . x'_j - r_i . r_j| <= |x'_i| |e_j| + |e_i| |r_j| <= B_i + B_j,  B = (q max(|x'|, |r|)^2 + |e|^2 / q) / 2.

**Sums.** A product of two halves has 22 bits and is exact in single precision. A sum of m of them in single precision,
in whatever order, is off by gamma_m S at most, where S is the sum of their magnitudes, gamma_m = m u / (1 - m u) and
u = 2^-24 (Higham 2002, Accuracy and Stability of Numerical Algorithms, 2nd edition, section 3.1,
doi:10.1137/1.9780898718027). Tensor cores add b products and the sum so far at once, and cut each off, unrounded, at
the last of 24 bits of the largest (Fasi, Higham, Mikaitis and Pranesh 2021, doi:10.7717/peerj-cs.330; Blanchard,
Higham, Lopez, Mary and Pranesh 2020, doi:10.1137/19M1289546): b + 2 errors of 2^-23 S for each b products, which is
3 m 2^-24 S in all at most, since b >= 4. So u = 2^-22 is taken for every device; and as S <= |r_i| |r_j| <=
(|r_i|^2 + |r_j|^2) / 2, each row carries half of it.

**Single precision.** |x'|^2 / 2 - E is rounded to single precision and taken off in it: a few 2^-24 of |x'|^2 and E.

Together |score~_i(j) - score_i(j)| <= E_i + E_j. As elsewhere, E also carries that exact distances below kParallel are
taken for none.

That a device adds like this is an assumption about it, and no proof covers what it says of pairs that it does not
propose. It is checked by sample: `proposals.py` tries products of some of the rows beforehand, `sampled_scores.py`
holds pairs from all over each block against E, native/search/review_proposals.hpp every pair that it measures, and
`search.py` searches some of the rows again without the device.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape import _native
from lexiscape.devices.task import Task

#: What a device's sum may lose with each product, relative to the sum of their magnitudes.
SUM_ERROR = 2.0**-22
_SINGLE = 4e-6  # as kSinglePrecision of native/search/quantized_rows.hpp
_PARALLEL = 1e-13  # kParallel of native/search/exact_distance.hpp
_UNDERFLOW = 1e-30


class RoundedRows(NamedTuple):
    """What proposals are made of and proven by.

    Attributes
    ----------
    values : ndarray, (n, width), float16
        r; width: the dimensions, and one more where a row is zero.
    half_square, slack : ndarray, (n,), float64
        |x'|^2 / 2, and E.
    unit : float
        What x' was multiplied by.
    sum_error : float
        gamma of a device's sum of `width` products.
    """

    values: NDArray[np.float16]
    half_square: NDArray[np.float64]
    slack: NDArray[np.float64]
    unit: float
    sum_error: float


def round_rows(task: Task) -> RoundedRows:
    """Round a task's rows to half precision: the same for any number of threads."""
    n, dim = len(task.rows), task.vectors.shape[1]
    # A zero row is 1 away from every direction: a unit vector along an axis of its own does exactly that.
    apart = task.cosine and bool((task.norms[task.rows] == 0).any())
    width = dim + (1 if apart else 0)
    values = np.empty((n, width), np.float16)
    squares, rounded, errors = np.empty((3, n))
    unit = _native.round_to_halves(*task[:4], values.view(np.uint16), squares, rounded, errors, task.threads)
    sum_error = width * SUM_ERROR / (1 - width * SUM_ERROR) if width * SUM_ERROR < 0.5 else float("inf")
    slack = _slack(squares, rounded, errors, sum_error) + (2 * _PARALLEL * unit * unit if task.cosine else 0.0)
    return RoundedRows(values, squares / 2, slack, unit, sum_error)


def _slack(
    squares: NDArray[np.float64], rounded: NDArray[np.float64], errors: NDArray[np.float64], sum_error: float
) -> NDArray[np.float64]:
    """Return E of each row, but for kParallel, from |x'|^2, |r|^2 and |e|^2."""
    square, error = float(squares.sum()), float(errors.sum())
    ratio = float(np.sqrt(error / square)) if error > 0 and square > 0 else 1e-6
    longest = np.maximum(squares, rounded)
    bound = (ratio * longest + errors / ratio) / 2 + sum_error * rounded / 2
    slack: NDArray[np.float64] = bound * (1 + _SINGLE) + _SINGLE * longest + _UNDERFLOW
    return slack
