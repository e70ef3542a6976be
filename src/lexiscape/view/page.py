"""A map as one HTML file that opens from `file://` without a network (first sketch)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lexiscape.map import EmbeddingMap


def write(map: EmbeddingMap, path: Path) -> None:  # noqa: A002
    """Write the page."""
    path.write_text(f"<!doctype html><title>{len(map)} tokens</title>", "utf-8")
