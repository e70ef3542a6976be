"""`Selection`: which tokens of a space are meant, and in which order; enters a space, leaves a part of it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lexiscape.bounded import check_size
from lexiscape.errors import SelectionError
from lexiscape.given_files import read_text
from lexiscape.space.embedding_space import EmbeddingSpace


@dataclass(frozen=True)
class Selection:
    """Which tokens of a source are meant, in which order; None: no restriction. Applied in this order."""

    order: str | None = None
    frequency: str | None = None
    match: str | None = None
    words: Path | None = None
    leave_out: tuple[str, ...] | None = None
    range: tuple[int, int] | None = None
    first: int | None = None
    last: int | None = None

    def apply(self, space: EmbeddingSpace) -> EmbeddingSpace:
        """Return the chosen part of `space`; SelectionError when nothing is left."""
        return self.chosen(self.ordered(space))

    def ordered(self, space: EmbeddingSpace) -> EmbeddingSpace:
        """Return all of `space` in the order that is meant, with its frequencies where they are: what comes first."""
        if self.frequency is not None:
            from lexiscape.space.frequency import order_by_frequency, with_frequency

            space = (with_frequency if self.order == "id" else order_by_frequency)(space, self.frequency)
        elif self.order == "frequency":
            raise SelectionError(
                "--order frequency needs counts: add --frequency FILE or --frequency wordfreq:LANGUAGE"
            )
        return space

    def rows(self, space: EmbeddingSpace) -> tuple[EmbeddingSpace, NDArray[np.int64]]:
        """Return what `ordered` gives, and the positions in it of the chosen part, (k,), ascending or not.

        With the files that chose tokens among its own; SelectionError when nothing is left.
        """
        whole = self.ordered(space)
        numbered = replace(whole, fields={_ROW: np.arange(len(whole), dtype=np.int64)})
        part = self.chosen(numbered)
        return replace(whole, files=part.files), part.fields[_ROW]

    def chosen(self, space: EmbeddingSpace) -> EmbeddingSpace:
        """Return the chosen part of what `ordered` gave; SelectionError when nothing is left."""
        if self.match is not None:
            space = space.match(self.match)
        if self.words is not None:
            space = space.words(_read_words(self.words))
            space = replace(space, files=(*space.files, self.words))
        if self.leave_out:
            space = space.leave_out(*self.leave_out)
        if self.range is not None:
            space = space.range(*self.range)
        if self.first is not None:
            space = space.first(self.first)
        if self.last is not None:
            space = space.last(self.last)
        return space


_ROW = "row"
SELECTION = tuple(field.name for field in fields(Selection))


def _read_words(path: Path) -> list[str]:
    try:
        check_size(path, "list of words")
        words = read_text(path, "utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise SelectionError(f"{path} is not UTF-8 text (byte {error.start}): expected one token a line") from None
    except OSError as error:
        raise SelectionError(f"cannot read the word list {path}: {error.strerror}") from None
    return [word.rstrip("\r") for word in words if word.rstrip("\r")]
