"""A space in, what a correction is to mend out: how narrow a cone its rows lie in, and which token is near to most."""

from __future__ import annotations

from typing import Any

import numpy as np

from lexiscape.corrections.near import find_neighbors_in, nearest_rows_in
from lexiscape.neighbors import Neighbors, within_range
from lexiscape.one_line import short_line
from lexiscape.space import EmbeddingSpace
from lexiscape.space.rows import mean_cosine, squared_lengths, unit_sum

#: Neighbors a list.
K = 10
#: Up to so many rows all are searched; of more, a sample.
MOST, SAMPLE = 50_000, 500
_BLOCK = 1 << 15


def anisotropy(space: EmbeddingSpace) -> float:
    """Return the mean cosine of two different rows, over all pairs exactly (`mean_cosine`); at least two rows."""
    n, dim = space.vectors.shape
    total = np.zeros(dim)
    zeros = 0
    for start in range(0, n, _BLOCK):
        rows = within_range(np.asarray(space.vectors[start : start + _BLOCK], np.float32), unit=True)
        lengths = np.sqrt(squared_lengths(rows))
        zeros += int((lengths == 0).sum())
        total += unit_sum(rows, lengths)
    return mean_cosine(total, n - zeros, n)


def busiest(space: EmbeddingSpace, found: Neighbors) -> dict[str, Any]:
    """Return the token that stands in the most lists of neighbors: its in-degree N_k, as JSON values.

    N_k: how many rows have it among their k nearest (Radovanovic, Nanopoulos and Ivanovic 2010, JMLR 11, section 2).

    Parameters
    ----------
    space : EmbeddingSpace
        Whose rows.
    found : Neighbors
        Of all rows or of some: `lists`; of each the first 10 count: `k`.
    """
    near = found.indices[:, :K]
    counts = np.bincount(near.ravel(), minlength=len(space))
    row = int(counts.argmax())
    return {
        "token": short_line(space.readable[row]),
        "id": int(space.ids[row]),
        "in": int(counts[row]),
        "lists": len(near),
        "k": int(near.shape[1]),
    }


def measure_hub(space: EmbeddingSpace, metric: str = "cosine", threads: int | None = None) -> dict[str, Any]:
    """Search neighbors and return what `busiest` does: of up to 50,000 rows all lists, of more those of 500."""
    n = len(space)
    if n <= MOST:
        return busiest(space, find_neighbors_in(space, K, metric=metric, threads=threads))
    rows = np.arange(n // SAMPLE // 2, n, n // SAMPLE)[:SAMPLE]
    return busiest(space, nearest_rows_in(space, rows, K, metric=metric, threads=threads))


def tell_hub(hub: dict[str, Any]) -> str:
    """Say it in words."""
    return f"{hub['token']} in {hub['in']:,} of {hub['lists']:,} lists of {hub['k']}"
