"""Which writing system a token is in, by its first letter that has one."""

from __future__ import annotations

from lexiscape.columns.column import Column, categorical
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """Name each token's script (see `lexiscape.text.script_of`); "None" for digits, punctuation and bytes."""
    return categorical("script", "Script", space.scripts, "Writing system of the token's first letter.")
