"""Take the pictures of docs/publish.md and notebooks.md: a map in Streamlit, Gradio, marimo and an exported notebook.

PYTHONPATH=tests python docs/gallery/screenshots_apps.py [--chromium /usr/bin/chromium], with everything that the tests
need. Each app is the one that docs/publish.md shows, started as the tests start it. Writes app-*.jpg into this folder.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, Page, sync_playwright
from traitlets.config import Config

import lexiscape as lx
from browser.test_apps import SHOWN, started

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu"]
HERE = Path(__file__).parent
SIZE = {"width": 1200, "height": 820}
CELLS = ["import lexiscape as lx\n\nm = lx.load_map('map.npz')", "m"]


def save(page: Page, name: str) -> None:
    """Save what is seen."""
    page.wait_for_timeout(5000)  # labels have their places
    page.screenshot(path=HERE / f"app-{name}.jpg", type="jpeg", quality=72)
    page.close()


def wait_for_frame(page: Page) -> None:
    """Wait until the map in the page's frame is drawn."""
    holder = page.locator("iframe[srcdoc]")
    holder.wait_for(timeout=120_000)
    if (frame := holder.element_handle().content_frame()) is not None:
        frame.wait_for_function(SHOWN, timeout=120_000)


def opened(browser: Browser, address: str) -> Page:
    """Open a page that reaches this machine alone."""
    context = browser.new_context(viewport=SIZE, color_scheme="light", locale="en-US", reduced_motion="reduce")
    context.route(lambda url: "//127.0.0.1" not in url and ":" in url[:6], lambda route: route.abort())
    page = context.new_page()
    page.goto(address)
    return page


def take_apps(browser: Browser, folder: Path) -> None:
    """Start each app and save what it shows."""
    for tool in ("Streamlit", "Gradio", "marimo"):
        port, app = started(tool, folder)
        with app:
            page = opened(browser, f"http://127.0.0.1:{port}/")
            if tool == "marimo":
                page.locator(".lexiscape-widget").get_by_role("searchbox").wait_for(timeout=120_000)
            else:
                wait_for_frame(page)
            save(page, tool.lower())


def take_notebook(browser: Browser, folder: Path) -> None:
    """Execute a notebook, export it as docs/notebooks.md says, and save what the export shows."""
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS])
    executed = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    exporter = HTMLExporter(config=Config({"ClearMetadataPreprocessor": {"enabled": True}}))
    export = folder / "notebook.html"
    export.write_text(exporter.from_notebook_node(executed)[0], "utf-8")
    page = browser.new_page(viewport=SIZE, color_scheme="light", locale="en-US", reduced_motion="reduce")
    page.goto(export.as_uri())
    wait_for_frame(page)
    save(page, "nbconvert")


def main() -> None:
    """Make the map, and take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        lx.map_space("demo:bert").save(Path(name) / "map.npz")
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        take_notebook(browser, Path(name))
        take_apps(browser, Path(name))
        browser.close()


if __name__ == "__main__":
    main()
