"""Where a search lands: among tokens that can be read, with what was found in sight, and nothing greyed there."""

import pytest
from playwright.sync_api import expect

#: Labels, those of neighbors and of what was found among them, that no panel covers.
READ = """(() => {
  const box = (name) => document.getElementById("lexiscape").shadowRoot.querySelector(name).getBoundingClientRect();
  const [from, to] = [box(".search").right, box(".details").left];
  return v.visibleLabels().filter((l) => !l.badgeOnly && l.left >= from && l.left + l.width <= to).length;
})()"""


@pytest.mark.parametrize("word", ["japan", "victory", "seven", "france", "january", "may", "1995"])
def test_a_search_lands_where_sixty_tokens_are_read(bert, word):
    box = bert.page.get_by_role("searchbox")
    box.fill(word)
    box.press("Enter")
    bert.ask("v.ready.then(() => null)")
    assert bert.ask("v.data.readable[v.state.selected]") == word
    assert word in {label["text"] for label in bert.labels()}
    assert 55 <= bert.ask(READ) <= 110


def test_what_a_search_greyed_is_there_again_where_it_lands(new_viewer, make_map, tmp_path):
    make_map([f"word{i}" for i in range(400)]).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    viewer.ask("v.set({ query: 'word17' })")
    viewer.ask("v.ready.then(() => null)")
    grey = viewer.ask("v.kept(3)"), viewer.ask("v.kept(17)")
    viewer.page.get_by_role("searchbox").press("Enter")
    assert grey == (False, True)
    assert viewer.ask("v.kept(3)")
    viewer.page.get_by_role("application").press("Escape")
    assert not viewer.ask("v.kept(3)")  # the search is still there
    viewer.ask("v.select(5)")
    assert viewer.ask("v.kept(3)")
    viewer.page.get_by_role("searchbox").fill("word18")
    assert not viewer.ask("v.kept(3)")  # what is searched now was not gone to yet
    assert viewer.ask("v.kept(18)")


def test_all_that_was_found_is_shown_at_once(new_viewer, make_map, tmp_path):
    make_map([f"word{i}" for i in range(400)]).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    viewer.zoom(40)
    viewer.ask("v.set({ query: 'word17' })")
    show = viewer.page.get_by_role("button", name="Show them")
    expect(show).to_be_visible()
    show.click()
    places = viewer.ask(
        "[...v.state.matches].map((row) => [v.size.width / 2 + (v.data.x[row] - v.view.x) * v.view.scale,"
        " v.size.height / 2 + (v.data.y[row] - v.view.y) * v.view.scale])"
    )
    assert len(places) == 11  # word17 and word170 to word179
    search = viewer.page.locator(".search").bounding_box()
    assert all(search["x"] + search["width"] < x < 1280 and 0 < y < 800 for x, y in places)
