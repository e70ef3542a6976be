"""Filters: categories of the legend, a brush on a scale, the head and tail of the vocabulary."""

import pytest
from playwright.sync_api import expect
from tests.browser.test_labels import overlapping

from lexiscape.columns import categorical

#: Rows that keep their color.
KEPT = "[...v.data.ids.keys()].filter((i) => Object.values(v.state.masks).every((mask) => mask[i]))"
ALL = 30_522
#: What lies over the points, as a picture.
OVER = "document.getElementById('lexiscape').shadowRoot.querySelectorAll('canvas')[1].toDataURL()"


def legend(viewer):
    return viewer.page.get_by_role("region", name="Color by")


def values(viewer, column):
    """The values of a column where rows keep their color."""
    return viewer.ask(
        f"{KEPT}.map((i) => v.data.columns.find((column) => column.name === argument).values[i])",
        column,
    )


def test_a_map_opens_colored_by_place_and_columns_are_a_click_away_and_in_links(new_viewer, make_map, tmp_path):
    make_map([f"word{i}" for i in range(300)]).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    choice = viewer.page.get_by_role("combobox", name="Color by")
    expect(choice).to_have_value("@place")
    before = viewer.page.screenshot()
    legend(viewer).get_by_role("button", name="Kind").click()
    expect(choice).to_have_value("kind")
    expect(choice).to_be_focused()  # the button is gone
    assert viewer.page.screenshot() != before
    viewer.page.wait_for_url("**/*#color=kind")
    other = new_viewer().open(tmp_path / "map.html", "#" + viewer.page.url.partition("#")[2])
    assert other.ask("v.state.colorBy") == "kind"
    choice.select_option("Place")
    assert viewer.ask("v.state.colorBy") == "@place"


def test_categories_of_the_legend_are_switches(bert):
    bert.ask("v.set({ colorBy: 'kind' })")
    panel = legend(bert)
    first, second = (panel.get_by_role("listitem").nth(i).get_by_role("button") for i in (1, 2))
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    assert set(values(bert, "kind")) == {1}
    second.press("Enter")
    assert set(values(bert, "kind")) == {1, 2}
    first.press("Space")
    assert set(values(bert, "kind")) == {2}
    second.click()
    assert len(bert.ask(KEPT)) == ALL


def test_outlines_of_categories_are_switched_in_the_legend_and_are_in_links(bert, new_viewer, bert_page):
    bert.ask("v.set({ colorBy: 'kind' })")
    plain = bert.page.evaluate(OVER)
    switch = legend(bert).get_by_role("button", name="Outlines")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "true")
    bert.page.wait_for_function(f"(plain) => {OVER} !== plain", arg=plain)  # nothing else asks for a frame
    bert.page.wait_for_url("**/*outlines=1*")
    other = new_viewer().open(bert_page, "#" + bert.page.url.partition("#")[2])
    assert other.ask("v.state.outlined")
    other.ask("v.set({ colorBy: 'norm' })")  # numbers have none
    expect(legend(other).get_by_role("button", name="Outlines")).to_have_count(0)
    switch.press("Enter")
    bert.page.wait_for_function(f"(plain) => {OVER} === plain", arg=plain)
    bert.page.go_back()
    expect(switch).to_have_attribute("aria-pressed", "true")


def test_the_head_and_the_tail_of_the_vocabulary(bert):
    panel = legend(bert)
    for name, rows in (("first 3,000", range(3000)), ("last 3,000", range(ALL - 3000, ALL)), ("all", range(ALL))):
        panel.get_by_role("button", name=name, exact=True).click()
        assert bert.ask(KEPT) == list(rows)
        expect(panel.get_by_role("button", name=name, exact=True)).to_have_attribute("aria-pressed", "true")


def test_the_rank_slider_by_keys(bert):
    panel = legend(bert)
    panel.get_by_role("slider", name="Vocabulary: to").focus()
    bert.page.keyboard.press("PageDown")
    rows = bert.ask(KEPT)
    assert 0 < len(rows) < ALL
    assert rows == list(range(len(rows)))
    panel.get_by_role("slider", name="Vocabulary: from").focus()
    bert.page.keyboard.press("PageUp")
    assert bert.ask(KEPT) == list(range(bert.ask(KEPT)[0], len(rows)))
    assert bert.ask(KEPT)[0] > 0
    bert.page.keyboard.press("Home")
    bert.page.keyboard.press("Tab")
    bert.page.keyboard.press("End")
    assert len(bert.ask(KEPT)) == ALL


def test_a_scale_is_brushed_by_the_pointer_and_by_keys(bert):
    bert.ask("v.set({ colorBy: 'norm' })")
    panel = legend(bert)
    bars = panel.locator(".bars").bounding_box()
    page = bert.page
    middle = bars["y"] + bars["height"] / 2
    page.mouse.move(bars["x"] + bars["width"] * 0.25, middle)
    page.mouse.down()
    page.mouse.move(bars["x"] + bars["width"] * 0.5, middle, steps=4)
    page.mouse.up()
    kept = values(bert, "norm")
    chosen = bert.ask("v.state.filters.norm")
    assert 100 < len(kept) < ALL
    assert chosen["low"] <= min(kept) <= max(kept) <= chosen["high"]
    panel.get_by_role("slider", name=": to").first.press("End")
    assert len(values(bert, "norm")) > len(kept)
    page.mouse.click(bars["x"] + bars["width"] * 0.6, middle)  # a mere click takes the brush away
    assert len(bert.ask(KEPT)) == ALL


def test_a_filter_stays_when_the_color_changes_and_can_be_taken_away(bert):
    bert.ask("v.set({ colorBy: 'kind' })")
    legend(bert).get_by_role("listitem").nth(1).get_by_role("button").click()
    bert.ask("v.set({ colorBy: 'norm' })")
    kept = len(bert.ask(KEPT))
    assert 0 < kept < ALL
    legend(bert).get_by_role("button", name="Remove the filter").click()
    assert len(bert.ask(KEPT)) == ALL


def test_filters_and_search_work_together(bert):
    legend(bert).get_by_role("button", name="first 3,000").click()
    bert.page.get_by_role("searchbox").fill("/^a/")
    bert.ask("null")  # a pattern is tried beside the page
    words = bert.ask(f"{KEPT}.map((i) => [i, v.data.readable[i]])")
    assert words
    assert all(row < 3000 and word.startswith("a") for row, word in words)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_column_of_ones_own_is_filtered_too(new_viewer, make_map, tmp_path, key):
    columns = [categorical("mine", "Mine", [f"group {i % 12}" for i in range(60)], "Made up.")]
    make_map([f"t{i}" for i in range(60)], columns=columns).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    viewer.ask("v.set({ colorBy: 'mine' })")
    legend(viewer).get_by_role("button", name="other").press(key)
    assert len(viewer.ask(KEPT)) == 60 - 8 * 5


def test_all_of_many_categories_are_found_filtered_and_counted(new_viewer, make_map, tmp_path):
    columns = [
        categorical("mine", "Mine", [f"group {i % 24}" for i in range(240)], "Made up."),
        categorical("half", "Half", ["left" if i < 120 else "right" for i in range(240)], "Made up."),
    ]
    make_map([f"t{i}" for i in range(240)], columns=columns).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    viewer.ask("v.set({ colorBy: 'mine' })")
    panel = legend(viewer)
    expect(panel.get_by_role("list", name="Mine").get_by_role("button")).to_have_count(25)  # and "other"
    ninth = panel.get_by_role("list", name="Mine").get_by_role("button").nth(9)
    expect(ninth.locator(".swatch")).to_have_text("9")  # no color, but a number, on the map, too
    assert viewer.ask("v.visibleNumbers()") != []
    box = panel.get_by_role("searchbox", name="Search in Mine")
    box.fill("Group 21")
    box.press("ArrowDown")
    found = panel.get_by_role("button", name="group 21")
    expect(found).to_be_focused()
    expect(found.locator(".value")).to_have_text("10")
    expect(found.locator(".swatch")).to_have_text("15")
    viewer.page.keyboard.press("Space")
    assert len(viewer.ask(KEPT)) == 10
    expect(found.locator(".swatch")).to_have_text("")
    assert found.locator(".swatch").evaluate("(swatch) => swatch.style.background") != ""
    assert viewer.ask("v.visibleNumbers()") == []  # what is chosen is lent a color
    box.press("Escape")
    first = panel.get_by_role("list", name="Mine").get_by_role("button").first
    viewer.ask("v.set({ filters: { ...v.state.filters, half: { only: [0] } } })")
    expect(first.locator(".value")).to_have_text("5")  # what is chosen in its own column does not count
    first.focus()
    viewer.page.keyboard.press("End")
    expect(panel.get_by_role("list", name="Mine").get_by_role("button").last).to_be_focused()
    viewer.page.keyboard.press("Home")
    expect(first).to_be_focused()
    viewer.page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()


def test_what_a_filter_keeps_is_named_first_and_all_is_as_before_without_it(bert):
    before = bert.ask("Array.from(v.labelScales)")
    bert.page.get_by_role("button", name="last 3,000").click()
    bert.page.wait_for_function(
        "(before) => document.getElementById('lexiscape').lexiscape.labelScales.some((s, i) => s !== before[i])",
        arg=before,
    )
    bert.ask("v.ready")
    bert.zoom(4)
    labels = bert.labels()
    kept = [label for label in labels if label["row"] >= 30_522 - 3_000]
    assert len(labels) > 20
    assert len(kept) > len(labels) / 4  # they are a tenth of the vocabulary, and its last
    assert overlapping(labels) == []
    bert.page.get_by_role("button", name="all", exact=True).click()
    assert bert.ask("Array.from(v.labelScales)") == before
