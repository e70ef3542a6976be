"""The widget in JupyterLab and Notebook 7 themselves, and exported notebooks opened as files, in a real browser."""

import json
from pathlib import Path

import bleach
import numpy as np
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter, LatexExporter
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect
from traitlets.config import Config

from notebook_server import APPLICATIONS, Notebook, serve, write_notebook

SETUP = "import lexiscape as lx\nm = lx.map_space(lx.open_space('demo:bert').range(1996, 6996))"
#: Number of token labels once one has zoomed in, where the names of regions have made place for them.
CLOSER = """(async () => {
  v.look({...v.view, scale: 6 * v.view.scale});
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return v.visibleLabels().length;
})()"""
#: All that Python knows of the widget, as JSON.
REPORT = """
import json
w = m.widget
print(json.dumps({"selection": w.selection.tolist(), "frame": w.frame()["id"].tolist(), "map": m.xy.tolist(),
                  **{name: getattr(w, name) for name in ("search", "color", "selected", "hovered", "view")}}))
"""
SET = """
(x, y), w.search, w.color = m.xy[5], 'river', 'rank'
w.select(['lake', 'sea'])
w.hovered = 3377
w.view = (x - 1, x + 1, y - 1, y + 1)
"""
CELLS = [SETUP, "m", REPORT.strip(), REPORT.strip(), SET.strip()]


@pytest.fixture(scope="module", params=APPLICATIONS)
def served(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "work").mkdir()
    write_notebook(folder / "work" / "map.ipynb", *CELLS)
    with serve(folder / "work", folder / "settings", request.param) as address:
        yield address


def inside(told, size, left, top, right, bottom):
    """Return the ids of the tokens in a box of the widget's pixels, from where the map's view says that they are."""
    x0, x1, y0, y1 = told["view"]
    places = (np.array(told["map"]) - (x0, y0)) / (x1 - x0, y1 - y0)
    x, y = places[:, 0] * size["width"], (1 - places[:, 1]) * size["height"]
    return {1996 + row for row in np.flatnonzero((x > left) & (x < right) & (y > top) & (y < bottom)).tolist()}


def test_the_widget_in_a_notebook(browser, served):
    page = browser.new_page(viewport={"width": 1300, "height": 1000}, reduced_motion="reduce")
    problems, requests = [], []
    page.on("request", lambda request: requests.append(request.url))
    notebook = Notebook(page, served, "map.ipynb")
    page.on("pageerror", lambda error: problems.append(str(error)))
    notebook.run(0)
    notebook.run(1)
    notebook.wait_for_map()
    assert notebook.ask("v.data.n") == 5000
    assert notebook.ask(CLOSER) > 20

    # a search is typed, its first find taken with Enter: the map goes there, and Python is told where it came to rest
    page.locator(".lexiscape-widget input.query").fill("victory")
    page.keyboard.press("Enter")
    page.wait_for_function(
        """() => {
          const v = document.querySelector(".lexiscape-widget").lexiscape;
          return v.state.selected === v.data.readable.indexOf("victory");
        }"""
    )
    told = json.loads(notebook.run(2)[-1])
    assert told["search"] == "victory"
    assert told["selected"] == 3377
    assert told["color"] == notebook.ask("v.state.colorBy")
    assert told["selection"] == []
    assert len(told["frame"]) == 5000

    # a lasso, drawn by hand with Shift around the token; its ids are read in the next cell
    page.locator(".lexiscape-widget input.query").fill("")
    surface = page.locator(".lexiscape-widget .surface")
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    half = 60
    x, y = notebook.ask(
        "[v.size.width / 2 + (v.data.x[v.state.selected] - v.view.x) * v.view.scale,"
        " v.size.height / 2 + (v.data.y[v.state.selected] - v.view.y) * v.view.scale]"
    )
    middle = (box["x"] + x, box["y"] + y)
    page.keyboard.down("Shift")
    page.mouse.move(middle[0] - half, middle[1] - half)
    page.mouse.down()
    for dx, dy in ((half, -half), (half, half), (-half, half), (-half, -half)):
        page.mouse.move(middle[0] + dx, middle[1] + dy, steps=12)
    page.mouse.up()
    page.keyboard.up("Shift")
    told = json.loads(notebook.run(3)[-1])
    chosen = set(told["selection"])
    assert 3377 in chosen
    assert told["frame"] == told["selection"]
    size = notebook.ask("v.size")
    for margin, within in ((-6, set.__le__), (6, set.__ge__)):  # the hand is followed in steps of a few pixels
        reach = half + margin
        assert within(inside(told, size, x - reach, y - reach, x + reach, y + reach), chosen)

    notebook.run(4)
    page.wait_for_function(  # the last of the four that the cell sets
        """() => {
          const v = document.querySelector(".lexiscape-widget").lexiscape;
          return Math.hypot(v.view.x - v.data.x[5], v.view.y - v.data.y[5]) * v.view.scale < 2;
        }"""
    )
    assert notebook.ask("v.state.query") == "river"
    assert notebook.ask("v.state.colorBy") == "rank"
    assert notebook.ask("v.data.readable[v.state.hover]") == "victory"
    assert notebook.ask("Array.from(v.state.picked, (row) => v.data.readable[row])") == ["lake", "sea"]
    assert problems == []
    assert [url for url in requests if not url.startswith((served[: served.index("/", 8)], "blob:", "data:"))] == []
    page.close()


@pytest.fixture(scope="module")
def executed():
    return NotebookClient(new_notebook(cells=[new_code_cell(SETUP), new_code_cell("m")]), timeout=300).execute()


@pytest.fixture(scope="module")
def exported(executed, tmp_path_factory):
    exporter = HTMLExporter(config=Config({"ClearMetadataPreprocessor": {"enabled": True}}))
    page = tmp_path_factory.mktemp("export") / "notebook.html"
    page.write_text(exporter.from_notebook_node(executed)[0], "utf-8")
    return page


def test_an_exported_notebook_shows_the_map_offline(browser, exported: Path):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(exported.as_uri())
    frame = page.frame_locator("iframe[sandbox='allow-scripts allow-downloads']")
    frame.locator("#lexiscape").wait_for()
    inner = next(frame for frame in page.frames if frame.parent_frame)
    inner.wait_for_function("() => document.getElementById('lexiscape').lexiscape")
    shown = inner.evaluate(
        "async () => { const v = document.getElementById('lexiscape').lexiscape; await v.ready; return await "
        + CLOSER
        + " }"
    )
    assert shown > 20
    # one thing is seen: the frame lies over the picture, all of it
    picture, map_ = page.locator(".jp-OutputArea-output img"), page.locator(".jp-OutputArea-output iframe")
    expect(picture).to_have_count(1)
    assert picture.bounding_box() == map_.bounding_box()
    assert (
        picture.evaluate(
            """(img) => {
          img.scrollIntoView();
          const { left, top, width, height } = img.getBoundingClientRect();
          const at = (x, y) => document.elementFromPoint(left + x * width, top + y * height)?.localName;
          return [at(0.02, 0.02), at(0.5, 0.5), at(0.98, 0.9)];
        }"""
        )
        == ["iframe"] * 3
    )
    context.close()


def test_who_strips_frames_shows_the_picture(browser, executed, tmp_path):
    (output,) = executed.cells[1].outputs
    left = bleach.clean(
        output.data["text/html"], {"div", "img"}, {"img": ["src", "alt"]}, protocols=["data"], strip=True
    )
    (tmp_path / "stripped.html").write_text(left, "utf-8")
    page = browser.new_page(java_script_enabled=False)
    page.goto((tmp_path / "stripped.html").as_uri())
    picture = page.get_by_role("img", name="Map of demo:bert, as a picture")
    expect(picture).to_be_visible()
    assert picture.bounding_box()["width"] == 900
    assert "iframe" not in left
    page.close()


def test_a_paper_of_a_notebook_has_the_picture(executed):
    _, resources = LatexExporter().from_notebook_node(executed)
    assert [name.rpartition(".")[2] for name in resources["outputs"]] == ["png"]
