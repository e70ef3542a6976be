"""Keep and share: the view in the address, and what is saved as a file."""

import re

from playwright.sync_api import expect


def test_the_address_holds_the_view_and_a_link_restores_it(bert, new_viewer, bert_page):
    bert.zoom(6, 20_000, 30_000)
    bert.ask("v.set({ query: 'vic', colorBy: 'norm', selected: argument })", bert.row("victory"))
    bert.page.wait_for_url(re.compile("token="))
    fragment = "#" + bert.page.url.partition("#")[2]
    wanted = bert.ask("({ ...v.view, ...v.state, matches: v.state.matches.length, masks: null })")

    other = new_viewer(viewport={"width": 1280, "height": 800}).open(bert_page, fragment)
    seen = other.ask("({ ...v.view, ...v.state, matches: v.state.matches.length, masks: null })")
    for axis in "xy":
        assert abs(seen.pop(axis) - wanted.pop(axis)) * wanted["scale"] < 1
    assert abs(seen.pop("scale") / wanted.pop("scale") - 1) < 1e-3
    assert seen == wanted
    expect(other.page.get_by_role("searchbox")).to_have_value("vic")


def test_back_and_forward_walk_through_what_was_chosen(bert):
    page = bert.page
    for word in ("victory", "music"):
        bert.select(word)
        page.wait_for_url(re.compile(f"token={bert.ask('v.data.ids[argument]', bert.row(word))}"))
    heading = page.get_by_role("complementary", name="Token").get_by_role("heading", level=2)
    page.go_back()
    expect(heading).to_have_text("victory")
    page.go_back()
    expect(heading).to_be_hidden()
    page.go_forward()
    page.go_forward()
    expect(heading).to_have_text("music")


def test_a_link_with_a_token_alone_flies_to_it(new_viewer, bert_page):
    viewer = new_viewer().open(bert_page, "#token=3345")
    assert viewer.ask("v.data.ids[v.state.selected]") == 3345
    at = viewer.ask("[v.data.x[v.state.selected] - v.view.x, v.data.y[v.state.selected] - v.view.y]")
    assert max(map(abs, at)) < 1


def test_a_broken_link_opens_the_whole_map(new_viewer, bert_page):
    viewer = new_viewer().open(bert_page, "#at=1,x,-3&token=none&color=<b>&find=%E0%A4%A")
    assert viewer.ask("v.state.selected") == -1
    assert viewer.ask("v.view") == new_viewer().open(bert_page).ask("v.view")
