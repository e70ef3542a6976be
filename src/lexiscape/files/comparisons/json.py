"""A comparison as JSON: scores, geometry, coverage and lists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.compare.facts import facts

if TYPE_CHECKING:
    from lexiscape.compare import Comparison


def write(comparison: Comparison, path: Path) -> None:
    """Write scores, geometry, coverage and lists."""
    path.write_text(json.dumps(facts(comparison), indent=1, allow_nan=False), "utf-8")
