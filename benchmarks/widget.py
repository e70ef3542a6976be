"""The widget in JupyterLab, headless: how soon the map is seen after its cell is run, how soon Python hears of a lasso.

    python benchmarks/widget.py [--runs 3]

Two maps: the whole packaged BERT (30,522 tokens), and the 262,144 tokens of `benchmarks/viewer.py`. The clock starts
when Control+Enter is pressed on a cell that holds `m.widget` or `m`, its map made and its widget not. "Map" is when its
points and panels have been drawn, "labels" when every label is placed too; "selection" is from the moment the page
picks 5,000 tokens until Python's observer is called.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import lexiscape as lx
from lexiscape.files import npz, page
from machine import describe
from viewer import FLAGS, enlarged

sys.path.append(str(Path(__file__).parent.parent / "tests"))
from notebook_server import Notebook, serve, write_notebook

OPEN = "import lexiscape as lx\nm = lx.load_map({name!r})\nlen(m.space.readable)"
OBSERVE = """
import json, time
m.widget.observe(lambda change: globals().update(heard=(len(change["new"]), time.time())), names="selection")
"""
#: Notes the moments in `window.moments`, in milliseconds since 1970, as Python's clock has them.
WATCH = """
window.moments = {};
const now = () => performance.timeOrigin + performance.now();
addEventListener("keydown", (event) => {
  if (!event.ctrlKey || event.key !== "Enter") return;
  window.moments = {run: now()};
  const look = () => {
    const handle = document.querySelector(".lexiscape-widget")?.lexiscape;
    if (!handle) return requestAnimationFrame(look);
    requestAnimationFrame(() => requestAnimationFrame(() => (window.moments.map = now())));
    handle.ready.then(() => (window.moments.labels = now()));
  };
  look();
}, true);
"""


def measure(browser: Browser, address: str, name: str) -> dict[str, float]:
    """Open a notebook of this benchmark, run its cells, and return its figures in seconds."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.add_init_script(WATCH)
    open_notebook = Notebook(tab, address, name)
    open_notebook.run(0)
    open_notebook.run(1)
    tab.wait_for_function("() => moments.labels", timeout=120_000)
    moments = tab.evaluate("moments")
    open_notebook.run(2)
    rows = "Uint32Array.from({length: 5000}, (_, row) => 3 * row)"
    picked = open_notebook.ask(f"v.set({{picked: {rows}}}) ?? performance.timeOrigin + performance.now()")
    count, heard = json.loads(open_notebook.run(3)[-1])
    assert count == 5000
    tab.evaluate("document.querySelector('.lexiscape-widget').lexiscape.destroy()")
    tab.close()
    return {
        "map": (moments["map"] - moments["run"]) / 1000,
        "labels": (moments["labels"] - moments["run"]) / 1000,
        "selection": heard - picked / 1000,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = Path(folder, "work")
        work.mkdir()
        lx.map_space("demo:bert").save(work / "30,522.npz", work / "small.html")
        (work / "large.html").write_bytes(page.render(enlarged(page.read(work / "small.html"))))
        npz.write(lx.load_map(work / "large.html"), work / "262,144.npz")
        cells = {"30,522 m.widget": "m.widget", "30,522 m": "m", "262,144 m.widget": "m.widget"}
        for name, cell in cells.items():
            opening = OPEN.format(name=name.split()[0] + ".npz")
            write_notebook(work / f"{name}.ipynb", opening, cell, OBSERVE.strip(), "print(json.dumps(heard))")
        print(describe("anywidget", "jupyterlab"))
        with serve(work, Path(folder, "settings")) as address:
            for name in cells:
                runs = []
                for _ in range(options.runs):
                    browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
                    runs.append(measure(browser, address, f"{name}.ipynb"))
                    browser.close()
                print(name, flush=True)
                for figure in runs[0]:
                    values = [run[figure] for run in runs]
                    print(
                        f"  {figure:<10}{statistics.median(values):6.2f} s   ({min(values):.2f} to {max(values):.2f})"
                    )


if __name__ == "__main__":
    main()
