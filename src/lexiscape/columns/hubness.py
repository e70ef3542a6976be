"""How many tokens have a token among their nearest: hubs are near to very many."""

from __future__ import annotations

import numpy as np

from lexiscape.check import VocabularyReport
from lexiscape.columns.column import Column
from lexiscape.neighbors import Neighbors


def column(report: VocabularyReport, found: Neighbors) -> Column:
    """In-degree among the map's own neighbors, in means (Radovanovic, Nanopoulos and Ivanovic 2010, JMLR 11)."""
    counts = np.bincount(found.indices.ravel(), minlength=len(report.space))[: len(report.space)]
    hubness = (counts / max(found.indices.shape[1], 1)).astype(np.float32)
    return Column("hubness", "Hubness", hubness, None, "How many have it among their nearest, in means; 10 is a hub.")
