"""An `Axis` in, a table of every token's place along it out: such as `lexiscape map --column` takes."""

from __future__ import annotations

import csv
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexiscape.files.csv import number_texts
from lexiscape.files.safe_writing import FormatRow, check_target, write_each

if TYPE_CHECKING:
    from lexiscape.ask import Axis

#: Suffix → how places are written so.
POSITION_FORMATS: dict[str, FormatRow] = {".csv": FormatRow("lexiscape.files.positions")}


def check_positions_output(path: str | PathLike[str]) -> Path:
    """Return `path` as a Path, or raise if no places can be written there, as `lexiscape.files.check_output`."""
    return check_target(path, POSITION_FORMATS)


def save_positions(axis: Axis, path: str | PathLike[str]) -> None:
    """Write id, token, raw and position of every token, in row order, whole or not at all.

    Parameters
    ----------
    axis : Axis
        What was laid.
    path : str or path
        Ends in .csv.

    Raises
    ------
    OutputError
        The suffix is unknown, the space was read from that file, or it cannot be written there.
    """
    write_each(axis, [path], POSITION_FORMATS, axis.space.files)


def write(axis: Axis, path: Path) -> None:
    """Write the table; numbers are spelled by `number_texts`, `nan` where a token has no place."""
    places = number_texts(axis.positions.astype(np.float32))
    rows = zip(axis.space.ids.tolist(), axis.space.readable, axis.space.tokens, places, strict=True)
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(["id", "token", "raw", "position"])
        writer.writerows(rows)
