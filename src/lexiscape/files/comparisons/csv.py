"""A comparison as a table: one line a shared token."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from lexiscape.compare import Comparison


def write(comparison: Comparison, path: Path) -> None:
    """Write one line a shared token: id, token, raw, and its overlap at every k in every pair."""
    first = comparison.spaces[0]
    header = ["id", "token", "raw"]
    columns: list[list[Any]] = [first.ids.tolist(), first.readable, list(first.tokens)]
    for pair in comparison.pairs:
        for k, share in zip(comparison.ks, pair.shares, strict=True):
            header.append(f"overlap@{k} {comparison.spaces[pair.second].name}")
            columns.append(np.round(share.astype(np.float64), 6).tolist())
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(zip(*columns, strict=True))
