"""Rows in, out whole numbers whose products add up to the same whatever a linear algebra library does.

A matrix product's last digits depend on the order in which the library adds, which differs by processor and by threads.
So rows are rounded to whole numbers, small enough for every sum of products to stay below 2^53: up to there float64
holds each whole number, and any order gives the same (the first slice of the error-free products of Ozaki et al. 2012,
doi:10.1007/s11075-011-9478-1).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Rows = NDArray[np.float32]

#: Bits of the whole numbers that float32 holds, and half of those that float64 does, less one for the rounding.
_ENTRY_BITS, _LENGTH_BITS = 24, 26
_MOST_BITS = 120
_ALONE = 1 << 18  # GEMM_MULTITHREAD_THRESHOLD of OpenBLAS's interface/gemm.c, times 65,536
_COLUMNS = 64


def product(a: Rows, b: Rows) -> Matrix:
    """A'B, exactly, of rows out of `whole_rows`."""
    return np.asarray(a.T.astype(np.float64) @ b.astype(np.float64))


def whole_rows(rows: Rows, bits: int) -> Rows:
    """Multiply rows by a power of two, 2^bits, and round them to whole numbers."""
    whole: Rows = np.rint(np.ldexp(rows, bits))
    return whole


def most_bits(parts: Iterable[Rows], *, with_sums: bool = False) -> int:
    """Return the largest `bits` of `whole_rows` for which float64 holds every sum of products exactly.

    Parameters
    ----------
    parts : iterable of ndarray, (n, dim), float32
        All rows of a matrix, some at a time; finite.
    with_sums : bool
        Whether products of a row and the sum of a part are to be exact, too.

    Returns
    -------
    int
        Exact are then sums, over any rows, of products of two columns (of another such matrix, too) and the product of
        any two rows: by Cauchy and Schwarz none is larger than the product of their lengths, of 26 bits each.
    """
    columns, entry, row, total = np.zeros(1), 0.0, 0.0, 0.0
    for part in parts:
        squares = np.square(part, dtype=np.float64)
        columns = columns + squares.sum(axis=0)
        entry = max(entry, float(squares.max(initial=0)) ** 0.5)
        row = max(row, float(squares.sum(axis=1).max(initial=0)) ** 0.5)
        if with_sums:
            total = max(total, float(np.square(part.sum(axis=0, dtype=np.float64)).sum()) ** 0.5)
    lengths = max(float(columns.max(initial=0)) ** 0.5, row, (row * total) ** 0.5)
    spare = min(_ENTRY_BITS - math.frexp(entry)[1], _LENGTH_BITS - math.frexp(lengths)[1])
    return max(-_MOST_BITS, min(spare, _MOST_BITS))


def product_in_pieces(a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """Return A B, (n, k), by the linear algebra library in the calling thread alone.

    OpenBLAS hands a product of more than 2^18 products of numbers to its threads, which then wait for the next one for
    some hundredths of a second at full speed: beside a library that has work for every processor, that was a third of
    a check's time. So rows are taken so few at a time that it does not; NumPy goes through the pieces.
    """
    n, dim = a.shape
    found = np.empty((n, b.shape[1]), np.result_type(a, b))
    for first in range(0, b.shape[1], _COLUMNS):
        columns = b[:, first : first + _COLUMNS]
        rows = max(1, _ALONE // max(1, columns.size))
        whole = n - n % rows
        pieces = np.matmul(a[:whole].reshape(whole // rows, rows, dim), columns)
        found[:whole, first : first + _COLUMNS] = pieces.reshape(whole, columns.shape[1])
        found[whole:, first : first + _COLUMNS] = a[whole:] @ columns
    return found


def rounded_product(a: Matrix, b: Matrix) -> Matrix:
    """Return A B, (n, k), the same bits whatever adds it up, to about 45 bits of each row of A and column of B.

    Each row of A and each column of B is cut into two whole parts (`halves`), whose products are exact: the first two
    slices of Ozaki et al. 2012.
    """
    (high, low, step), (top, rest, more) = halves(a, axis=1), halves(b, axis=0)
    product = high @ top + (np.ldexp(high @ rest, -more) + np.ldexp(low @ top, -step))
    scaled: Matrix = np.ldexp(np.ldexp(product, -_shifts(a, axis=1)), -_shifts(b, axis=0))
    return scaled


def rounded_square(rows: Matrix) -> Matrix:
    """Return A'A, (dim, dim), as `rounded_product` does: symmetric, of two products instead of three."""
    high, low, step = halves(rows, axis=0)
    cross = high.T @ low
    shifts = _shifts(rows, axis=0)
    square: Matrix = np.ldexp(np.ldexp(high.T @ high + np.ldexp(cross + cross.T, -step), -shifts), -shifts.T)
    return square


def halves(matrix: Matrix, axis: int) -> tuple[Matrix, Matrix, int]:
    """Cut each row (axis 1) or column (0), times a power of two of its own, into whole numbers: high + low / 2^step.

    Either part of each is no longer than 2^26: by Cauchy and Schwarz no partial sum of a product of two is beyond 2^52.
    """
    scaled = np.ldexp(matrix, _shifts(matrix, axis))
    high = np.rint(scaled)
    step = _LENGTH_BITS - math.frexp(math.sqrt(matrix.shape[axis]))[1]
    return high, np.rint(np.ldexp(scaled - high, step)), step


def _shifts(matrix: Matrix, axis: int) -> NDArray[np.int32]:
    """Return the power of two by which each row (axis 1) or column (0) is shorter than 2^26, its rounding included."""
    lengths = np.sqrt(np.einsum("ij,ij->i" if axis else "ij,ij->j", matrix, matrix))
    room = _LENGTH_BITS - 1 - np.frexp(np.where(lengths > 0, lengths, 1))[1]
    shifts: NDArray[np.int32] = np.minimum(room, 1000).astype(np.int32)
    return np.expand_dims(shifts, axis)
