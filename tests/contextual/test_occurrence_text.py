"""The sentence and the snippet of an occurrence begin and end between words."""

import numpy as np
import pytest

from lexiscape.contextual.occurrences import Document, Found, describe


def told(text, word):
    start = text.index(word)
    return describe(Document(text, "t:1"), Found(word, (0, 1), start, start + len(word)), np.zeros((1, 2), np.float32))


def test_a_long_sentence_is_cut_between_words():
    words = [f"w{i}ord" for i in range(200)]
    occurrence = told(" ".join([*words, "needle", *words]), "needle")
    assert set(occurrence.sentence.split()) <= {*words, "needle"}
    assert set(occurrence.snippet.replace("[", " ").replace("]", " ").split()) <= {*words, "needle"}
    assert len(occurrence.sentence) > 500


@pytest.mark.parametrize("filler", ["日本語の長い文", "a" * 400])
def test_where_there_are_no_spaces_there_is_still_a_sentence(filler):
    occurrence = told(filler * 60 + "優勝" + filler * 60, "優勝")
    assert "優勝" in occurrence.sentence
    assert len(occurrence.snippet) > 20
