"""How much of a token's true neighborhood the map kept: the map says where it lies."""

from __future__ import annotations

from lexiscape.columns.column import Column
from lexiscape.layouts import Layout
from lexiscape.layouts.quality import RECALL_AT, kept_neighbors
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """Share of the 10 true nearest neighbors that are among the 10 nearest points on the map."""
    k = max(min(RECALL_AT, found.indices.shape[1]), 1)
    kept = kept_neighbors(found, layout.xy, k, threads)
    return Column(
        "kept",
        "Neighbors kept",
        kept,
        None,
        f"Share of the {k} true neighbors that are also the {k} nearest here.",
    )
