"""A report as JSON: every finding with its rule, its ids and its first rows in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.check.facts import as_json

if TYPE_CHECKING:
    from lexiscape.check import VocabularyReport


def write(report: VocabularyReport, path: Path) -> None:
    """Write what `lexiscape check --json` prints."""
    path.write_text(as_json(report), "utf-8")
