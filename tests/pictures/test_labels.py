"""Labels never overlap, come by importance, and leave nothing out that would have fitted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import lexiscape as lx
from lexiscape._rules import LONGEST_LABEL
from lexiscape.pictures.labels import estimated_width, importance, label_text, place_labels

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
