"""How long a token's vector is: short rows are often hardly trained, long ones informative."""

from __future__ import annotations

import numpy as np

from lexiscape import _native
from lexiscape.columns.column import Column
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.processors import thread_count
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """Measure the Euclidean length of each row, in the model's own units (information gain: arXiv 2212.09663)."""
    rows = np.require(space.vectors, np.float32, ["C", "A"])
    squares = np.empty(len(rows), np.float64)
    # NumPy's sums of products fuse them on some processors and not on others.
    _native.squared_norms(rows, squares, thread_count(threads))
    norm = np.minimum(np.sqrt(squares), np.finfo(np.float32).max).astype(np.float32)
    return Column(
        "norm", "Vector length", norm, None, "Euclidean length of the row; outliers are often barely trained."
    )
