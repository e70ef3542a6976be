"""Tokens of a place in, its name out: words that are typical of it, of its own kind and script, as a reader knows them.

The page's rule (`web/src/regions/region-names.ts`): a figure calls the same places the same names, which tests/golden
proves. The numbers are in `rules/rules.json`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import (
    KINDS_WITH_WORDS,
    NAME_CANDIDATES,
    NAME_KNOWN,
    NAME_LETTERS,
    NAME_MAJORITY,
    NAME_STEM,
    NAME_WORDS,
    NO_SCRIPT,
)
from lexiscape.columns import Column
from lexiscape.pictures.labels import label_text
from lexiscape.text.folding import fold
from lexiscape.text.writing_systems import word_weight

_NUMBER = "number"


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
    if kind and kind not in KINDS_WITH_WORDS and kind_share > NAME_MAJORITY:
        return (kind,)
    fit = np.array([row for row in rows.tolist() if is_word(label_text(tokens.texts[row]))], np.int64)
    script, most_script, script_share = _commonest(rows, tokens.script)
    known = script not in ("", NO_SCRIPT)
    own = _of_trait(fit, tokens.script, most_script) if known else fit
    named = _words(next(filter(len, (_of_trait(own, tokens.kind, most_kind), own, fit)), fit), tokens)
    return named if named or not known or script_share <= NAME_MAJORITY else (script,)


def is_word(text: str) -> bool:
    """Tell whether a text can name a place: it begins with a letter and has three of an alphabet, or a word's signs."""
    if not text or unicodedata.category(text[0])[0] != "L":
        return False
    return sum(word_weight(letter) for letter in text if unicodedata.category(letter)[0] in "LM") >= 3


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
    worth = (tokens.typical[rows] + 0.5) * np.exp(-tokens.place[rows] / (NAME_KNOWN * len(tokens.place)))
    words: list[str] = []
    for row in rows[np.argsort(-worth, kind="stable")][:NAME_CANDIDATES].tolist():
        word = label_text(tokens.texts[row])
        stem = fold(word)[:NAME_STEM]
        if not word or any(fold(other).startswith(stem) or stem.startswith(fold(other)) for other in words):
            continue
        if words and len(" ".join([*words, word])) > NAME_LETTERS:
            continue
        words.append(word)
        if len(words) == NAME_WORDS:
            break
    return tuple(words)
