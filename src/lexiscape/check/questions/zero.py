"""Which rows are all zeros."""

from __future__ import annotations

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, listed


def find(evidence: Evidence) -> Finding:
    """List rows of which every value is 0."""
    return Finding(listed(evidence.norms == 0), "every value is 0")
