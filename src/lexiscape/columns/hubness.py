"""How many tokens have a token among their nearest: hubs are near to very many."""

from __future__ import annotations

import numpy as np

from lexiscape.columns.column import Column
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """In-degree among the map's own neighbors, in means (Radovanovic, Nanopoulos and Ivanovic 2010, JMLR 11)."""
    counts = np.bincount(found.indices.ravel(), minlength=len(space))[: len(space)]
    hubness = (counts / max(found.indices.shape[1], 1)).astype(np.float32)
    return Column("hubness", "Hubness", hubness, None, "How many have it among their nearest, in means; 10 is a hub.")
