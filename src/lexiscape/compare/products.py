"""Two matrices in, products of their columns by groups of tokens out: what debiased CKA and the Procrustes fit need.

Memory does not depend on the square of the number of tokens, and leaving a group out (for the interval) costs a
subtraction.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import groups

Matrix = NDArray[np.float64]
Rows = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Grouped:
    """Two centered matrices, their rows sorted by group.

    Attributes
    ----------
    x, y : ndarray, (n, d_a), (n, d_b), float32
        Column means are 0, so that float32 products lose nothing to cancellation; both scores ignore a shift.
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
        """A'B of every group, for two matrices with these rows: (groups, d_a, d_b)."""
        return np.stack([a[start:stop].T @ b[start:stop] for start, stop in self.spans])


def group_rows(x: Rows, y: Rows, seed: int) -> Grouped:
    """Center both matrices and sort their rows by random group."""
    group = groups(len(x), seed)
    order = np.argsort(group, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(np.bincount(group))]).astype(np.int64)
    centered = [rows - rows.mean(axis=0, dtype=np.float64).astype(np.float32) for rows in (x, y)]
    return Grouped(centered[0][order], centered[1][order], bounds)
