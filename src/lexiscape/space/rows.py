"""Rows in, what is told of each out: the sum of its squares, its direction, and which row it is a copy of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lexiscape import _native
from lexiscape.processors import thread_count

Precision = TypeVar("Precision", np.float32, np.float64)


def squared_lengths(rows: ArrayLike, threads: int | None = None) -> NDArray[np.float64]:
    """Return the sum of each row's squares, (n,) float64, of an (n, dim) matrix taken as float32.

    The same bits on every processor: how NumPy adds up rows depends on how it was built, and its matrix products on
    the processor and on threads, too.
    """
    vectors = np.require(rows, np.float32, ["C", "A"])
    squares = np.empty(len(vectors), np.float64)
    _native.squared_norms(vectors, squares, thread_count(threads))
    return squares


def distances(
    rows: NDArray[np.floating[Any]], others: NDArray[np.floating[Any]], threads: int | None = 1
) -> NDArray[np.float64]:
    """Return each row's Euclidean distance from the other, (n,) float64, of two (n, dim) matrices.

    Differences that float32 does not hold are scaled to it.
    """
    differences = np.subtract(rows, others, dtype=np.float64)
    largest = np.maximum(differences.max(axis=1, initial=0), -differences.min(axis=1, initial=0))
    # a power of two, so that what float32 does hold stays as it is
    scale = np.ldexp(1.0, np.frexp(largest)[1])
    differences /= scale[:, None]
    return np.asarray(np.sqrt(squared_lengths(differences, threads)) * scale)


def squared_gaps(rows: ArrayLike, point: ArrayLike, threads: int | None = None) -> NDArray[np.float64]:
    """Return the square of each row's Euclidean distance from a point, (n,) float64, both taken as float32.

    The same bits on every processor, as for `squared_lengths`.
    """
    return _with_each(_native.squared_gaps, rows, point, threads)


def dot_products(rows: ArrayLike, vector: ArrayLike, threads: int | None = None) -> NDArray[np.float64]:
    """Return each row's product with a vector, (n,) float64, both taken as float32.

    The same bits on every processor, as for `squared_lengths`.
    """
    return _with_each(_native.dot_products, rows, vector, threads)


def _with_each(
    kernel: Callable[..., None], rows: ArrayLike, other: ArrayLike, threads: int | None
) -> NDArray[np.float64]:
    """Return what a kernel tells of each row and one other, (n,) float64."""
    vectors, given = np.require(rows, np.float32, ["C", "A"]), np.require(other, np.float32, ["C", "A"])
    told = np.empty(len(vectors), np.float64)
    kernel(vectors, given, told, thread_count(threads))
    return told


def unit_rows(rows: NDArray[Precision], lengths: NDArray[np.float64], nothing: float = 0.0) -> NDArray[Precision]:
    """Return rows brought to length 1, (n, dim), of their lengths (n,), in the precision of `rows`.

    `nothing` stands all along a row that has no direction: it is zero, or its length is no number of that precision.
    """
    with np.errstate(over="ignore"):
        sizes = lengths.astype(rows.dtype)
    sound = np.isfinite(sizes) & (sizes > 0)
    units = rows / np.where(sound, sizes, 1).astype(rows.dtype)[:, None]
    units[~sound] = nothing
    return units


def unit_sum(rows: NDArray[np.float32], lengths: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the sum of rows brought to length 1, (dim,), of their lengths (n,); rows of length 0 count for nothing."""
    total: NDArray[np.float64] = (rows / np.where(lengths > 0, lengths, 1)[:, None]).sum(axis=0)
    return total


#: From this mean cosine on, the direction that all rows share rules more of a cosine than what tells them apart.
NARROW = 0.5


def mean_cosine(total: NDArray[np.float64], count: int, n: int) -> float:
    """Return the mean cosine of two different rows of n, the anisotropy of Ethayarajh 2019 (arXiv 1909.00512).

    (|sum u|^2 - count) / (n (n - 1)), of the `unit_sum` of all and of `count` rows that have a direction.
    """
    return float(((total * total).sum() - count) / (n * (n - 1)))


def first_equal(rows: ArrayLike, threads: int | None = None) -> NDArray[np.int32]:
    """Return the position of the first row that each row equals value by value, its own where it is the first.

    (n,) int32, of an (n, dim) matrix taken as float32.
    """
    vectors = np.require(rows, np.float32, ["C", "A"])
    first = np.empty(len(vectors), np.int32)
    _native.first_equal_rows(vectors, first, thread_count(threads))
    return first
