"""A difference as a table: one line a token, the most changed first."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.diff.table import table

if TYPE_CHECKING:
    from lexiscape.diff import Difference


def write(difference: Difference, path: Path) -> None:
    """Write ids, token, state and what was measured, every text as it is."""
    columns = table(difference)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
