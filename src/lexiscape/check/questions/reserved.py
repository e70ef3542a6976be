"""Which rows are free for new tokens: reserved by name, or without a token."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, listed


def find(evidence: Evidence) -> Finding:
    """List reserved rows and rows without a token, those that look untrained first; the rest may be in use."""
    untrained = evidence.found["untrained"]
    chance = np.zeros(len(evidence))
    chance[untrained.rows] = 1
    kinds = evidence.space.kinds
    rows = listed(np.array([kind in ("unused", "extra") for kind in kinds], bool), -chance)
    return Finding(
        rows,
        "reserved by its name, or without a token",
        notes=["looks untrained" if chance[row] else "does not look untrained" for row in rows.tolist()],
        facts={"free": int(chance[rows].sum())},
    )
