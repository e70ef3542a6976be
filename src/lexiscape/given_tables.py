"""A table of anybody's in, the cells that are wanted of each line out; of a line that lacks some, which one it is.

A copy that was broken off ends within a line. That is known where this line has no end and fewer cells than the one
before it, or none that is a number where one should be; a number that lost its last digits cannot be told from a whole.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lexiscape.bounded import read_lines
from lexiscape.errors import CorruptFile, OptionError, SourceError, first_line
from lexiscape.given_files import open_file

_TOLD = 5  # cells of a line, and columns of a header, that a message names
_BROKEN_OFF = "was the file cut off there? Save or copy it again, or leave the line out"


class Table:
    """Lines of comma-separated cells, read one after another.

    Parameters
    ----------
    lines : iterable of str
        Each with its end, should it have one.

    Attributes
    ----------
    header : list of str
        The names of the columns; none of a table without a line.

    Raises
    ------
    ValueError
        As for `cells`.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._has_end = True
        self._reader = csv.reader(self._watched(lines), strict=True)
        self.header = next(self._rows(), [])

    def cells(self, names: Sequence[str]) -> Iterator[list[str]]:
        """Yield the cells of the columns so called of each row, empty rows aside.

        Raises
        ------
        ValueError
            A row ends before one of them, or the table within its last row: says in which line, what was expected and
            what came.
        """
        places = [self.header.index(name) for name in names]
        before = len(self.header)
        for row in self._rows():
            if not row:
                continue
            lacking = [name for name, place in zip(names, places, strict=True) if place >= len(row)]
            if lacking or (len(row) < before and not self._has_end):
                told = f"expected {_told(self.header)}, got {_told(row)}"
                if not self._has_end:
                    raise ValueError(self._broken_off(told))
                raise ValueError(
                    f"line {self._reader.line_num:,} has no {' and no '.join(map(repr, lacking))}: {told}; complete "
                    "the line, or leave it out"
                )
            before = len(row)
            yield [row[place] for place in places]

    def number(self, name: str, cell: str) -> float:
        """Return what a cell of the row that was yielded last says; ValueError, with its line, where it is no number.

        Parameters
        ----------
        name : str
            The column of the cell.
        cell : str
            What stands in it.
        """
        try:
            return float(cell)
        except ValueError:
            told = f"expected a number in the column {name!r}, got {cell!r:.60}"
            line = f"line {self._reader.line_num:,}: {told}"
            raise ValueError(line if self._has_end else self._broken_off(told)) from None

    def _watched(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self._has_end = line.endswith(("\n", "\r"))
            yield line

    def _rows(self) -> Iterator[list[str]]:
        try:
            yield from self._reader
        except csv.Error as error:
            if "unexpected end" not in str(error):
                raise ValueError(f"line {self._reader.line_num:,}: {error}") from None
            told = "expected a quotation mark to be closed, got the end of the file"
            raise ValueError(f"line {self._reader.line_num:,}, the last: {told}; {_BROKEN_OFF}") from None

    def _broken_off(self, told: str) -> str:
        return f"line {self._reader.line_num:,}, the last, is incomplete: {told}; {_BROKEN_OFF}"


@contextmanager
def open_table(path: Path, what: str, columns: str) -> Iterator[Table]:
    """Open a .csv with a header; what its bytes contradict becomes one sentence.

    Parameters
    ----------
    path : Path
        The file.
    what : str
        What it should be a table of.
    columns : str
        Which columns it should have.

    Raises
    ------
    CorruptFile
        It is empty, no UTF-8 text or no such table.
    OSError, SourceError
        It cannot be read.
    """
    try:
        with io.TextIOWrapper(open_file(path), "utf-8-sig", newline="") as file:
            table = Table(read_lines(file.readline, path.name))
            if not table.header:
                found = "is empty" if path.stat().st_size == 0 else "begins with an empty line"
                raise CorruptFile(f"{path} {found}: expected a header with {columns}; save or copy it again")
            yield table
    except (OSError, MemoryError, SourceError, OptionError):
        raise
    except UnicodeDecodeError:
        raise CorruptFile(f"{path} is not a table of {what}: it is no UTF-8 text; save it as UTF-8") from None
    except Exception as error:  # no table, a line that is cut or holds no numbers: each has a kind
        raise CorruptFile(f"{path} is not a table of {what}: {first_line(error)}") from None


def told_names(header: Sequence[str], most: int = 20) -> str:
    """Return the names of a table's columns as a message tells them: not all of many, nor one that fills a page."""
    return ", ".join(f"{name!r:.40}" for name in header[:most]) + (" …" if len(header) > most else "")


def _told(cells: Sequence[str]) -> str:
    return f"{len(cells):,} {'cell' if len(cells) == 1 else 'cells'}, {told_names(cells, _TOLD)}"
