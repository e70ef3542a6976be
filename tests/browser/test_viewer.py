"""The page in a real browser: points, search, neighbors; by mouse, keyboard and touch; with WebGL2 and without."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lexiscape import load_map

pytestmark = pytest.mark.graphics


def ground(viewer):
    """A picture of the map's middle, free of panels."""
    return viewer.page.screenshot(clip={"x": 340, "y": 100, "width": 600, "height": 600})


def test_opens_by_itself(bert):
    assert bert.ask("v.renderer") == "webgl2"
    assert bert.ask("v.data.n") == 30_522
    expect(bert.page).to_have_title("demo:bert · Lexiscape")


def test_search_finds_victory_and_shows_its_true_neighbors(bert):
    page = bert.page
    page.keyboard.press("/")  # nothing has the focus yet: the page's keys are the map's
    page.keyboard.type("victory")
    expect(page.get_by_role("status")).to_have_text("1 found")
    page.keyboard.press("Enter")
    card = page.get_by_role("complementary", name="Token")
    expect(card.get_by_role("heading", name="victory", exact=True)).to_be_visible()
    names = card.get_by_role("listitem").locator("bdi:not(.raw)").all_inner_texts()
    assert len(names) == 10
    assert {"victories", "defeat", "triumph"} <= set(names)
    values = [float(value) for value in card.get_by_role("listitem").locator(".value").all_inner_texts()]
    assert values == sorted(values, reverse=True)
    assert 0 < values[-1] < values[0] <= 1
    shown = {label["text"] for label in bert.labels()}
    assert "victory" in shown


def test_clicking_a_label_selects_its_token(bert):
    label = next(label for label in bert.labels() if 400 < label["left"] < 900 and 250 < label["top"] < 500)
    bert.page.mouse.click(label["left"] + label["width"] / 2, label["top"] + label["height"] / 2)
    assert bert.ask("v.state.selected") == label["row"]
    bert.page.keyboard.press("Escape")
    assert bert.ask("v.state.selected") == -1


def test_hover_names_the_point(bert):
    x, y = bert.ask("[v.data.x[argument], v.data.y[argument]]", bert.row("music"))
    bert.zoom(40, x, y)
    bert.page.mouse.move(640, 400)
    assert bert.ask("v.data.readable[v.state.hover]") == "music"


def test_wheel_zooms_about_the_pointer_and_dragging_pans(bert):
    page = bert.page
    before = bert.ask("v.view")
    page.mouse.move(700, 300)
    page.mouse.wheel(0, -300)
    page.wait_for_function("(s) => document.getElementById('lexiscape').lexiscape.view.scale > s", arg=before["scale"])
    after = bert.ask("v.view")
    for axis, offset in (("x", 700 - 640), ("y", 300 - 400)):
        fixed_before = before[axis] + offset / before["scale"]
        fixed_after = after[axis] + offset / after["scale"]
        assert abs(fixed_before - fixed_after) * after["scale"] < 1
    page.mouse.down()
    page.mouse.move(760, 340, steps=3)
    page.mouse.up()
    moved = bert.ask("v.view")
    assert abs((after["x"] - moved["x"]) * moved["scale"] - 60) < 1
    assert abs((after["y"] - moved["y"]) * moved["scale"] - 40) < 1


def test_keys_move_and_zoom(bert):
    page = bert.page
    page.get_by_role("application").focus()
    home = bert.ask("v.view")
    page.keyboard.press("+")
    assert bert.ask("v.view.scale") > home["scale"] * 1.3
    page.keyboard.press("ArrowRight")
    assert bert.ask("v.view.x") > home["x"]
    page.keyboard.press("ArrowUp")
    assert bert.ask("v.view.y") < home["y"]
    page.keyboard.press("0")
    assert abs(bert.ask("v.view.scale") / home["scale"] - 1) < 1e-6


def test_without_webgl_the_canvas_does_the_same(new_viewer, bert_page):
    viewer = new_viewer()
    viewer.page.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        "  return kind.startsWith('webgl') ? null : get.call(this, kind, ...rest); };"
    )
    viewer.open(bert_page)
    assert viewer.ask("v.renderer") == "canvas"
    x, y = viewer.ask("[v.data.x[argument], v.data.y[argument]]", viewer.row("music"))
    viewer.zoom(40, x, y)
    assert "music" in {label["text"] for label in viewer.labels()}
    viewer.page.mouse.click(640, 400)
    assert viewer.ask("v.data.readable[v.state.selected]") == "music"


def test_a_lost_context_comes_back(bert):
    before = ground(bert)
    bert.page.evaluate(
        """async () => {
          const canvas = document.getElementById("lexiscape").shadowRoot.querySelector("canvas");
          const loss = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
          const lost = new Promise((done) => canvas.addEventListener("webglcontextlost", done));
          loss.loseContext();
          await lost;
          const back = new Promise((done) => canvas.addEventListener("webglcontextrestored", done));
          setTimeout(() => loss.restoreContext());
          await back;
        }"""
    )
    bert.ask("null")
    assert ground(bert) == before


def test_another_screen_is_drawn_for_as_finely(bert):
    canvases = "document.getElementById('lexiscape').shadowRoot.querySelectorAll('canvas:not(.minimap *)')"
    size = f"[...{canvases}].map(({{ width }}) => width)"
    assert bert.ask(size) == [1280, 1280]
    # the emulation tells of a new screen only with a new width of the page; the map's own stays
    bert.page.evaluate("document.getElementById('lexiscape').style.width = '1280px'")
    session = bert.page.context.new_cdp_session(bert.page)
    finer = {"width": 1281, "height": 800, "deviceScaleFactor": 2, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", finer)
    bert.page.wait_for_function(
        "() => document.getElementById('lexiscape').shadowRoot.querySelector('canvas').width === 2560"
    )
    assert bert.ask(size) == [2560, 2560]
    assert bert.ask("v.size") == {"width": 1280, "height": 800}


def test_colors_follow_the_chosen_column(bert):
    seen = set()
    for name in bert.ask("v.data.columns.map((column) => column.name)"):
        bert.page.get_by_label("Color by").get_by_role("combobox").select_option(name)
        assert bert.ask("v.state.colorBy") == name
        bert.ask("null")
        seen.add(ground(bert))
    assert len(seen) >= 4


def test_the_score_card_is_told_in_the_readers_language(bert, bert_page):
    told = load_map(bert_page).meta["card"]["scores"]
    panel = bert.page.locator(".scores")
    expect(panel.get_by_role("table")).to_be_hidden()
    panel.get_by_text("How faithful is this map?").click()
    rows = panel.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(len(told))
    for row, score in zip(rows.all(), told.values(), strict=True):
        cells = [cell.split(" ")[0] for cell in row.get_by_role("cell").all_inner_texts()]
        assert [float(cell) for cell in cells] == pytest.approx(
            [score[key] for key in ("value", "chance", "pca")], abs=0.006
        )
    bert.ask("v.set({ locale: 'ja' })")
    expect(panel.get_by_text("この地図はどれほど正確ですか")).to_be_visible()
    expect(rows.first).to_contain_text("近傍 10 件の保持")


def test_dark_by_system_preference_and_by_the_switch(new_viewer, bert_page):
    viewer = new_viewer(color_scheme="dark").open(bert_page)
    root = viewer.page.locator("#lexiscape .lexiscape")
    expect(root).to_have_attribute("data-theme", "dark")
    viewer.page.get_by_role("button", name="Light or dark").click()
    expect(root).to_have_attribute("data-theme", "light")


def test_hostile_tokens_are_text(new_viewer, make_map, hostile, tmp_path):
    make_map([*hostile, *(f"word{i}" for i in range(40))], name=hostile[0]).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    units = [list(np.frombuffer(token.encode("utf-16-le", "surrogatepass"), "<u2").tolist()) for token in hostile]
    received = viewer.ask(
        "v.data.raw.slice(0, argument).map((text) => [...Array(text.length).keys()].map((i) => text.charCodeAt(i)))",
        len(hostile),
    )
    assert received == units
    for row in range(len(hostile)):
        viewer.ask("v.goTo(argument)", row)
        heading = viewer.page.get_by_role("complementary").get_by_role("heading", level=2)
        assert not re.search("[\x00-\x1f\u2028\u2029\u202e]", heading.inner_text())
        assert heading.inner_text().strip()
    # the check, the data, the viewer: no more than the page has of its own
    assert viewer.page.evaluate("document.querySelectorAll('script').length") == 4


def test_help_opens_by_its_key_before_anything_has_the_focus(bert):
    bert.page.keyboard.press("?")
    expect(bert.page.get_by_role("dialog")).to_be_visible()
    bert.page.keyboard.press("Escape")
    expect(bert.page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_a_token_is_flown_to_with_all_its_neighbors_named_beside_the_panels(new_viewer, bert_page, width, height):
    viewer = new_viewer(viewport={"width": width, "height": height}).open(bert_page)
    for word in ("victory", "japan"):  # its neighbors lie close by; some of them lie far away
        viewer.select(word)
        card = viewer.page.get_by_role("complementary").bounding_box()
        labels = {label["row"]: label for label in viewer.labels() if not label.get("badgeOnly")}
        row = viewer.row(word)
        near = viewer.ask("[...v.data.neighbors.slice(argument * 10, argument * 10 + 10)]", row)
        missing = [other for other in near if other not in labels]
        assert len(missing) <= (0 if width > 640 else 2)  # a phone's free part is small
        for other in [row, *near]:
            if other in labels:
                label = labels[other]
                beside = label["left"] + label["width"] <= card["x"] or label["top"] + label["height"] <= card["y"]
                assert beside, f"{other} is under the card"


def test_a_token_that_its_own_card_would_cover_moves_aside(bert):
    row = bert.row("victory")
    bert.ask("v.look({x: v.data.x[argument] - 500 / v.view.scale, y: v.data.y[argument], scale: v.view.scale})", row)
    before = bert.ask("v.view.scale")
    bert.ask("v.select(argument)", row)
    x = bert.ask("v.size.width / 2 + (v.data.x[argument] - v.view.x) * v.view.scale", row)
    assert x < bert.page.get_by_role("complementary").bounding_box()["x"]
    assert bert.ask("v.view.scale") == before


def test_a_neighbor_named_at_the_edge_is_flown_to(bert):
    bert.select("japan")
    china = bert.row("china")
    box = next(label for label in bert.labels() if label["row"] == china)
    bert.page.mouse.click(box["left"] + box["width"] / 2, box["top"] + box["height"] / 2)
    assert bert.ask("v.state.selected") == china
    x = bert.ask("v.size.width / 2 + (v.data.x[argument] - v.view.x) * v.view.scale", china)
    assert 0 < x < 1280
