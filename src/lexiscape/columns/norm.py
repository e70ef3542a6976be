"""How long a token's vector is: short rows are often hardly trained, long ones informative."""

from __future__ import annotations

import numpy as np

from lexiscape.columns.column import Column
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace

_LEAST = np.float32(2.0**-80)


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """Measure the Euclidean length of each row, in the model's own units (information gain: arXiv 2212.09663)."""
    rows = space.vectors
    squares = np.einsum("ij,ij->i", rows, rows)
    norm = np.sqrt(squares)
    odd = np.flatnonzero(~np.isfinite(squares) | (squares < _LEAST))  # squares that float32 rounds or cannot hold
    norm[odd] = np.minimum(np.linalg.norm(rows[odd].astype(np.float64), axis=1), np.finfo(np.float32).max)
    return Column(
        "norm", "Vector length", norm, None, "Euclidean length of the row; outliers are often barely trained."
    )
