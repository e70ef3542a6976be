"""A few scores out of each block that a device makes, wherever they lie in it, held against their bound.

The proof sees only pairs that were proposed. A score that is too low keeps its row out of all lists, and no list tells
of it: so pairs are drawn across the whole block as well. What is measured here is what the proof rests on,
|score~_i(j) - score_i(j)| <= E_i + E_j (`rounded_rows.py`), from the rows as they were given: it holds what became of
them on their way to the device as well as its products.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.devices.rounded_rows import RoundedRows
from lexiscape.devices.task import Task

#: Pairs drawn of each block: a fault in a band of a 128th of its rows or columns, from edge to edge, meets one.
SAMPLED_PAIRS = 128


class Pairs(NamedTuple):
    """Positions of rows and columns of a block, (`SAMPLED_PAIRS`,) int64 each."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]


def draw_pairs(first: int, rows: int, start: int, columns: int) -> Pairs:
    """Draw pairs of a block, one from each of equal bands of rows and of columns; its place in the table is the seed.

    A Latin hypercube sample (McKay, Beckman and Conover 1979, doi:10.2307/1268522).

    Parameters
    ----------
    first, rows : int
        The block's first row, and how many it has.
    start, columns : int
        The same of its columns.
    """
    rng = np.random.default_rng((first, start))
    bands = np.arange(SAMPLED_PAIRS)
    row = (rng.permutation(bands) + rng.random(SAMPLED_PAIRS)) * rows / SAMPLED_PAIRS
    column = (bands + rng.random(SAMPLED_PAIRS)) * columns / SAMPLED_PAIRS
    # A sum may round up to the next band: beyond the last there is none.
    return Pairs(np.minimum(row.astype(np.int64), rows - 1), np.minimum(column.astype(np.int64), columns - 1))


def keep_to_bounds(task: Task, rounded: RoundedRows, pairs: Pairs, upper: NDArray[np.float32]) -> bool:
    """Tell whether the scores of pairs of rows lie within E_i + E_j of the true ones; NaN does not.

    Parameters
    ----------
    task : Task
        What is searched.
    rounded : RoundedRows
        Its rows, rounded; `values` are not looked at.
    pairs : Pairs
        Positions in `task.rows`.
    upper : ndarray, (pairs,), float32
        score~_i(j) + E_j of each.
    """
    left, right = (_moved(task, part) for part in pairs)
    gap = ((left - right) ** 2).sum(axis=1) / 2
    if task.cosine:  # a zero row is 1 away from every direction, and has half of that already
        zero = task.norms[task.rows[pairs.rows]] == 0, task.norms[task.rows[pairs.columns]] == 0
        gap += (zero[0] != zero[1]) / 2
    true = rounded.half_square[pairs.rows] - rounded.unit**2 * gap
    slack = rounded.slack[pairs.columns]
    return bool((np.abs(upper - slack - true) <= rounded.slack[pairs.rows] + slack).all())


def _moved(task: Task, positions: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return these rows, of unit length where the metric is cosine; what all have in common may stay."""
    rows = task.rows[positions]
    moved = task.vectors[rows].astype(np.float64)
    if task.cosine:
        length = np.sqrt(task.norms[rows])
        moved /= np.where(length > 0, length, 1)[:, None]
    return moved
