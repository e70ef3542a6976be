"""A matrix in, its values in groups out that share a step: all of the tensor, rows, columns, blocks of a row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]

#: Values of a row, at least: of fewer nothing is told.
LEAST_VALUES = 8
#: Values of a block, of which a row has a whole number.
BLOCKS = (256, 128, 64, 32, 16)
#: Rows that are looked at at once.
ROWS_A_PART = 1 << 11


class Groups(NamedTuple):
    """What shares a step, as it is called, and how many values of a row do; 0: all of the tensor, -1: a column."""

    span: str
    size: int

    def of(self, rows: Float64) -> Float64:
        """Return the groups of rows, (g, m)."""
        if self.size == 0:
            return rows.reshape(1, -1)
        return np.ascontiguousarray(rows.T) if self.size == -1 else rows.reshape(-1, self.size)

    def shape(self, rows: NDArray[np.floating[Any]]) -> tuple[int, int]:
        """Return the shape of the steps of rows' groups: (n or 1, groups)."""
        n, dim = rows.shape
        return (1, 1) if self.size == 0 else (1, dim) if self.size == -1 else (n, dim // self.size)


def all_groups(rows: int, dim: int) -> Iterator[Groups]:
    """Return what may share a step in a matrix of so many rows and dimensions, the largest first."""
    yield Groups("tensor", 0)
    yield Groups("row", dim)
    if rows >= LEAST_VALUES:
        yield Groups("column", -1)
    yield from (Groups(f"block of {size}", size) for size in BLOCKS if size < dim and dim % size == 0)


def parts(vectors: Float32) -> Iterator[Float32]:
    """Return a matrix some rows at a time."""
    for start in range(0, len(vectors), ROWS_A_PART):
        yield np.asarray(vectors[start : start + ROWS_A_PART], np.float32)
