"""What is known of writing systems: a token's text in, the script of its first letter out, and what scripts do alike.

The standard library has no table of the Script property (Unicode Standard Annex #24), but a letter's name begins with
its script: HIRAGANA LETTER A. `_NAMED` holds the names that do not. Letters that many scripts share (mathematical and
modifier letters) have none, and the next letter decides.
"""

from __future__ import annotations

from functools import cache
from unicodedata import category, name

from lexiscape._rules import FIRST_IDEOGRAPH as _FIRST_IDEOGRAPH
from lexiscape._rules import KANA, NO_SCRIPT, WORD_SIGNS

#: From this character on, blocks of Unicode hold Chinese, Japanese and Korean, where one character can be a word.
FIRST_IDEOGRAPH = chr(_FIRST_IDEOGRAPH)
#: Scripts written without spaces between words: those of class SA of Unicode Standard Annex #14 (line breaking), which
#: needs a dictionary for them, and those of its class ID that write words; and Tibetan, which marks syllables only.
#: Hangul is of class ID, too, and has spaces.
UNSPACED = frozenset(
    (
        *("Thai", "Lao", "Myanmar", "Khmer", "Tai Le", "New Tai Lue", "Tai Tham", "Tai Viet", "Ahom", "Tibetan"),
        *("Han", "Hiragana", "Katakana", "Bopomofo", "Yi", "Tangut", "Nushu", "Khitan"),
    )
)

# First word or words of a character's name → script; "" belongs to none.
_NAMED = {
    "CJK": "Han",
    "IDEOGRAPHIC": "Han",
    "HANGZHOU": "Han",
    "KATAKANA-HIRAGANA": "Katakana",  # the long-vowel mark ー: shared by right, at home in Katakana
    "CANADIAN": "Canadian Aboriginal",
    "SIGNWRITING": "SignWriting",
    "NKO": "N'Ko",
    "PHAGS-PA": "Phags-pa",
    "FEMININE": "Latin",
    "MASCULINE": "Latin",
    "KELVIN": "Latin",
    "ANGSTROM": "Latin",
    "OHM": "Greek",
    **dict.fromkeys(("SUPERSCRIPT", "SUBSCRIPT", "ROMAN", "TURNED"), "Latin"),
    "HENTAIGANA": "Hiragana",
    "VIETNAMESE": "Han",
    **dict.fromkeys(
        (
            *(
                "MATHEMATICAL",
                "DOUBLE-STRUCK",
                "SCRIPT",
                "BLACK-LETTER",
                "ALEF",
                "BET",
                "GIMEL",
                "DALET",
                "PLANCK",
                "EULER",
            ),
            *("MODIFIER", "COMBINING", "MICRO", "CARON", "VARIATION", "VEDIC", "ZNAMENNY", "MUSICAL", "VERTICAL"),
        ),
        "",
    ),
}
_WIDTHS = ("FULLWIDTH", "HALFWIDTH")
# Where one word is not enough to name a script: OLD ITALIC, TAI THAM, NEW TAI LUE ….
_QUALIFIERS = (
    "OLD",
    "NEW",
    "TAI",
    "LINEAR",
    "MEETEI",
    "OL",
    "SYLOTI",
    "INSCRIPTIONAL",
    "IMPERIAL",
    "CAUCASIAN",
    "SORA",
)


def script_of(text: str) -> str:
    """Return the script of the first letter of `text` that has one: "Latin", "Han", "Hiragana" …, or "None"."""
    if text.isascii():
        return "Latin" if text.isalpha() or any(map(str.isalpha, text)) else NO_SCRIPT
    for char in text:
        script = _script(char)
        if script:
            return script
    return NO_SCRIPT


def is_unspaced(letter: str) -> bool:
    """Tell whether a letter is of a script that puts no spaces between words."""
    return _script(letter) in UNSPACED


@cache
def word_weight(letter: str) -> float:
    """Return how much of a word one letter may be, a word having 3: Han and Hangul may be whole ones, kana half."""
    if _is_among(letter, WORD_SIGNS):
        return 3
    return 1.5 if _is_among(letter, KANA) else 1


def _is_among(letter: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= ord(letter) <= last for first, last in ranges)


@cache
def _script(char: str) -> str:
    """Return one character's script, or "" for a character that all scripts share."""
    if category(char)[0] not in "LM" and category(char) != "Nl" and not 0x2E80 <= ord(char) <= 0x2FDF:
        return ""
    words = name(char, "").split()
    if words and words[0] in _WIDTHS:
        words = words[1:]
    if not words:
        return ""
    if words[0] in _NAMED:
        return _NAMED[words[0]]
    if words[0] in _QUALIFIERS and len(words) > 2:
        if words[:3] == ["NEW", "TAI", "LUE"]:
            return "New Tai Lue"
        return f"{words[0]} {words[1]}".title()
    if category(char) == "Nl" and words[0] in ("ROMAN", "SMALL", "CAPITAL", "OVERLINED"):
        return "Latin"  # Ⅳ
    return words[0].title()
