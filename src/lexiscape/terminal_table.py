"""Rows of anybody's texts in, numbered lines with aligned columns out: the tables of the command line and of reprs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lexiscape.one_line import short_line

_WIDEST = 40  # cells that a column is filled up to: one token may have a million


def numbered(rows: Sequence[Sequence[str]], numbers: Iterable[int] | None = None, width: int = 4) -> list[str]:
    """Return one line for each row: its number, then its texts with two spaces between.

    Parameters
    ----------
    rows : sequence of sequences of str
        All as long. Every text is spelled as `short_line` does, and all but a row's last are filled up with spaces to
        the widest of their column, in a terminal's cells, up to 40.
    numbers : iterable of int or None
        What each line begins with; None: from 1 on.
    width : int
        Letters that the number is filled up to, from the left.
    """
    from rich.cells import cell_len

    safe = [[short_line(text) for text in row] for row in rows]
    sizes = [min(max(map(cell_len, column)), _WIDEST) for column in zip(*safe, strict=True)]
    sizes = [*sizes[:-1], 0]
    begun = range(1, len(safe) + 1) if numbers is None else numbers
    return [
        f"{number:>{width}}  "
        + "  ".join(text + " " * (size - cell_len(text)) for text, size in zip(row, sizes, strict=True))
        for number, row in zip(begun, safe, strict=True)
    ]
