"""Which scripts put spaces between words is known in one place, and whoever asks gets that answer."""

import numpy as np
import pytest

from lexiscape.compare.matching import match_tokens
from lexiscape.contextual.occurrences import WordFinder
from lexiscape.space import EmbeddingSpace
from lexiscape.text import read_tokens
from lexiscape.text.folding import fold
from lexiscape.text.writing_systems import is_unspaced, word_weight

UNSPACED = {
    "Thai": "ก",
    "Lao": "ກ",
    "Tibetan": "ཀ",
    "Myanmar": "က",
    "Khmer": "ក",
    "New Tai Lue": "ᦀ",
    "Han": "日",
    "rare Han": "𠮷",
    "Hiragana": "ひ",
    "Katakana": "カ",
    "half-width katakana": "ｶ",
    "the long-vowel mark": "ー",
    "Bopomofo": "ㄅ",
}
SPACED = {
    "Latin": "a",
    "Vietnamese": "ế",
    "polytonic Greek": "ὦ",
    "Cyrillic": "ж",
    "Georgian": "ა",
    "Ethiopic": "አ",
    "Mongolian": "ᠠ",
    "Hangul": "한",
    "Hangul by letter": "ㄱ",
    "Devanagari": "न",
}
EITHER = [*((letter, True) for letter in UNSPACED.values()), *((letter, False) for letter in SPACED.values())]


@pytest.mark.parametrize(("letter", "unspaced"), EITHER, ids=[*UNSPACED, *SPACED])
def test_every_part_takes_a_script_for_spaced_or_not(letter, unspaced):
    assert is_unspaced(letter) is unspaced
    # where words have spaces, a token without a mark goes on inside a word
    assert read_tokens([letter * 2], "sentencepiece").kinds == ["word" if unspaced else "continuation"]
    # a mark tells tokens apart only there
    spaces = [
        EmbeddingSpace([token, "▁x", "▁y", "▁z"], np.eye(4, dtype=np.float32), np.arange(4), family="sentencepiece")
        for token in (f"▁{letter}", letter)
    ]
    assert len(match_tokens(spaces, by="text").rows[0]) == (4 if unspaced else 3)
    # and a word asked for is no part of a longer one there
    text = letter * 3
    found = WordFinder([letter]).find(text, range(3), [(i, i + 1) for i in range(3)])
    assert len(found) == (3 if unspaced else 0)


def test_a_sign_may_be_a_word_and_two_kana_one():
    assert [word_weight(letter) for letter in "日한かカaж"] == [3, 3, 1.5, 1.5, 1, 1]


@pytest.mark.parametrize(
    ("one", "other"), [("STRASSE", "straße"), ("ΣΊΣΥΦΟΣ", "Σίσυφος"), ("ﾈｺ", "ねこ"), ("ＡＢＣ", "abc"), ("ﬁ", "FI")]
)
def test_spellings_of_one_word_fold_alike(one, other):
    assert fold(one) == fold(other)
