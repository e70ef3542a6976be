"""A folded word in, whether it may name a place out: words that nobody wants to read in large letters may not.

Nor may those that say nothing, while there are others. The page's rules (`web/src/text/unfit.ts`); the lists are in
`rules/rules.json`, where they come from in `rules/unfit.py` and `rules/function_words.py`.
"""

from __future__ import annotations

import re
from functools import cache

from lexiscape._rules import FUNCTION_WORDS, UNFIT_NAMES

#: Up to 39: "mix" and "civil" are words.
_ROMAN = re.compile(r"(?=.)x{0,3}(ix|iv|v?i{0,3})")


def is_unfit(folded: str) -> bool:
    """Tell whether a word, folded, names no place."""
    return f"{fnv1a(folded):08x}" in _hashes()


def is_function_word(folded: str) -> bool:
    """Tell whether a word, folded, is grammar alone ("not", "aber"), or a Roman numeral ("iii")."""
    return folded in _function_words() or _ROMAN.fullmatch(folded) is not None


def fnv1a(text: str) -> int:
    """Hash a text's UTF-16 units to 32 bits: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV Non-Cryptographic Hash"."""
    units = text.encode("utf-16-le", "surrogatepass")
    value = 0x811C9DC5
    for low, high in zip(units[::2], units[1::2], strict=True):
        value = ((value ^ (low | high << 8)) * 0x01000193) & 0xFFFFFFFF
    return value


@cache
def _function_words() -> frozenset[str]:
    return frozenset(" ".join(FUNCTION_WORDS).split(" "))


@cache
def _hashes() -> frozenset[str]:
    return frozenset(line[at : at + 8] for line in UNFIT_NAMES for at in range(0, len(line), 8))
