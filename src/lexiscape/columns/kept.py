"""How much of a token's true neighborhood the map kept: the map says where it lies."""

from __future__ import annotations

import numpy as np

from lexiscape.columns.column import Column
from lexiscape.layouts import Layout
from lexiscape.layouts.copies import crowds
from lexiscape.layouts.quality import kept_neighbors, recall_at
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """Share of the 10 true nearest neighbors (of few tokens, of a third) that are as many nearest points on the map.

    Unknown for a token with more copies than that: which of them are its nearest has no answer.
    """
    k = max(min(recall_at(len(space)), found.indices.shape[1]), 1)
    kept = kept_neighbors(found, layout.xy, k, threads)
    kept[crowds(found, k) >= 0] = np.nan
    return Column(
        "kept",
        "Neighbors kept",
        kept,
        None,
        f"Share of the {k} true neighbors that are also the {k} nearest here.",
    )
