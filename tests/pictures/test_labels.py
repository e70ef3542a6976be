"""Labels never overlap, come by importance, and leave nothing out that would have fitted."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import lexiscape as lx
from golden import make
from lexiscape._rules import LONGEST_LABEL
from lexiscape.pictures.importance import importance, order_of
from lexiscape.pictures.labels import estimated_width, label_text, place_labels

AREA = (200.0, 120.0)


def overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def boxes(placement, sizes):
    return [(x, y, x + sizes[row][0], y + sizes[row][1]) for row, (x, y) in zip(*placement, strict=True)]


points = st.lists(
    st.tuples(st.floats(-20, 220), st.floats(-20, 140), st.just(0.0) | st.floats(1, 60), st.floats(1, 15)),
    max_size=40,
)


@given(points, st.sampled_from(["all", "above"]))
def test_no_two_labels_overlap_and_none_leaves_the_page(drawn, sides):
    table = np.array(drawn, float).reshape(-1, 4)
    rows = np.arange(len(table))
    placement = place_labels(table[:, :2], table[:, 2:], rows, AREA, sides=sides, taken=[(0, 0, 30, 30)])
    placed = boxes(placement, table[:, 2:])
    assert set(placement.rows.tolist()) <= set(rows.tolist())
    for i, box in enumerate(placed):
        assert not overlap(box, (0, 0, 30, 30))
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= AREA[0]
        assert box[3] <= AREA[1]
        assert not any(overlap(box, other) for other in placed[:i])


@given(points)
def test_the_first_label_that_fits_is_always_there(drawn):
    table = np.array([(100.0, 60.0, 50.0, 12.0), *drawn], float)
    placement = place_labels(table[:, :2], table[:, 2:], np.arange(len(table)), AREA)
    assert placement.rows[0] == 0


def test_importance_is_a_permutation_with_words_before_oddities():
    space = lx.open_space("demo:bert").first(2500)
    order = importance(lx.map_space(space, layout="pca"))
    assert sorted(order.tolist()) == list(range(2500))
    place = {space.tokens[row]: at for at, row in enumerate(order.tolist())}
    assert place["the"] < place["[PAD]"]
    assert place["the"] < place["of"] < place["at"]


def place_in_vocabularies():
    """Where each token stands in the order of importance: of the first vocabulary of tests/golden and its reverse."""
    for texts, kinds, order in (
        json.loads(make.HERE.joinpath("rules.json").read_text())["orders"][at] for at in (0, 2)
    ):
        assert order_of(texts, kinds).tolist() == order
        yield {(texts[row], kinds[row]): at for at, row in enumerate(order)}


def test_beginnings_of_longer_words_come_after_words_where_a_vocabulary_is_one_of_merges():
    merged, reversed_ = place_in_vocabularies()
    assert merged["military", "word"] < merged["milit", "word"]
    assert merged["fifteen", "word"] < merged["fif", "word"]
    assert merged["the", "word"] > merged["physics", "word"]  # "there" and "theme" follow at once
    assert merged["game", "word"] < merged["gam", "word"]
    assert reversed_["milit", "word"] - reversed_["military", "word"] < 10  # no vocabulary of merges: as they come


@given(st.text())
def test_what_is_drawn_is_short_and_visible(text):
    shown = label_text(text)
    assert len(shown) <= LONGEST_LABEL
    assert shown.replace("\u200c", "x").replace("\u200d", "x").isprintable()  # joiners shape the letters beside them
    assert bool(shown) == bool(text)
    assert not shown.isspace()


def test_wide_characters_are_wide():
    assert estimated_width("日本") == 2.0
    assert estimated_width("ab") < estimated_width("日本")
    assert estimated_width("e\u0301") == estimated_width("e")
