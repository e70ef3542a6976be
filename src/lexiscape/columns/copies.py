"""How many other rows are the same, bit for bit."""

from __future__ import annotations

import numpy as np

from lexiscape.check import VocabularyReport
from lexiscape.columns.column import Column
from lexiscape.neighbors import Neighbors


def column(report: VocabularyReport, found: Neighbors) -> Column:
    """Count the other rows that equal a token's; of zero rows none is counted."""
    copies = report.columns()["copies"].astype(np.float32)
    return Column("copies", "Copies", copies, None, "How many other tokens of the map have the very same vector.")
