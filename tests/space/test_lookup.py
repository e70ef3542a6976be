"""What a person types finds the token that is meant."""

import numpy as np
import pytest

from lexiscape.errors import SelectionError
from lexiscape.space import EmbeddingSpace
from lexiscape.space.lookup import find_rows

TOKENS = ["bank", "##bank", "Bank", "bänk", "##ing", "[CLS]"]
SPACE = EmbeddingSpace(TOKENS, np.ones((6, 2), np.float32), np.arange(6), family="wordpiece")


@pytest.mark.parametrize(("text", "rows"), [("bank", [0]), ("##bank", [1]), ("Bank", [2]), ("[CLS]", [5])])
def test_the_raw_spelling_wins(text, rows):
    assert find_rows(SPACE, text) == rows


def test_then_what_it_reads_as():
    assert find_rows(SPACE, "ing") == [4]


def test_then_without_case():
    assert find_rows(SPACE, "BÄNK") == [3]


def test_nothing_like_it_says_so():
    with pytest.raises(SelectionError, match="close spellings: bank"):
        find_rows(SPACE, "banc")
    with pytest.raises(SelectionError, match="several tokens"):
        find_rows(SPACE, "zzzzzz")
