"""A covariance in, a matrix that makes it the identity out: the same bits whatever a linear algebra library does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: A direction of less variance than this share of the largest holds nothing but the rounding of the rows.
FLAT = 1e-9

Float64 = NDArray[np.float64]


def whitening(covariance: Float64) -> Float64:
    """Return M, (dim, r), with M'C M the identity, and M M' an inverse of C where that has one; r is the rank of C.

    C = L L' after its rows and columns were put in order (Cholesky's decomposition with the largest pivot first, Golub
    and Van Loan 2013, algorithm 4.2.2), and M' is the inverse of L. What x'M gives are the coordinates of any other
    whitening (C^(-1/2) x, or along the principal components), turned: all products, lengths and angles are the same.

    Parameters
    ----------
    covariance : ndarray, (dim, dim), float64
        Symmetric, nowhere negative.
    """
    dim = len(covariance)
    rest = covariance.copy()
    order = np.arange(dim)
    factor = np.zeros((dim, dim))
    least = FLAT * float(rest.diagonal().max(initial=0))
    rank = 0
    for step in range(dim):
        pivot = step + int(rest.diagonal()[step:].argmax())
        if not rest[pivot, pivot] > least:
            break
        for table in (rest, factor):
            table[[step, pivot]] = table[[pivot, step]]
        rest[:, [step, pivot]] = rest[:, [pivot, step]]
        order[[step, pivot]] = order[[pivot, step]]
        column = rest[step:, step] / np.sqrt(rest[step, step])
        factor[step:, step] = column
        rest[step + 1 :, step + 1 :] -= column[1:, None] * column[None, 1:]
        rank += 1
    matrix = np.zeros((dim, rank))
    matrix[order[:rank]] = _inverse(factor[:rank, :rank]).T
    return matrix


def _inverse(factor: Float64) -> Float64:
    """Return the inverse of a lower triangular matrix, by forward substitution."""
    inverse = np.zeros_like(factor)
    for step, row in enumerate(factor):
        line = -np.einsum("i,ij->j", row[:step], inverse[:step])
        line[step] += 1
        inverse[step] = line / row[step]
    return inverse
