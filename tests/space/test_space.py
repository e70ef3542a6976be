"""Selections of a space keep tokens, vectors and ids together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexiscape.errors import LexiscapeWarning, SelectionError
from lexiscape.space import EmbeddingSpace
from lexiscape.text import KINDS

TOKENS = ["[CLS]", "bank", "##bank", "日本", "1999", "##ing"]
VECTORS = np.arange(12, dtype=np.float32).reshape(6, 2)


@pytest.fixture
def space():
    return EmbeddingSpace(TOKENS, VECTORS, np.arange(6), "tiny", "wordpiece", frozenset({0}), {"source": "tiny"})


def test_what_is_known_of_each_token(space):
    assert len(space) == 6
    assert repr(space) == "<EmbeddingSpace tiny: 6 tokens x 2>"
    assert space.readable == ["[CLS]", "bank", "bank", "日本", "1999", "ing"]
    assert space.kinds == ["special", "word", "continuation", "word", "number", "continuation"]
    assert space.scripts == ["None", "Latin", "Latin", "Han", "None", "Latin"]


@given(st.lists(st.integers(0, 5), min_size=1, unique=True))
def test_rows_stay_together(rows):
    space = EmbeddingSpace(TOKENS, VECTORS, np.arange(6), "tiny", "wordpiece", frozenset({0}))
    part = space.take(rows)
    assert list(part.tokens) == [TOKENS[row] for row in rows]
    assert part.ids.tolist() == rows
    assert np.array_equal(part.vectors, VECTORS[rows])
    assert part.kinds == [space.kinds[row] for row in rows]  # special goes by id, not by row


def test_selections(space):
    assert space.first(2).ids.tolist() == [0, 1]
    assert space.first(99) is space
    assert space.last(2).ids.tolist() == [4, 5]
    assert space.range(1, 3).ids.tolist() == [1, 2]
    assert space.range(4, 99).ids.tolist() == [4, 5]
    assert space.match("^bank$").ids.tolist() == [1, 2]
    assert space.match("^##").ids.tolist() == [2, 5]
    assert space.words(["ing", "日本"]).ids.tolist() == [3, 5]


def test_kinds_are_left_out(space):
    rest = space.leave_out("continuation", "special")
    assert rest.kinds == [kind for kind in space.kinds if kind not in ("continuation", "special")]
    assert 0 < len(rest) < len(space)
    with pytest.raises(SelectionError, match="no kind of token 'words': choose among word, continuation"):
        space.leave_out("words")
    with pytest.raises(SelectionError, match="is empty"):
        space.leave_out(*KINDS)


def test_words_that_are_no_tokens_are_named(space):
    with pytest.warns(LexiscapeWarning, match="2 of 3 words are no tokens of tiny and are left out: nowhere, Bank"):
        assert space.words(["bank", "nowhere", "Bank", "nowhere"]).ids.tolist() == [1, 2]


def test_a_contiguous_selection_copies_nothing(space):
    assert np.shares_memory(space.range(1, 4).vectors, VECTORS)


@pytest.mark.parametrize(
    ("select", "message"),
    [
        (lambda space: space.first(0), "the selection is empty"),
        (lambda space: space.range(9, 12), "the selection is empty"),
        (lambda space: space.match("zzz"), "no token of tiny matches 'zzz'"),
        (lambda space: space.match("("), "not a regular expression"),
        (lambda space: space.words(["zzz"]), "none of the 1 words"),
    ],
)
def test_an_empty_selection_is_an_error(space, select, message):
    with pytest.raises(SelectionError, match=message.replace("(", r"\(")):
        select(space)
