"""Labels as drawn: none over another, anywhere, at any zoom; and none comes or goes while panning."""

import itertools

import pytest


def overlapping(labels):
    labels = sorted(labels, key=lambda label: label["left"])
    pairs = []
    for i, one in enumerate(labels):
        for other in itertools.islice(labels, i + 1, None):
            if other["left"] >= one["left"] + one["width"]:
                break
            if one["top"] < other["top"] + other["height"] and other["top"] < one["top"] + one["height"]:
                pairs.append((one["text"], other["text"]))
    return pairs


@pytest.mark.parametrize("zoom", [0.5, 1, 1.7, 4, 13, 60, 400, 5000])
def test_no_label_over_another(bert, zoom):
    bert.zoom(zoom)
    for token in ("victory", "japan", "1984", "[unused7]", "##ing"):
        row = bert.ask("v.data.raw.indexOf(argument)", token)
        x, y = bert.ask("[v.data.x[argument], v.data.y[argument]]", row)
        bert.zoom(1, x, y)
        labels = bert.labels()
        assert labels
        assert overlapping(labels) == []


def test_the_overview_is_filled_with_well_known_words(bert):
    labels = bert.labels()
    assert len(labels) > 60
    ranks = sorted(label["row"] for label in labels)
    assert ranks[len(ranks) // 4] < 4000
    thirds = {(int(3 * (label["left"] + label["width"] / 2) // 1280), int(3 * label["top"] // 800)) for label in labels}
    assert len(thirds) >= 7


def test_panning_keeps_every_label_that_stays_on_the_screen(bert):
    bert.zoom(12)
    for step in ((31.5, 0), (0, -47.25), (-13, 90)):
        before = {label["row"]: label for label in bert.labels()}
        x, y, scale = bert.ask("[v.view.x, v.view.y, v.view.scale]")
        bert.zoom(1, x + step[0] / scale, y + step[1] / scale)
        after = {label["row"]: label for label in bert.labels()}
        for row, label in before.items():
            left, top = label["left"] - step[0], label["top"] - step[1]
            if 0 < left < 1280 - label["width"] and 0 < top < 800 - label["height"]:
                assert row in after
                assert after[row]["left"] == pytest.approx(left, abs=0.05)
                assert after[row]["top"] == pytest.approx(top, abs=0.05)


def test_zooming_in_only_adds_labels(bert):
    x, y = bert.ask("[v.data.x[argument], v.data.y[argument]]", bert.row("music"))
    bert.zoom(3, x, y)
    for _ in range(6):
        before = {
            label["row"]
            for label in bert.labels()
            if abs(label["left"] + label["width"] / 2 - 640) < 300 and abs(label["top"] - 400) < 180
        }
        bert.zoom(1.3)
        assert before <= {label["row"] for label in bert.labels()}


def test_every_token_has_its_label_somewhere(bert):
    rows = bert.ask("v.data.n")
    scales = bert.ask("Array.from(v.labelScales)")
    assert len(scales) == rows
    deepest = bert.ask("v.maxScale")
    assert all(scale <= deepest for scale in scales)
