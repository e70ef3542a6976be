"""Rows in, their mean and their scatter matrix out: the same bits whatever a linear algebra library does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from lexiscape.space.whole_numbers import Matrix, Rows, most_bits, product, rounded_square, whole_rows

#: Some rows, (m, dim), float32, and the square roots of their weights, (m,); None: all weigh 1.
Part = tuple[Rows, NDArray[np.float64] | None]
#: Gives all rows, some at a time; they are gone through more than once.
Parts = Callable[[], Iterator[Part]]


def mean_row(parts: Parts, dim: int) -> NDArray[np.float64]:
    """Return the weighted mean of all rows, (dim,), added up in their order."""
    total, weight = np.zeros(dim), 0.0
    for rows, roots in parts():
        if roots is None:
            total += rows.sum(axis=0, dtype=np.float64)
            weight += len(rows)
        else:
            total += (rows * np.square(roots)[:, None]).sum(axis=0)
            weight += float(np.square(roots).cumsum()[-1]) if len(roots) else 0.0
    mean: NDArray[np.float64] = total / (weight or 1.0)
    return mean


def scatter_matrix(parts: Parts, shift: NDArray[np.float32]) -> Matrix:
    """Return the sum of (x - m)(x - m)' over all rows x, m their mean, (dim, dim), times a power of two.

    Parameters
    ----------
    parts : callable
        All rows, without weights; finite, and their squares within float32.
    shift : ndarray, (dim,), float32
        A point near the mean: keeps the scatter free of cancellation when all rows lie far from the origin.

    Returns
    -------
    ndarray, (dim, dim), float64
        Rows are rounded to whole numbers (`most_bits`): to 24 bits of the largest entry.
    """
    bits = most_bits(rows - shift for rows, _ in parts())
    dim = len(shift)
    sums, scatter, count = np.zeros(dim), np.zeros((dim, dim)), 0
    for rows, _ in parts():
        whole = whole_rows(rows - shift, bits)
        sums += whole.sum(axis=0, dtype=np.float64)
        scatter += product(whole, whole)
        count += len(rows)
    scatter -= np.outer(sums, sums) / count
    return scatter


def fine_scatter(parts: Parts, mean: NDArray[np.float64]) -> Matrix:
    """Return the sum of w (x - m)(x - m)' over all rows x of weight w, m their mean, (dim, dim), to be inverted.

    Of about 45 bits (`rounded_square`), where `scatter_matrix` has 24 of the largest entry: what is small beside it is
    large in the inverse.
    """
    scatter = np.zeros((len(mean), len(mean)))
    for rows, roots in parts():
        moved = rows - mean
        if roots is not None:
            moved *= roots[:, None]
        scatter += rounded_square(moved)
    return scatter
