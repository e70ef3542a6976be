"""A word that was typed in, the row that it means out, or those of its parts; and what is to be said of that choice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from lexiscape.ask.pieces import Pieces, cut_text
from lexiscape.ask.terms import QUOTES
from lexiscape.errors import LexiscapeError, SelectionError
from lexiscape.space import EmbeddingSpace
from lexiscape.space.lookup import find_rows, matching_rows

_NAMED = 5


class Word(NamedTuple):
    """What a typed word means.

    Attributes
    ----------
    text : str
        As it was typed.
    rows : tuple of int
        One row; or, where the mean of its tokens stands for a word that is none, theirs, in order.
    others : tuple of int
        Rows that read so, too, and were not taken.
    """

    text: str
    rows: tuple[int, ...]
    others: tuple[int, ...] = ()


def find_word(
    space: EmbeddingSpace, text: str, *, exact: bool = False, mean_of_pieces: bool = False, tokenizer: Any = None
) -> Word:
    """Find the row that a typed word means.

    Of tokens that are spelled or read so, the first that stands for a word wins: of Llama's `king` (inside a word) and
    `▁king` the latter, so that all words of a formula are of one kind. Else the raw spelling wins, then the first token
    that reads so, then the first that reads so but for case. In quotation marks, the raw spelling is meant.

    Parameters
    ----------
    space : EmbeddingSpace
        Where to look.
    text : str
        A token, raw or readable.
    exact : bool
        Whether the raw spelling is meant, if there is such a token: the word stood in quotation marks.
    mean_of_pieces : bool
        Whether a word that is no token may be stood for by the mean of the tokens that it becomes.
    tokenizer : optional
        What cuts such a word, as for `cut_text`.

    Raises
    ------
    SelectionError
        There is no such token; the message says which tokens the word becomes, where there is a tokenizer.
    SourceError, MissingExtra
        The mean of its tokens was asked for, and there is no tokenizer.
    """
    rows = matching_rows(space, text)
    if rows:
        alike = [row for row in rows if space.readable[row] == space.readable[rows[0]]]
        alike += [row for row, readable in enumerate(space.readable) if readable == text and row not in rows]
        spelled = exact and space.tokens[rows[0]] == text
        taken = rows[0] if spelled else next((row for row in alike if space.kinds[row] == "word"), rows[0])
        return Word(text, (taken,), () if spelled else tuple(row for row in alike if row != taken))
    if text[:1] in QUOTES and text[0] == text[-1] and matching_rows(space, text[1:-1]):
        return find_word(space, text[1:-1], exact=True)
    if not mean_of_pieces:
        try:
            return Word(text, tuple(find_rows(space, text)))
        except SelectionError as error:
            raise SelectionError(f"{error}{_told_pieces(space, text, tokenizer)}") from None
    pieces = cut_text(space, text, tokenizer)
    found = tuple(piece.row for piece in pieces if piece.row is not None and not piece.unknown)
    if len(found) < len(pieces) or not pieces:
        raise SelectionError(
            f"no mean of tokens stands for {text!r}: it becomes {_named(pieces) or 'no token'}, of which "
            f"{len(pieces) - len(found)} are unknown or not among the {len(space):,} of {space.name}"
        )
    return Word(text, found)


def told_choices(space: EmbeddingSpace, words: Iterable[Word]) -> list[str]:
    """Return what to tell of how words were understood, as sentences: which token was taken, where several fit."""
    once = list(dict.fromkeys(words))
    notes = [
        f"{word.text!r} is no token: the mean of its {len(word.rows)} stands for it, "
        + " ".join(repr(space.tokens[row]) for row in word.rows[: 2 * _NAMED])
        + (" …" if len(word.rows) > 2 * _NAMED else "")
        for word in once
        if len(word.rows) > 1
    ]
    chosen = [
        f"{_name(space, word.rows[0])}, not "
        + ", ".join(_name(space, row) for row in word.others[:_NAMED])
        + (" …" if len(word.others) > _NAMED else "")
        for word in once
        if word.others
    ]
    return notes + ([f"taken: {'; '.join(chosen)}: a raw form, in quotation marks, means another"] if chosen else [])


def _name(space: EmbeddingSpace, row: int) -> str:
    return f"{space.tokens[row]!r} (id {space.ids[row]})"


#: A sum that was written as in a program: its words are one word with signs in it.
_SUM = re.compile(r"\w[+\-\u2212]\w")


def _told_pieces(space: EmbeddingSpace, text: str, tokenizer: Any) -> str:
    try:
        pieces = cut_text(space, text, tokenizer)
    except LexiscapeError:  # without a tokenizer the rest of the message stands
        return ""
    if not pieces:
        return ""
    signed = "; a sum has spaces around its signs, as in 'king - man + woman'" if _SUM.search(text) else ""
    usable = all(piece.row is not None and not piece.unknown for piece in pieces)
    mean = ", whose mean --mean-of-pieces takes (mean_of_pieces=True)" if usable else ""
    return f"{signed}; it becomes {_named(pieces)}{mean}"


def _named(pieces: Pieces) -> str:
    told = [
        f"{piece.raw!r}{' (unknown)' if piece.unknown else '' if piece.row is not None else ' (not among these)'}"
        for piece in pieces[: 2 * _NAMED]
    ]
    return " ".join(told) + (" …" if len(pieces) > 2 * _NAMED else "")
