"""The largest vocabularies, other screens, fingers, and several maps on one page."""

import base64
from importlib import resources

import numpy as np
import pytest
from tests.browser.test_labels import overlapping

import lexiscape as lx
from lexiscape.columns import Column
from lexiscape.files import page
from lexiscape.files.payload import Payload, encode, of

LARGE = 262_144


@pytest.fixture(scope="module")
def large_page(tmp_path_factory):
    """262,144 tokens in 300 heaps, in several scripts, neighbors within the heap."""
    rng = np.random.default_rng(1)
    heap = rng.integers(0, 300, LARGE)
    heap.sort()
    xy = rng.normal(0, 100, (300, 2))[heap] + rng.normal(0, 3, (LARGE, 2))
    tokens = [f"{('word', '単語', 'слово', '말')[i % 4]}{i}" for i in range(LARGE)]
    near = (np.arange(LARGE)[:, None] + rng.integers(1, 400, (LARGE, 10))) % LARGE
    distances = np.sort(rng.random((LARGE, 10)), axis=1).astype(np.float32)
    columns = {"rank": Column("rank", "Rank", np.arange(LARGE, dtype=np.float32))}
    payload = Payload(
        "large",
        tokens,
        tokens,
        np.arange(LARGE),
        xy.astype(np.float32),
        near.astype(np.int32),
        distances,
        "cosine",
        columns,
    )
    path = tmp_path_factory.mktemp("large") / "large.html"
    path.write_bytes(page.render(payload))
    return path


def test_a_quarter_of_a_million_tokens(new_viewer, large_page):
    assert large_page.stat().st_size <= 16e6
    viewer = new_viewer().open(large_page)
    assert viewer.ask("v.data.n") == LARGE
    assert viewer.ask("v.labelScales.every((scale) => scale <= v.maxScale)")
    for row in (0, LARGE // 2, LARGE - 1):
        x, y = viewer.ask("[v.data.x[argument], v.data.y[argument]]", row)
        viewer.ask("v.home()")
        for zoom in (1, 8, 8, 8):
            viewer.zoom(zoom, x, y)
            assert overlapping([*viewer.labels(), *viewer.ask("v.visibleRegions()")]) == []
    viewer.ask("v.goTo(argument)", 7)
    assert viewer.page.get_by_role("complementary").get_by_role("heading", level=2).inner_text() == "말7"


@pytest.mark.parametrize(("width", "height", "ratio"), [(360, 640, 3), (3840, 2160, 1)])
def test_from_a_phone_to_4k(new_viewer, bert_page, width, height, ratio):
    viewer = new_viewer(viewport={"width": width, "height": height}, device_scale_factor=ratio).open(bert_page)
    viewer.zoom(3)
    labels = viewer.labels()
    assert labels
    assert overlapping([*labels, *viewer.ask("v.visibleRegions()")]) == []
    overflow = viewer.page.evaluate(
        "[document.documentElement.scrollWidth > innerWidth, document.documentElement.scrollHeight > innerHeight]"
    )
    assert overflow == [False, False]
    viewer.ask("v.goTo(argument)", viewer.row("king"))
    card = viewer.page.get_by_role("complementary").bounding_box()
    assert card["x"] >= 0
    assert card["x"] + card["width"] <= width + 1
    assert card["y"] + card["height"] <= height + 1
    pixels = viewer.page.evaluate("document.getElementById('lexiscape').shadowRoot.querySelector('canvas').width")
    assert pixels == width * ratio


def test_two_fingers_zoom_and_a_tap_selects(new_viewer, bert_page):
    viewer = new_viewer(has_touch=True, viewport={"width": 400, "height": 800}).open(bert_page)
    session = viewer.page.context.new_cdp_session(viewer.page)
    before = viewer.ask("v.view.scale")

    def touch(kind, *points):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    touch("touchStart", (180, 380), (220, 420))
    for spread in (40, 80, 120):
        touch("touchMove", (180 - spread, 380 - spread), (220 + spread, 420 + spread))
    touch("touchEnd")
    assert viewer.ask("v.view.scale") == pytest.approx(before * 7, rel=0.05)
    x, y = viewer.ask("[v.data.x[argument], v.data.y[argument]]", viewer.row("music"))
    viewer.zoom(20, x, y)
    viewer.page.touchscreen.tap(200, 400)
    assert viewer.ask("v.data.readable[v.state.selected]") == "music"


def test_several_maps_on_one_page_and_nothing_left_of_one_that_is_removed(new_viewer, make_map, tmp_path):
    module = resources.files("lexiscape.files").joinpath("static/viewer.js").read_text("utf-8")
    data = base64.b64encode(encode(of(make_map([f"t{i}" for i in range(80)])))).decode()
    page_path = tmp_path / "two.html"
    page_path.write_text(
        f"""<!doctype html><title>two</title>
        <div id=a style="height: 300px"></div>
        <div id=b style="height: 300px"></div>
        <script type="module">{module}
        const data = await decode(fromBase64("{data}"));
        const [a, b] = ["a", "b"].map((id) => mount(document.getElementById(id), data));
        const selections = [];
        b.on("select", (row) => selections.push(row));
        window.two = {{ a, b, selections }};
        </script>""",
        "utf-8",
    )
    viewer = new_viewer()
    viewer.page.goto(page_path.as_uri())
    viewer.page.wait_for_function("() => window.two")
    ask = viewer.page.evaluate
    ask("Promise.all([two.a.ready, two.b.ready]).then(() => null)")
    ask("two.a.select(3); two.b.select(5)")
    assert ask("[two.a.state.selected, two.b.state.selected, two.selections]") == [3, 5, [5]]
    ask("two.b.destroy()")
    assert ask("document.getElementById('b').shadowRoot.childElementCount") == 0
    ask("two.a.goTo(9)")
    assert ask("two.a.state.selected") == 9
    assert ask("two.selections") == [5]


@pytest.mark.parametrize("count", [1, 2, 3, 40])
def test_the_smallest_maps(new_viewer, make_map, tmp_path, count):
    make_map([f"t{i}" for i in range(count)]).save(tmp_path / "small.html")
    viewer = new_viewer().open(tmp_path / "small.html")
    viewer.ask("v.goTo(0)")
    assert "t0" in {label["text"] for label in viewer.labels()}
    viewer.ask("v.select(-1)")
    assert viewer.ask("v.labelScales.every((scale) => scale <= v.maxScale)")


def test_tokens_in_one_place_can_each_be_reached(new_viewer, make_map, tmp_path):
    xy = np.concatenate([np.zeros((30, 2)), np.random.default_rng(0).normal(size=(100, 2))]).astype(np.float32)
    make_map([f"t{i}" for i in range(130)], xy=xy).save(tmp_path / "same.html")
    viewer = new_viewer().open(tmp_path / "same.html")
    viewer.ask("v.look({x: v.data.x[0], y: v.data.y[0], scale: v.maxScale})")
    labels = viewer.labels()
    assert {f"t{i}" for i in range(8)} <= {label["text"] for label in labels}
    assert overlapping(labels) == []


def test_all_tokens_in_one_place(new_viewer, make_map, tmp_path):
    make_map([f"t{i}" for i in range(20)], xy=np.ones((20, 2), np.float32)).save(tmp_path / "one.html")
    viewer = new_viewer().open(tmp_path / "one.html")
    viewer.ask("v.goTo(3)")
    assert "t3" in {label["text"] for label in viewer.labels()}


#: Of all that is seen and stands by itself: what it is called, and its box.
BOXES = """() => [...document.getElementById("lexiscape").shadowRoot.querySelectorAll(".panel, .caption, .hint")]
  .filter((part) => part.checkVisibility() && !part.parentElement.closest(".panel"))
  .map((part) => [part.className, part.getBoundingClientRect().toJSON()])
  .filter(([, { width }]) => width > 2)"""


def lying_over(boxes):
    """Pairs of which one covers a part of the other."""
    return [
        (name, other)
        for i, (name, a) in enumerate(boxes)
        for other, b in boxes[i + 1 :]
        if min(a["right"], b["right"]) - max(a["left"], b["left"]) > 1
        and min(a["bottom"], b["bottom"]) - max(a["top"], b["top"]) > 1
    ]


STOPS = [
    {"name": "All", "note": "The whole map, and what is seen here, in as many words as a note of two lines has. " * 2},
    {"around": ["in", "of"], "note": "Two."},
]


@pytest.mark.parametrize("options", [{}, {"has_touch": True}], ids=["mouse", "touch"])
def test_a_tour_leaves_the_line_the_card_and_its_own_list_to_be_seen(new_viewer, tmp_path, options):
    drawn = lx.map_space(lx.open_space("demo:bert").range(1996, 2296), layout="pca")
    drawn.save(tmp_path / "tour.html", tour={"format": "lexiscape-tour", "version": 1, "stops": STOPS})
    viewer = new_viewer(**options).open(tmp_path / "tour.html")
    page = viewer.page

    def all_apart(what):
        viewer.ask("null")
        boxes = page.evaluate(BOXES)
        assert {"caption"} <= {name for name, _ in boxes}
        assert lying_over(boxes) == [], (what, page.viewport_size)
        return {name for name, _ in boxes}

    sizes = [(1920, 1080), (1366, 768), (1311, 700), (1280, 800), (1024, 700), (891, 640), (760, 600)]
    all_apart("the offer")
    page.locator(".tour-bar .begin").click()
    for width, height in sizes:
        page.set_viewport_size({"width": width, "height": height})
        viewer.ask("v.select(-1)")
        all_apart("a stop")
        viewer.ask("v.select(5)")
        all_apart("a stop and a card")
        page.get_by_role("application").press("e")
        shown = all_apart("a stop, a card and the list of stops")
        assert {"panel details", "panel tour-editor"} <= shown
        page.keyboard.press("Escape")
        viewer.ask("v.set({ presenting: true })")
        all_apart("a presentation")
        viewer.ask("v.set({ presenting: false })")


def test_panels_do_not_lie_over_each_other(new_viewer, tmp_path):
    """All that there are, from a narrow window to a wide one; on a phone, a token's card covers the rest on purpose."""
    drawn = lx.map_space(lx.open_space("demo:bert").range(1996, 2296), layout="pca", check=True)
    drawn.save(tmp_path / "all.html", vectors=0.8, tokenizer=True)
    viewer = new_viewer().open(tmp_path / "all.html")
    for width, height in (
        (540, 800),
        (659, 500),
        (661, 500),
        (700, 500),
        (760, 600),
        (799, 600),
        (960, 540),
        (1200, 700),
    ):
        viewer.page.set_viewport_size({"width": width, "height": height})
        viewer.ask("v.select(-1)")
        boxes = viewer.page.evaluate(BOXES)
        assert len(boxes) >= 8
        assert lying_over(boxes) == [], (width, height)
        if width > 660:
            viewer.ask("v.select(5)")
            assert lying_over(viewer.page.evaluate(BOXES)) == [], (width, height)
