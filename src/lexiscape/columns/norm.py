"""How long a token's vector is: short rows are often hardly trained, long ones informative."""

from __future__ import annotations

import numpy as np

from lexiscape.columns.column import Column
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace
from lexiscape.space.rows import squared_lengths


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """Measure the Euclidean length of each row, in the model's own units (information gain: arXiv 2212.09663)."""
    length = np.sqrt(squared_lengths(space.vectors, threads))
    norm = np.minimum(length, np.finfo(np.float32).max).astype(np.float32)
    return Column(
        "norm", "Vector length", norm, None, "Euclidean length of the row; outliers are often barely trained."
    )
