"""How the vocabulary itself changed: new tokens, lost ones, and ids that moved."""

from __future__ import annotations

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding


def find(evidence: Evidence) -> Finding:
    """List tokens that the other space has not; tell how many are gone, and by how much ids are shifted."""
    pairing = evidence.pairing
    other = evidence.other
    return Finding(
        pairing.new,
        "no token of what it is compared with",
        facts={
            "tokens": len(evidence),
            "tokens_before": 0 if other is None else len(other),
            "new": len(pairing.new),
            "gone": len(pairing.gone),
            "moved_ids": pairing.moved,
            "shift": pairing.shift,
        },
    )
