"""Selecting many tokens: lasso, box, keys, what was found; the list, copied and saved."""

import csv
import io
import json
import re
from pathlib import Path

from playwright.sync_api import expect

#: Rows whose points lie in a box of the screen: left, top, right, bottom.
IN_BOX = """[...v.data.ids.keys()].filter((i) => {
  const x = (v.data.x[i] - v.view.x) * v.view.scale + v.size.width / 2;
  const y = (v.data.y[i] - v.view.y) * v.view.scale + v.size.height / 2;
  return x > argument[0] && x < argument[2] && y > argument[1] && y < argument[3];
})"""
PICKED = "v.state.picked && [...v.state.picked]"
BOX = [500, 300, 620, 380]


def drag(page, *points):
    page.mouse.move(*points[0])
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*point, steps=3)
    page.mouse.up()


def panel_of(viewer):
    return viewer.page.get_by_role("region", name="Selection")


def saved(viewer, format_name):
    """What the selection is saved as in a format."""
    panel_of(viewer).get_by_label("Format").select_option(format_name)
    with viewer.page.expect_download() as download:
        panel_of(viewer).get_by_role("button", name="Save").click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode("utf-8")


def test_a_box_selects_what_lies_in_it_and_the_map_stays(bert):
    before = bert.ask("v.view")
    bert.page.get_by_role("button", name="Select with a box").click()
    drag(bert.page, (500, 300), (620, 380))
    wanted = bert.ask(IN_BOX, BOX)
    assert len(wanted) > 20
    assert bert.ask(PICKED) == wanted
    assert bert.ask("v.view") == before
    expect(panel_of(bert).get_by_role("heading")).to_have_text(f"{len(wanted):,} selected")
    drag(bert.page, (500, 300), (560, 300))  # the tool was for once
    assert bert.ask("v.view.x") < before["x"]
    bert.page.keyboard.press("Escape")
    assert bert.ask(PICKED) is None
    assert bert.ask("Object.keys(v.state.masks)") == []


def test_a_lasso_selects_what_it_encloses_with_shift_or_as_a_tool(bert):
    page = bert.page
    corners = [(500, 300), (620, 300), (620, 380), (500, 380)]
    wanted = bert.ask(IN_BOX, BOX)
    page.keyboard.down("Shift")
    drag(page, *corners)
    page.keyboard.up("Shift")
    assert bert.ask(PICKED) == wanted
    panel_of(bert).get_by_role("button", name="Close").click()
    assert bert.ask(PICKED) is None
    page.keyboard.press("l")
    expect(page.get_by_role("button", name="Select with a lasso")).to_have_attribute("aria-pressed", "true")
    drag(page, *corners)
    assert bert.ask(PICKED) == wanted


def test_the_list_is_read_by_keys(bert):
    bert.zoom(6)
    bert.page.keyboard.press("s")
    rows = bert.ask(PICKED)
    items = panel_of(bert).get_by_role("listitem").get_by_role("button")
    items.first.focus()
    bert.page.keyboard.press("ArrowDown")
    expect(items.nth(1)).to_be_focused()
    bert.page.keyboard.press("Enter")
    assert bert.ask("v.state.selected") == rows[1]


def test_the_selection_is_saved_as_it_is_listed(bert):
    bert.page.get_by_role("searchbox").fill("/^[=+]|^victor/")
    bert.page.get_by_role("button", name="Select them").click()
    rows = bert.ask(PICKED)
    words = bert.ask("argument.map((i) => v.data.readable[i])", rows)
    assert {"victory", "=", "+"} <= set(words)
    name, text = saved(bert, "JSON")
    assert re.fullmatch(r"demo-bert-Selection\.json", name)
    records = json.loads(text)
    assert [record["token"] for record in records] == words
    assert [record["id"] for record in records] == bert.ask("argument.map((i) => v.data.ids[i])", rows)
    name, text = saved(bert, "CSV")
    assert text.startswith("\ufeff")  # or spreadsheets take Japanese for Latin
    table = list(csv.DictReader(io.StringIO(text[1:], newline="")))
    assert name.endswith(".csv")
    # what a spreadsheet would take for a formula has an apostrophe before it
    assert [row["token"] for row in table] == [f"'{word}" if word in "=+" else word for word in words]
    assert list(table[0]) == list(records[0])
    name, text = saved(bert, "Words")
    assert name.endswith(".txt")
    assert set(text.splitlines()) >= {"victory", "="}


def test_the_selection_is_copied(new_viewer, bert_page):
    viewer = new_viewer(permissions=["clipboard-read", "clipboard-write"]).open(bert_page)
    viewer.page.get_by_role("searchbox").fill("victories")
    viewer.page.get_by_role("button", name="Select them").click()
    panel_of(viewer).get_by_role("button", name="Copy").click()
    expect(panel_of(viewer).get_by_text("Copied", exact=True)).to_be_visible()
    assert viewer.page.evaluate("navigator.clipboard.readText()") == "victories\n"


def test_what_filters_leave_out_is_not_selected(bert):
    bert.page.get_by_role("button", name="first 3,000").click()
    bert.page.get_by_role("application").press("s")
    assert bert.ask(PICKED) == list(range(3000))
    items = panel_of(bert).get_by_role("listitem")
    expect(items).to_have_count(501)
    expect(items.last).to_have_text("and 2,500 more")


def test_escape_gives_an_outline_up_and_selects_nothing(bert):
    """The box stays a box while it is drawn, and neither the click at its end nor the drag does anything else."""
    page = bert.page
    surface = page.get_by_role("application")
    surface.focus()
    before = bert.ask("v.view")
    for begin, finish, tool in (
        (lambda: page.keyboard.press("b"), lambda: None, "box"),
        (lambda: (page.keyboard.press("b"), page.keyboard.down("Shift")), lambda: page.keyboard.up("Shift"), "move"),
    ):
        begin()
        page.mouse.move(500, 300)
        page.mouse.down()
        page.mouse.move(620, 380, steps=3)
        outline = page.locator(".outline polygon")
        assert len(outline.get_attribute("points").split()) >= 4
        page.keyboard.press("Escape")
        assert outline.get_attribute("points") == ""
        page.mouse.move(560, 420, steps=3)
        assert outline.get_attribute("points") == ""
        page.mouse.up()
        finish()
        assert bert.ask("[v.state.picked, v.state.selected, v.state.tool]") == [None, -1, tool]
        assert bert.ask("v.view") == before


def test_a_finger_reaches_further_than_a_mouse(bert):
    """Also where a click does not say what made it, as in engines whose clicks are mere mouse events."""
    x, y = bert.ask("[v.data.x[argument], v.data.y[argument]]", bert.row("music"))
    bert.zoom(200, x, y)
    tap = """(() => {
      const root = document.getElementById("lexiscape").shadowRoot;
      const surface = root.querySelector(".surface");
      const at = { clientX: 640 + 16, clientY: 400 + 2, bubbles: true, composed: true };
      surface.dispatchEvent(new PointerEvent("pointerdown", { ...at, pointerType: argument, isPrimary: true }));
      surface.dispatchEvent(new MouseEvent("click", at));
      const { selected } = v.state;
      v.select(-1);
      return selected;
    })()"""
    # above the point stands its label; beside it nothing does
    assert bert.ask(tap, "mouse") == -1
    assert bert.ask(tap, "touch") == bert.row("music")
