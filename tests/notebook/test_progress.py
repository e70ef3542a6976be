"""In a notebook progress is seen while it lasts, and nothing of it stays in the file."""

from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

CODE = """
import lexiscape as lx
m = lx.map_space(lx.open_space('demo:bert').first(800))
print('done')
"""


def test_progress_is_seen_and_leaves_nothing(tmp_path):
    seen = []

    class Client(NotebookClient):
        def process_message(self, message, *more):
            data = message["content"].get("data", {})
            if message["msg_type"] in ("display_data", "update_display_data"):
                seen.append(data["text/html"])
            return super().process_message(message, *more)

    client = Client(new_notebook(cells=[new_code_cell(CODE)]), timeout=300, resources={"metadata": {"path": tmp_path}})
    (cell,) = client.execute().cells
    assert any("<progress" in markup and "neighbors" in markup for markup in seen)
    assert seen[-1] == ""
    kept = [output for output in cell.outputs if output.output_type == "display_data"]
    assert [output.data for output in kept] == [{"text/html": "", "text/plain": ""}]
    assert [output.text for output in cell.outputs if output.get("name") == "stdout"] == ["done\n"]
