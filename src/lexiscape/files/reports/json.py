"""A report as JSON: every finding with its rule, its ids and its first rows in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.check.facts import facts

if TYPE_CHECKING:
    from lexiscape.check import VocabularyReport


def write(report: VocabularyReport, path: Path) -> None:
    """Write what `lexiscape check --json` prints."""
    path.write_text(json.dumps(facts(report), indent=1, allow_nan=False), "utf-8")
