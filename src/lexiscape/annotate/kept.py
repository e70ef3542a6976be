"""How much of a token's true neighborhood the map kept: the map says where it lies."""

from __future__ import annotations

from lexiscape.annotate import Column
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.quality import kept_neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout) -> Column:
    """Share of the 10 true nearest neighbors that are among the 10 nearest points on the map."""
    kept = kept_neighbors(found, layout.xy, k=10)
    return Column(
        "kept",
        "Neighbors kept",
        kept,
        None,
        "Share of the 10 true neighbors that are also the 10 nearest here.",
    )
