"""Rows in, their sums and their products with a vector out: in double precision, added up in one order.

A BLAS adds up as its threads and its processor like, and how NumPy sums depends on how it was built. Here every sum is
made of additions of whole arrays, element by element, halves of them added to one another until one is left: the same
bits everywhere. Double precision holds the squares of all numbers that float32 does, so that nothing needs scaling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import OptionError
from lexiscape.neighbors import METRICS, read_vectors
from lexiscape.processors import thread_count
from lexiscape.space import EmbeddingSpace
from lexiscape.space.mapped import check_unchanged

Vector = NDArray[np.float64]
_NUMBERS = 1 << 17  # in a block: a megabyte of float64, which stays in a processor's cache


class Measured(NamedTuple):
    """The rows of a space as they are added up.

    Attributes
    ----------
    vectors : ndarray, (n, dim), float32
        Finite.
    lengths : ndarray, (n,), float64
        Their Euclidean lengths.
    unit : bool
        Whether rows are brought to length 1: the metric is cosine.
    """

    vectors: NDArray[np.float32]
    lengths: NDArray[np.float64]
    unit: bool

    def take(self, rows: Sequence[int] | NDArray[np.integer]) -> NDArray[np.float64]:
        """Return some rows, (m, dim), float64, of length 1 where the metric is cosine; a zero row stays zero."""
        index = np.asarray(rows, np.int64)
        taken = self.vectors[index].astype(np.float64)
        if self.unit:
            taken /= np.where(self.lengths[index] > 0, self.lengths[index], 1.0)[:, None]
        return taken


def measure(space: EmbeddingSpace, metric: str, threads: int | None = None) -> Measured:
    """Read the rows of a space.

    Raises
    ------
    VectorError, CorruptFile, OptionError
        A row holds NaN or infinite values, the file was changed, there is no such metric, or the space has no vectors.
    """
    if metric not in METRICS:
        raise OptionError(f"no metric {metric!r}: choose one of {', '.join(METRICS)}")
    if space.vectors.ndim == 2 and space.vectors.shape[1] == 0:
        raise OptionError(
            f"{space.name} has no vectors to ask: a map opened from a file carries none; open the model again "
            "(lexiscape.open_space) and ask that, by lexiscape.ask or with a map drawn of it"
        )
    vectors, squares = read_vectors(space, thread_count(threads))
    check_unchanged(space.vectors)
    return Measured(vectors, np.sqrt(squares), metric == "cosine")


def added_up(terms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum over the first axis, (…), of an array (m, …), m > 0, which is overwritten."""
    while len(terms) > 1:
        half = len(terms) // 2
        if len(terms) % 2:
            terms[0] += terms[-1]
        terms[:half] += terms[half : 2 * half]
        terms = terms[:half]
    total: NDArray[np.float64] = terms[0]
    return total


def square(vector: Vector) -> float:
    """Return the sum of a vector's squares."""
    return float(added_up(vector * vector))


def products(rows: Measured, vector: Vector) -> Vector:
    """Return each row's product with a vector, (n,), float64; of rows as they are, not brought to length 1."""
    return _over_blocks(rows, vector, lambda block, column: np.multiply(block, column, out=block))


def squared_distances(rows: Measured, vector: Vector) -> Vector:
    """Return each row's squared Euclidean distance from a vector, (n,), float64."""

    def step(block: NDArray[np.float64], column: NDArray[np.float64]) -> None:
        np.subtract(block, column, out=block)
        np.multiply(block, block, out=block)

    return _over_blocks(rows, vector, step)


def _over_blocks(
    rows: Measured, vector: Vector, step: Callable[[NDArray[np.float64], NDArray[np.float64]], object]
) -> Vector:
    n, dim = rows.vectors.shape
    height = max(1, _NUMBERS // dim)
    column = np.ascontiguousarray(vector, np.float64)[:, None]
    found = np.empty(n)
    for start in range(0, n, height):
        block = rows.vectors[start : start + height].T.astype(np.float64, order="C")
        step(block, column)
        found[start : start + height] = added_up(block)
    return found
