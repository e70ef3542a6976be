"""What is drawn and said again, and what is not: work that a reader would feel in a large map."""

import pytest

pytestmark = pytest.mark.graphics

#: Counts the calls that draw points, from before the page's own script on.
COUNT = """
  window.calls = { points: 0 };
  const { drawArrays } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.drawArrays = function (...rest) {
    calls.points++;
    return drawArrays.apply(this, rest);
  };
  const { fillRect } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillRect = function (...rest) {
    calls.points++;
    return fillRect.apply(this, rest);
  };
"""
WITHOUT_WEBGL = """
  const get = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return kind.startsWith("webgl") ? null : get.call(this, kind, ...rest);
  };
"""


@pytest.fixture(params=["webgl2", "canvas"])
def counted(request, new_viewer, bert_page):
    viewer = new_viewer()
    viewer.page.add_init_script(COUNT + (WITHOUT_WEBGL if request.param == "canvas" else ""))
    viewer.open(bert_page)
    assert viewer.ask("v.renderer") == request.param
    return viewer


def drawn(viewer):
    return viewer.page.evaluate("calls.points")


def test_pointing_at_a_token_does_not_draw_the_points_again(counted):
    label = next(label for label in counted.labels() if 400 < label["left"] < 900 and 250 < label["top"] < 500)
    x, y = label["left"] + label["width"] / 2, label["top"] + label["height"] / 2
    before, picture = drawn(counted), counted.page.screenshot()
    counted.page.mouse.move(x, y)
    assert counted.ask("v.state.hover") == label["row"]
    assert counted.page.screenshot() != picture  # its note and its links are
    assert drawn(counted) == before
    counted.page.mouse.move(x, 799)
    counted.ask("v.set({ hover: -1 })")
    assert drawn(counted) == before
    assert counted.page.screenshot() == picture  # and the points are still there


@pytest.mark.parametrize(
    "change",
    [
        "v.select(7)",
        "v.set({ query: 'king' })",
        "v.set({ colorBy: 'norm' })",
        "v.set({ theme: 'dark' })",
        "v.look({ ...v.view, x: 0 })",
    ],
)
def test_what_changes_the_points_draws_them_again(counted, change):
    before = drawn(counted)
    counted.ask(change)
    assert drawn(counted) > before


def test_points_are_there_after_what_empties_their_canvas(counted):
    """A new size, and back; a picture saved."""

    def middle():
        return counted.page.screenshot(clip={"x": 400, "y": 100, "width": 500, "height": 500})

    before = middle()
    counted.page.set_viewport_size({"width": 900, "height": 700})
    counted.ask("null")
    counted.page.set_viewport_size({"width": 1280, "height": 800})
    counted.ask("v.home()")
    assert middle() == before
    counted.page.get_by_role("button", name="Save or share").click()
    with counted.page.expect_download():
        counted.page.get_by_role("button", name="Picture (PNG)").click()
    counted.ask("v.set({ hover: 3 })")
    counted.ask("v.set({ hover: -1 })")
    assert middle() == before


def test_each_letter_of_a_search_is_answered_once(bert):
    """A screen reader hears every text of a status: none may be of the letters before."""
    bert.page.evaluate(
        """() => {
          const root = document.getElementById("lexiscape").shadowRoot;
          window.said = [];
          window.lists = 0;
          const watch = (selector, hear) =>
            new MutationObserver(hear).observe(root.querySelector(selector), { childList: true });
          watch("[role=status]", (all) => all.forEach(({ target }) => said.push(target.textContent)));
          watch("ul.tokens", (all) => (lists += all.filter(({ addedNodes }) => addedNodes.length > 1).length));
        }"""
    )
    bert.page.get_by_role("searchbox").focus()
    wanted = []
    for letter in "vict":
        bert.page.keyboard.type(letter)
        wanted.append(f"{bert.ask('v.state.matches.length'):,} found")
    assert bert.page.evaluate("said.map((text) => text.replace(/[^0-9a-z ]/g, ''))") == [
        text.replace(",", "") for text in wanted
    ]
    assert bert.page.evaluate("lists") == 4
