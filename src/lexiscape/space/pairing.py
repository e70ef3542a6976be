"""Two spaces in, which rows of them are the same token out: what a comparison of a model with its origin rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.space.embedding_space import EmbeddingSpace

Rows = NDArray[np.int64]


class Pairing(NamedTuple):
    """Which rows are the same token.

    Attributes
    ----------
    rows, others : ndarray, (m,), int64
        Positions in the first space, ascending, and in the second.
    new : ndarray, int64
        Positions in the first space of tokens that the second has not.
    gone : ndarray, int64
        Positions in the second space of tokens that the first has not.
    shift : int
        By how much most of the ids moved; 0: not at all.
    moved : int
        How many tokens have another id than before.
    how : str
        "token", or "id" where one of the spaces has no tokens at all.
    """

    rows: Rows
    others: Rows
    new: Rows
    gone: Rows
    shift: int
    moved: int
    how: str = "token"


def pair_rows(space: EmbeddingSpace, other: EmbeddingSpace) -> Pairing:
    """Pair rows by raw token; rows without a token pair by id, and all rows where one of the spaces has no tokens.

    Of a token that stands several times, rows of one id pair, then those that are left in their order.
    """
    by_id = any(each.provenance.get("unnamed") for each in (space, other))
    named: list[Sequence[str | int]] = [each.ids.tolist() if by_id else each.tokens for each in (space, other)]
    at_id = {number: row for row, number in enumerate(other.ids.tolist())}
    found = np.array([at_id.get(number, -1) for number in space.ids.tolist()], np.int64)
    for row, place in enumerate(found.tolist()):
        if place >= 0 and named[0][row] != named[1][place]:
            found[row] = -1
    left = _without(found, len(other)).tolist()
    rest: dict[str | int, list[int]] = {}
    for place in reversed(left):
        rest.setdefault(named[1][place], []).append(place)
    for row in np.flatnonzero(found < 0).tolist():
        if places := rest.get(named[0][row]):
            found[row] = places.pop()
    rows = np.flatnonzero(found >= 0).astype(np.int64)
    others = found[rows]
    new = np.flatnonzero(found < 0).astype(np.int64)
    gone = _without(others, len(other))
    steps = space.ids[rows] - other.ids[others]
    values, counts = np.unique(steps, return_counts=True)
    shift = int(values[np.argmax(counts)]) if len(steps) else 0
    return Pairing(rows, others, new, gone, shift, int((steps != 0).sum()), "id" if by_id else "token")


def _without(rows: Rows, count: int) -> Rows:
    """Return the positions of so many that are not among these rows, of which those below 0 are none."""
    left = np.ones(count, np.bool_)
    left[rows[rows >= 0]] = False
    return np.flatnonzero(left).astype(np.int64)
