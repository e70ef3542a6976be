"""Which rows have no token: padding after the vocabulary, holes within it."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, listed


def find(evidence: Evidence) -> Finding:
    """List rows that no token of the vocabulary has: those after its last token are padding, those before it holes."""
    without = np.array([kind == "extra" for kind in evidence.space.kinds], bool)
    named = np.flatnonzero(~without)
    end = int(named[-1]) + 1 if len(named) else 0
    rows = listed(without)
    return Finding(
        rows,
        "no token of the vocabulary has this id",
        notes=["beyond the vocabulary" if row >= end else "a hole in it" for row in rows.tolist()],
        facts={"beyond": int((rows >= end).sum()), "holes": int((rows < end).sum())},
    )
