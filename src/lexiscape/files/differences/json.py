"""A difference as JSON: verdict, counts, distributions, groups, and the tokens changed most."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.diff.facts import as_json

if TYPE_CHECKING:
    from lexiscape.diff import Difference


def write(difference: Difference, path: Path) -> None:
    """Write what `lexiscape diff --json` prints."""
    path.write_text(as_json(difference), "utf-8")
