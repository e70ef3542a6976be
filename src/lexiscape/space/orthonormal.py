"""Columns in, orthonormal ones that span the same out: the same bits whatever a linear algebra library does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def orthonormal(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return orthonormal columns that span what some columns do, (dim, k), k <= dim: Q of their QR decomposition.

    By Householder's reflections (Golub and Van Loan 2013, algorithms 5.1.1 and 5.2.1) in LAPACK's signs. NumPy's own
    `qr` gives the same within rounding, but hands a BLAS hundreds of small products, whose threads wait for one another
    at each: on two busy processors that took twenty times as long.
    """
    rest = columns.copy()
    dim, count = rest.shape
    axes = np.zeros((count, dim))
    for step, axis in enumerate(axes[: dim - 1]):  # of one coordinate there is nothing to turn
        axis[step:] = rest[step:, step]
        axis[step] += np.copysign(np.sqrt(np.einsum("i,i", axis, axis)), axis[step])
        square = float(np.einsum("i,i", axis, axis))
        axis *= np.sqrt(2 / square) if square else 0.0
        _reflect(rest[step:, step + 1 :], axis[step:])
    basis = np.eye(dim, count)
    for step in reversed(range(count)):
        _reflect(basis[step:, step:], axes[step, step:])
    return basis


def _reflect(columns: NDArray[np.float64], axis: NDArray[np.float64]) -> None:
    """Reflect columns, in place, at the plane across an axis of squared length 2."""
    columns -= axis[:, None] * np.einsum("i,ij->j", axis, columns)
