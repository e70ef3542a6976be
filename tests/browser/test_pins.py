"""Pinned tokens: what they share is Python's, by keys alone, in links, in both languages, without a fault for axe."""

import re

import pytest
from playwright.sync_api import expect

import lexiscape as lx
from browser.test_manners import faults


@pytest.fixture(scope="module")
def pinned_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("pinned") / "map.html"
    lx.map_space(lx.open_space("demo:bert").range(1996, 8996), layout="pca").save(path)
    return path


@pytest.fixture(scope="module")
def drawn(pinned_page):
    return lx.load_map(pinned_page)  # with the neighbors that the page has


def pin(viewer, *words):
    """Pin tokens, each from the map by its key."""
    for word in words:
        viewer.select(word)
        viewer.page.get_by_role("application").press("c")
    return viewer.page.get_by_role("region", name="Pinned")


def names(panel, list_name):
    return panel.get_by_role("list", name=list_name).locator("bdi").all_text_contents()


def test_what_two_share_and_what_is_of_one_alone_is_python_s(new_viewer, pinned_page, drawn):
    viewer = new_viewer().open(pinned_page)
    for a, b in (("king", "queen"), ("japan", "tokyo"), ("monday", "music")):
        panel = pin(viewer, a, b)
        road = drawn.between(a, b)
        assert names(panel, "Shared neighbors") == [one.token for one in road.shared]
        assert names(panel, f"Neighbors of {a} alone") == [one.token for one in road.own_a]
        assert names(panel, f"Neighbors of {b} alone") == [one.token for one in road.own_b]
        told = panel.get_by_role("status").first.text_content()
        assert f"{a} and {b} share {len(road.shared) or 'none'} of 10 neighbors" in told
        assert re.search(r"(<0\.1|\d\.\d)% of random pairs", told)
        for one, other, place in ((a, b, road.place_of_b), (b, a, road.place_of_a)):
            assert (f"{other} is number {place} among the nearest of {one}." in told) == (place is not None)
        panel.get_by_role("button", name="The road between them").click()
        viewer.page.wait_for_function("() => document.getElementById('lexiscape').lexiscape.state.road")
        assert [drawn.space.readable[row] for row in viewer.ask("[...v.state.road]")] == [s.token for s in road.steps]
        panel.get_by_role("button", name="Unpin all").click()
        expect(panel).to_be_hidden()


def test_five_are_pinned_by_keys_linked_and_unpinned(new_viewer, pinned_page):
    viewer = new_viewer().open(pinned_page)
    words = ["king", "queen", "prince", "emperor", "duke"]
    panel = pin(viewer, *words, "music")
    rows = [viewer.row(word) for word in words]
    assert viewer.ask("v.state.pins") == rows  # no more than five
    card = viewer.page.get_by_role("complementary", name="Token")
    expect(card.get_by_role("button", name="Pin")).to_be_disabled()
    for word in words:
        assert word in {label["text"] for label in viewer.labels()} or viewer.row(word) in rows
    fragment = viewer.page.url.partition("#")[2]
    assert f"pins={','.join(str(1996 + row) for row in rows)}" in fragment
    linked = new_viewer(locale="ja").open(pinned_page, f"#{fragment}")
    assert linked.ask("v.state.pins") == rows
    expect(linked.page.get_by_role("region", name="ピン留め").get_by_text("king と queen は")).to_be_visible()
    # from the panel by keys: the first token, then its cross; then step by step
    panel.get_by_role("button", name="Unpin queen").press("Enter")
    assert viewer.ask("v.state.pins") == [row for row in rows if row != rows[1]]
    expect(panel.get_by_role("heading", name="Pinned")).to_be_focused()
    viewer.select("king")
    expect(card.get_by_role("button", name="Pin")).to_have_attribute("aria-pressed", "true")
    card.get_by_role("button", name="Pin").press("Enter")
    assert len(viewer.ask("v.state.pins")) == 3
    viewer.page.go_back()
    assert len(viewer.ask("v.state.pins")) == 4
    viewer.page.keyboard.press("Escape")
    viewer.page.keyboard.press("Escape")
    assert viewer.ask("[v.state.selected, v.state.pins]") == [-1, []]


@pytest.mark.parametrize(("width", "touch"), [(390, True), (1280, False)])
def test_axe_finds_no_fault_and_all_of_it_is_on_the_screen(new_viewer, pinned_page, width, touch):
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": "dark", "has_touch": touch}
    viewer = new_viewer(**options).open(pinned_page)
    panel = pin(viewer, "king")
    expect(panel.get_by_text("Pin another token")).to_be_visible()
    pin(viewer, "queen", "monday")
    viewer.ask("v.select(-1)")
    viewer.ask("v.set({ colorBy: 'norm' })")
    viewer.page.get_by_text("Highest and lowest").click(timeout=5000) if width > 660 else None
    assert faults(viewer) == []
    box = panel.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
