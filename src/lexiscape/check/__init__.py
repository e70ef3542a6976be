"""A space in, what is wrong with its vocabulary out: untrained, copied, padded, unreachable rows, by its weights."""

from __future__ import annotations

from lexiscape.check.findings import FINDINGS, FindingRow
from lexiscape.check.report import Finding, VocabularyReport
from lexiscape.check.run import CheckOptions, check_vocabulary

__all__ = ["FINDINGS", "CheckOptions", "Finding", "FindingRow", "VocabularyReport", "check_vocabulary"]
