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
    """One row of `COLUMNS`.

    Attributes
    ----------
    module : str
        Holds `column(space, found, layout, threads)`.
    is_check : bool
        Whether it is a finding of `lexiscape check`: made only where the vocabulary is to be checked.
    """

    module: str
    is_check: bool = False


COLUMNS: dict[str, ColumnRow] = {
    "kind": ColumnRow("lexiscape.columns.kind"),
    "script": ColumnRow("lexiscape.columns.script"),
    "rank": ColumnRow("lexiscape.columns.rank"),
    "norm": ColumnRow("lexiscape.columns.norm"),
    "kept": ColumnRow("lexiscape.columns.kept"),
    "trained": ColumnRow("lexiscape.columns.trained", is_check=True),
    "reachable": ColumnRow("lexiscape.columns.reachable", is_check=True),
    "copies": ColumnRow("lexiscape.columns.copies", is_check=True),
    "hubness": ColumnRow("lexiscape.columns.hubness", is_check=True),
}


def annotate(
    space: EmbeddingSpace, found: Neighbors, layout: Layout, threads: int | None = None, *, check: bool = False
) -> dict[str, Column]:
    """Answer the questions of `COLUMNS` about every token, and show what the source itself knows of it.

    `check`: also those that are findings of `lexiscape check`. `threads` never changes the answer; None: as many as
    there are processors.
    """
    columns = {}
    for name, row in COLUMNS.items():
        if row.is_check and not check:
            continue
        function: ColumnFunction = import_module(row.module).column
        columns[name] = function(space, found, layout, threads)
    for name, column in fields.columns(space).items():
        columns.setdefault(name, column)
    return columns
