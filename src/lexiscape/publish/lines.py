"""Text of anybody's in, a line that a page and a README can hold out."""

from __future__ import annotations

from lexiscape.one_line import short_line


def page_line(text: str) -> str:
    """Return `text` as `short_line` does, with a question mark for half a character, which UTF-8 cannot hold."""
    return short_line(text.encode("utf-8", "replace").decode())


def title_line(text: str) -> str:
    """Return a title as a line; "map" where nothing is left of it."""
    return page_line(text).strip() or "map"
