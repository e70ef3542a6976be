"""Stops of a tour in, the rows that they name out; and of a row, what a tour names it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from lexiscape.errors import SelectionError
from lexiscape.space import EmbeddingSpace

_NAMED = 5  # of the tokens that are missing, so many are named


def find_named(stops: Sequence[Mapping[str, Any]], space: EmbeddingSpace, name: str) -> dict[str | int, int]:
    """Return the row of each token that the stops of a tour name: by id, as it is spelled, or else as it reads.

    Raises
    ------
    SelectionError
        Some are not in the space: the first of them are named. `name` is what the tour is called.
    """
    named = dict.fromkeys(token for stop in stops for token in _named_by(stop))
    if not named:
        return {}
    texts = {text for text in named if isinstance(text, str)}
    rows: dict[str | int, int] = {}
    for spelled in (space.tokens, space.readable):
        found: dict[str | int, int] = {}
        for row, text in enumerate(spelled):
            if text in texts and text not in found:
                found[text] = row
        rows = found | rows
    if len(texts) < len(named):
        places = {number: row for row, number in reversed(list(enumerate(space.ids.tolist())))}
        rows |= {number: places[number] for number in named if isinstance(number, int) and number in places}
    missing = [token for token in named if token not in rows]
    if missing:
        told = ", ".join(f"{token!r:.60}" for token in missing[:_NAMED])
        more = f" and {len(missing) - _NAMED:,} more" if len(missing) > _NAMED else ""
        raise SelectionError(f"{name} names tokens that are not on the map of {space.name}: {told}{more}")
    return rows


def _named_by(stop: Mapping[str, Any]) -> list[str | int]:
    return [*stop.get("around", []), *([stop["token"]] if "token" in stop else []), *stop.get("picked", [])]


def speller(space: EmbeddingSpace) -> Callable[[int], str | int]:
    """Return what names a row: its token, or of a second row with the same token its id."""
    first: dict[str, int] = {}
    for row, token in enumerate(space.tokens):
        first.setdefault(token, row)
    tokens, ids = space.tokens, space.ids
    return lambda row: tokens[row] if first[tokens[row]] == row else int(ids[row])
