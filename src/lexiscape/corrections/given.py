"""A space in, what its correction is found from out: the rows that count, some at a time, and their weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.space.scatter import Part, fine_scatter, mean_row

BLOCK = 1 << 13

Float64 = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Given:
    """What a correction is found from.

    Attributes
    ----------
    name : str
        What the space is called.
    vectors : ndarray, (n, dim), float32
        All rows; their squares are within float32, but for rows that hold NaN or infinite values.
    counting : ndarray, (m,), int64
        Positions of the rows that mean and scatter are made of: finite ones that are not zero.
    counts : ndarray, (n,), float64, or None
        How often each token occurs, where that is known.
    provenance : mapping
        The space's.
    """

    name: str
    vectors: NDArray[np.float32]
    counting: NDArray[np.int64]
    counts: Float64 | None
    provenance: Mapping[str, Any]

    @property
    def dim(self) -> int:
        """Dimensions of the rows."""
        return int(self.vectors.shape[1])

    @property
    def varying(self) -> int:
        """In how many dimensions the rows that count are not all the same."""
        low, high = np.full(self.dim, np.inf), np.full(self.dim, -np.inf)
        for rows, _ in self._parts(None):
            low, high = np.minimum(low, rows.min(axis=0)), np.maximum(high, rows.max(axis=0))
        return int((high > low).sum())

    def mean(self, shares: Float64 | None = None) -> Float64:
        """Return the mean of the rows that count, (dim,), each weighed by its share, (n,), where those are given."""
        return mean_row(lambda: self._parts(shares), self.dim)

    def scatter(self, mean: Float64, shares: Float64 | None = None) -> Float64:
        """Return the sum of w (x - m)(x - m)' over the rows that count, (dim, dim); w is 1, or the row's share."""
        return fine_scatter(lambda: self._parts(shares), mean)

    def _parts(self, shares: Float64 | None) -> Iterator[Part]:
        for start in range(0, len(self.counting), BLOCK):
            rows = self.counting[start : start + BLOCK]
            yield self.vectors[rows], None if shares is None else np.sqrt(shares[rows])


class Correction(NamedTuple):
    """What a row x becomes: M'(I - U U')(x - m).

    Attributes
    ----------
    mean : ndarray, (dim,), float64
        m, taken off every row.
    away : ndarray, (dim, q), float64, or None
        U: orthonormal directions of which nothing is left.
    matrix : ndarray, (dim, r), float64, or None
        M: what the rest is multiplied by.
    told : dict
        What the provenance is to say of it: JSON values.
    """

    mean: Float64
    away: Float64 | None = None
    matrix: Float64 | None = None
    told: dict[str, Any] = {}  # noqa: RUF012 - never written to
