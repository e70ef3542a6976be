"""A `VocabularyReport` in, a file out. One file a format, one row each in `REPORT_FORMATS`."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.files.safe_writing import FormatRow, check_target, write_each

if TYPE_CHECKING:
    from lexiscape.check import VocabularyReport

__all__ = ["REPORT_FORMATS", "check_report_output", "save_report"]

#: Suffix → how a report is written so, by `write(report, path)`.
REPORT_FORMATS: dict[str, FormatRow] = {
    ".html": FormatRow("lexiscape.files.reports.html"),
    ".json": FormatRow("lexiscape.files.reports.json"),
    ".csv": FormatRow("lexiscape.files.reports.csv"),
    ".md": FormatRow("lexiscape.files.reports.markdown"),
}


def check_report_output(path: str | PathLike[str]) -> Path:
    """Return `path` as a Path, or raise if no report can be written there, as `lexiscape.files.check_output`."""
    return check_target(path, REPORT_FORMATS)


def save_report(report: VocabularyReport, path: str | PathLike[str]) -> None:
    """Write a report in the format that the suffix names, whole or not at all.

    Parameters
    ----------
    report : VocabularyReport
        What was found.
    path : str or path
        Ends in one of `REPORT_FORMATS`.

    Raises
    ------
    OutputError
        The suffix is unknown, the space was read from that file, or it cannot be written there.
    """
    spaces = [report.space] if report.other is None else [report.space, report.other]
    write_each(report, [path], REPORT_FORMATS, (file for space in spaces for file in space.files))
