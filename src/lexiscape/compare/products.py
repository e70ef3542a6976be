"""Two matrices in, products of their columns by groups of tokens out: what debiased CKA and the Procrustes fit need.

Memory does not depend on the square of the number of tokens, and leaving a group out (for the interval) costs a
subtraction.

The products are those of `lexiscape.space.whole_numbers`. Both scores ignore scale, and what the rounding changes of
them lies beyond their seventh decimal.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import groups
from lexiscape.space.whole_numbers import Rows, most_bits, product, whole_rows


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
