"""A space in, one `Column` a question out (script, kind, rank …). One file a question, one row in `COLUMNS`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from lexiscape.columns import fields
from lexiscape.columns.column import Column, categorical
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace

__all__ = ["COLUMNS", "Column", "annotate", "categorical"]

ColumnFunction = Callable[[EmbeddingSpace, Neighbors, Layout, int | None], Column]


class ColumnRow(NamedTuple):
    """One row of `COLUMNS`: the module that holds `column(space, found, layout, threads)`."""

    module: str


COLUMNS: dict[str, ColumnRow] = {
    "kind": ColumnRow("lexiscape.columns.kind"),
    "script": ColumnRow("lexiscape.columns.script"),
    "rank": ColumnRow("lexiscape.columns.rank"),
    "norm": ColumnRow("lexiscape.columns.norm"),
    "kept": ColumnRow("lexiscape.columns.kept"),
}


def annotate(space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None) -> dict[str, Column]:
    """Answer every question of `COLUMNS` about every token, and show what the source itself knows of it.

    `threads` never changes the answer; None: as many as there are processors.
    """
    columns = {}
    for name, row in COLUMNS.items():
        function: ColumnFunction = import_module(row.module).column
        columns[name] = function(space, found, layout, threads)
    for name, column in fields.columns(space).items():
        columns.setdefault(name, column)
    return columns
