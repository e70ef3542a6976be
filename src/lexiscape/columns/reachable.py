"""Whether any text becomes a token: alone, only inside a word, or none."""

from __future__ import annotations

from lexiscape.check import CheckOptions, check_vocabulary
from lexiscape.columns.column import Column, categorical
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """Name how each token is reached by its tokenizer (`lexiscape.check.reach.WAYS`); "unknown" where there is none."""
    report = check_vocabulary(space, options=CheckOptions(["unreachable"], threads=threads))
    ways = report.columns().get("reachable")
    labels = ["unknown"] * len(space) if ways is None else [str(way) for way in ways.tolist()]
    return categorical("reachable", "Reached", labels, "How a text becomes this token: alone, inside a word, or never.")
