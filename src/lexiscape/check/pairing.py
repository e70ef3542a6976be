"""Two spaces in, which rows of them are the same token out: what a comparison of a model with its origin rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.space import EmbeddingSpace

Rows = NDArray[np.int64]


class Pairing(NamedTuple):
    """Which rows are the same token.

    Attributes
    ----------
    rows, others : ndarray, (m,), int64
        Positions in the first space and in the second.
    new : ndarray, int64
        Positions in the first space of tokens that the second has not.
    gone : ndarray, int64
        Positions in the second space of tokens that the first has not.
    shift : int
        By how much most of the ids moved; 0: not at all.
    moved : int
        How many tokens have another id than before.
    """

    rows: Rows
    others: Rows
    new: Rows
    gone: Rows
    shift: int
    moved: int


def pair_rows(space: EmbeddingSpace, other: EmbeddingSpace) -> Pairing:
    """Pair rows by raw token; of a token that stands twice, the first. Rows without a token pair by id.

    So do all rows where one of the spaces has no tokens at all.
    """
    first: dict[str | int, int] = {}
    by_id = any(each.provenance.get("unnamed") for each in (space, other))
    named: list[Sequence[str | int]] = [each.ids.tolist() if by_id else each.tokens for each in (space, other)]
    for row, token in enumerate(named[1]):
        first.setdefault(token, row)
    found = np.array([first.get(token, -1) for token in named[0]], np.int64)
    rows = np.flatnonzero(found >= 0).astype(np.int64)
    others = found[rows]
    new = np.flatnonzero(found < 0).astype(np.int64)
    gone = np.setdiff1d(np.arange(len(other)), others).astype(np.int64)
    steps = space.ids[rows] - other.ids[others]
    values, counts = np.unique(steps, return_counts=True)
    shift = int(values[np.argmax(counts)]) if len(steps) else 0
    return Pairing(rows, others, new, gone, shift, int((steps != 0).sum()))
