"""Manners: keyboard, screen readers, languages, narrow screens, and no fault that axe-core finds."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"

#: The control that has the focus, and whether its focus is drawn; null outside the viewer.
FOCUSED = """() => {
  const element = document.getElementById("lexiscape").shadowRoot.activeElement;
  if (!element) return null;
  const own = element.matches("input[type=range], .surface"); // theirs is drawn on the thumb, and as a shadow
  const drawn = own || getComputedStyle(element).outlineStyle !== "none";
  return { name: element.ariaLabel || element.textContent, drawn };
}"""

#: Controls that are seen; of a list of tokens, the one that Tab stops at.
CONTROLS = """() =>
  [...document.getElementById("lexiscape").shadowRoot.querySelectorAll("button, input, select")]
    .filter((element) => element.checkVisibility() && element.tabIndex === 0)
    .map((element) => element.ariaLabel || element.textContent)"""

PANELS = """() =>
  [...document.getElementById("lexiscape").shadowRoot.querySelectorAll(".panel")]
    .filter((element) => element.checkVisibility())
    .map((element) => [element.className, element.getBoundingClientRect().toJSON()])"""


def faults(viewer):
    """What axe-core finds, of whatever weight: rule, elements."""
    assert AXE.exists(), "axe-core is not there: run `npm ci` in web/, as `make web-test` does"
    viewer.page.evaluate(AXE.read_text("utf-8") + "\n;null")
    found = viewer.page.evaluate("async () => (await axe.run(document)).violations")
    return [(v["id"], [n["target"] for n in v["nodes"]]) for v in found]


@pytest.fixture(scope="module")
def small(make_map, tmp_path_factory):
    """A map of few tokens, for what does not depend on them."""
    path = tmp_path_factory.mktemp("small") / "map.html"
    make_map([f"word{i}" for i in range(200)]).save(path)
    return path


def show_save_menu(viewer):
    viewer.page.get_by_role("button", name="Save or share").click()


def show_tour(viewer):
    for key in ("k", "PageDown", "e"):
        viewer.page.get_by_role("application").press(key)


#: What is open on the page, and how it is opened.
STATES = {
    "as it opens": lambda viewer: None,
    "token and search": lambda viewer: viewer.ask("v.set({ query: 'word', colorBy: 'norm', selected: 3 })"),
    "true nearness": lambda viewer: viewer.ask("v.set({ selected: 3, mode: 'distance' })"),
    "selection": lambda viewer: viewer.page.get_by_role("application").press("s"),
    "filters": lambda viewer: viewer.ask(
        "v.set({ colorBy: 'rank', filters: { kind: { only: [0] }, norm: { low: 0.2, high: 0.8 } } })"
    ),
    "bad pattern": lambda viewer: viewer.page.get_by_role("searchbox").fill("/(/"),
    "save menu": show_save_menu,
    "tour": show_tour,
    "table": lambda viewer: viewer.page.get_by_role("application").press("d"),
    "help": lambda viewer: viewer.page.keyboard.press("?"),
}


#: Each state in two of four looks, so that it is seen with each scheme and in each width.
LOOKS = {(390, "light"): 0, (1280, "dark"): 0, (390, "dark"): 1, (1280, "light"): 1}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_no_fault(new_viewer, small, scheme, width):
    found = {}
    for name, show in list(STATES.items())[LOOKS[width, scheme] :: 2]:
        viewer = new_viewer(color_scheme=scheme, viewport={"width": width, "height": 800}).open(small)
        if width == 390 and name not in ("help", "save menu"):
            viewer.page.get_by_role("button", name="Legend").click()
        show(viewer)
        found[name] = faults(viewer)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_help_card_opens_and_closes_by_key_and_gives_the_focus_back(new_viewer, small):
    page = new_viewer().open(small).page
    page.get_by_role("application").focus()
    page.keyboard.press("?")
    card = page.get_by_role("dialog", name="Help")
    expect(card).to_be_visible()
    expect(card.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.get_by_role("application")).to_be_focused()


def test_every_control_is_reached_by_tab_and_shows_its_focus(new_viewer, small):
    viewer = new_viewer().open(small)
    viewer.ask("v.set({ selected: 3, colorBy: 'norm', query: 'word1' })")
    viewer.page.get_by_role("application").press("s")
    controls = viewer.page.evaluate(CONTROLS)
    assert len(controls) > 25
    viewer.page.get_by_role("application").focus()
    reached = []
    for _ in range(3 * len(controls)):
        viewer.page.keyboard.press("Tab")
        focused = viewer.page.evaluate(FOCUSED)
        if focused is None:
            continue
        assert focused["drawn"], focused["name"]
        reached.append(focused["name"])
    assert set(controls) <= set(reached)


def test_the_save_menu_by_keys(new_viewer, small):
    page = new_viewer().open(small).page
    opener = page.get_by_role("button", name="Save or share")
    opener.press("Enter")
    expect(page.get_by_role("button", name="Picture (PNG)")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.get_by_role("button", name="Picture (PNG)")).to_be_hidden()


def test_tools_of_the_bar_are_switched_by_their_keys(new_viewer, small):
    viewer = new_viewer().open(small)
    for key, tool in (("l", "lasso"), ("b", "box"), ("b", "move"), ("l", "lasso"), ("Escape", "move")):
        viewer.page.get_by_role("application").press(key)
        assert viewer.ask("v.state.tool") == tool


def test_the_selected_token_and_its_neighbors_are_said(new_viewer, small):
    viewer = new_viewer().open(small)
    viewer.ask("v.select(3)")
    near = viewer.ask("[...v.data.neighbors.slice(30, 40)].map((i) => v.data.readable[i])")
    said = viewer.page.locator("[aria-live=polite].unseen")
    expect(said).to_have_text("word3 selected. True neighbors: " + ", ".join(near))
    listed = viewer.page.get_by_role("complementary", name="Token").get_by_role("listitem").locator("bdi")
    assert listed.all_inner_texts() == near
    viewer.page.get_by_role("application").press("Escape")
    expect(said).to_have_text("No token selected")
    viewer.page.get_by_role("application").press("s")
    expect(said).to_have_text("200 selected")
    viewer.page.get_by_role("application").press("Escape")
    expect(said).to_have_text("Selection dropped")


def test_the_language_is_the_browsers_and_can_be_switched(new_viewer, small):
    page = new_viewer(locale="ja-JP").open(small).page
    expect(page.get_by_role("searchbox", name="トークンを検索")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("searchbox", name="Search tokens")).to_be_visible()
    expect(page.get_by_role("button", name="Help")).to_be_visible()
    page.get_by_role("button", name="日本語").click()
    page.get_by_role("button", name="ヘルプ").click()
    expect(page.get_by_role("dialog", name="ヘルプ")).to_contain_text("この地図の読み方")


@pytest.mark.parametrize("locale", ["en-US", "ja-JP"])
def test_on_a_phone_no_panel_lies_over_another_or_leaves_the_screen(new_viewer, small, locale):
    viewer = new_viewer(viewport={"width": 390, "height": 800}, locale=locale).open(small)
    viewer.page.get_by_role("button", name="Legend" if locale == "en-US" else "凡例").click()
    expect(viewer.page.locator(".legend .body")).to_be_visible()
    boxes = dict(viewer.page.evaluate(PANELS))
    assert set(boxes) == {"panel search", "panel legend", "panel controls"}
    viewer.page.get_by_role("button", name="Save or share" if locale == "en-US" else "保存・共有").click()
    boxes |= {"menu": dict(viewer.page.evaluate(PANELS))["panel menu"]}
    for name, box in boxes.items():
        assert box["left"] >= 0, name
        assert box["right"] <= 390, name
        assert box["top"] >= 0, name
        assert box["bottom"] <= 800, name
    panels = [box for name, box in boxes.items() if name != "menu"]  # a menu lies over what it opens above
    for i, one in enumerate(panels):
        for other in panels[:i]:
            assert one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


def test_where_fingers_point_all_that_is_pressed_is_large_enough(new_viewer, small):
    viewer = new_viewer(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True).open(small)
    expect(viewer.page.locator(".hint")).to_have_text("Tap a word for its true neighbors")
    viewer.page.get_by_role("button", name="Legend").click()
    viewer.ask("v.set({ colorBy: 'norm' })")
    viewer.page.get_by_role("button", name="Help").wait_for()
    boxes = viewer.page.evaluate(
        """() => [...document.getElementById("lexiscape").shadowRoot.querySelectorAll("button, input, select, summary")]
          .filter((control) => control.checkVisibility())
          .map((control) => [control.ariaLabel ?? control.textContent, control.getBoundingClientRect()])
          .map(([name, box]) => [name, box.width, box.height, box.left, box.right])"""
    )
    assert len(boxes) > 12
    assert [box for box in boxes if box[1] < 43.9 or box[2] < 43.9 or box[3] < 0 or box[4] > 320] == []


def test_on_a_phone_everything_open_at_once_still_fits(new_viewer, small):
    viewer = new_viewer(viewport={"width": 390, "height": 667}).open(small)
    viewer.page.get_by_role("button", name="Legend").click()
    viewer.page.get_by_role("searchbox").fill("word")
    viewer.page.get_by_role("button", name="Select them").click()
    viewer.ask("v.select(3)")
    for name, box in viewer.page.evaluate(PANELS):
        assert box["top"] >= 0, name
        assert box["bottom"] <= 668, name
    overflow = viewer.page.evaluate("document.documentElement.scrollHeight > innerHeight")
    assert not overflow
