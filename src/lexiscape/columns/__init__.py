"""A space in, one `Column` a question out (script, kind, rank …). One file a question, one row in `COLUMNS`."""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from lexiscape.check import VocabularyReport
from lexiscape.columns import fields
from lexiscape.columns.column import Column, categorical
from lexiscape.layouts import Layout
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace

__all__ = ["COLUMNS", "Column", "annotate", "categorical"]


class ColumnRow(NamedTuple):
    """One row of `COLUMNS`.

    Attributes
    ----------
    module : str
        Holds `column(space, found, layout, threads)`; of a finding of `lexiscape check`, `column(report, found)`.
    is_check : bool
        Whether it is such a finding: made only where the vocabulary was checked.
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
    space: EmbeddingSpace,
    found: Neighbors,
    layout: Layout,
    threads: int | None = None,
    *,
    report: VocabularyReport | None = None,
) -> dict[str, Column]:
    """Answer the questions of `COLUMNS` about every token, and show what the source itself knows of it.

    `report`: what `lexiscape check` found in the space; None: its columns are left out. `threads` never changes the
    answer; None: as many as there are processors.
    """
    columns = {}
    for name, row in COLUMNS.items():
        make = import_module(row.module).column
        if not row.is_check:
            columns[name] = make(space, found, layout, threads)
        elif report is not None:
            columns[name] = make(report, found)
    for name, column in fields.columns(space).items():
        columns.setdefault(name, column)
    return columns
