"""Which color a category has: always the same one for a known kind or script, whatever the map.

The page's rule (`web/src/colors/categories.ts`): what is blue there is blue in a figure. The colors are in
`rules/rules.json`, the answers in tests/golden.
"""

from __future__ import annotations

from lexiscape._rules import KNOWN_CATEGORIES, LIGHT_PALETTE, PLAIN_CATEGORY
from lexiscape.columns import Column

#: So many categories, the most frequent ones, have a color of their own.
COLORED = len(LIGHT_PALETTE)


def slots_of(column: Column) -> list[int]:
    """Return the place of each category's color in the palette; -1: it has none of its own."""
    names = column.categories or ()
    known = KNOWN_CATEGORIES.get(column.name, ())
    taken = {known.index(name) for name in names[:COLORED] if name in known}
    free = iter([slot for slot in range(COLORED) if slot not in taken])
    slots = []
    for code, name in enumerate(names):
        if code >= COLORED or PLAIN_CATEGORY.get(column.name) == name:
            slots.append(-1)
        else:
            slots.append(known.index(name) if name in known else next(free, -1))
    return slots
