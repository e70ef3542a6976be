"""Where a word stands: in every spelling that the page's search finds, and told of how many places."""

import sys
import unicodedata

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

import lexiscape as lx
from lexiscape.contextual import ModelOptions, RunOptions, TextModel, run_text
from lexiscape.contextual.occurrences import WordFinder
from lexiscape.contextual.windows import cut_windows, parts_of
from lexiscape.errors import LexiscapeWarning
from lexiscape.text.folding import fold
from lexiscape.text.places import FoldedText, WantedWord
from tiny_transformers import TEXT, write_model


def places(text, word):
    return [text[start:stop] for start, stop in FoldedText(text).find(WantedWord(word))]


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Café cafe\u0301 CAFE\u0301 cafe cafés", "café", ["Café", "cafe\u0301", "CAFE\u0301"]),
        ("Café cafe", "cafe", ["cafe"]),
        ("bank ｂａｎｋ Ｂａｎｋ banks", "bank", ["bank", "ｂａｎｋ", "Ｂａｎｋ"]),
        ("Bank ＢＡＮＫ Ｂａｎｋ bank", "Bank", ["Bank", "Ｂａｎｋ"]),
        ("ガラス ｶﾞﾗｽ ｶﾗｽ がらす", "ガラス", ["ガラス", "ｶﾞﾗｽ", "がらす"]),
        ("ハ バ ﾊ ﾊﾞ", "ﾊ", ["ハ", "ﾊ"]),
        ("自分は分かる。十分", "分", ["分", "分", "分"]),
        ("STRASSE straße", "straße", ["STRASSE", "straße"]),
        ("각 각 가", "각", ["각", "각"]),
        ("1½ and ½", "½", ["½", "½"]),
    ],
)
def test_every_spelling_is_found_where_it_stands(text, word, found):
    assert places(text, word) == found


def test_every_letter_that_is_stored_as_two_is_found_as_one():
    """Also where the second is a vowel sign of combining class 0, as in Bengali, Tamil and Kannada."""
    stored = {}
    for one in map(chr, range(sys.maxunicode + 1)):
        two = unicodedata.normalize("NFD", one)
        pair = unicodedata.decomposition(one).split()
        if len(pair) == 2 and pair[0][0] != "<" and not unicodedata.combining(two[0]):
            stored[one] = "".join(chr(int(code, 16)) for code in pair)
    assert len(stored) > 900
    lost = [one for one, two in stored.items() if places(f"x {two} y", one) != [two]]
    assert not lost
    assert places("葛\U000e0100城", "葛") == ["葛"], "a variation selector composes with nothing"


@given(st.text(max_size=30), st.text(min_size=1, max_size=3))
def test_what_is_found_folds_to_the_word(text, word):
    """Hostile text: each place is one of the text, and what stands there is the word, folded."""
    word = word.strip()
    if not word or word != word.lower():
        return
    for start, stop in FoldedText(text).find(WantedWord(word)):
        assert 0 <= start <= stop <= len(text)
        assert fold(text[start:stop]) == fold(word)


def test_places_inside_longer_tokens_are_counted():
    finder = WordFinder(["分", "bank"])
    found = finder.find("自分 分 bank", range(4), [(0, 2), (3, 4), (5, 9), (9, 9)])
    assert [(hit.word, hit.tokens) for hit in found] == [("分", (1, 2)), ("bank", (2, 3))]
    assert finder.inside == {"分": 1}


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    return {family: str(write_model(folder / family, family)) for family in ("bert", "gpt2")}


def test_a_run_tells_and_keeps_the_places_inside_longer_tokens(models, tmp_path, monkeypatch):
    """A tokenizer that joins 自分 into one token has no state for its 分."""
    text = tmp_path / "t.txt"
    text.write_text("\n".join(TEXT * 2), "utf-8")
    find = WordFinder.find

    def joined(self, text, ids, offsets):
        if "頭が" in text:  # as if the two were one token
            at = text.index("頭が")
            offsets = [(at, at + 2) if start in (at, at + 1) else (start, stop) for start, stop in offsets]
        return find(self, text, ids, offsets)

    monkeypatch.setattr(WordFinder, "find", joined)
    with pytest.warns(LexiscapeWarning, match="of 頭: 2 of 4 places; 2 lie inside longer tokens, and are left out"):
        run = run_text(models["bert"], [text], tmp_path / "out", RunOptions(1, ("頭",)))
    facts = lx.open_space(run.occurrences[0]).provenance
    assert (facts["occurrences_seen"], facts["inside_longer_tokens"]) == ({"頭": 2}, {"頭": 2})


@given(st.integers(1, 200), st.integers(1, 40), st.data(), st.booleans())
def test_every_token_of_a_word_is_averaged_once(length, size, data, causal):
    windows = cut_windows(length, size, data.draw(st.integers(0, size - 1)), causal)
    first = data.draw(st.integers(0, length - 1))
    last = data.draw(st.integers(first + 1, min(length, first + 60)))
    parts = parts_of((first, last), windows)
    assert [token for _, (a, b) in parts for token in range(a, b)] == list(range(first, last))
    assert all(windows[at].start <= a and b <= windows[at].stop for at, (a, b) in parts)
    if any(window.start <= first and last <= window.stop for window in windows):
        assert len(parts) == 1


@pytest.mark.parametrize("family", ["bert", "gpt2"])
def test_a_word_across_the_end_of_a_window_is_all_of_it(models, family, tmp_path):
    """Its mean is that of the means of its tokens, each from the window that counts it."""
    text = tmp_path / "t.txt"
    text.write_text(" ".join(TEXT[:3]) + "\n", "utf-8")
    how = ModelOptions(device="cpu", window=8, layers="last")
    model = TextModel(models[family], how)
    document = text.read_text("utf-8").strip()
    (ids,), (offsets,) = model.tokenize([document])
    words = ["river bank was muddy after the long rain", "rain. She works", "town, near the river. Rain fell on"]
    run = run_text(models[family], [text], tmp_path / "out", RunOptions(1, tuple(words), overlap=0, model=how))
    space = lx.open_space(next(iter(run.occurrences.values())))
    assert sorted(space.fields["word"]) == sorted(words)
    states = np.zeros((len(ids), model.dim), np.float32)
    windows = cut_windows(len(ids), model.capacity, 0, model.causal)
    for window in windows:
        whole = [*model.prefix, *ids[window.start : window.stop], *model.suffix]
        with torch.no_grad():
            made = model.model(torch.tensor([whole]), output_hidden_states=True).hidden_states[-1][0]
        at = len(model.prefix) + window.first - window.start
        states[window.first : window.last] = made[at : at + window.last - window.first].numpy()
    parts = 0
    for row, word in enumerate(space.fields["word"]):
        (hit,) = WordFinder([word]).find(document, ids, offsets)
        np.testing.assert_allclose(space.vectors[row], states[slice(*hit.tokens)].mean(axis=0), atol=1e-4)
        parts = max(parts, len(parts_of(hit.tokens, windows)))
    assert parts > 1
