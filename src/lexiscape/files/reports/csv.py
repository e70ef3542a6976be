"""A report as a table: one line a token, its findings and what was measured of it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lexiscape.check import VocabularyReport


def write(report: VocabularyReport, path: Path) -> None:
    """Write id, token, raw, kind, findings and every column, in row order."""
    columns = report.table()
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
