"""Where a token stands in the vocabulary: for most tokenizers low ids are frequent tokens."""

from __future__ import annotations

import numpy as np

from lexiscape.columns.column import Column
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """Tell each token's position in the whole vocabulary, starting at 0: its id, whatever part of it is drawn."""
    rank = space.ids.astype(np.float32)
    return Column("rank", "Rank", rank, None, "Position in the vocabulary: most tokenizers list frequent tokens first.")
