"""A text in, the form in which texts are compared out: case, width (NFKC) and kana are folded away.

The page's search and region names fold by the same rule (`fold` in web/src/text/folding.ts).
"""

from __future__ import annotations

import unicodedata

from lexiscape._rules import FOLDED_KANA

#: Katakana to the hiragana of the same sound.
_KANA = {code: code - 0x60 for first, last in FOLDED_KANA for code in range(first, last + 1)}


def fold_width(text: str) -> str:
    """Return the form in which texts are compared where case tells them apart."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_KANA)


def fold(text: str) -> str:
    """Return the form in which texts are compared."""
    if text.isascii():
        return text.lower()
    # "straße" is STRASSE; and back: Greek has two small sigmas
    cased = unicodedata.normalize("NFKC", text).upper().lower().replace("ς", "σ")
    return unicodedata.normalize("NFKC", cased).translate(_KANA)
