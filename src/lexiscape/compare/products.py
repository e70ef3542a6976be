"""Two matrices in, products of their columns by groups of tokens out: what debiased CKA and the Procrustes fit need.

Memory does not depend on the square of the number of tokens, and leaving a group out (for the interval) costs a
subtraction.

A matrix product's last digits depend on the order in which the linear algebra library adds, which differs by processor
and by threads. So the rows are rounded to whole numbers, small enough for every sum of products here to stay below
2^53: up to there float64 holds each whole number, and any order gives the same (the first slice of the error-free
products of Ozaki et al. 2012, doi:10.1007/s11075-011-9478-1). Both scores ignore scale, and
what the rounding changes of them lies beyond their seventh decimal.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import groups

Matrix = NDArray[np.float64]
Rows = NDArray[np.float32]

#: Bits of the whole numbers that float32 holds, and half of those that float64 does, less one for the rounding.
_ENTRY_BITS, _LENGTH_BITS = 24, 26
_MOST_BITS = 120


@dataclass(frozen=True, eq=False)
class Grouped:
    """Two centered matrices of whole numbers, their rows sorted by group.

    Attributes
    ----------
    x, y : ndarray, (n, d_a), (n, d_b), float32
        Column means are 0 but for the rounding; each matrix is in a unit of its own (`whole_rows`).
    bounds : ndarray, (groups + 1,), int64
        Group g is rows bounds[g] up to bounds[g + 1].
    """

    x: Rows
    y: Rows
    bounds: NDArray[np.int64]

    @property
    def spans(self) -> list[tuple[int, int]]:
        """First and one past the last row of each group."""
        return list(zip(self.bounds[:-1].tolist(), self.bounds[1:].tolist(), strict=True))

    @cached_property
    def cross(self) -> Rows:
        """X'Y of every group: (groups, d_a, d_b)."""
        return self.products(self.x, self.y)

    def products(self, a: Rows, b: Rows) -> Rows:
        """A'B of every group, for two matrices with these rows: (groups, d_a, d_b); exact, then rounded to float32."""
        return np.stack([product(a[start:stop], b[start:stop]).astype(np.float32) for start, stop in self.spans])


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


def group_rows(x: Rows, y: Rows, seed: int) -> Grouped:
    """Center both matrices, sort their rows by random group and make them whole numbers."""
    group = groups(len(x), seed)
    order = np.argsort(group, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(np.bincount(group))]).astype(np.int64)
    spans = list(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))
    centered = []
    for rows in (x, y):
        moved = (rows - rows.mean(axis=0, dtype=np.float64).astype(np.float32))[order]
        centered.append(whole_rows(moved, most_bits((moved[start:stop] for start, stop in spans), with_sums=True)))
    return Grouped(centered[0], centered[1], bounds)
