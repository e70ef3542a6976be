"""Which writing system a token is in, by its first letter that has one."""

from __future__ import annotations

from lexiscape.annotate import Column, categorical
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout) -> Column:
    """Name each token's script (first sketch)."""
    labels = ["ASCII" if text.isascii() else "other" for text in space.readable]
    return categorical("script", "Script", labels, "Writing system of the token's letters.")
