"""What keys do, and where the focus is after: who has no mouse never loses the place."""

import pytest
from playwright.sync_api import expect

#: Frames during a flight all differ: whether the next five show the same view.
AT_REST = """new Promise((done) => {
  const seen = new Set();
  const look = () => {
    seen.add(JSON.stringify(v.view));
    if (++frames < 6) requestAnimationFrame(look);
    else done(seen.size === 1);
  };
  let frames = 0;
  requestAnimationFrame(look);
})"""


@pytest.fixture
def small(new_viewer, make_map, tmp_path):
    make_map([f"word{i}" for i in range(200)]).save(tmp_path / "map.html")
    return new_viewer().open(tmp_path / "map.html")


@pytest.fixture
def flying(new_viewer, make_map, tmp_path):
    """A map whose reader has nothing against motion."""
    make_map([f"word{i}" for i in range(200)]).save(tmp_path / "map.html")
    return new_viewer(reduced_motion="no-preference").open(tmp_path / "map.html")


def card(viewer):
    return viewer.page.get_by_role("complementary", name="Token")


def test_arrows_go_through_the_columns_and_the_choice_keeps_the_focus(small):
    choice = small.page.get_by_role("combobox", name="Color by")
    choice.focus()
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        small.page.keyboard.press(key)
        expect(choice).to_be_focused()
        seen.append(small.ask("v.state.colorBy"))
    assert seen == ["kind", "rank", "kind"]  # from "Place", which is the first
    small.ask("v.set({ locale: 'ja' })")
    expect(small.page.get_by_role("combobox", name="色分け")).to_have_value("kind")


def test_walking_from_neighbor_to_neighbor_by_keys(small):
    small.ask("v.select(3)")
    for _ in range(3):
        first = card(small).get_by_role("list").get_by_role("button").first
        expect(first).to_be_visible()
        before, wanted = small.ask("v.state.selected"), int(first.get_attribute("data-row"))
        assert wanted != before
        if before == 3:
            first.focus()
        else:
            small.page.keyboard.press("Tab")
            expect(first).to_be_focused()
        small.page.keyboard.press("Enter")
        assert small.ask("v.state.selected") == wanted
        expect(card(small).get_by_role("heading", level=2)).to_be_focused()


def test_closing_the_card_gives_the_focus_to_the_map(small):
    small.ask("v.select(3)")
    card(small).get_by_role("button", name="Close").press("Enter")
    expect(card(small)).to_be_hidden()
    expect(small.page.get_by_role("application")).to_be_focused()


def test_a_token_that_is_selected_elsewhere_leaves_the_focus_where_it_is(small):
    box = small.page.get_by_role("searchbox")
    box.fill("word1")
    box.press("Enter")
    expect(card(small)).to_be_visible()
    expect(box).to_be_focused()


def test_a_filter_that_is_taken_away_hands_the_focus_on(small):
    small.ask("v.set({ filters: { kind: { only: [0] }, norm: { low: 0, high: 0.5 } }, colorBy: 'rank' })")
    chips = small.page.get_by_role("button", name="Remove the filter")
    expect(chips).to_have_count(2)
    chips.first.press("Enter")
    expect(chips).to_have_count(1)
    expect(chips.first).to_be_focused()
    small.page.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    expect(small.page.get_by_role("combobox", name="Color by")).to_be_focused()


@pytest.mark.parametrize(
    ("role", "name"), [("checkbox", "Color by true nearness"), ("slider", "Vocabulary: to"), ("button", "Whole map")]
)
def test_keys_of_the_page_work_wherever_nothing_is_typed(small, role, name):
    control = small.page.get_by_role(role, name=name, exact=True)
    small.ask("v.select(3)")
    control.focus()
    small.page.keyboard.press("/")
    expect(small.page.get_by_role("searchbox")).to_be_focused()
    control.focus()
    small.page.keyboard.press("?")
    expect(small.page.get_by_role("dialog")).to_be_visible()
    small.page.keyboard.press("Escape")
    control.focus()
    small.page.keyboard.press("Escape")
    assert small.ask("v.state.selected") == -1


def test_keys_of_the_map_work_after_a_click_in_the_legend(small):
    small.page.get_by_role("button", name="Kind").click()
    small.page.get_by_role("button", name="continuation").click()
    before = small.ask("v.view")
    small.page.keyboard.press("ArrowRight")
    assert small.ask("v.view.x") > before["x"]
    small.page.keyboard.press("+")
    assert small.ask("v.view.scale") > before["scale"]
    slider = small.page.get_by_role("slider", name="Vocabulary: to", exact=True)
    slider.focus()
    before = small.ask("v.view")
    small.page.keyboard.press("ArrowLeft")  # a slider's arrows are its own
    assert small.ask("v.view") == before
    assert slider.input_value() != slider.get_attribute("max")


def test_the_neighbors_are_five_tabs_from_the_search(small):
    box = small.page.get_by_role("searchbox")
    box.fill("word17")
    box.press("Enter")
    first = card(small).get_by_role("list").get_by_role("button").first
    for _ in range(5):
        small.page.keyboard.press("Tab")
    expect(first).to_be_focused()


def test_who_has_lost_the_map_is_led_back(small):
    home = small.ask("v.view")
    back = small.page.get_by_role("button", name="Back to the map")
    expect(back).to_be_hidden()
    small.ask("v.look({ x: 1, y: 1, scale: 200 * v.view.scale })")  # a corner of the map is sea
    expect(back).to_be_visible()
    back.click()
    expect(back).to_be_hidden()
    assert small.ask("v.view") == pytest.approx(home)


def test_the_map_cannot_be_moved_off_the_screen(small):
    small.page.get_by_role("application").focus()
    for _ in range(40):
        small.page.keyboard.press("ArrowRight")
    right = small.ask("v.size.width / 2 + (v.data.width - v.view.x) * v.view.scale")
    assert 0 < right < 200
    small.page.keyboard.press("0")


@pytest.mark.parametrize(("width", "height"), [(600, 400), (640, 400), (960, 600)])
def test_at_home_no_panel_lies_over_the_map(new_viewer, make_map, tmp_path, width, height):
    make_map([f"word{i}" for i in range(2000)]).save(tmp_path / "map.html")
    viewer = new_viewer(viewport={"width": width, "height": height}).open(tmp_path / "map.html")
    left, top, right, bottom = viewer.ask(
        "[0, 0, v.data.width, v.data.height].map((at, i) => i % 2 === 0"
        " ? v.size.width / 2 + (at - v.view.x) * v.view.scale : v.size.height / 2 + (at - v.view.y) * v.view.scale)"
    )
    assert right - left > 100
    for panel in viewer.page.locator(".panel").all():
        box = panel.bounding_box()
        if box:
            apart = box["x"] >= right or box["x"] + box["width"] <= left
            assert apart or box["y"] >= bottom or box["y"] + box["height"] <= top, panel.get_attribute("class")


def test_signs_are_typed_where_text_is(small):
    box = small.page.get_by_role("searchbox")
    box.focus()
    small.page.keyboard.type("/w?/")
    expect(box).to_have_value("/w?/")
    expect(small.page.get_by_role("dialog")).to_be_hidden()


def test_presses_of_plus_in_quick_succession_add_up(flying):
    before = flying.ask("v.view.scale")
    surface = flying.page.get_by_role("application")
    surface.focus()
    for _ in range(3):
        flying.page.keyboard.press("+")
    flying.page.wait_for_function(
        "(wanted) => Math.abs(document.getElementById('lexiscape').lexiscape.view.scale / wanted - 1) < 1e-6",
        arg=before * 1.6**3,
    )
    assert flying.ask(AT_REST)


def test_an_arrow_ends_a_flight_and_moves_the_map(flying):
    flying.page.get_by_role("application").focus()
    pan = """(() => {
      v.goTo(7);
      const key = new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, composed: true });
      return new Promise((done) => setTimeout(() => requestAnimationFrame(() => {
        const before = v.view;
        document.getElementById("lexiscape").shadowRoot.querySelector(".surface").dispatchEvent(key);
        done([(v.view.x - before.x) * v.view.scale, v.view.scale - before.scale]);
      })));
    })()"""
    moved, grown = flying.ask(pan)
    assert moved == pytest.approx(80)
    assert grown == pytest.approx(0, abs=1e-9)
    assert flying.ask(AT_REST)
    goal = flying.ask("[v.data.x[7], v.data.y[7]]")
    assert flying.ask("[v.view.x, v.view.y]") != pytest.approx(goal, abs=1)


def test_kept_views_are_the_stops_of_a_presentation_and_stand_in_the_address(new_viewer, make_map, tmp_path):
    make_map([f"t{i}" for i in range(100)]).save(tmp_path / "map.html")
    viewer = new_viewer().open(tmp_path / "map.html")
    width, height = viewer.ask("[v.data.width, v.data.height]")
    home = viewer.ask("v.view")
    for x, zoom in ((0.3, 3), (0.6, 2)):
        viewer.ask("v.look(argument)", {"x": x * width, "y": height / 2, "scale": zoom * home["scale"]})
        viewer.page.keyboard.press("k")
    expect(viewer.page.get_by_text("Stops of the presentation: 2").first).to_be_visible()
    viewer.page.wait_for_url("**/*stop=*stop=*")
    viewer.ask("v.home()")
    viewer.page.keyboard.press("k")
    viewer.page.keyboard.press("k")  # and no longer
    viewer.page.wait_for_function(
        "() => new URLSearchParams(location.hash.slice(1)).getAll('stop').length === 2 &&"
        " document.getElementById('lexiscape').lexiscape.state.stops.length === 2"
    )
    again = new_viewer().open(tmp_path / "map.html", viewer.page.url[viewer.page.url.index("#") :])
    again.page.keyboard.press("p")
    seen = []
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        again.page.keyboard.press(key)
        view = again.ask("v.view")
        seen.append(round(view["x"] / width, 2))
    assert seen == [0.3, 0.6, 0.3, 0.6]
