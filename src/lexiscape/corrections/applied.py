"""A correction and rows in, corrected rows out: the same bits whatever a linear algebra library does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.corrections.given import BLOCK, Correction, Given
from lexiscape.space.whole_numbers import rounded_product

#: What is left of a row that is this share of it or less is rounding, and no direction.
_NOTHING = 2.0**-20


def apply(correction: Correction, given: Given) -> NDArray[np.float32]:
    """Return M'(I - U U')(x - m) of each row x that counts, (n, r), float32; zeros in place of the others."""
    mean, away, matrix, _ = correction
    width = given.dim if matrix is None else matrix.shape[1]
    corrected = np.zeros((len(given.vectors), width), np.float32)
    for start in range(0, len(given.counting), BLOCK):
        at = given.counting[start : start + BLOCK]
        rows = given.vectors[at].astype(np.float64)
        before = _squares(rows)
        rows -= mean
        if away is not None:
            rows -= rounded_product(rounded_product(rows, away), away.T.copy())
        rows[_squares(rows) <= _NOTHING**2 * before] = 0
        corrected[at] = rows if matrix is None else rounded_product(rows, matrix)
    return corrected


def _squares(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    squares: NDArray[np.float64] = np.einsum("ij,ij->i", rows, rows)
    return squares
