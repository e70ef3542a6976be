"""Tokens of a place in, its name out: words that are typical of it, of its own kind and script, as a reader knows them.

The rule of the page, number for number (`web/src/regions/region-names.ts`): a figure calls the same places the same
names.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.columns import Column
from lexiscape.pictures.labels import label_text

_MOST_WORDS, _MOST_LETTERS = 3, 22
#: A region is as well known as the first words of this share of the vocabulary.
_KNOWN = 0.12
_CANDIDATES = 40
#: Kinds that have words; a place of any other kind is called by the kind.
_WORDS = ("word", "continuation")
_NUMBER, _NO_SCRIPT = "number", "None"
#: Katakana to the hiragana of the same sound.
_KANA = {kana: kana - 0x60 for kana in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}


class Tokens(NamedTuple):
    """What is known of the tokens, by row: text, place in the order of importance, how typical of its region it is."""

    texts: Sequence[str]
    place: NDArray[np.int64]
    typical: NDArray[np.int64]
    kind: Column | None
    script: Column | None


def name_of(rows: NDArray[np.int64], tokens: Tokens) -> tuple[str, ...]:
    """Name the place where these rows lie, best word first; empty where nothing says what it is."""
    kind, most_kind, kind_share = _commonest(rows, tokens.kind)
    if kind == _NUMBER:
        return _words(_of_trait(rows, tokens.kind, most_kind), tokens)
    if kind and kind not in _WORDS and kind_share > 0.5:
        return (kind,)
    fit = np.array([row for row in rows.tolist() if is_word(label_text(tokens.texts[row]))], np.int64)
    script, most_script, script_share = _commonest(rows, tokens.script)
    known = script not in ("", _NO_SCRIPT)
    own = _of_trait(fit, tokens.script, most_script) if known else fit
    named = _words(next(filter(len, (_of_trait(own, tokens.kind, most_kind), own, fit)), fit), tokens)
    return named if named or not known or script_share <= 0.5 else (script,)


def is_word(text: str) -> bool:
    """Tell whether a text can name a place: it begins with a letter and has three of an alphabet, or a word's signs."""
    if not text or unicodedata.category(text[0])[0] != "L":
        return False
    return sum(_weight(letter) for letter in text if unicodedata.category(letter)[0] in "LM") >= 3


def _weight(letter: str) -> float:
    if "\u3400" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7a3":
        return 3  # Han and Hangul: one may be a word
    return 1.5 if "\u3041" <= letter <= "\u30ff" else 1  # two kana may be one


def _commonest(rows: NDArray[np.int64], trait: Column | None) -> tuple[str, int, float]:
    """Return the name, code and share of the category that most rows have; "" where there is no such column."""
    if trait is None or not trait.categories:
        return "", -1, 0.0
    counts = np.bincount(trait.values[rows], minlength=len(trait.categories))
    code = int(counts.argmax())
    return trait.categories[code], code, float(counts[code]) / len(rows)


def _of_trait(rows: NDArray[np.int64], trait: Column | None, code: int) -> NDArray[np.int64]:
    return rows if trait is None or code < 0 else rows[trait.values[rows] == code]


def _words(rows: NDArray[np.int64], tokens: Tokens) -> tuple[str, ...]:
    """Choose up to three words, typical here and well known, that are not forms of one another."""
    worth = (tokens.typical[rows] + 0.5) * np.exp(-tokens.place[rows] / (_KNOWN * len(tokens.place)))
    words: list[str] = []
    for row in rows[np.argsort(-worth, kind="stable")][:_CANDIDATES].tolist():
        word = label_text(tokens.texts[row])
        stem = _fold(word)[:4]
        if not word or any(_fold(other).startswith(stem) or stem.startswith(_fold(other)) for other in words):
            continue
        if words and len(" ".join([*words, word])) > _MOST_LETTERS:
            continue
        words.append(word)
        if len(words) == _MOST_WORDS:
            break
    return tuple(words)


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_KANA)
