"""A phone: what a tour and a film say is a bar at the lower edge that opens upward; the rest of the screen is map."""

import pytest
from playwright.sync_api import expect

import lexiscape as lx
from browser.test_film import film, film_page  # noqa: F401 - fixtures
from browser.test_manners import faults

SIZES = [(390, 844), (360, 740), (740, 360)]
NOTE = "Kings, queens and what they rule lie together, far from the figures, and most of their neighbors are true. " * 4
TOUR = {
    "format": "lexiscape-tour",
    "version": 1,
    "stops": [
        {"name": "The whole map", "note": {"en": NOTE, "ja": "地図の全体を見渡します。" * 9}},
        {"name": "A stop with a name that has no room on any phone's line", "note": NOTE, "around": ["the", "of"]},
        {"around": ["in"], "note": "Short."},
    ],
}

#: Panels and the line beneath the map, as far as they are seen; a part within another one is that one's.
BOXES = """() => [...document.getElementById("lexiscape").shadowRoot.querySelectorAll(".panel, .caption")]
  .filter((element) => element.checkVisibility() && !element.parentElement.closest(".panel"))
  .map((element) => [element.className, element.getBoundingClientRect().toJSON()])"""

#: What is pressed, and is too small for a finger.
SMALL = """() =>
  [...document.getElementById("lexiscape").shadowRoot.querySelectorAll("button, select, summary, input")]
  .filter((element) => element.checkVisibility() && element.type !== "checkbox")
  .map((element) => [element.ariaLabel || element.textContent, element.getBoundingClientRect().toJSON()])
  .filter(([, { width, height }]) => width < 43.9 || height < 43.9)"""

#: Where all tokens lie on the screen: left, top, right, bottom.
LAND = """(() => {
  const [width, height, { x, y, scale }] = [v.size.width, v.size.height, v.view];
  const at = (values, middle, side) => [...values].map((one) => side / 2 + (one - middle) * scale);
  const [left, top] = [at(v.data.x, x, width), at(v.data.y, y, height)];
  return [Math.min(...left), Math.min(...top), Math.max(...left), Math.max(...top)];
})()"""


@pytest.fixture(scope="module")
def tour_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("phone") / "map.html"
    lx.map_space(lx.open_space("demo:bert").range(1996, 2296), layout="pca").save(path, tour=TOUR)
    return path


@pytest.fixture
def on_phone(new_viewer, tour_page, film_page):  # noqa: F811
    """Open a page on a phone of a size, at rest: at the first stop of its tour, or at the last frame of its film."""

    def opened(what, width, height, **options):
        options = {"viewport": {"width": width, "height": height}, "has_touch": True, "is_mobile": True} | options
        viewer = new_viewer(**options).open(film_page if what == "film" else tour_page)
        if what == "film":
            expect(viewer.page.locator(".film")).to_have_attribute("data-frame", "2")
        else:
            viewer.page.locator(".begin").tap()
            expect(viewer.page.locator(".tour-bar .count")).to_be_visible()
        viewer.ask("v.ready.then(() => null)")
        return viewer

    return opened


def boxes(viewer):
    viewer.ask("null")
    return viewer.page.evaluate(BOXES)


def apart(found, width, height):
    """Whether panels lie within the screen, and none over another."""
    for i, (_, one) in enumerate(found):
        assert min(one["left"], one["top"], width - one["right"], height - one["bottom"]) > -1, found[i]
        for other in found[:i]:
            wide = min(one["right"], other[1]["right"]) - max(one["left"], other[1]["left"])
            high = min(one["bottom"], other[1]["bottom"]) - max(one["top"], other[1]["top"])
            assert min(wide, high) <= 1, (found[i], other)
    return True


@pytest.mark.parametrize("what", ["tour", "film"])
def test_at_rest_most_of_a_phone_is_map(on_phone, what):
    found = boxes(on_phone(what, 390, 844))
    covered = {y for _, box in found for y in range(round(box["top"]), round(box["bottom"]))}
    assert 1 - len(covered) / 844 >= 0.70


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("what", ["tour", "film"])
def test_the_bar_opens_upward_and_nothing_lies_over_another(on_phone, what, width, height):
    viewer = on_phone(what, width, height, locale="ja-JP" if width == 360 else "en-US")
    handle = viewer.page.locator(".handle:visible")
    more = viewer.page.locator("[data-key=more]")
    inside = viewer.page.locator(".film input[type=range]" if what == "film" else ".tour-bar .note")
    for is_open in (False, True):
        expect(handle).to_have_attribute("aria-expanded", str(is_open).lower())
        assert apart(boxes(viewer), width, height)
        assert viewer.page.evaluate(SMALL) == []
        assert faults(viewer) == []
        left, top, right, bottom = viewer.ask(LAND)  # the whole map, in what is left of the screen
        for _, box in boxes(viewer):
            over = min(right, box["right"]) - max(left, box["left"]), min(bottom, box["bottom"]) - max(top, box["top"])
            assert min(over) <= 1, box
        if not is_open:
            handle.press("Enter")
    if what == "tour":
        expect(inside).to_have_js_property("scrollWidth", inside.evaluate("(element) => element.clientWidth"))
    expect(inside).to_be_visible()
    handle.tap()
    more.tap()
    expect(more).to_have_attribute("aria-expanded", "true")
    expect(viewer.page.locator("[data-key=lasso]")).to_be_visible()
    assert apart(boxes(viewer), width, height)
    more.tap()
    expect(viewer.page.locator("[data-key=lasso]")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_stop_lies_in_the_middle_of_what_the_bar_leaves(on_phone, width, height):
    viewer = on_phone("tour", width, height)
    row = viewer.row("in")
    viewer.page.keyboard.press("PageUp")  # the last
    expect(viewer.page.locator(".tour-bar .count")).to_have_text("3 of 3")
    place = """[v.size.width / 2 + (v.data.x[argument] - v.view.x) * v.view.scale,
                v.size.height / 2 + (v.data.y[argument] - v.view.y) * v.view.scale]"""
    folded = viewer.ask(place, row)
    viewer.page.locator(".handle:visible").tap()
    found = boxes(viewer)
    opened = viewer.ask(place, row)
    for _, box in found:
        assert not (box["left"] < opened[0] < box["right"] and box["top"] < opened[1] < box["bottom"]), box
    assert opened[1] <= folded[1]
    viewer.page.locator(".tour-bar .step").last.tap()  # and comes back to it
    viewer.page.keyboard.press("PageUp")
    viewer.ask("null")
    again = viewer.ask(place, row)
    assert again == pytest.approx(opened, abs=2)
    # kept anew, it is the same place
    viewer.page.get_by_role("application").press("k")
    assert len(viewer.ask("v.state.stops")) == 2


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 740)])
@pytest.mark.parametrize(("what", "locale"), [("tour", "en-US"), ("film", "en-US"), ("film", "ja-JP")])
def test_all_of_the_line_that_says_what_the_map_is_of_is_read(on_phone, what, locale, width, height):
    viewer = on_phone(what, width, height, locale=locale)
    cut = """(element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const [words, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
      return words.left < box.left || words.right > box.right || words.top < box.top || words.bottom > box.bottom;
    }"""
    line = viewer.page.locator(".caption")
    assert not line.evaluate(cut)
    assert ("保持" if locale == "ja-JP" else "nearest neighbors") in line.inner_text()
    assert apart(boxes(viewer), width, height)
    line.evaluate("(element) => (element.textContent = 'of a longer name '.repeat(12))")
    assert not line.evaluate(cut)
    assert apart(boxes(viewer), width, height)


def test_what_is_picked_beside_a_tour_is_one_line_until_it_is_asked_for(on_phone):
    viewer = on_phone("tour", 390, 844)
    viewer.ask("v.set({ picked: Uint32Array.from({ length: 40 }, (_, row) => row) })")
    picked = viewer.page.get_by_role("region", name="Selection")
    line = picked.bounding_box()["height"]
    assert line <= 46
    picked.get_by_role("heading", name="40 selected").tap()
    viewer.ask("null")
    assert picked.bounding_box()["height"] >= 120
    expect(picked.get_by_role("listitem").first).to_be_in_viewport()
    picked.get_by_role("button", name="Copy").press("Tab")  # by keys as by fingers
    viewer.page.touchscreen.tap(195, 700)
    viewer.ask("null")
    assert picked.bounding_box()["height"] == line
