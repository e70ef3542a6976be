"""JupyterLab or Notebook 7 served on the loopback address, and a notebook of it open in a browser.

For the tests, and for `benchmarks/widget.py`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page, expect

from loopback_process import free_port, serving

#: Module to run → where it shows a notebook.
APPLICATIONS = {"jupyterlab": "lab/tree", "notebook": "notebooks"}

#: No question may lie over the notebook, and every cell stays in the document.
SETTINGS = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "notebook-extension/tracker": {"windowingMode": "none"},
}
DONE = re.compile(r"\d")
#: Until a kernel is connected, the notebook calls itself idle as well, and what is run in it is dropped.
CONNECTED = """() => {
  const kernel = document.querySelector(".jp-KernelName")?.textContent;
  const status = document.querySelector(".jp-Notebook-ExecutionIndicator")?.dataset.status;
  return kernel?.startsWith("Python") && status === "idle";
}"""


def write_notebook(path: Path, *sources: str) -> None:
    """Write a notebook of code cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_code_cell(source) for source in sources]
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)


@contextmanager
def serve(work: Path, settings: Path, application: str = "jupyterlab") -> Iterator[str]:
    """Serve the notebooks of the folder `work`; yields an address to put a file's name and `?token=t` behind."""
    for name, values in SETTINGS.items():
        file = settings / "lab" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values))
    places = {f"JUPYTER_{name}_DIR": str(settings / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    places |= {"JUPYTERLAB_SETTINGS_DIR": str(settings / "lab"), "JUPYTERLAB_WORKSPACES_DIR": str(settings / "spaces")}
    port = free_port()
    options = [f"--ServerApp.port={port}", "--IdentityProvider.token=t", "--allow-root", "--no-browser"]
    command = [sys.executable, "-m", application, *options, f"--ServerApp.root_dir={work}"]
    with serving(command, port, **places):
        yield f"http://127.0.0.1:{port}/{APPLICATIONS[application]}"


class Notebook:
    """A notebook open in a browser, with the cells' numbers counted among the code cells."""

    def __init__(self, page: Page, address: str, name: str) -> None:
        self.page = page
        # On a busy machine a kernel may start too late for JupyterLab, which then asks for one: the one it proposes.
        asks = page.locator("dialog.jp-Dialog")
        page.add_locator_handler(asks, lambda: asks.locator(".jp-mod-accept").first.click())
        page.goto(f"{address}/{name}?token=t&reset")  # without what was open in the browser before
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=120_000)
        page.wait_for_selector(".jp-Spinner", state="detached", timeout=120_000)
        page.wait_for_function(CONNECTED, timeout=120_000)

    def cell(self, number: int) -> Any:
        """Return a cell's place in the document."""
        return self.page.locator(".jp-CodeCell").nth(number)

    def run(self, number: int) -> list[str]:
        """Run a cell, wait until it is done, and return the texts that it printed."""
        cell = self.cell(number)
        cell.locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        expect(cell.locator(".jp-InputPrompt").first).to_contain_text(DONE, timeout=120_000)
        return list(cell.locator(".jp-OutputArea-output pre").all_inner_texts())

    def wait_for_map(self) -> None:
        """Wait until the widget's map stands and all its labels are placed."""
        self.page.wait_for_function(
            "() => document.querySelector('.lexiscape-widget')?.lexiscape?.ready.then(() => true)", timeout=120_000
        )

    def ask(self, expression: str) -> Any:
        """Evaluate an expression of `v`, the handle of the first widget in the notebook."""
        return self.page.evaluate(
            "async () => { const v = document.querySelector('.lexiscape-widget').lexiscape; "
            f"return await ({expression}); }}"
        )
