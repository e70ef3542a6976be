"""The example notebooks run from top to bottom and show what they promise."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.ipynb"))
WIDGET = "application/vnd.jupyter.widget-view+json"

#: For each notebook, what its outputs must hold, by MIME type.
SHOWN = {
    "holoviews.ipynb": {"text/html", "application/vnd.holoviews_exec.v0+json"},
    "paper-figure.ipynb": {"image/png"},
    "recipe.ipynb": {WIDGET, "text/html"},
    "widget.ipynb": {WIDGET, "text/html"},
}


def run(path, folder):
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}})
    return client.execute()


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example_runs(path, tmp_path):
    notebook = run(path, tmp_path)
    kinds = {
        kind
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type in ("display_data", "execute_result")
        for kind in output.data
    }
    assert SHOWN[path.name] <= kinds
    if path.name == "widget.ipynb":
        tables = [output.data["text/plain"] for output in notebook.cells[2].outputs]
        assert "monday" in tables[0]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example_is_committed_without_outputs(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
