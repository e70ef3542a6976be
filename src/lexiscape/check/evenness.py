"""Rows in, how evenly their energy is spread over all directions out: what tells noise as long as trained rows are.

A row of noise has no direction that it prefers, while trained rows of a model, whatever their length, lie in some
directions more than in others. With u = x / |x|, and eigenvectors v_j and eigenvalues l_j of the mean of u u' over all
rows,

    T(u) = sum_j w_j (u . v_j)^2,    w_j = 1 / (l_j + r),

is, for r = 0, the likelihood ratio of a direction that is uniform to one whose distribution is angular central
Gaussian (Tyler 1987, doi:10.1093/biomet/74.3.579), up to a monotone function; with some r it does not hang upon the few
directions in which rows hold nearly nothing. For noise its moments are known exactly, so that it becomes a number of
standard deviations: noise is at 0 +- 1, trained rows lie below.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.directions import coordinates, spread_of, whole_directions
from lexiscape.space.rows import squared_lengths

Float64 = NDArray[np.float64]
Rows = NDArray[np.int64]

#: Rows that the eigenvalues are of, or four for each dimension; dimensions from which on that takes too long.
_LEAST_SAMPLE, MOST_DIM = 2048, 1024
#: What is added to the eigenvalues, whose mean is 1: a row of noise is like noise by each.
RIDGES = (0.0, 0.2)
_LEAST_VALUE, _LOG = 1e-4, 1e-3


class Axes(NamedTuple):
    """The directions that some rows have.

    Attributes
    ----------
    directions : ndarray, (dim, dim), float32
        Eigenvectors in columns, whole numbers as `lexiscape.check.directions` has them.
    values : ndarray, (dim,), float64
        Eigenvalues of the mean of u u', times dim: their mean is 1.
    sample : ndarray, (m,), int64
        Positions of the rows that they are of, ascending.
    """

    directions: NDArray[np.float32]
    values: Float64
    sample: Rows


def axes_of(vectors: NDArray[np.float32], rows: Rows) -> Axes:
    """Return the axes of the directions of rows, none of them zero: of 2,048 or four a dimension, evenly spaced."""
    dim = vectors.shape[1]
    chosen = rows[:: max(1, -(-len(rows) // max(_LEAST_SAMPLE, 4 * dim)))]
    units = vectors[chosen].astype(np.float64)
    units /= np.sqrt(np.einsum("ij,ij->i", units, units))[:, None]
    values, turned = np.linalg.eigh(spread_of(units, units) * (dim / len(units)))
    return Axes(whole_directions(turned), np.maximum(values, 0.0), chosen)


def evenness(vectors: NDArray[np.float32], rows: Rows, axes: Axes) -> list[Float64]:
    """Return for each of `RIDGES` how many standard deviations T of some rows is from that of noise, each (m,).

    A row that the axes were made with, too, has drawn them toward itself: that is taken off again (Sherman and Morrison
    1950, doi:10.1214/aoms/1177729893).

    Parameters
    ----------
    vectors : ndarray, (n, dim), float32
        All rows.
    rows : ndarray, (m,), int64
        Positions of those that are asked; none is zero.
    """
    places = coordinates(vectors[rows], axes.directions)
    squares = squared_lengths(places, 1)
    inside = np.isin(rows, axes.sample)
    told = []
    for ridge in RIDGES:
        weights = 1 / (axes.values + max(ridge, _LEAST_VALUE))
        form = squared_lengths(places * np.sqrt(weights).astype(np.float32), 1) / squares
        drawn = form * len(weights) / len(axes.sample)
        form[inside] /= np.maximum(1 - drawn[inside], 0.1)
        told.append(deviations(form, weights))
    return told


def deviations(form: Float64, weights: Float64) -> Float64:
    """Return how many standard deviations a quadratic form of uniform directions is from its mean.

    The first three moments are exact; a power of it is taken of which the third cumulant vanishes (Jensen and Solomon
    1972, doi:10.1080/01621459.1972.10481305).
    """
    d = len(weights)
    first, second, third = (float((weights**power).sum()) for power in (1, 2, 3))
    mean = first / d
    raw2 = (first**2 + 2 * second) / (d * (d + 2))
    raw3 = (first**3 + 6 * first * second + 8 * third) / (d * (d + 2) * (d + 4))
    variance = raw2 - mean**2
    if variance <= 1e-12 * mean**2:
        return np.zeros(len(form))
    skewed = raw3 - 3 * mean * raw2 + 2 * mean**3
    power = float(np.clip(1 - mean * skewed / (3 * variance**2), -1.0, 1.0))
    relative = variance / mean**2
    if abs(power) < _LOG:
        return np.asarray((np.log(form / mean) + relative / 2) / np.sqrt(relative))
    shifted = (form / mean) ** power - 1 - relative * power * (power - 1) / 2
    return np.asarray(shifted / (power * np.sqrt(relative)))
