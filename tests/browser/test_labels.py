"""Labels as drawn: none over another, anywhere, at any zoom; and none comes or goes while panning."""

import itertools

import numpy as np
import pytest

import lexiscape as lx
from lexiscape.pictures.regions import find_regions


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


def test_larger_text_and_a_presentation_keep_labels_apart_and_the_link_keeps_the_size(new_viewer, bert_page):
    viewer = new_viewer().open(bert_page)
    before = viewer.labels()
    width = {label["row"]: label["width"] for label in before}
    viewer.page.keyboard.press("t")
    viewer.page.keyboard.press("t")
    labels = viewer.labels()
    shared = [label for label in labels if label["row"] in width]
    assert len(labels) > len(before) / 1.5**2 / 2  # of those for which the same area has room, more than half
    assert len(shared) > len(labels) / 2
    assert all(label["width"] == pytest.approx(1.5 * width[label["row"]]) for label in shared)
    assert overlapping(labels) == []
    viewer.page.wait_for_url("**/*#text=1.5")
    viewer.page.keyboard.press("p")
    assert overlapping(viewer.labels()) == []
    root = "document.getElementById('lexiscape').shadowRoot"
    shown = f"[...{root}.querySelectorAll('.panel')].filter((panel) => panel.checkVisibility())"
    assert viewer.ask(f"{shown}.length") == 0
    home, seen = viewer.ask("v.view"), []
    for key in ("ArrowRight", "PageDown", "ArrowUp", "ArrowLeft"):
        viewer.page.keyboard.press(key)
        seen.append(viewer.ask("v.view"))
    assert seen[0]["scale"] > home["scale"]  # a place, not the whole map
    assert seen[1] not in (home, seen[0])
    assert [seen[2], seen[3]["scale"]] == [seen[0], pytest.approx(home["scale"])]
    viewer.page.keyboard.press("Escape")
    assert viewer.ask(f"{shown}.length") > 2
    viewer.page.get_by_role("button", name="Present (P)").click()
    viewer.page.get_by_role("button", name="End the presentation").click()
    assert viewer.ask("[v.state.presenting, v.state.textSize]") == [False, 1.5]


@pytest.mark.parametrize("zoom", [0.5, 1, 1.7, 4, 13, 60, 400, 5000])
def test_no_label_over_another(bert, zoom):
    bert.zoom(zoom)
    for token in ("victory", "japan", "1984", "[unused7]", "##ing"):
        row = bert.ask("v.data.raw.indexOf(argument)", token)
        x, y = bert.ask("[v.data.x[argument], v.data.y[argument]]", row)
        bert.zoom(1, x, y)
        shown = [*bert.labels(), *bert.ask("v.visibleRegions()")]
        assert shown
        assert overlapping(shown) == []


def test_the_overview_names_places_all_over_the_map(bert):
    regions = bert.ask("v.visibleRegions()")
    assert len(regions) >= 10
    left, right, top, bottom = bert.ask(
        "[...v.data.x].reduce(([l, r], x) => [Math.min(l, x), Math.max(r, x)], [1e9, -1e9])"
        ".concat([...v.data.y].reduce(([l, r], y) => [Math.min(l, y), Math.max(r, y)], [1e9, -1e9]))"
    )
    scale = bert.ask("v.view.scale")
    assert max(r["left"] for r in regions) - min(r["left"] for r in regions) > (right - left) * scale / 3
    assert max(r["top"] for r in regions) - min(r["top"] for r in regions) > (bottom - top) * scale / 3
    bert.zoom(30)
    assert bert.ask("v.visibleRegions()") == []


@pytest.mark.parametrize("zoom", [1, 2, 4])
def test_no_stretch_of_land_on_the_screen_is_wider_than_a_fifth_of_it_without_a_name_of_a_place(bert, zoom):
    """A town has its name where a country had it before: once, four times as near, half of the screen had none."""
    x, y = (np.array(bert.ask(f"[...v.data.{axis}]")) for axis in "xy")
    bert.ask("v.home()")
    home, size = bert.ask("v.view"), bert.ask("v.size")
    ends = [(0.5, 0.5)] if zoom == 1 else [(0.5, 0.5), (0.2, 0.5), (0.5, 0.2), (0.5, 0.8), (0.95, 0.4)]
    for right, down in ends:
        view = {"x": np.quantile(x, right), "y": np.quantile(y, down), "scale": zoom * home["scale"]}
        bert.ask("v.look(argument)", home if zoom == 1 else view)
        view = bert.ask("v.view")
        across = (x - view["x"]) * view["scale"] + size["width"] / 2
        below = (y - view["y"]) * view["scale"] + size["height"] / 2
        # the widest disc around a token that lies on the screen whole: as far from its edges as from every name
        away = np.minimum(np.minimum(across, size["width"] - across), np.minimum(below, size["height"] - below))
        for name in bert.ask("v.visibleRegions()"):
            beside = np.maximum(abs(across - name["left"] - name["width"] / 2) - name["width"] / 2, 0)
            above = np.maximum(abs(below - name["top"] - name["height"] / 2) - name["height"] / 2, 0)
            away = np.minimum(away, np.hypot(beside, above))
        assert 2 * away.max() < 0.2 * size["width"], (right, down)


def test_a_click_on_the_name_of_a_region_goes_there_and_selects_nothing(bert):
    before = bert.ask("v.view.scale")
    name = max(bert.ask("v.visibleRegions()"), key=lambda name: name["width"])
    x, y = name["left"] + name["width"] / 2, name["top"] + name["height"] / 2
    bert.page.mouse.move(x, y)
    assert bert.ask("v.state.hover") == -1
    bert.page.mouse.click(x, y)
    bert.page.wait_for_function(
        "(before) => document.getElementById('lexiscape').lexiscape.view.scale >= 2 * before", arg=before
    )
    assert bert.ask("v.state.selected") == -1
    left, top = bert.ask("[v.size.width / 2, v.size.height / 2]")
    assert (
        len([label for label in bert.labels() if abs(label["left"] - left) < 400 and abs(label["top"] - top) < 400])
        > 20
    )


def test_well_known_words_come_first(bert):
    bert.zoom(2)
    early = sorted(label["row"] for label in bert.labels())
    assert len(early) > 30
    bert.zoom(8)
    late = sorted(label["row"] for label in bert.labels())
    assert early[len(early) // 2] < late[len(late) // 2]


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


def names_shown(viewer):
    """The names of places in the overview and some octaves closer, without those of quarters, which a page alone knows.

    Each is written whole, or its best word stands alone.
    """
    shown = set()
    for octave in range(4):
        viewer.ask("v.home()")
        viewer.ask("v.look({...v.view, scale: argument * v.view.scale})", 2**octave)
        for region in viewer.ask("v.visibleRegions()"):
            assert region["text"].replace(" · ", " ") in (region["name"], region["name"].split(" ")[0])
            if region["level"] < 4:
                shown.add(region["name"])
    return shown


def test_a_figure_names_the_places_that_the_page_names(bert, bert_page):
    """The rule is written twice, in `web/src/regions/regions.ts` and in `lexiscape.pictures.regions`."""
    shown = names_shown(bert)
    assert len(shown) > 30
    assert shown <= {" ".join(region.words) for region in find_regions(lx.load_map(bert_page))}


def test_places_are_called_by_what_a_filter_keeps_and_by_all_again_after_it(bert):
    before = names_shown(bert)
    codes = bert.ask("v.data.columns.find(({ name }) => name === 'kind').categories")
    bert.ask("v.set({ filters: { kind: { only: [argument] } } })", codes.index("continuation"))
    bert.ask("v.ready.then(() => null)")
    kept = set(bert.ask("v.data.readable.filter((_, row) => v.kept(row))"))
    names = names_shown(bert)
    assert len(names) > 10
    words = [{word.removeprefix("-") for word in name.split()} for name in names]
    scripts = set(bert.ask("v.data.columns.find(({ name }) => name === 'script').categories"))
    assert [name for name in words if not name <= kept | scripts | {"continuation"}] == []
    bert.ask("v.set({ filters: {} })")
    bert.ask("v.ready.then(() => null)")
    assert names_shown(bert) == before


def test_a_figure_names_the_places_of_a_japanese_map_as_the_page_does(new_viewer, tmp_path):
    drawn = lx.map_space("spacy:ja_ginza")
    drawn.save(tmp_path / "ginza.html")
    shown = names_shown(new_viewer().open(tmp_path / "ginza.html"))
    assert len(shown) > 30
    assert sum(any("\u3041" <= letter <= "\u9fff" for letter in name) for name in shown) > 30
    assert shown <= {" ".join(region.words) for region in find_regions(drawn)}


def test_no_edge_of_the_screen_cuts_the_name_of_a_place(bert):
    """Nor does one that moves away from the edge lie on another, or on a token's label."""
    bert.zoom(2)
    x, y, scale = bert.ask("[v.view.x, v.view.y, v.view.scale]")
    width, height = bert.ask("[v.size.width, v.size.height]")
    moved = 0
    for dx, dy in ((0, 0), (70, 0), (140, 40), (210, 80), (280, 120)):
        bert.zoom(1, x + dx / scale, y + dy / scale)
        names = bert.ask("v.visibleRegions()")
        assert len(names) > 10
        for name in names:
            assert min(name["left"], name["top"]) >= 0
            assert name["left"] + name["width"] <= width
            assert name["top"] + name["height"] <= height
        moved += sum(0 in (name["left"], name["top"]) for name in names)
        assert overlapping([*bert.labels(), *names]) == []
    assert moved > 0


def test_a_long_label_stays_while_any_of_it_is_on_the_screen(new_viewer, make_map, tmp_path):
    long = "優勝" * 15
    make_map([long, *(f"t{i}" for i in range(60))]).save(tmp_path / "long.html")
    viewer = new_viewer().open(tmp_path / "long.html")
    viewer.ask("v.look({ x: v.data.x[0], y: v.data.y[0], scale: v.maxScale })")
    width = next(label["width"] for label in viewer.labels() if label["row"] == 0)
    assert width > 340
    x, scale = viewer.ask("[v.view.x, v.view.scale]")
    viewer.zoom(1, x + (640 + width / 2 - 5) / scale)  # its last letter is still there
    assert 0 in {label["row"] for label in viewer.labels()}
