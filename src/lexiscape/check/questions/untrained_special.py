"""Which special tokens look untrained: those of a chat template, in a base model."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding


def find(evidence: Evidence) -> Finding:
    """List special tokens among the rows that look untrained."""
    untrained = evidence.found["untrained"]
    kinds = evidence.space.kinds
    is_special = np.array([kinds[row] == "special" for row in untrained.rows.tolist()], bool)
    values = untrained.values
    return Finding(
        untrained.rows[is_special],
        "a special token whose row looks untrained",
        sure=untrained.sure,
        values=None if values is None else values[is_special],
        value=untrained.value,
        facts={"special": sum(kind == "special" for kind in kinds)},
    )
