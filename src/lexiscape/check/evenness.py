"""Rows in, how evenly their energy is spread over all directions out: what tells noise as long as trained rows are.

A row of noise has no direction that it prefers, while trained rows of a model, whatever their length, lie in some
directions more than in others. With u = x / |x|, and C the mean of u u' over all rows, of trace d in d dimensions,

    T(u) = u' (C + r I)^-1 u

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
from lexiscape.space.whole_numbers import product_in_pieces

Float64 = NDArray[np.float64]
Rows = NDArray[np.int64]

#: Rows that C is of, or four for each dimension; dimensions beyond which that takes too long.
_LEAST_SAMPLE, MOST_DIM = 2048, 1024
#: r: a row of noise is like noise by each.
RIDGES = (0.0, 0.2)
_LEAST_RIDGE, _LOG, _BLOCK = 1e-4, 1e-3, 64


class Form(NamedTuple):
    """T of one ridge.

    Attributes
    ----------
    directions : ndarray, (dim, dim), int8
        In rows, whole numbers as `lexiscape.check.directions` has them: T is a sum of squares along them.
    lengths : ndarray, (dim,), float64
        By which each is multiplied.
    sums : tuple of float
        Traces of the first three powers of (C + r I)^-1.
    """

    directions: NDArray[np.int8]
    lengths: Float64
    sums: tuple[float, float, float]


def forms_of(vectors: NDArray[np.float32], rows: Rows) -> tuple[list[Form], Rows]:
    """Return T for each of `RIDGES`, and the rows that C is of: of 2,048 or four a dimension, evenly spaced.

    Parameters
    ----------
    rows : ndarray, (m,), int64
        Positions of rows that are not zero, ascending.
    """
    dim = vectors.shape[1]
    chosen = rows[:: max(1, -(-len(rows) // max(_LEAST_SAMPLE, 4 * dim)))]
    units = vectors[chosen].astype(np.float64)
    units /= np.sqrt(np.einsum("ij,ij->i", units, units))[:, None]
    whole = spread_of(units, units) * (dim / len(units))
    return [_form(whole + max(ridge, _LEAST_RIDGE) * np.eye(dim)) for ridge in RIDGES], chosen


def _form(matrix: Float64) -> Form:
    root = inverse_root(matrix)
    inverse = product_in_pieces(np.ascontiguousarray(root.T), root)
    third = float((inverse * product_in_pieces(inverse, inverse)).sum())
    lengths = np.sqrt(np.einsum("ij,ij->i", root, root))
    return Form(whole_directions(root), lengths, (float(np.trace(inverse)), float((inverse**2).sum()), third))


def inverse_root(matrix: Float64) -> Float64:
    """Return the inverse of the Cholesky factor of a positive definite matrix, (dim, dim), lower triangular.

    Block by block (Golub and Van Loan 2013, section 4.2.6), of which none is large enough for a BLAS's threads: beside
    the tokenizers library, NumPy's own decompositions of the whole take ten times as long.
    """
    dim = len(matrix)
    root, inverse = np.zeros((dim, dim)), np.zeros((dim, dim))
    for start in range(0, dim, _BLOCK):
        stop = min(start + _BLOCK, dim)
        left = root[start:, :start]
        part = matrix[start:, start:stop] - product_in_pieces(left, np.ascontiguousarray(left[: stop - start].T))
        corner = np.linalg.cholesky(part[: stop - start])
        turned = np.linalg.inv(corner)
        root[start:stop, start:stop] = corner
        root[stop:, start:stop] = product_in_pieces(part[stop - start :], np.ascontiguousarray(turned.T))
        inverse[start:stop, start:stop] = turned
        before = product_in_pieces(root[start:stop, :start], inverse[:start, :start])
        inverse[start:stop, :start] = -product_in_pieces(turned, before)
    return inverse


def evenness(vectors: NDArray[np.float32], rows: Rows, known: Rows) -> list[Float64]:
    """Return for each of `RIDGES` how many standard deviations T of some rows is from that of noise, each (m,).

    A row that C is of, too, has drawn it toward itself: that is taken off again (Sherman and Morrison 1950,
    doi:10.1214/aoms/1177729893).

    Parameters
    ----------
    vectors : ndarray, (n, dim), float32
        All rows.
    rows : ndarray, (m,), int64
        Positions of those that are asked; none is zero.
    known : ndarray, int64
        Positions of those that say what rows are like, ascending; none is zero.
    """
    asked = vectors[rows]
    dim = asked.shape[1]
    squares = squared_lengths(asked, 1)
    forms, sample = forms_of(vectors, known)
    inside = np.isin(rows, sample, assume_unique=True)
    told = []
    for form in forms:
        places = coordinates(asked, form.directions)
        value = squared_lengths(places * form.lengths.astype(np.float32), 1) / squares
        drawn = value * dim / len(sample)
        value[inside] /= np.maximum(1 - drawn[inside], 0.1)
        told.append(deviations(value, dim, form.sums))
    return told


def deviations(form: Float64, dim: int, sums: tuple[float, float, float]) -> Float64:
    """Return how many standard deviations a quadratic form of uniform directions is from its mean.

    The first three moments are exact, of the traces of the first three powers of its matrix; a power of it is taken of
    which the third cumulant vanishes (Jensen and Solomon 1972, doi:10.1080/01621459.1972.10481305).
    """
    d = dim
    first, second, third = sums
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
