"""How sure it is that training touched a token's row: low where rows differ by nothing but noise."""

from __future__ import annotations

import numpy as np

from lexiscape.check import VocabularyReport
from lexiscape.columns.column import Column
from lexiscape.neighbors import Neighbors


def column(report: VocabularyReport, found: Neighbors) -> Column:
    """One less the probability that the row is untrained (`lexiscape.check.groups`), among the tokens of the map."""
    chance = report.columns()["untrained"]
    return Column(
        "trained",
        "Looks trained",
        np.asarray(1 - chance, np.float32),
        None,
        "0: the row differs from others like it by nothing but noise, as rows do that training never touched.",
    )
