"""A folded word in, whether it may name a place out: words that nobody wants to read in large letters may not.

The page's rule (`web/src/text/unfit.ts`); the list is in `rules/rules.json`, where it comes from in `rules/unfit.py`.
"""

from __future__ import annotations

from functools import cache

from lexiscape._rules import UNFIT_NAMES


def is_unfit(folded: str) -> bool:
    """Tell whether a word, folded, names no place."""
    return f"{fnv1a(folded):08x}" in _hashes()


def fnv1a(text: str) -> int:
    """Hash a text's UTF-16 units to 32 bits: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash"."""
    units = text.encode("utf-16-le", "surrogatepass")
    value = 0x811C9DC5
    for low, high in zip(units[::2], units[1::2], strict=True):
        value = ((value ^ (low | high << 8)) * 0x01000193) & 0xFFFFFFFF
    return value


@cache
def _hashes() -> frozenset[str]:
    return frozenset(line[at : at + 8] for line in UNFIT_NAMES for at in range(0, len(line), 8))
