"""Tokens of a place in, its name out: words that are typical of it, of its own kind and script, as a reader knows them.

The page's rule (`web/src/regions/region-names.ts`): a figure calls the same places the same names, which tests/golden
proves. The numbers are in `rules/rules.json`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
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
    PIECE_MARK,
    RANGE_DIGITS,
    RANGE_LEFT_OUT,
    RANGE_SHORTER,
    RANGE_SIDE,
    RANGE_TAIL,
)
from lexiscape.columns import Column
from lexiscape.text.folding import fold
from lexiscape.text.unfit import is_function_word, is_unfit
from lexiscape.text.writing_systems import word_weight

_NUMBER, _CONTINUATION = "number", "continuation"
_WHOLE = re.compile(f"[1-9][0-9]{{0,{RANGE_DIGITS - 1}}}")


class Tokens(NamedTuple):
    """What is known of the tokens, by row.

    Label; whether it may name a place; place in the order of importance; how typical of its region it is.
    """

    texts: Sequence[str]
    fit: NDArray[np.bool_]
    place: NDArray[np.int64]
    typical: NDArray[np.int64]
    kind: Column | None
    script: Column | None
    #: Scripts, by code, that few of all tokens have.
    rare: frozenset[int] = frozenset()


def name_of(rows: NDArray[np.int64], tokens: Tokens, used: Collection[str] = ()) -> tuple[str, ...]:
    """Name the place where these rows lie, best word first; empty where nothing says what it is.

    `used` are the words of the larger places around it: no name repeats them.
    """
    for words in _names(rows, tokens, used):
        if unused := tuple(word for word in words if word not in used):
            return unused
    return ()


def _names(rows: NDArray[np.int64], tokens: Tokens, used: Collection[str]) -> Iterator[tuple[str, ...]]:
    """Give what the place may be called, the best name first."""
    kind, most_kind, kind_share = _commonest(rows, tokens.kind)
    if kind == _NUMBER:
        numbers = _of_trait(rows, tokens.kind, most_kind)
        yield _range([tokens.texts[row] for row in numbers.tolist()])
        yield _words(numbers, tokens, used)
    elif kind and kind not in KINDS_WITH_WORDS and kind_share > NAME_MAJORITY:
        yield (kind,)
    script, most_script, script_share = _commonest(rows, tokens.script)
    known = script not in ("", NO_SCRIPT)
    called = (script,) if known and script_share > NAME_MAJORITY else ()
    if most_script in tokens.rare:
        yield called
    fit = rows[tokens.fit[rows]]
    own = _of_trait(fit, tokens.script, most_script) if known else fit
    yield _words(next(filter(len, (_of_trait(own, tokens.kind, most_kind), own, fit)), fit), tokens, used)
    yield called
    yield _words(rows, tokens, used)[:1]  # no word: whatever is best known


def is_word(text: str) -> bool:
    """Tell whether a text can name a place: it begins with a letter and has three of an alphabet, or a word's signs."""
    if not text or unicodedata.category(text[0])[0] != "L":
        return False
    weight = 0.0
    for letter in text:
        if unicodedata.category(letter)[0] in "LM":
            weight += word_weight(letter)
            if weight >= 3:  # of most words the rest is not looked at
                return True
    return False


def _commonest(rows: NDArray[np.int64], trait: Column | None) -> tuple[str, int, float]:
    """Return the name, code and share of the category that most rows have; "" where there is no such column."""
    if trait is None or not trait.categories:
        return "", -1, 0.0
    counts = np.bincount(trait.values[rows], minlength=len(trait.categories))
    code = int(counts.argmax())
    return trait.categories[code], code, float(counts[code]) / len(rows)


def _of_trait(rows: NDArray[np.int64], trait: Column | None, code: int) -> NDArray[np.int64]:
    return rows if trait is None or code < 0 else rows[trait.values[rows] == code]


def _range(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the range of whole numbers, or the two of them, if most of these texts are some; else nothing."""
    whole = np.sort(np.array([int(text) for text in texts if _WHOLE.fullmatch(text)], np.int64))
    if 2 * len(whole) <= len(texts):
        return ()
    return tuple(f"{low}–{high}" if low < high else str(low) for low, high in ranges_of(whole))


def ranges_of(whole: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return what numbers, in ascending order, are to be called by: the first and the last of one range or of two.

    That of all but the least and the greatest; the shortest with four in five of them, where few others stretch it; or
    the shortest two with as many, where they lie in two places.
    """
    part = len(whole) // RANGE_TAIL
    chosen = [(int(whole[part]), int(whole[len(whole) - 1 - part]))]
    if part == 0:
        return chosen
    for candidate in (_shortest(whole, part), _shortest_two(whole, part)):
        if candidate and _length(candidate) < RANGE_SHORTER * _length(chosen):
            chosen = candidate
    return chosen


def _length(ranges: Sequence[tuple[int, int]]) -> int:
    return sum(high - low for low, high in ranges)


def _shortest(whole: NDArray[np.int64], part: int) -> list[tuple[int, int]]:
    ends = ((below * part, len(whole) - 1 - (RANGE_LEFT_OUT - below) * part) for below in range(RANGE_LEFT_OUT + 1))
    return [min(((int(whole[first]), int(whole[last])) for first, last in ends), key=lambda one: one[1] - one[0])]


def _shortest_two(whole: NDArray[np.int64], part: int) -> list[tuple[int, int]]:
    """Return the shortest two ranges, each of a fair share of the numbers; what is left out lies between or beyond."""
    side = -(-len(whole) // RANGE_SIDE)
    best: list[tuple[int, int]] = []
    for below in range(RANGE_LEFT_OUT + 1):
        for above in range(RANGE_LEFT_OUT + 1 - below):
            first, last = below * part, len(whole) - 1 - above * part
            skipped = (RANGE_LEFT_OUT - below - above) * part + 1
            ends = np.arange(first + side - 1, last - side + 2 - skipped)
            if not len(ends):
                continue
            end = int(ends[(whole[ends + skipped] - whole[ends]).argmax()])
            two = [(int(whole[first]), int(whole[end])), (int(whole[end + skipped]), int(whole[last]))]
            if not best or _length(two) < _length(best):
                best = two
    return best


def _words(rows: NDArray[np.int64], tokens: Tokens, used: Collection[str]) -> tuple[str, ...]:
    """Choose up to three words, typical here and well known; function words where there are no others."""
    kind = tokens.kind
    categories = (kind.categories if kind else None) or ()
    pieces = categories.index(_CONTINUATION) if _CONTINUATION in categories else -1
    worth = (tokens.typical[rows] + 0.5) * np.exp(-tokens.place[rows] / (NAME_KNOWN * len(tokens.place)))
    candidates: list[_Candidate] = []
    for row in rows[np.argsort(-worth, kind="stable")][:NAME_CANDIDATES].tolist():
        word = tokens.texts[row]
        is_piece = kind is not None and kind.values[row] == pieces
        folded = fold(word)
        shown = f"{PIECE_MARK}{word}" if is_piece else word
        candidates.append(_Candidate(shown, folded, is_piece or not is_function_word(folded)))
    chosen = _apart(candidates, used)
    if any(one.says for one in chosen):  # where all of them are grammar, the place is one of grammar
        chosen = _apart([one for one in candidates if one.says], used)
    return tuple(one.shown for one in chosen)


class _Candidate(NamedTuple):
    """A word that may be part of a name, as it is shown and folded, and whether it is more than grammar."""

    shown: str
    folded: str
    says: bool


def _apart(candidates: Sequence[_Candidate], used: Collection[str]) -> list[_Candidate]:
    """Choose words that fit into a name, none of them a form of another."""
    chosen: list[_Candidate] = []
    for candidate in candidates:
        shown, folded, _ = candidate
        stem = folded[:NAME_STEM]
        if not folded or shown in used or is_unfit(folded):
            continue
        if any(other.folded.startswith(stem) or stem.startswith(other.folded) for other in chosen):
            continue
        if chosen and len(" ".join(one.shown for one in [*chosen, candidate])) > NAME_LETTERS:
            continue
        chosen.append(candidate)
        if len(chosen) == NAME_WORDS:
            break
    return chosen
