"""A text that a person typed in, the rows it names out; when it names none, the closest spellings."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from lexiscape.errors import SelectionError
from lexiscape.space.embedding_space import EmbeddingSpace


def find_rows(space: EmbeddingSpace, text: str) -> list[int]:
    """Find the rows that a typed token means.

    The raw spelling wins; else every token that reads so; else every token that reads so but for case.

    Parameters
    ----------
    space : EmbeddingSpace
        Where to look.
    text : str
        For example ``"##ing"``, ``"victory"`` or ``"Victory"``.

    Returns
    -------
    list of int
        Row positions, ascending; at least one.

    Raises
    ------
    SelectionError
        No token is spelled so; the message offers the closest spellings.
    """
    found = matching_rows(space, text)
    if found:
        return found
    close = close_spellings(space.readable, text)
    hint = (
        f"; close spellings: {', '.join(close)}"
        if close
        else "; a word outside the vocabulary is several tokens, or it was not selected"
    )
    raise SelectionError(f"no token {text!r} among the {len(space):,} of {space.name}{hint}")


def close_spellings(texts: Iterable[str], text: str) -> list[str]:
    """Return up to five texts that are spelled most like one, the most alike first, as `difflib` has it."""
    return difflib.get_close_matches(text, dict.fromkeys(texts), n=5, cutoff=0.6)


def matching_rows(space: EmbeddingSpace, text: str) -> list[int]:
    """Return what `find_rows` does, and no rows where it finds none: close spellings are not looked for."""
    if not isinstance(text, str):
        raise SelectionError(f"expected a token as text, got {text!r}: of the id, space.tokens holds the token")
    exact = [row for row, raw in enumerate(space.tokens) if raw == text]
    if exact:
        return exact
    same = [row for row, readable in enumerate(space.readable) if readable == text]
    if same:
        return same
    folded = text.casefold()
    return [row for row, readable in enumerate(space.readable) if readable.casefold() == folded]
