"""Which special tokens look untrained: those of a chat template, in a base model."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding
from lexiscape.check.template import tokens_of_template
from lexiscape.one_line import one_line

_TOLD = 20


def find(evidence: Evidence) -> Finding:
    """List special tokens, and tokens that the chat template spells out, among the rows that look untrained."""
    untrained = evidence.found["untrained"]
    kinds = evidence.space.kinds
    spelled = set(tokens_of_template(evidence.space))
    chosen = np.array([kinds[row] == "special" or row in spelled for row in untrained.rows.tolist()], bool)
    rows, values = untrained.rows[chosen], untrained.values
    return Finding(
        rows,
        "a special token, or one that the chat template spells out, whose row looks untrained",
        sure=untrained.sure if len(rows) else "exact",
        values=None if values is None else values[chosen],
        value=untrained.value,
        notes=["in the chat template" if row in spelled else "" for row in rows.tolist()] if spelled else (),
        unchecked=untrained.unchecked,
        facts={
            "special": kinds.count("special"),
            "in_template": [one_line(evidence.space.readable[row]) for row in sorted(spelled)[:_TOLD]],
        },
    )
