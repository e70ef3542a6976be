"""Two spaces of mostly the same tokens in, what changed out: rows, new and gone tokens, lineage, a verdict."""

from __future__ import annotations

from lexiscape.diff.changes import RowChanges
from lexiscape.diff.difference import STATES, Difference, DiffOptions, diff_spaces
from lexiscape.diff.lineage import Lineage
from lexiscape.diff.verdict import VERDICTS, Verdict

__all__ = [
    "STATES",
    "VERDICTS",
    "DiffOptions",
    "Difference",
    "Lineage",
    "RowChanges",
    "Verdict",
    "diff_spaces",
]
