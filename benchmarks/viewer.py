"""The page in headless Chromium: its size, how soon it is usable, what a frame costs in script, memory.

    python benchmarks/viewer.py [--runs 3]

Two pages: the whole packaged BERT, and 262,144 tokens made of its map nine times over, slightly displaced, with texts
in several scripts. "Usable" is when the map, its points and its panels stand and answer, counted from the page's start;
"labels" is the worker's time to measure and place every label. Frames pan and zoom by fixed steps, each brings labels
that were not seen before, and of each step the longest frame is kept; what is counted is script alone, until the
drawing commands are handed over: here they are carried out by software, on a machine with a graphics processor they
are not. "frame_whole" is what a frame of panning over the whole map takes with that drawing, from one frame to the
next, and "frame_whole_near" the same eight times as near, where points are discs. Memory is the resident set of the
page's own process, the worker's included.

What a reader does costs script, by the browser's own count, from the event to the frame that shows it: pointing at a
token, selecting one (the card, the lines and the names of its neighbors), typing a letter into the search. The first of
each is told apart: it may have something to prepare. "paint" is a column of new values that a notebook paints, from its
bytes to the frame in its colors, with its legend and the lists of most and least. From the moment the page is usable
until all labels are placed and drawn, "task" is the longest time without an answer (the browser's Long Tasks, of 50 ms
and more; 0: none), in which drawing by software has its part, and "script" the longest stretch of script in frames that
took so long.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

import lexiscape as lx
from lexiscape.columns import Column
from lexiscape.files import page
from lexiscape.files.payload import Payload
from machine import describe

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
VIEWER = "document.getElementById('lexiscape').lexiscape"
LARGE = 262_144
SUFFIXES = ("", "a", "日本", "の", "en", "ка", "한", "عر", "ing")


def enlarged(small: Payload) -> Payload:
    """Return a map of LARGE tokens in the shape of a small one: as many of its neighbors lie near."""
    rng = np.random.default_rng(0)
    copies = -(-LARGE // len(small))
    places = np.concatenate([small.xy + rng.normal(0, 1.5, small.xy.shape) for _ in range(copies)])[:LARGE]
    tokens = [word[:12] + SUFFIXES[i] for i in range(copies) for word in small.readable][:LARGE]
    whole = LARGE // len(small)  # the last copy is cut
    near = np.tile(small.indices, (copies, 1))[:LARGE]
    near = near + len(small) * rng.integers(0, whole, near.shape, np.int32)
    distances = np.tile(small.distances, (copies, 1))[:LARGE] * rng.lognormal(0, 0.1, (LARGE, 1)).astype(np.float32)
    columns = {
        "rank": Column("rank", "Rank", np.arange(LARGE, dtype=np.float32)),
        "norm": Column("norm", "Vector length", rng.lognormal(size=LARGE).astype(np.float32)),
    }
    ids = np.arange(LARGE, dtype=np.int64)
    return Payload("262,144", tokens, tokens, ids, places.astype(np.float32), near, distances, "cosine", columns)


LONG_TASKS = """
  window.longTasks = [];
  window.longScripts = [];
  const observe = (type, hear) => new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({ type });
  observe("longtask", (task) => longTasks.push([task.startTime, task.duration]));
  observe("long-animation-frame", ({ scripts }) =>
    scripts.forEach((script) => longScripts.push([script.startTime, script.duration])));
"""


def reactions(tab: Page) -> dict[str, float]:
    """Return what pointing, selecting and typing cost the script of a page, in milliseconds."""
    session = tab.context.new_cdp_session(tab)
    session.send("Performance.enable")
    frames = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"

    def spent() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(one["value"] for one in metrics if one["name"] == "ScriptDuration")

    def cost(act: Callable[[], object]) -> float:
        tab.evaluate(f"{frames}.then(() => {VIEWER}.drawn()).then(() => {frames})")
        before = spent()
        act()
        tab.evaluate(frames)
        return spent() - before

    tab.evaluate(f"{VIEWER}.home()")
    tab.evaluate(f"{VIEWER}.drawn()")
    places = tab.evaluate(
        f"{VIEWER}.visibleLabels().filter((l) => l.left > 400 && l.left < 1100 && l.top > 100 && l.top < 700)"
        ".slice(0, 9).map((l) => [l.left + l.width / 2, l.top + l.height / 2])"
    )
    hovers = [cost(lambda at=at: tab.mouse.move(*at)) for at in places]
    selections = [cost(lambda at=at: tab.mouse.click(*at)) for at in places]
    tab.evaluate(f"{VIEWER}.set({{ mode: 'distance' }})")
    nearness = [cost(lambda at=at: tab.mouse.move(*at)) for at in places]
    tab.evaluate(f"{VIEWER}.set({{ mode: 'column', selected: -1 }})")
    tab.get_by_role("searchbox").focus()
    made = f"new Float32Array({VIEWER}.data.n).map((_, row) => (row * (i + 7)) % 997)"
    tab.evaluate(f"() => {{ window.columns = [0, 1, 2, 3, 4].map((i) => {made}); }}")
    column = "{ name: 'painted', title: 'Painted', help: '', categories: null, listed: true, values: columns[%d] }"
    paints = [cost(lambda i=i: tab.evaluate(f"{VIEWER}.paint({column % i})")) for i in range(5)]
    tab.evaluate(f"{VIEWER}.set({{ colorBy: '@place' }})")
    letters = [cost(lambda letter=letter: tab.keyboard.type(letter)) for letter in "internat"]
    return {
        "hover_first_ms": hovers[0],
        "hover_ms": statistics.median(hovers[1:]),
        "hover_nearness_ms": statistics.median(nearness[1:]),
        "select_first_ms": selections[0],
        "select_ms": statistics.median(selections[1:]),
        "paint_first_ms": paints[0],
        "paint_ms": statistics.median(paints[1:]),
        "letter_first_ms": letters[0],
        "letter_ms": statistics.median(letters[1:]),
    }


def resident_mib(browser: Browser) -> float:
    """Return the resident set of the process that shows the page: the largest renderer."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = []
    for process in processes:
        if process["type"] == "renderer":
            status = Path(f"/proc/{process['id']}/status").read_text()
            sizes.append(int(status.split("VmRSS:")[1].split()[0]) / 1024)
    return max(sizes)


def measure(browser: Browser, path: Path) -> dict[str, float]:
    """Open the page once and return its figures."""
    tab = browser.new_page(viewport={"width": 1280, "height": 800})

    def step(view: str) -> float:
        """Look elsewhere and return the milliseconds of the longest frame until all is drawn."""
        return tab.evaluate(
            f"""async () => {{
              const v = {VIEWER};
              v.look({{...v.view, {view}}});
              let [longest, drawn] = [0, false];
              v.drawn().then(() => (drawn = true));
              while (!drawn) {{
                await new Promise(requestAnimationFrame);
                longest = Math.max(longest, v.frameMs);
              }}
              return longest;
            }}"""
        )

    def whole_frame() -> float:
        """Pan for some frames and return the milliseconds of each, drawing by software included: they wait for it."""
        return tab.evaluate(
            f"""async () => {{
              const v = {VIEWER};
              const frame = () => new Promise(requestAnimationFrame);
              const pan = async (steps) => {{
                for (let i = 0; i < steps; i++) {{
                  v.look({{...v.view, x: v.view.x + (i % 2 ? -4 : 4) / v.view.scale}});
                  await frame();
                }}
              }};
              await pan(4);
              const began = performance.now();
              await pan(20);
              return (performance.now() - began) / 20;
            }}"""
        )

    tab.add_init_script(LONG_TASKS)
    tab.goto(path.as_uri())
    tab.wait_for_function(f"() => {VIEWER}")
    usable = tab.evaluate("performance.getEntriesByName('lexiscape:mounted')[0].startTime")
    tab.evaluate(f"{VIEWER}.ready.then(() => {VIEWER}.drawn())")
    tab.wait_for_timeout(500)  # the browser tells of long frames after they end
    tasks, scripts = tab.evaluate("[longTasks, longScripts]")
    whole = whole_frame()
    step("scale: 8 * v.view.scale")
    near = whole_frame()
    step("scale: v.view.scale / 8")
    frames = []
    for _ in range(8):
        frames.append(step("scale: 1.6 * v.view.scale"))
        frames.append(step("x: v.view.x + 40 / v.view.scale"))
    figures = {
        "usable_s": usable / 1000,
        "labels_s": tab.evaluate(f"{VIEWER}.labelsMs") / 1000,
        "frame_whole_ms": whole,
        "frame_whole_near_ms": near,
        "frame_ms_median": statistics.median(frames),
        "frame_ms_worst": max(frames),
        "memory_mib": resident_mib(browser),
        "task_ms_longest": max((duration for start, duration in tasks if start >= usable), default=0),
        "script_ms_longest": max((duration for start, duration in scripts if start >= usable), default=0),
    }
    figures |= reactions(tab)
    tab.close()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--page", type=Path, help="a page of demo:bert made before; otherwise one is made")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        small = Path(folder, "small.html")
        if options.page:
            small.write_bytes(page.render(page.read(options.page)))
        else:
            lx.map_space("demo:bert").save(small)
        large = Path(folder, "large.html")
        large.write_bytes(page.render(enlarged(page.read(small))))
        print(describe())
        for path in (small, large):
            runs = []
            for _ in range(options.runs):
                browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
                runs.append(measure(browser, path))
                browser.close()
            print(f"\n{path.stem}: {path.stat().st_size / 1e6:.2f} MB")
            for name in runs[0]:
                values = [run[name] for run in runs]
                print(f"  {name:<18}{statistics.median(values):8.2f}   ({min(values):.2f} to {max(values):.2f})")


if __name__ == "__main__":
    sys.exit(main())
