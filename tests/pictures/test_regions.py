"""The named places of a map: a tree of four levels whose paths repeat no word."""

import copy
import itertools
import pickle
import re

import numpy as np
import pytest

import lexiscape as lx
from golden import make
from lexiscape.columns import categorical
from lexiscape.pictures.region_names import Tokens, is_word, name_of, ranges_of
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


def test_numbers_are_called_by_ranges_that_are_full_of_them():
    """On demo:bert, a place of small numbers and years was 18–1784, beside one of three digits that was 117–950."""
    drawn = lx.map_space("demo:bert")
    seen = 0
    for one in drawn.regions:
        ranges = [tuple(map(int, word.split("–"))) for word in one.words if re.fullmatch("[0-9]+–[0-9]+", word)]
        if not ranges or one.level not in LEVELS[:2]:
            continue
        seen += 1
        texts = (drawn.space.readable[row] for row in one.rows.tolist())
        numbers = np.array([int(text) for text in texts if re.fullmatch("[1-9][0-9]{0,5}", text)])
        held = [numbers[(numbers >= low) & (numbers <= high)] for low, high in ranges]
        assert sum(map(len, held)) >= 0.8 * len(numbers), one.name
        for inside, (low, high) in zip(held, ranges, strict=True):
            assert np.histogram(inside, 3, (low, high))[0].min() >= 0.1 * len(inside), one.name
    assert seen >= 5
    pairs = [one.words for one in drawn.regions if len(one.words) == 2 and all("–" in word for word in one.words)]
    assert any(int(low.partition("–")[2]) < 1000 and int(high.partition("–")[0]) > 1500 for low, high in pairs)


def slow_ranges(numbers):
    """Every way of leaving out parts at either end and between, each tried."""
    n, part = len(numbers), len(numbers) // 20
    chosen = [(part, n - 1 - part)]

    def length(ranges):
        return sum(numbers[last] - numbers[first] for first, last in ranges)

    ways = list(itertools.product(range(5), repeat=2))
    one = [[(below * part, n - 1 - above * part)] for below, above in ways if below + above == 4]
    two = [
        [(below * part, end), (end + (4 - below - above) * part + 1, n - 1 - above * part)]
        for below, above in ways
        if below + above <= 4
        for end in range(n)
        if end - below * part + 1 >= n / 5 and n - above * part - (end + (4 - below - above) * part + 1) >= n / 5
    ]
    for candidates in (one, two):
        if part and candidates and length(best := min(candidates, key=length)) <= 0.6 * length(chosen):
            chosen = best
    return length(chosen), len(chosen)


@pytest.mark.parametrize("seed", range(30))
def test_ranges_are_the_shortest_of_all_that_hold_as_many(seed):
    rng = np.random.default_rng(seed)
    parts = [rng.integers(low, low + width, count) for low, width, count in rng.integers(1, [1000, 300, 60], (3, 3))]
    numbers = np.sort(np.concatenate(parts))
    found = ranges_of(numbers)
    assert (sum(high - low for low, high in found), len(found)) == slow_ranges(numbers.tolist())
    if len(numbers) >= 20:
        held = sum(((numbers >= low) & (numbers <= high)).sum() for low, high in found)
        assert held >= 0.8 * len(numbers)


def test_few_numbers_have_one_range():
    assert ranges_of(np.array([1, 2, 1000])) == [(1, 1000)]
    assert ranges_of(np.array([7])) == [(7, 7)]
    assert ranges_of(np.array([7] * 40)) == ranges_of(np.array([7] * 39 + [900])) == [(7, 7)]
    assert ranges_of(np.arange(1, 101)) == [(6, 95)]
    two = ranges_of(np.array([*range(1, 51), *range(1900, 1950)]))
    assert [(low >= 1900, high >= 1900) for low, high in two] == [(False, False), (True, True)]
