"""Which rows are the same, bit for bit."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, grouped


def find(evidence: Evidence) -> Finding:
    """Group rows equal value by value (0 and -0 are); zero rows and non-finite ones have findings of their own."""
    some = evidence.finite & (evidence.norms > 0)
    groups = grouped(np.where(some, evidence.first_equal, -1))
    rows = np.concatenate(groups) if groups else np.empty(0, np.int64)
    copies = np.zeros(len(evidence), np.int64)
    for group in groups:
        copies[group] = len(group) - 1
    return Finding(
        rows,
        "equal in every value to another row",
        values=copies[rows].astype(np.float64),
        value="other rows equal to it",
        groups=groups,
        facts={"vectors": len(groups)},
        columns={"copies": copies},
    )
