"""What kind of token it is: a word's start, its continuation, a number, a byte, a special token …."""

from __future__ import annotations

from lexiscape.columns.column import Column, categorical
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """Name each token's kind (see `lexiscape.text.KINDS`)."""
    return categorical(
        "kind", "Kind", space.kinds, "How the tokenizer uses it: where a word starts, goes on, or neither."
    )
