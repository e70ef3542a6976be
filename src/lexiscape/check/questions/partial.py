"""Which tokens are no whole character: single bytes, and pieces of UTF-8."""

from __future__ import annotations

from lexiscape.check.evidence import Evidence
from lexiscape.check.reach import WAYS
from lexiscape.check.report import Finding, listed


def find(evidence: Evidence) -> Finding:
    """List tokens whose bytes are no text by themselves: decoded alone, they give U+FFFD."""
    rows = listed(evidence.reached.way == WAYS.index("partial"))
    return Finding(rows, "decode([id]) holds U+FFFD, which the token does not")
