"""Rows in, the same rounded to half precision out, each with a proven bound of what that and a device's sums lose.

Both metrics become one, as in native/search/quantized_rows.hpp: x' = x - mean (Euclidean) or x / |x| - mean (cosine),
times `unit`, so that the root mean square of |x'| is 1. The nearest row j of a row i has the largest

    score_i(j) = x'_i . x'_j - |x'_j|^2 / 2.

**Rounding.** r = x' in half precision (11 bits), e = x' - r, measured in double precision. By Cauchy-Schwarz, and with
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

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

#: What a device's sum may lose with each product, relative to the sum of their magnitudes.
SUM_ERROR = 2.0**-22
_SINGLE = 4e-6  # as kSinglePrecision of native/search/quantized_rows.hpp
_PARALLEL = 1e-13  # kParallel of native/search/exact_distance.hpp
_UNDERFLOW = 1e-30
_CHUNK_BYTES = 2**25  # of rows in double precision at a time


class RoundedRows(NamedTuple):
    """What proposals are made of and proven by.

    Attributes
    ----------
    values : torch.Tensor, (n, width), float16, on the processor
        r; width: the dimensions, and one more where a row is zero.
    half_square, slack : ndarray, (n,), float64
        |x'|^2 / 2, and E.
    unit : float
        What x' was multiplied by.
    sum_error : float
        gamma of a device's sum of `width` products.
    """

    values: Any
    half_square: NDArray[np.float64]
    slack: NDArray[np.float64]
    unit: float
    sum_error: float


def round_rows(
    torch: Any, vectors: NDArray[np.float32], norms: NDArray[np.float64], rows: NDArray[np.int32], cosine: bool
) -> RoundedRows:
    """Round rows to half precision.

    Parameters
    ----------
    torch : module
        PyTorch: its sums over rows run on all processors. Their last bits may differ from run to run, and the bounds
        hold all the same; no result of a search depends on them.
    vectors : ndarray, (n_all, dim), float32
        Finite.
    norms : ndarray, (n_all,), float64
        Squared length of each.
    rows : ndarray, (n,), int32
        The positions of those that take part, no two of them equal.
    cosine : bool
        The metric: cosine, else Euclidean.
    """
    n, dim = len(rows), vectors.shape[1]
    zero = np.flatnonzero(norms[rows] == 0) if cosine else np.empty(0, np.int64)
    # A zero row is 1 away from every direction: a unit vector along an axis of its own does exactly that.
    width = dim + (1 if len(zero) else 0)
    factors = np.divide(1, np.sqrt(norms[rows]), where=norms[rows] > 0, out=np.zeros(n)) if cosine else np.ones(n)
    size = max(1, _CHUNK_BYTES // (8 * width))
    chunks = [slice(start, min(start + size, n)) for start in range(0, n, size)]

    def read(chunk: slice) -> Any:
        part = torch.zeros((chunk.stop - chunk.start, width), dtype=torch.float64)
        part[:, :dim] = torch.from_numpy(vectors[rows[chunk]]) * torch.from_numpy(factors[chunk])[:, None]
        for row in zero[(zero >= chunk.start) & (zero < chunk.stop)]:
            part[row - chunk.start, dim] = 1
        return part

    mean = torch.zeros(width, dtype=torch.float64)
    for chunk in chunks:
        mean += read(chunk).sum(dim=0) / n
    mean[dim:] = 0  # the axis of a zero row alone stays where it is
    squares = np.concatenate([_squares(read(chunk) - mean) for chunk in chunks])
    total = float(squares.sum())
    unit = float(np.sqrt(n / total)) if total > 0 else 1.0
    squares *= unit * unit
    values = torch.empty((n, width), dtype=torch.float16)
    errors, rounded = np.empty(n), np.empty(n)
    for chunk in chunks:
        part = (read(chunk) - mean) * unit
        values[chunk] = part.to(torch.float16)
        kept = values[chunk].to(torch.float64)
        rounded[chunk] = _squares(kept)
        errors[chunk] = _squares(part - kept)
    sum_error = width * SUM_ERROR / (1 - width * SUM_ERROR) if width * SUM_ERROR < 0.5 else float("inf")
    slack = _slack(squares, rounded, errors, sum_error) + (2 * _PARALLEL * unit * unit if cosine else 0.0)
    return RoundedRows(values, squares / 2, slack, unit, sum_error)


def _squares(part: Any) -> NDArray[np.float64]:
    squares: NDArray[np.float64] = (part * part).sum(dim=1).numpy()
    return squares


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
