"""The widget in JupyterLab itself, and exported notebooks opened as files, in a real browser."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import expect
from traitlets.config import Config

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
print(json.dumps({"selection": w.selection.tolist(), "frame": len(w.frame()),
                  **{name: getattr(w, name) for name in ("search", "color", "selected", "view")}}))
"""
CELLS = [
    SETUP,
    "m",
    REPORT.strip(),
    "w.search = 'river'; w.color = 'rank'; w.select(['lake', 'sea']); w.view = (*m.xy[5:6, 0] - 1, *m.xy[5:6, 0] + 1, "
    "*m.xy[5:6, 1] - 1, *m.xy[5:6, 1] + 1)",
]


def notebook(*sources):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=[new_code_cell(source) for source in sources], metadata={"kernelspec": kernel})


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab server of the test's own; yields the notebook's address."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "work").mkdir()
    nbformat.write(notebook(*CELLS), folder / "work" / "map.ipynb")
    settings = {
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "notebook-extension/tracker": {"windowingMode": "none"},  # every cell stays in the document
    }
    for name, values in settings.items():
        file = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(values))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    places = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    places |= {"JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(folder / "spaces")}
    options = [f"--ServerApp.port={port}", "--IdentityProvider.token=t", "--allow-root", "--no-browser"]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={folder / 'work'}"],
        env={**os.environ, **places},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while server.poll() is None and not answers(port):
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/lab/tree/map.ipynb?token=t"
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:  # a kernel that does not answer holds the server back
            server.kill()
            server.wait()


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


class Lab:
    """A notebook open in JupyterLab."""

    def __init__(self, page, address):
        self.page = page
        page.goto(address)
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
        page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=120_000)
        page.wait_for_selector(".jp-Spinner", state="detached", timeout=120_000)

    def run(self, number):
        """Run a cell, wait until it is done, and return the texts that it printed."""
        cell = self.page.locator(".jp-CodeCell").nth(number)
        prompt = cell.locator(".jp-InputPrompt").first
        done = re.compile(r"\d")
        for _ in range(4):
            cell.locator(".cm-content").click()
            self.page.keyboard.press("Control+Enter")
            try:
                expect(prompt).to_contain_text(done, timeout=15_000)
                break
            except AssertionError:
                # JupyterLab drops what is run while its kernel connects: the prompt is empty again
                if "*" in prompt.inner_text():
                    expect(prompt).to_contain_text(done, timeout=120_000)
                    break
        return cell.locator(".jp-OutputArea-output pre").all_inner_texts()

    def ask(self, expression):
        return self.page.evaluate(
            "async () => { const v = document.querySelector('.lexiscape-widget').lexiscape; "
            f"return await ({expression}); }}"
        )


def test_the_widget_in_jupyterlab(browser, lab):
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_notebook = Lab(page, lab)
    open_notebook.run(0)
    open_notebook.run(1)
    page.wait_for_function("() => document.querySelector('.lexiscape-widget')?.lexiscape", timeout=120_000)
    open_notebook.ask("v.ready.then(() => null)")
    assert open_notebook.ask("v.data.n") == 5000
    assert open_notebook.ask(CLOSER) > 20

    page.locator(".lexiscape-widget input.query").fill("victory")
    page.keyboard.press("Enter")
    rows = list(range(10, 60))
    open_notebook.ask(f"v.set({{picked: Uint32Array.from({rows})}})")
    page.wait_for_timeout(300)  # the view is told when it has come to rest
    told = json.loads(open_notebook.run(2)[-1])
    assert told["selection"] == [1996 + row for row in rows]
    assert told["frame"] == len(rows)
    assert told["search"] == "victory"
    assert told["selected"] == 3377
    assert told["color"] == open_notebook.ask("v.state.colorBy")
    x0, x1, y0, y1 = told["view"]
    assert x0 < x1
    assert y0 < y1

    open_notebook.run(3)
    page.wait_for_function(  # the last of the four that the cell sets
        """() => {
          const v = document.querySelector(".lexiscape-widget").lexiscape;
          return Math.hypot(v.view.x - v.data.x[5], v.view.y - v.data.y[5]) * v.view.scale < 2;
        }"""
    )
    assert open_notebook.ask("v.state.query") == "river"
    assert open_notebook.ask("v.state.colorBy") == "rank"
    assert open_notebook.ask("Array.from(v.state.picked, (row) => v.data.readable[row])") == ["lake", "sea"]
    assert problems == []
    page.close()


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    executed = NotebookClient(notebook(SETUP, "m"), timeout=300).execute()
    exporter = HTMLExporter(config=Config({"ClearMetadataPreprocessor": {"enabled": True}}))
    page = folder / "notebook.html"
    page.write_text(exporter.from_notebook_node(executed)[0], "utf-8")
    return page


def test_an_exported_notebook_shows_the_map_offline(browser, exported: Path):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(exported.as_uri())
    frame = page.frame_locator("iframe[sandbox='allow-scripts']")
    frame.locator("#lexiscape").wait_for()
    inner = next(frame for frame in page.frames if frame.parent_frame)
    inner.wait_for_function("() => document.getElementById('lexiscape').lexiscape")
    shown = inner.evaluate(
        "async () => { const v = document.getElementById('lexiscape').lexiscape; await v.ready; return await "
        + CLOSER
        + " }"
    )
    assert shown > 20
    context.close()
