"""Rows in, their products with the space's main directions out: exactly the same whatever a BLAS does.

A BLAS may add up in another order with another number of threads. So rows and directions are rounded to whole numbers
of at most 7 bits and a sign, whose products add up to the same in any order (native/rows/along_directions.hpp). The
rounding is noise of half a percent, spread over all directions; what is told by these products is a share of energy.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lexiscape import _native
from lexiscape.processors import thread_count
from lexiscape.space.orthonormal import orthonormal
from lexiscape.space.whole_numbers import product_in_pieces

#: Directions, where a space has four times as many dimensions; else a quarter of those.
MOST = 64
_SAMPLE = 2048  # rows that the directions are found from
_ROUNDS = 4  # they need to hold much variance, not to be the components themselves
_MANY, _PATIENT = 1 << 12, 200  # rows of the first component, and rounds
_LARGEST = 127  # whole number of a direction
_PART = 64  # rows at a time

Float32 = NDArray[np.float32]
Directions = NDArray[np.int8]


def count_for(dim: int) -> int:
    """Return how many main directions are looked at in so many dimensions."""
    return max(1, min(MOST, dim // 4))


def main_directions(vectors: Float32, known: NDArray[np.int64]) -> Directions:
    """Return the directions of most variance of some rows, (q, dim), whole numbers from -127 to 127, int8.

    Subspace iteration (Halko, Martinsson and Tropp 2011, doi:10.1137/090771806, algorithm 4.4) in double precision over
    at most 2,048 of the positions `known`, evenly spaced; then each is scaled and rounded. They are orthogonal up to
    that rounding.
    """
    dim = vectors.shape[1]
    q = count_for(dim)
    chosen = known[:: max(1, len(known) // _SAMPLE)][:_SAMPLE]
    sample = vectors[chosen].astype(np.float64)
    scale = np.abs(sample).max(initial=0.0)
    sample /= scale or 1.0
    sample -= sample.mean(axis=0) if len(sample) else 0.0
    guess = np.random.default_rng(0).standard_normal((dim, min(q + 8, dim)))
    # once for all rounds where that is less work than to go through the rows twice a round
    covariance = spread_of(sample, sample) if dim < 2 * _ROUNDS * guess.shape[1] else None
    for _ in range(_ROUNDS):
        if covariance is None:
            guess = orthonormal(spread_of(sample, product_in_pieces(sample, guess)))
        else:
            guess = orthonormal(product_in_pieces(covariance, guess))
    held = product_in_pieces(sample, guess)
    _, turns = _native.symmetric_eigen(spread_of(held, held))
    directions = product_in_pieces(turns[::-1][:q], np.ascontiguousarray(guess.T))
    if len(directions) < q:  # fewer rows than directions
        directions = np.pad(directions, ((0, q - len(directions)), (0, 0)))
    return whole_directions(directions)


def whole_directions(directions: NDArray[np.float64]) -> Directions:
    """Return directions, (q, dim), each scaled and rounded to whole numbers from -127 to 127, int8."""
    largest = np.abs(directions).max(axis=1, keepdims=True)
    return np.rint(directions / np.where(largest > 0, largest, 1) * _LARGEST).astype(np.int8)


def spread_of(rows: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return A'B, (k, l), of as many rows, some at a time, so that no product is one for a BLAS's threads."""
    total = np.zeros((rows.shape[1], others.shape[1]))
    for start in range(0, len(rows), _PART):
        part = slice(start, start + _PART)
        total += product_in_pieces(np.ascontiguousarray(rows[part].T), others[part])
    return total


def first_component(vectors: Float32, known: NDArray[np.int64], threads: int | None) -> NDArray[np.float64]:
    """Return the first principal component of some rows, (dim,), float64, of unit length; of at most 4,096 of them.

    From the rows' coordinates along it, which the kernel finds, by one more multiplication with the covariance.
    """
    sample = vectors[known[:: max(1, -(-len(known) // _MANY))]]
    if not len(sample):
        return np.zeros(vectors.shape[1])
    places, _ = _native.principal_plane(
        np.ascontiguousarray(sample), False, len(sample), _PATIENT, thread_count(threads)
    )
    direction = (sample * places[:, :1]).sum(axis=0, dtype=np.float64)
    direction -= sample.mean(axis=0, dtype=np.float64) * math.fsum(places[:, 0].tolist())
    length = math.sqrt(math.fsum(direction * direction))
    unit: NDArray[np.float64] = direction / (length or 1.0)
    return unit


def coordinates(rows: Float32, directions: Directions) -> Float32:
    """Return rows' coordinates along directions of whole numbers, (m, q), float32, in the rows' own unit."""
    vectors = np.require(rows, np.float32, ["C", "A"])
    found = np.empty((len(vectors), len(directions)), np.float32)
    _native.along_directions(vectors, np.ascontiguousarray(directions), found, 1)
    return found
