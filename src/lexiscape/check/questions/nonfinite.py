"""Which rows hold NaN or infinite values."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, listed


def find(evidence: Evidence) -> Finding:
    """List rows of which a value is NaN or infinite; how many of each row's values are."""
    rows = listed(~evidence.finite)
    counts = np.array([np.count_nonzero(~np.isfinite(evidence.stored[row])) for row in rows.tolist()], np.float64)
    return Finding(rows, "a value is NaN or infinite", values=counts, value="such values")
