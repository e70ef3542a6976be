"""Whether any text becomes a token: alone, only inside a word, or none."""

from __future__ import annotations

from lexiscape.check import VocabularyReport
from lexiscape.columns.column import Column, categorical
from lexiscape.neighbors import Neighbors


def column(report: VocabularyReport, found: Neighbors) -> Column:
    """Name how each token is reached by its tokenizer (`lexiscape.check.reach.WAYS`); "unknown" where there is none."""
    ways = report.columns().get("reachable")
    labels = ["unknown"] * len(report.space) if ways is None else [str(way) for way in ways.tolist()]
    return categorical("reachable", "Reached", labels, "How a text becomes this token: alone, inside a word, or never.")
