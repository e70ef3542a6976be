"""Rows that changed in, where in the other space each of them stands now out: found by what the row holds."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.space import EmbeddingSpace
from lexiscape.space.rows import distances, squared_lengths, unit_rows

Rows = NDArray[np.int64]
Vectors = NDArray[np.float32]
Prints = NDArray[np.uint64]

#: Products of rows that are tried where rows were rounded, too: of more, as many rows as that leaves, evenly spread.
MOST_PRODUCTS = 5e10
#: Error, in lengths of the row, below which two rows are one and the same.
SAME_ROW = 0.25
_BLOCK = 1 << 12


def find_elsewhere(a: EmbeddingSpace, b: EmbeddingSpace, rows: Rows) -> tuple[Rows, int]:
    """Find where rows of `a` stand in `b`.

    Rows that are equal bit for bit are found all; of the rest, those of which the nearest row of `b` by direction is
    one and the same but for an error below `SAME_ROW`. A row that stands several times in either space is found
    nowhere, and neither are zeros.

    Parameters
    ----------
    a, b : EmbeddingSpace
        Of one number of dimensions.
    rows : ndarray, (m,), int64
        Positions in `a`.

    Returns
    -------
    found : ndarray, (m,), int64
        Positions in `b`, -1 where there is none.
    looked_for : int
        How many of the rows were looked for: all, or a sample of those that are nowhere bit for bit.
    """
    prints, others = _prints(a.vectors), _prints(b.vectors)
    single, is_copied = _are_single(prints), ~_are_single(others)
    may_be = single[rows] & ~np.isin(prints[rows], others[is_copied]) & a.vectors[rows].any(axis=1)
    found = np.where(may_be, _equal((a.vectors, prints), (b.vectors, others), rows), -1)
    left = np.flatnonzero(may_be & (found < 0))
    looked_for = len(rows) - len(left)
    most = int(MOST_PRODUCTS // max(1, b.vectors.size))
    if len(left) > most:
        left = left[np.linspace(0, len(left) - 1, max(1, most)).astype(np.int64)]
    looked_for += len(left)
    if len(left):
        near = _nearest(a.vectors, b.vectors, rows[left])
        found[left] = np.where((near >= 0) & is_copied[near], -1, near)
    return found, looked_for


def _are_single(prints: Prints) -> NDArray[np.bool_]:
    """Tell of each row whether no other of its space has its print."""
    _, place, counts = np.unique(prints, return_inverse=True, return_counts=True)
    return np.asarray(counts[place] == 1)


def _equal(a: tuple[Vectors, Prints], b: tuple[Vectors, Prints], rows: Rows) -> Rows:
    """Return for rows of `a` the position of one in `b` that is equal bit for bit, (m,); -1 where there is none."""
    (before, prints), (after, others) = a, b
    values, first = np.unique(others, return_index=True)
    asked = prints[rows]
    place = np.minimum(np.searchsorted(values, asked), len(values) - 1)
    found = np.where(values[place] == asked, first[place], -1).astype(np.int64)
    for at in np.flatnonzero(found >= 0).tolist():  # that two rows have one print is no proof
        if before[rows[at]].tobytes() != after[found[at]].tobytes():
            found[at] = -1
    return found


def _prints(vectors: Vectors) -> Prints:
    """Return a number of each row, (n,), equal where rows are equal bit for bit."""
    factors = np.random.default_rng(0).integers(1 << 63, size=vectors.shape[1], dtype=np.uint64) * 2 + 1
    prints = np.empty(len(vectors), np.uint64)
    for start in range(0, len(vectors), 1024):
        bits = np.ascontiguousarray(vectors[start : start + 1024], np.float32).view(np.uint32)
        prints[start : start + 1024] = (bits * factors).sum(axis=1, dtype=np.uint64)
    return prints


def _nearest(before: NDArray[np.float32], after: NDArray[np.float32], rows: Rows) -> Rows:
    asked = _units(before[rows])
    best = np.full(len(rows), -np.inf, np.float32)
    found = np.full(len(rows), -1, np.int64)
    for start in range(0, len(after), _BLOCK):
        products = _units(after[start : start + _BLOCK]) @ asked.T
        place = products.argmax(axis=0)
        value = products[place, np.arange(len(rows))]
        better = value > best
        best[better], found[better] = value[better], start + place[better]
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        chosen = np.ascontiguousarray(before[rows], np.float32)
        apart = distances(chosen, np.ascontiguousarray(after[found], np.float32)) / np.sqrt(squared_lengths(chosen, 1))
    found[~(apart < SAME_ROW)] = -1
    places, counts = np.unique(found, return_counts=True)
    found[np.isin(found, places[counts > 1])] = -1
    return found


def _units(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return unit_rows(rows, np.sqrt(squared_lengths(rows, 1)))
