"""The named places of a map: a tree of four levels whose paths repeat no word."""

import copy
import pickle

import numpy as np
import pytest

from golden import make
from lexiscape.columns import categorical
from lexiscape.pictures.region_names import Tokens, is_word, name_of
from lexiscape.pictures.regions import LEVELS


@pytest.fixture(scope="module")
def drawn():
    return make.read_map("bert")


def test_regions_of_four_levels_lie_within_one_another(drawn):
    regions = drawn.regions
    assert [level for level in LEVELS if any(one.level == level for one in regions)] == list(LEVELS)
    sizes = [np.median([one.tokens for one in regions if one.level == level]) for level in LEVELS]
    assert sizes == sorted(sizes, reverse=True)
    for level in LEVELS:
        rows = np.concatenate([one.rows for one in regions if one.level == level])
        assert len(np.unique(rows)) == len(rows)
        assert len(rows) > 0.8 * len(drawn) or level in LEVELS[2:]  # few tokens, few towns
    of_token = {level: np.full(len(drawn), -1) for level in LEVELS}
    for at, one in enumerate(regions):
        of_token[one.level][one.rows] = at
    for one in regions:
        np.testing.assert_allclose(drawn.xy[one.rows].mean(axis=0, dtype=np.float64), [one.x, one.y])
        if one.level != LEVELS[0]:
            around = regions[one.within]
            assert LEVELS.index(around.level) + 1 == LEVELS.index(one.level)
            before = [at for at, other in enumerate(regions) if other.level == around.level]
            shared = np.bincount(of_token[around.level][one.rows] + 1, minlength=len(regions) + 1)[1:]
            assert one.within == before[int(shared[before].argmax())]
            assert shared[one.within] > 0


def test_every_place_has_a_name_and_no_path_repeats_a_word(drawn):
    for one in drawn.regions:
        assert one.name
        assert one.name == " · ".join(one.words)
        path = list(one.words)
        within = one.within
        while within is not None:
            path += drawn.regions[within].words
            within = drawn.regions[within].within
        assert len(set(path)) == len(path)


def test_regions_are_found_once_and_outlast_a_copy(drawn):
    assert drawn.regions is drawn.regions
    names = [one.name for one in drawn.regions]
    for other in (copy.copy(drawn), pickle.loads(pickle.dumps(drawn))):
        assert [one.name for one in other.regions] == names


def named(texts, scripts, rare=(), used=()):
    script = categorical("script", "Script", scripts)
    codes = frozenset(script.categories.index(name) for name in rare)
    fit = np.array([is_word(text) for text in texts])
    tokens = Tokens(texts, fit, np.arange(len(texts)), np.ones(len(texts), np.int64), None, script, codes)
    return name_of(np.arange(len(texts)), tokens, used)


def test_a_script_of_few_tokens_is_named_by_its_own_name_and_within_it_by_words():
    words, scripts = ["भारत", "दिल्ली", "गंगा"], ["Devanagari"] * 3
    assert named(words, scripts) == tuple(words)
    assert named(words, scripts, rare=["Devanagari"]) == ("Devanagari",)
    assert named(words, scripts, rare=["Devanagari"], used=["Devanagari"]) == tuple(words)


def test_a_place_without_words_is_called_by_what_is_best_known_there():
    assert named(["α", "β"], ["Greek", "Greek"]) == ("Greek",)
    assert named(["α", "β"], ["Greek", "Greek"], used=["Greek"]) == ("α",)
    assert named(["!", "?"], ["None", "None"], used=["!"]) == ("?",)
