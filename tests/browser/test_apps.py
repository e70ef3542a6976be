"""The apps that docs/publish.md shows, started as it says and opened: the map is there, and lives."""

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from loopback_process import free_port, serving

PAGE = (Path(__file__).parents[2] / "docs" / "publish.md").read_text("utf-8")
#: Tool → how its app is started, but for the port, and what it must be told not to do.
STARTED = {
    "Streamlit": (
        ["-m", "streamlit", "run", "app.py", "--server.headless=true", "--server.address=127.0.0.1", "--server.port"],
        {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"},
    ),
    "Gradio": (["app.py"], {"GRADIO_ANALYTICS_ENABLED": "False"}),
    "marimo": (["-m", "marimo", "--yes", "run", "app.py", "--headless", "--host=127.0.0.1", "--port"], {}),
}
SHOWN = "() => document.getElementById('lexiscape')?.lexiscape?.ready.then(() => true)"


@pytest.fixture
def opened(browser, tmp_path, make_map):
    """A page with the app of a tool, which shows a map of forty words."""
    make_map([f"word{row}" for row in range(40)]).save(tmp_path / "map.npz")
    contexts = []

    def opened(port):
        context = browser.new_context(viewport={"width": 1200, "height": 900})
        contexts.append(context)
        context.route(lambda url: "//127.0.0.1" not in url, lambda route: route.abort())
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/")
        return page

    yield opened
    for context in contexts:
        context.close()


def started(tool, folder):
    block = re.search(rf"^{tool} \(.*?```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    (folder / "app.py").write_text(block[1], "utf-8")
    arguments, environment = STARTED[tool]
    port = free_port()
    if tool == "Gradio":
        environment = environment | {"GRADIO_SERVER_PORT": str(port)}
    else:
        arguments = [*arguments, str(port)]
    return port, serving([sys.executable, *arguments], port, folder=folder, **environment)


@pytest.mark.parametrize("tool", ["Streamlit", "Gradio"])
def test_a_map_lives_in_the_frame_of_an_app(tool, opened, tmp_path):
    port, app = started(tool, tmp_path)
    with app:
        page = opened(port)
        holder = page.locator("iframe[srcdoc]")
        holder.wait_for(timeout=120_000)
        frame = holder.element_handle().content_frame()
        frame.wait_for_function(SHOWN, timeout=120_000)
        frame.get_by_role("searchbox").fill("word17")
        frame.get_by_role("searchbox").press("Enter")
        expect(holder.content_frame.locator(".details")).to_contain_text("word17", timeout=60_000)


def test_a_cell_of_marimo_follows_the_selection(opened, tmp_path):
    port, app = started("marimo", tmp_path)
    with app:
        page = opened(port)
        widget = page.locator(".lexiscape-widget")
        search = widget.get_by_role("searchbox")
        search.wait_for(timeout=120_000)
        cell = page.locator("td").get_by_text("word0", exact=True)
        expect(cell.first).to_be_visible(timeout=60_000)
        search.fill("word17")
        widget.get_by_role("button", name="Select them").click()
        expect(page.locator("td").get_by_text("word17", exact=True).first).to_be_visible(timeout=60_000)
        expect(cell).to_have_count(0)
