"""A map as a table for spreadsheets and pandas: one line a token."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lexiscape.map_data import MapData


def write(map: MapData, path: Path) -> None:  # noqa: A002
    """Write id, token, raw, x, y and every column, in row order; lone surrogates as backslash escapes."""
    columns = list(map.columns.values())
    header = ["id", "token", "raw", "x", "y", *(column.name for column in columns)]
    values = [
        map.space.ids.tolist(),
        map.space.readable,
        map.space.tokens,
        map.xy[:, 0].tolist(),
        map.xy[:, 1].tolist(),
        *(column.labels() for column in columns),
    ]
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(zip(*values, strict=True))
