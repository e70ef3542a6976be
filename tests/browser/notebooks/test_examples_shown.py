"""The example notebooks, run cell by cell in JupyterLab without a network: each picture that they promise is there."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from notebook_server import Notebook, serve

EXAMPLES = Path(__file__).parents[3] / "examples"
#: For each notebook, what can be seen, and how often.
PICTURES = {
    "ask-the-map.ipynb": {".lexiscape-widget": 1, ".legend .extremes": 1, ".pins .columns section": 3},
    "direction.ipynb": {".lexiscape-widget": 1, ".legend .no-value": 1, ".widget-dropdown select": 1},
    "gradient.ipynb": {".lexiscape-widget": 1, ".legend .extremes": 1, "td:text-is('win')": 1},
    "holoviews.ipynb": {".bk-Canvas": 4},
    "logit-lens.ipynb": {".lexiscape-widget": 1, ".legend .extremes": 1, "td:text-is('king')": 1},
    "paper-figure.ipynb": {".jp-OutputArea-output img": 4},
    "recipe.ipynb": {".lexiscape-widget": 1, ".js-plotly-plot .scatterlayer": 1},
    "widget.ipynb": {".lexiscape-widget": 1, "td:text-is('monday')": 1},
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(EXAMPLES, folder / "work", ignore=shutil.ignore_patterns(".*"))
    with serve(folder / "work", folder / "settings") as address:
        yield address


@pytest.mark.parametrize("name", sorted(path.name for path in EXAMPLES.glob("*.ipynb")))
def test_every_picture_is_drawn(browser, served, name):
    context = browser.new_context(viewport={"width": 1300, "height": 1000})
    context.route(lambda url: "//127.0.0.1" not in url, lambda route: route.abort())
    page = context.new_page()
    notebook = Notebook(page, served, name)
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    for number in range(page.locator(".jp-CodeCell").count()):
        notebook.run(number)
    for selector, count in PICTURES[name].items():
        expect(page.locator(selector)).to_have_count(count, timeout=60_000)
    assert page.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert problems == []
    context.close()
