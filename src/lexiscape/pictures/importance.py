"""Which tokens are worth a label first: whole words before their beginnings and pieces, oddities last.

The page's rule (`web/src/labels/importance.ts`, `web/src/labels/beginnings.ts`), in whole numbers: both sides come to
the same order, which tests/golden proves. The numbers are in `rules/rules.json`, how they were found in
benchmarks/importance.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import (
    BEGUN_LETTERS,
    BEGUN_PERCENT,
    BEGUN_ROWS,
    BEGUN_WITHIN,
    LONE_PERCENT,
    LONE_SHARE,
    LONG_PERCENT,
    LONG_TEXT,
    MERGED_SAMPLE,
    MERGED_SHARE,
    SETBACK_PERCENT,
)
from lexiscape.text.writing_systems import FIRST_IDEOGRAPH

if TYPE_CHECKING:
    from lexiscape.map_data import MapData

# From here on UTF-16, in which the page counts letters, has two units for one, or halves of them.
_FIRST_SURROGATE = "\ud800"


def importance(map: MapData) -> NDArray[np.int64]:  # noqa: A002 - the thing is called a map
    """Return all row positions, (n,) int64, the one to be labeled first at the head.

    The kinds are those of the column `kind`, all that the page has; without it no token is set back for its kind.
    """
    kind = map.columns.get("kind")
    if kind is None or not kind.categories:
        return order_of(map.space.readable, None)
    return order_of(map.space.readable, [kind.categories[code] for code in kind.values.tolist()])


def order_of(texts: Sequence[str], kinds: Sequence[str] | None) -> NDArray[np.int64]:
    """Return the same for readable texts and, where they are known, their kinds."""
    n = len(texts)
    back = np.array([SETBACK_PERCENT.get(kind, 0) for kind in kinds] if kinds else np.zeros(n), np.int64)
    lone_signs = _lone_signs(texts, kinds) if kinds else False
    for row, text in enumerate(texts):
        if _is_lone(text) and (text < FIRST_IDEOGRAPH or (lone_signs and kinds and kinds[row] == "word")):
            back[row] += LONE_PERCENT
        elif len(text) > LONG_TEXT:
            back[row] += LONG_PERCENT
    if kinds:
        back[_beginnings(texts, kinds)] += BEGUN_PERCENT
    return np.argsort(100 * np.arange(n) + n * back, kind="stable").astype(np.int64)


def _is_lone(text: str) -> bool:
    """Tell whether a text is one letter, or none: as the page counts, to which what lies beyond U+FFFF is two."""
    return len(text) < 2 and text <= "\uffff"


def _lone_signs(texts: Sequence[str], kinds: Sequence[str]) -> bool:
    """Tell whether single kanji and kana are letters of a few texts here, and not words."""
    words = [text for text, kind in zip(texts, kinds, strict=True) if kind == "word"]
    signs = [text for text in words if text >= FIRST_IDEOGRAPH]
    lone = sum(map(_is_lone, signs))
    return lone > len(signs) - lone and lone < LONE_SHARE * len(words)


def _beginnings(texts: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """Find the words that soon go on to a longer one; none where the vocabulary is not one of merges."""
    words, pieces = _first_rows(texts, kinds, "word"), _first_rows(texts, kinds, "continuation")
    if not _is_merged(words, pieces):
        return []
    shortest, least, most = BEGUN_LETTERS
    times, plus = BEGUN_WITHIN
    found = set()
    for text, row in words.items():
        for length in range(max(shortest, len(text) - most), len(text) - least + 1):
            begun = words.get(text[:length])
            if begun is not None and begun < row <= times * begun + plus:
                found.add(begun)
    return sorted(found)


def _first_rows(texts: Sequence[str], kinds: Sequence[str], wanted: str) -> dict[str, int]:
    """Return the first row of each text of a kind, of those whose letters both sides count alike."""
    rows: dict[str, int] = {}
    for row, (text, kind) in enumerate(zip(texts[:BEGUN_ROWS], kinds[:BEGUN_ROWS], strict=True)):
        if kind == wanted and len(text) <= LONG_TEXT and max(text, default="") < _FIRST_SURROGATE:
            rows.setdefault(text, row)
    return rows


def _is_merged(words: Mapping[str, int], pieces: Mapping[str, int]) -> bool:
    step = max(1, len(words) // MERGED_SAMPLE)
    asked = [(text, row) for text, row in list(words.items())[::step] if len(text) > 2]
    merged = sum(
        any(words.get(text[:at], row) < row and pieces.get(text[at:], row) < row for at in range(1, len(text)))
        for text, row in asked
    )
    return merged > 0 and merged >= MERGED_SHARE * len(asked)
