"""Which color a category has: always the same one for a known kind or script, whatever the map.

The table of the page (`web/src/colors/categories.ts`): what is blue there is blue in a figure.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from lexiscape.columns import Column

#: M. Okabe and K. Ito, "Color Universal Design" (2008), without black; yellow deepened to be seen on white.
LIGHT = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#b8a900", "#8a63b8")
DARK = ("#4fa3dd", "#f0b030", "#25b98d", "#e09ac2", "#ee7f3a", "#86cdf5", "#e8dc50", "#b095dc")
#: So many categories, the most frequent ones, have a color of their own.
COLORED = len(LIGHT)

#: By column, the categories of the colors of the palette, in its order.
_KNOWN = {
    "kind": ("word", "continuation", "unused", "number", "punctuation", "special", "byte", "whitespace"),
    "script": ("Latin", "Han", "Katakana", "Hiragana", "Hangul", "Arabic", "Cyrillic", "Greek"),
}
#: What no color is spent on.
_PLAIN = {"script": "None"}
#: A column in which nearly all tokens are the same says little about any of them.
_DULL = 0.9


def slots_of(column: Column) -> list[int]:
    """Return the place of each category's color in the palette; -1: it has none of its own."""
    names = column.categories or ()
    known = _KNOWN.get(column.name, ())
    taken = {known.index(name) for name in names[:COLORED] if name in known}
    free = iter([slot for slot in range(COLORED) if slot not in taken])
    slots = []
    for code, name in enumerate(names):
        if code >= COLORED or _PLAIN.get(column.name) == name:
            slots.append(-1)
        else:
            slots.append(known.index(name) if name in known else next(free, -1))
    return slots


def first_column(columns: Mapping[str, Column]) -> str | None:
    """Return the name of the column that colors a map before its reader has chosen one."""
    for name, column in columns.items():
        if not column.categories or len(column.categories) < 2:
            continue
        if np.bincount(column.values).max(initial=0) <= _DULL * len(column.values):
            return name
    return "kept" if "kept" in columns else next(iter(columns), None)
