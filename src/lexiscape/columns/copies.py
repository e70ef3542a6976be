"""How many other rows are the same, bit for bit."""

from __future__ import annotations

import numpy as np

from lexiscape.check import CheckOptions, check_vocabulary
from lexiscape.columns.column import Column
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


def column(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> Column:
    """Count the other rows that equal a token's; of zero rows none is counted."""
    report = check_vocabulary(space, options=CheckOptions(["identical"], threads=threads))
    copies = report.columns()["copies"].astype(np.float32)
    return Column("copies", "Copies", copies, None, "How many other tokens of the map have the very same vector.")
