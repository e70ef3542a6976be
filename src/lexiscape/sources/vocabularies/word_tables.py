"""A table of words and what goes with them in, the words in row order out: which column names them, which row is whose.

Tables of ours (`lexiscape.files`) begin with `id`, `token`, `raw`: `token` is spelled to be read, `raw` is the token.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lexiscape.errors import CorruptFile, SourceError

#: Headings of a column of words, the first that is there counts: raw tokens before those spelled to be read.
HEADINGS = ("raw", "token", "tokens", "word", "words", "text", "vocab", "name", "names", "label", "labels")
_OURS = ("id", "token", "raw")


def normalize_headings(row: Sequence[str]) -> list[str]:
    """Return a table's first row as it is compared with `HEADINGS`."""
    return [heading.strip().lower() for heading in row]


def is_ours(headings: Sequence[str]) -> bool:
    """Tell a table that Lexiscape wrote of a map by its first headings."""
    return tuple(headings[: len(_OURS)]) == _OURS


def word_column(headings: Sequence[str]) -> int | None:
    """Return the column of words; None where no heading says so."""
    return next((headings.index(heading) for heading in HEADINGS if heading in headings), None)


def column_texts(table: Sequence[Sequence[str]], column: int, name: str) -> list[str]:
    """Return a column of a table without its heading; CorruptFile for a row that is too short for it."""
    short = next((number for number, row in enumerate(table) if len(row) <= column), None)
    if short is not None:
        raise CorruptFile(f"{name}: data row {short:,} has no column {column + 1}")
    return [row[column] for row in table]


def order_by_id(words: list[str], ids: Sequence[str], name: str, may_reorder: bool = True) -> list[str]:
    """Return words in the order of their ids, where a table of a map is not in the order of the rows.

    Ids that rise, and what are no whole numbers (a corpus's own marks), leave the words where they are.

    Raises
    ------
    SourceError
        The ids are in another order, and are not 0 to n - 1 or must not reorder: which row is whose is unknown.
    """
    if not all(text.isascii() and text.isdecimal() and len(text) < 12 for text in ids):
        return words
    numbers = [int(text) for text in ids]
    if all(first < second for first, second in pairwise(numbers)):
        return words
    if not may_reorder or sorted(numbers) != list(range(len(numbers))):
        raise SourceError(
            f"{name} is not in the order of its ids: expected ids that rise, or 0 to {len(numbers) - 1:,} beside a "
            ".npy or .npz, to tell which row is whose; give a list with one token a line, in row order"
        )
    ordered = [""] * len(words)
    for number, word in zip(numbers, words, strict=True):
        ordered[number] = word
    return ordered
