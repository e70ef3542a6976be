"""The page in Firefox and in WebKitGTK, a relative of Safari: what a reader does first works there as in Chromium."""

import base64
import hashlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import lexiscape as lx
from browser.engines import Died, Engine, Firefox, WebKit, display
from browser.graphics import GRAPHICS
from lexiscape.compare import compare_spaces
from lexiscape.files.comparisons import save_comparison
from lexiscape.maps.aligned import align_maps

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="WebKitGTK and Xvfb are Linux's")

ENGINES = {"firefox": Firefox, "webkit": WebKit}

#: Neither driver tells what the console says (WebKitGTK keeps none under automation), so the page itself listens.
WITNESS = """
window.complaints = [];
addEventListener("error", (event) => complaints.push(event.message));
addEventListener("unhandledrejection", (event) => complaints.push(String(event.reason)));
document.addEventListener("securitypolicyviolation", (event) => complaints.push("policy: " + event.blockedURI));
window.alert = (text) => complaints.push("alert: " + text);
for (const name of ["error", "warn"]) console[name] = (...all) => complaints.push(all.join(" "));
"""

NO_WEBGL = """
const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith("webgl") ? null : get.call(this, kind, ...rest);
};
"""

ENTER = "\ue007"


def witnessed(page: Path, folder: Path, script: str = "") -> Path:
    """The same page, but this script runs first, let in by the page's own policy."""
    source = page.read_bytes()
    first = (WITNESS + GRAPHICS + script).encode()
    digest = base64.b64encode(hashlib.sha256(first).digest())
    copy = folder / "page.html"
    copy.write_bytes(
        source.replace(b"script-src ", b"script-src 'sha256-" + digest + b"' ", 1).replace(
            b"<title>", b"<script>" + first + b"</script>\n<title>", 1
        )
    )
    return copy


READY = "main.lexiscape && main.lexiscape.ready.then(() => true)"


class Reader:
    """Somebody who looks at a page in one of the engines."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine = engine
        self.folder = folder
        self.opened = False
        self._way: tuple[Path, str, str] | None = None

    def open(self, page: Path, fragment: str = "", script: str = "") -> "Reader":
        address = witnessed(page, self.folder, script).as_uri()
        self.engine.go("about:blank")  # else another fragment of the same page only moves its map
        self.engine.go(address + fragment)
        self.opened = True
        self._way = page, fragment, script
        return self

    def ask(self, expression: str, argument: Any = None) -> Any:
        """Evaluate an expression of `main`, `root` (its shadow), `v` (the viewer) and `argument`; then draw twice."""
        function = f"""async (text) => {{
          const argument = JSON.parse(text);
          const main = document.getElementById("lexiscape");
          const v = main.lexiscape, root = main.shadowRoot;
          try {{
            const answer = await ({expression});
            await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
            return JSON.stringify({{ answer }});
          }} catch (error) {{
            return JSON.stringify({{ error: String(error) }});
          }}
        }}"""
        told = json.loads(self.engine.call(function, json.dumps(argument)))
        assert "error" not in told, f"{expression}: {told['error']}"
        return told.get("answer")  # undefined is left out

    def wait(self, expression: str, argument: Any = None) -> Any:
        """Return the expression's value as soon as there is one; engines differ in what they do at once."""
        end = time.monotonic() + 30
        while not (value := self.ask(expression, argument)):
            assert time.monotonic() < end, f"never came: {expression}"
        return value

    def ready(self) -> "Reader":
        """Return when all labels are there; where the browser died, which it did on a busy machine, of a second try."""
        try:
            self.wait(READY)
        except Died:
            self.open(*self._way).wait(READY)
        return self

    def type(self, *keys: str) -> None:
        strokes = [{"type": kind, "value": key} for text in keys for key in text for kind in ("keyDown", "keyUp")]
        self.engine.act([{"type": "key", "id": "keys", "actions": strokes}])

    def drag(self, *places: tuple[float, float]) -> None:
        """Press the mouse's button at the first place, let it go at the last."""
        moves = [{"type": "pointerMove", "x": round(x), "y": round(y), "duration": 20} for x, y in places]
        steps = [moves[0], {"type": "pointerDown", "button": 0}, *moves[1:], {"type": "pointerUp", "button": 0}]
        self.engine.act([{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}])

    def click(self, name: str) -> None:
        """Click the button whose accessible name begins like this."""
        box = self.wait(
            """(() => {
              const named = (one) => (one.getAttribute("aria-label") ?? one.textContent).startsWith(argument);
              const box = [...root.querySelectorAll("button")].find(named)?.getBoundingClientRect();
              return box?.width && [box.left + box.width / 2, box.top + box.height / 2];
            })()""",
            name,
        )
        self.drag(tuple(box))

    def texts(self, selector: str) -> list[str]:
        return self.ask("[...root.querySelectorAll(argument)].map((element) => element.textContent)", selector)


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with display() as name:
        started = ENGINES[request.param](tmp_path_factory.mktemp(request.param), name)
        yield started
        started.close()


@pytest.fixture
def reader(engine: Engine, tmp_path: Path) -> Iterator[Reader]:
    """Afterwards nothing may have gone wrong, nor have been asked of the network."""
    one = Reader(engine, tmp_path)
    yield one
    if one.opened:
        assert one.ask("window.complaints") == []
        assert one.ask("performance.getEntriesByType('resource').map((entry) => entry.name)") == []


@pytest.fixture
def bert(reader: Reader, bert_page: Path) -> Reader:
    return reader.open(bert_page).ready()


def overlapping(labels: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (one["text"], other["text"])
        for i, one in enumerate(labels)
        for other in labels[:i]
        if abs(2 * (one["left"] - other["left"]) + one["width"] - other["width"]) < one["width"] + other["width"]
        and abs(2 * (one["top"] - other["top"]) + one["height"] - other["height"]) < one["height"] + other["height"]
    ]


def test_opens_from_a_file_with_labels_of_which_none_lies_over_another(bert):
    assert bert.ask("v.renderer") == "webgl2"
    assert bert.ask("document.title") == "demo:bert · Lexiscape"
    for zoom in (1, 6, 8):
        shown = bert.wait(
            """(() => {
              v.look({ ...v.view, scale: v.view.scale * argument });
              return [...v.visibleLabels(), ...v.visibleRegions()].map((label) => ({ ...label }));
            })()""",
            zoom,
        )
        assert len(shown) > 20
        assert overlapping(shown) == []


def test_search_finds_and_shows_numbered_neighbors(bert):
    bert.type("/", "victory")
    bert.wait("v.state.matches?.length === 1")
    assert bert.ask("root.querySelector('.status').innerText") == "1 found"
    bert.type(ENTER)
    assert bert.wait("v.state.selected >= 0 && v.data.readable[v.state.selected]") == "victory"
    assert bert.texts(".details h2") == ["victory"]
    names = bert.texts(".details li bdi:not(.raw)")
    assert len(names) == 10
    assert {"victories", "defeat", "triumph"} <= set(names)
    values = [float(value) for value in bert.texts(".details li .value")]
    assert values == sorted(values, reverse=True)
    bert.wait("v.visibleLabels().some((label) => label.text === 'victory')")


def test_the_wheel_zooms_and_dragging_pans(bert):
    before = bert.ask("v.view")
    wheel = {"type": "scroll", "x": 700, "y": 300, "deltaX": 0, "deltaY": -300, "duration": 0, "origin": "viewport"}
    bert.engine.act([{"type": "wheel", "id": "wheel", "actions": [wheel]}])
    bert.wait("v.view.scale > argument", before["scale"])
    start = bert.ask("v.view")
    bert.drag((700, 300), (730, 310), (760, 340))
    moved = bert.wait("v.view.x !== argument && v.view", start["x"])
    assert abs((start["x"] - moved["x"]) * moved["scale"] - 60) < 1
    assert abs((start["y"] - moved["y"]) * moved["scale"] - 40) < 1


def test_a_lasso_selects_what_it_encloses(bert):
    bert.click("Select with a lasso")
    bert.drag((500, 300), (620, 300), (620, 380), (500, 380))
    rows = bert.wait("v.state.picked && [...v.state.picked]")
    inside = bert.ask(
        """(() => {
          const x = (i) => (v.data.x[i] - v.view.x) * v.view.scale + v.size.width / 2;
          const y = (i) => (v.data.y[i] - v.view.y) * v.view.scale + v.size.height / 2;
          return [...v.data.ids.keys()].filter((i) => x(i) > 500 && x(i) < 620 && y(i) > 300 && y(i) < 380);
        })()"""
    )
    assert len(inside) > 20
    assert rows == inside


def test_light_turns_dark(bert):
    theme = "root.querySelector('.lexiscape').dataset.theme"
    assert bert.ask(theme) == "light"
    paper = bert.ask("getComputedStyle(root.querySelector('.lexiscape')).backgroundColor")
    bert.click("Light or dark")
    bert.wait(f"{theme} === 'dark'")
    assert bert.ask("getComputedStyle(root.querySelector('select')).colorScheme") == "dark"
    assert bert.ask("getComputedStyle(root.querySelector('.lexiscape')).backgroundColor") != paper


def test_the_address_holds_the_view_and_a_link_restores_it(bert, bert_page):
    bert.ask("v.look({ x: 20000, y: 30000, scale: v.view.scale * 6 })")
    bert.ask("v.set({ query: 'vic', colorBy: 'norm', selected: v.data.readable.indexOf('victory') })")
    fragment = bert.wait("/token=.*/.test(location.hash) && location.hash")
    seen = "({ ...v.view, query: v.state.query, colorBy: v.state.colorBy, selected: v.state.selected })"
    wanted = bert.ask(seen)
    bert.open(bert_page, fragment).ready()
    restored = bert.ask(seen)
    for axis in "xy":
        assert abs(restored.pop(axis) - wanted.pop(axis)) * wanted["scale"] < 1
    assert restored.pop("scale") == pytest.approx(wanted.pop("scale"), rel=1e-3)
    assert restored == wanted


def test_without_webgl_the_canvas_does_the_same(reader, bert_page):
    reader.open(bert_page, "#token=2189", NO_WEBGL).ready()
    assert reader.ask("v.renderer") == "canvas"
    assert reader.ask("v.data.readable[v.state.selected]") == "music"
    reader.wait("v.visibleLabels().some((label) => label.text === 'music')")


@pytest.mark.parametrize(
    ("item", "suffix", "start", "end"),
    [
        ("Picture (PNG)", "png", b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"),
        ("Drawing with text (SVG)", "svg", b"<", b"</svg>"),
        ("Table (JSON)", "json", b"", b"]"),
    ],
)
def test_what_is_saved_arrives(bert, item, suffix, start, end):
    bert.click("Save or share")
    bert.click(item)
    last = time.monotonic() + 30
    saved = bert.engine.downloads / f"demo-bert.{suffix}"
    while not (saved.exists() and saved.read_bytes().rstrip().endswith(end)):
        assert time.monotonic() < last, f"never came: {saved}"
    assert saved.read_bytes().startswith(start)


def test_hostile_tokens_are_text(reader, make_map, hostile, tmp_path):
    make_map([*hostile, *(f"word{i}" for i in range(40))], name=hostile[0]).save(tmp_path / "map.html")
    reader.open(tmp_path / "map.html").ready()
    units = [np.frombuffer(token.encode("utf-16-le", "surrogatepass"), "<u2").tolist() for token in hostile]
    read = (
        "v.data.raw.slice(0, argument).map((text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)))"
    )
    assert reader.ask(read, len(hostile)) == units
    headings = reader.ask(
        """(async () => {
          const seen = [];
          for (let row = 0; row < argument; row++) {
            await v.goTo(row);
            seen.push(root.querySelector(".details h2").textContent);
          }
          return seen;
        })()""",
        len(hostile),
    )
    assert not set("".join(headings)) & set("\x00\x1b\u2028\u2029\u202e")


@pytest.mark.parametrize(
    ("damaged", "words"), [(None, "cut before its end"), ("data", "damaged"), ("viewer", "damaged")]
)
def test_a_damaged_page_says_so(reader, make_map, tmp_path, damaged, words):
    page = tmp_path / "map.html"
    make_map([f"t{i}" for i in range(100)]).save(page)
    whole = page.read_bytes()
    start = whole.index(b'<script id="lexiscape-%s"' % (damaged or "viewer").encode())
    end = whole.index(b"</script>", start)
    page.write_bytes(whole[: (start + end) // 2] + (whole[end:] if damaged else b""))
    reader.open(page)
    alert = reader.wait("(root?.querySelector('[role=alert]') ?? main.querySelector('[role=alert]'))?.textContent")
    assert "This map cannot be read" in alert
    assert words in alert


def test_a_comparison_opens_as_two_maps_that_act_as_one(reader, tmp_path):
    bert = lx.open_space("demo:bert")
    comparison = compare_spaces([bert.range(1996, 2996), bert.range(1996, 2996)])
    save_comparison(comparison, tmp_path / "comparison.html", align_maps(comparison))
    reader.open(tmp_path / "comparison.html")
    maps = "main.lexiscapeMaps()"
    reader.wait(
        f"main.lexiscapeMaps && {maps}.length === 2 && Promise.all({maps}.map((map) => map.ready)).then(() => true)"
    )
    row = reader.ask(f"{maps}[0].data.readable.indexOf('music')")
    reader.ask(f"{maps}[0].select(argument)", row)
    assert reader.ask(f"{maps}.map((map) => map.state.selected)") == [row, row]
