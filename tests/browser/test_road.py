"""The road from a token to another: as Python finds it, over the map, and in the card."""

import pytest
from playwright.sync_api import expect

import lexiscape as lx


def ask_for(viewer, start, word):
    """Select a token, and ask its card for the road to another."""
    viewer.select(start)
    box = viewer.page.get_by_role("textbox", name="Road to …")
    box.fill(word)
    box.press("Enter")
    return viewer.page.get_by_role("complementary", name="Token").locator(".stops button bdi")


def test_the_road_is_python_s_and_its_stops_are_named_on_the_map(bert, bert_page):
    drawn = lx.load_map(bert_page)
    for start, end in (("king", "computer"), ("tuesday", "violin"), ("violin", "tuesday")):
        stops = ask_for(bert, start, end)
        expected = [stop.token for stop in drawn.between(start, end).steps]
        assert len(expected) > 2
        expect(stops).to_have_text(expected)
        rows = bert.ask("[...v.state.road]")
        assert [drawn.space.readable[row] for row in rows] == expected
        assert set(rows) <= {label["row"] for label in bert.labels()}
    # along the road the road stays; beside it, it goes
    stops.nth(1).click()
    assert bert.ask("v.state.selected") == rows[1]
    expect(stops).to_have_text(expected)
    bert.select("music")
    assert bert.ask("v.state.road") is None
    expect(stops).to_have_count(0)
    expect(bert.page.get_by_role("textbox", name="Road to …")).to_have_value("")


def test_a_road_is_left_by_escape_and_offers_are_chosen_by_keys(bert):
    bert.select("king")
    box = bert.page.get_by_role("textbox", name="Road to …")
    box.fill("comput")
    bert.page.keyboard.press("Tab")
    bert.page.keyboard.press("Enter")
    bert.page.wait_for_function("() => document.getElementById('lexiscape').lexiscape.state.road")
    box.press("Escape")
    assert bert.ask("v.state.road") is None
    assert bert.ask("v.data.readable[v.state.selected]") == "king"
    box.fill("no such token is here")
    expect(bert.page.get_by_role("complementary", name="Token").get_by_text("nothing found")).to_be_visible()


@pytest.mark.parametrize("renderer", ["worker", "page"])
def test_where_no_road_leads_the_card_says_so(new_viewer, make_map, tmp_path, renderer):
    drawn = make_map([f"word{i}" for i in range(60)], name="two islands")
    half = drawn.found.indices % 30
    half[30:] += 30
    drawn.found.indices[:] = half
    drawn.save(tmp_path / "map.html")
    viewer = new_viewer()
    if renderer == "page":
        viewer.page.add_init_script("delete window.Worker")
    viewer.open(tmp_path / "map.html")
    ask_for(viewer, "word3", "word45")
    expect(viewer.page.get_by_text("No road leads to word45 through the")).to_be_visible()
    assert viewer.ask("v.state.road") is None
