"""Which tokens stand in several rows."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, Rows, grouped


def find(evidence: Evidence) -> Finding:
    """Group rows with one and the same raw token."""
    if len(set(evidence.space.tokens)) == len(evidence):
        return Finding(np.empty(0, np.int64), "the same raw token as another row", facts={"tokens": 0})
    first: dict[str, int] = {}
    label = np.array([first.setdefault(token, row) for row, token in enumerate(evidence.space.tokens)], np.int64)
    groups = grouped(label)
    rows: Rows = np.concatenate(groups) if groups else np.empty(0, np.int64)
    return Finding(rows, "the same raw token as another row", groups=groups, facts={"tokens": len(groups)})
