"""Vectors in an order that is known, in: how well their distances follow it, and what chance gives, out."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import PairSums, permutation_moments, rounded


def order_correlation(rows: NDArray[np.float64], apart: NDArray[np.float64]) -> tuple[float, float] | None:
    """Correlate the distances between rows with how far apart they stand in an order (Mantel 1967).

    Pearson's correlation over the pairs. Its mean over all permutations of the rows is 0; their standard deviation is
    exact, see `permutation_moments`.

    Parameters
    ----------
    rows : ndarray, (m, d), float64
        At least three vectors, in their order.
    apart : ndarray, (m, m), float64
        Symmetric; how far apart any two stand in it.

    Returns
    -------
    tuple of float or None
        The correlation, and its standard deviation by chance. None where all distances are one.
    """
    distances = np.zeros((len(rows), len(rows)))
    for i in range(1, len(rows)):  # differences first: of rows that are nearly alike, products leave rounding alone
        differences = rows[:i] - rows[i]
        distances[i, :i] = distances[:i, i] = np.sqrt((differences * differences).sum(axis=1))
    near, far = _standard(distances), _standard(apart)
    if near is None or far is None:
        return None
    _, sd = permutation_moments(_sums(near), _sums(far))
    return rounded(float((near * far).sum())), rounded(sd)


def _standard(matrix: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Return the matrix with mean 0 and squares that add up to 1 off the diagonal, on which it is 0."""
    off = ~np.eye(len(matrix), dtype=np.bool_)
    centered = np.where(off, matrix - matrix[off].mean(), 0)
    length = math.sqrt(float((centered * centered).sum()))
    return centered / length if length > 1e-9 * float(np.abs(matrix).sum()) else None


def _sums(matrix: NDArray[np.float64]) -> PairSums:
    return PairSums.of_symmetric(float(matrix.sum()), float((matrix * matrix).sum()), matrix.sum(axis=1))
