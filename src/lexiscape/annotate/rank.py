"""Where a token stands in the vocabulary: for most tokenizers low ids are frequent tokens."""

from __future__ import annotations

import numpy as np

from lexiscape.annotate import Column
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout) -> Column:
    """Count each token's position from the head of the vocabulary, starting at 0."""
    rank = np.arange(len(space), dtype=np.float32)
    return Column("rank", "Rank", rank, None, "Position in the vocabulary: most tokenizers list frequent tokens first.")
