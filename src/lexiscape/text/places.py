"""A text and a word in, where the word stands in the text out: in any width, composition and kana, as `fold` compares.

Texts are folded by pieces that fold apart from each other, so that a place in the folded text is one in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import accumulate

from lexiscape.text.folding import fold, fold_width
from lexiscape.text.writing_systems import is_unspaced


class FoldedText:
    """A text as it is compared, with or without its capitals, and where in the text each letter of it stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._made: dict[bool, tuple[str, dict[int, int] | None]] = {}

    def find(self, word: WantedWord) -> Iterator[tuple[int, int]]:
        """Yield first and last (excluded) letter of every place of a word, as letters of the text itself."""
        folded, places = self._folded(word.has_capitals)
        for hit in word.pattern.finditer(folded):
            if places is None:
                yield hit.span()
            elif hit.start() in places and hit.end() in places:
                yield places[hit.start()], places[hit.end()]

    def _folded(self, has_capitals: bool) -> tuple[str, dict[int, int] | None]:
        if has_capitals not in self._made:
            self._made[has_capitals] = _fold_by_pieces(self._text, fold_width if has_capitals else fold)
        return self._made[has_capitals]


def _fold_by_pieces(text: str, folding: Callable[[str], str]) -> tuple[str, dict[int, int] | None]:
    """Return the folded text, and of each edge between its pieces where it stands in the text; None: at the same."""
    if text.isascii():
        return folding(text), None
    starts = [at for at, char in enumerate(text) if at == 0 or not _goes_on(char)]
    stops = [*starts[1:], len(text)]
    pieces = [folding(text[start:stop]) for start, stop in zip(starts, stops, strict=True)]
    edges = [0, *accumulate(map(len, pieces))]
    return "".join(pieces), dict(zip(edges, [0, *stops], strict=True))


@lru_cache(maxsize=1)
def _seconds() -> frozenset[str]:
    """Return what composes with a character before it: vowel signs of Bengali, Tamil or Kannada, too, of class 0.

    Category M would take in more: a variation selector that composes with nothing would hide the 葛 before it.
    """
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(0xA0, 0x20000))  # behind: single ones
    return frozenset(chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and pair[0][0] != "<")


def _goes_on(char: str) -> bool:
    """Whether a letter may compose with the one before it: marks, those of half width too, and parts of a syllable."""
    if char < "\u0300":
        return False
    first = unicodedata.normalize("NFKD", char)[0]
    return (
        unicodedata.combining(first) > 0
        or first in _seconds()
        or "\u1160" <= first <= "\u11ff"
        or "\ud7b0" <= first <= "\ud7fb"
    )


class WantedWord:
    """A word to be found.

    Parameters
    ----------
    word : str
        Where it begins or ends with a letter of a script that separates words, the text must do so there too; without
        capitals it is found whatever its case in the text.
    """

    def __init__(self, word: str) -> None:
        self.has_capitals = word != word.lower()
        folded = fold_width(word) if self.has_capitals else fold(word)
        before = r"(?<![^\W\d_])" if _needs_edge(folded[:1]) else ""
        behind = r"(?![^\W\d_])" if _needs_edge(folded[-1:]) else ""
        self.pattern = re.compile(before + re.escape(folded) + behind)


def _needs_edge(char: str) -> bool:
    """Whether words are separated in the character's script."""
    return char.isalpha() and not is_unspaced(char)
