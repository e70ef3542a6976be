"""Which of the rows that look untrained the model itself cannot repeat: asked of it, not of its weights."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding
from lexiscape.contextual.repetition import PROMPTS, repeat_tokens

#: Probability below which a token counts as not repeated: Land and Bartolo 2024 (arXiv 2405.05417), section 3.3.
LEAST = 0.01
#: Candidates that are asked for at most, the most certain first.
MOST = 2000


def find(evidence: Evidence) -> Finding:
    """List candidates that the model gives with a probability below 1% wherever it is asked to repeat them.

    Three prompts (`lexiscape.contextual.repetition`); the candidates are the rows that look untrained.
    """
    candidates = evidence.found["untrained"].rows
    rows = candidates[:MOST]
    every = np.full(len(evidence), np.nan)
    if not len(rows):
        facts = {"asked": 0, "candidates": 0, "repeated": 0, "kind": None, "median": None}
        why = "no row looks untrained, so that the model was neither loaded nor asked"
        return Finding(rows, why, unchecked=why, facts=facts, columns={"repeated": every})
    asked = repeat_tokens(evidence.verify, evidence.space.ids[rows].tolist(), progress=evidence.progress)
    chance = np.round(asked.probability, 6)
    order = np.argsort(chance, kind="stable")
    below = order[chance[order] < LEAST]
    every[rows] = chance
    how = "goes on with" if asked.kind == "causal" else "fills the mask of"
    more = len(candidates) - len(rows)
    return Finding(
        rows[below],
        f"the model, which {how} {len(PROMPTS)} prompts, never gives the token with a probability of {LEAST:.0%}",
        sure="what the model does, with these prompts",
        values=chance[below],
        value="largest probability",
        unchecked=f"{more:,} more rows that look untrained were not asked for" if more else "",
        facts={
            "asked": len(rows),
            "candidates": len(candidates),
            "repeated": len(rows) - len(below),
            "kind": asked.kind,
            "median": round(float(np.median(chance)), 6),
        },
        columns={"repeated": every},
    )
