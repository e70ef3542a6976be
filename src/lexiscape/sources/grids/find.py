"""Rows in, the grid that they were rounded to out, if they lie on one: by the values alone, whatever stores them.

A matrix that was quantized and then written as plain floats holds no scales, but its values show them: in a tensor, a
row, a column or a block of a row all of them are whole multiples of one step (from an offset, for some formats), or a
scale times one of a few levels (NF4, float8). That is tried on a sample, and then on every row.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from lexiscape.sources.grids.codebooks import Codebook
from lexiscape.sources.grids.even_steps import MOST_LIE, EvenSteps
from lexiscape.sources.grids.groups import LEAST_VALUES, all_groups, parts
from lexiscape.sources.grids.precision import Precision, as_coarse
from lexiscape.sources.grids.value_grid import ValueGrid

Float32 = NDArray[np.float32]

#: Rows that a sample has.
SAMPLE = 64

_Candidate = EvenSteps | Codebook


def find_grid(vectors: Float32, precision: Precision) -> ValueGrid | None:
    """Return the grid that the rows of a matrix, (n, dim), float32, lie on; None where they lie on none.

    Of several the one of the largest groups, unless smaller ones have a coarser grid: values on the grid of a block lie
    on a finer one of the row, too, if the blocks' steps are powers of two.

    Parameters
    ----------
    vectors : ndarray, (n, dim), float32
    precision : Precision
        Of the narrowest format that holds all values.
    """
    n, dim = vectors.shape
    if n == 0 or dim < LEAST_VALUES:
        return None
    chosen = np.unique(np.linspace(0, n - 1, min(n, SAMPLE)).astype(np.int64))
    sample = np.asarray(vectors[chosen], np.float64)
    sample = sample[np.isfinite(sample).all(axis=1) & sample.any(axis=1)]
    if not len(sample):
        return None
    precision = as_coarse(sample, precision)
    with np.errstate(all="ignore"):
        sizes = {candidate: candidate.mean_square(sample, precision) for candidate in _candidates(*sample.shape)}
        left = {candidate: size for candidate, size in sizes.items() if size is not None}
        while left:
            best = _coarsest(left)
            found = best.of_all(vectors, sample, precision)
            if found is not None and _mostly(found, vectors):
                return found
            del left[best]
    return None


def _candidates(rows: int, dim: int) -> Iterator[_Candidate]:
    for groups in all_groups(rows, dim):
        yield EvenSteps(groups, "steps")
        yield EvenSteps(groups, "offset")
        if groups.size == 0:
            yield Codebook(groups, "as they are")
        elif groups.size > 0:
            yield Codebook(groups, "largest")
            yield Codebook(groups, "power")


def _coarsest(sizes: dict[_Candidate, float]) -> _Candidate:
    """Return the first of these that none behind it is much coarser than."""
    best, *others = sizes
    for candidate in others:
        if sizes[candidate] > candidate.coarser * sizes[best]:
            best = candidate
    return best


def _mostly(grid: ValueGrid, vectors: Float32) -> bool:
    differ = np.concatenate([block.any(axis=1) for block in parts(vectors)])
    return int((grid.lies & differ).sum()) >= MOST_LIE * int(differ.sum())
