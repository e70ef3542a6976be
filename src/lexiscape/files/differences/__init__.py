"""A `Difference` in, a file out. One file a format, one row each in `DIFFERENCE_FORMATS`."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.files.safe_writing import FormatRow, check_target, write_each

if TYPE_CHECKING:
    from lexiscape.diff import Difference

__all__ = ["DIFFERENCE_FORMATS", "check_difference_output", "save_difference"]

#: Suffix → how a difference is written so, by `write(difference, path)`.
DIFFERENCE_FORMATS: dict[str, FormatRow] = {
    ".html": FormatRow("lexiscape.files.differences.html"),
    ".json": FormatRow("lexiscape.files.differences.json"),
    ".csv": FormatRow("lexiscape.files.differences.csv"),
    ".md": FormatRow("lexiscape.files.differences.markdown"),
}


def check_difference_output(path: str | PathLike[str]) -> Path:
    """Return `path` as a Path, or raise if no difference can be written there, as `lexiscape.files.check_output`."""
    return check_target(path, DIFFERENCE_FORMATS)


def save_difference(difference: Difference, path: str | PathLike[str]) -> None:
    """Write a difference in the format that the suffix names, whole or not at all.

    Parameters
    ----------
    difference : Difference
        What was found.
    path : str or path
        Ends in one of `DIFFERENCE_FORMATS`.

    Raises
    ------
    OutputError
        The suffix is unknown, a space was read from that file, or it cannot be written there.
    """
    write_each(difference, [path], DIFFERENCE_FORMATS, [*difference.a.files, *difference.b.files])
