"""Which rows are the same but for rounding."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, grouped
from lexiscape.space.rows import squared_lengths

#: Length of the difference, in lengths of the longer row.
TOLERANCE = 0.01
_CELL = 4 * TOLERANCE
_COORDINATES = 12
_ROUNDS = 6


def find(evidence: Evidence) -> Finding:
    """Group rows that are not equal, but differ by less than a hundredth of their length.

    Rows are sorted into cells of a grid over their first coordinates, once more over a grid moved by half a cell, and
    compared within their cell with the first row of it; the rest of a cell with the first of the rest, and so on, six
    times. So a pair may be missed, but no two rows are listed that are not near a third.
    """
    label = np.full(len(evidence), -1, np.int64)
    some = np.flatnonzero(evidence.sound & (evidence.first_equal == np.arange(len(evidence))))
    if len(some) > 1:
        unit = evidence.coordinates[some, :_COORDINATES] / evidence.norms[some, None]
        for shift in (0.0, 0.5):
            cells = np.floor(unit / _CELL + shift).astype(np.int64)
            _join(evidence, some, cells, label)
    groups = grouped(label)
    rows = np.concatenate(groups) if groups else np.empty(0, np.int64)
    return Finding(
        rows,
        f"differs from another row by less than {TOLERANCE:.0%} of its length, and is not equal to it",
        sure="of the pairs that it tells exact; some pairs may be missed",
        groups=groups,
        facts={"groups": len(groups)},
    )


def _join(evidence: Evidence, some: NDArray[np.int64], cells: NDArray[np.int64], label: NDArray[np.int64]) -> None:
    """Label rows near the first one of their cell with its position (or with the label that it has already)."""
    factors = np.random.default_rng(0).integers(1 << 62, size=cells.shape[1]) * 2 + 1
    _, cell = np.unique((cells * factors).sum(axis=1), return_inverse=True)  # two cells of one sum cost a comparison
    rest = np.arange(len(some))
    for _ in range(_ROUNDS):
        shared = np.bincount(cell[rest], minlength=1)[cell[rest]] > 1
        rest = rest[shared]
        if not len(rest):
            return
        _, first = np.unique(cell[rest], return_index=True)
        of_cell = np.zeros(int(cell.max()) + 1, np.int64)
        of_cell[cell[rest[first]]] = rest[first]
        leader = of_cell[cell[rest]]
        near = _are_near(evidence, some[rest], some[leader]) & (rest != leader)
        for row, lead in zip(some[rest[near]].tolist(), some[leader[near]].tolist(), strict=True):
            if label[lead] < 0:
                label[lead] = lead
            if label[row] < 0:
                label[row] = label[lead]
        done = near | (rest == leader)
        rest = rest[~done]


def _are_near(evidence: Evidence, rows: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    near = np.empty(len(rows), bool)
    for start in range(0, len(rows), 2048):
        a, b = rows[start : start + 2048], others[start : start + 2048]
        length = np.sqrt(squared_lengths(evidence.vectors[a] - evidence.vectors[b], 1))
        near[start : start + 2048] = length < TOLERANCE * np.maximum(evidence.norms[a], evidence.norms[b])
    return near
