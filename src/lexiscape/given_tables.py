"""Lines of a table of anybody's in, the cells that are wanted of each out; of one that lacks some, which line it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

_TOLD = 5  # cells of a line, and columns of a header, that a message names


class Lines(Iterable[list[str]], Protocol):
    """What `csv.reader` gives: rows, and the number of the line at which the last of them ended."""

    @property
    def line_num(self) -> int:
        """Lines that were read."""


def wanted_cells(table: Lines, header: Sequence[str], names: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield of each row, empty ones aside, the number of its line and the cells of the columns so called.

    Raises
    ------
    ValueError
        A row ends before one of them: says in which line, what was expected and what came.
    """
    places = [header.index(name) for name in names]
    for row in table:
        if not row:
            continue
        lacking = [name for name, place in zip(names, places, strict=True) if place >= len(row)]
        if lacking:
            raise ValueError(
                f"line {table.line_num:,} has no {' and no '.join(map(repr, lacking))}: expected "
                f"{_cells(len(header))}, {_named(header)}, got {_cells(len(row))}, {_named(row)}; complete the line, "
                "or leave it out"
            )
        yield table.line_num, [row[place] for place in places]


def number_in(line: int, name: str, cell: str) -> float:
    """Return what a cell says as a number; ValueError, which names line and column, where it is none."""
    try:
        return float(cell)
    except ValueError:
        raise ValueError(f"line {line:,}: expected a number in the column {name!r}, got {cell!r:.60}") from None


def _cells(count: int) -> str:
    return f"{count:,} {'cell' if count == 1 else 'cells'}"


def _named(cells: Sequence[str]) -> str:
    return ", ".join(f"{cell!r:.40}" for cell in cells[:_TOLD]) + (" …" if len(cells) > _TOLD else "")
