"""Two or more spaces in, whether they are the same space out: which tokens match, which scores say so, what moved."""

from __future__ import annotations

from lexiscape.compare.comparison import (
    CompareOptions,
    Comparison,
    Moved,
    Pair,
    compare_spaces,
    pair_facts,
)
from lexiscape.compare.matching import Match, match_tokens
from lexiscape.compare.scores import SCORES, Score, ScoreRow

__all__ = [
    "SCORES",
    "CompareOptions",
    "Comparison",
    "Match",
    "Moved",
    "Pair",
    "Score",
    "ScoreRow",
    "compare_spaces",
    "match_tokens",
    "pair_facts",
]
