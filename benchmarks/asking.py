"""What a page's vectors answer, in a worker of headless Chromium: a sum of words and an axis, of two sizes.

    python benchmarks/asking.py [--runs 5]

Rows of 384 numbers, as many as the packaged BERT has and as the largest vocabularies have, made of noise: the same work
as for true ones. "sum" is `king - man + woman` with the 50 nearest, "axis" the place of every token along the line
between two groups; "chance" is the null of such an axis, which the page asks for afterwards and shows when it comes.
The first call, before the browser has compiled it, is told apart. What the page needs besides (finding the words,
showing the list) is not counted, nor how long unpacking takes, once, when the box is opened. The script is bundled from
`web/`.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from machine import describe
from viewer import FLAGS

WEB = Path(__file__).parent.parent / "web"
DIM = 384
SIZES = (30_522, 262_144)
#: Run in the worker after the bundle, which defines `asked`.
HARNESS = """
onmessage = ({ data: { n, dim, runs } }) => {
  const steps = new Int16Array(n * dim);
  let state = 1;
  for (let i = 0; i < steps.length; i++) {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    steps[i] = (state >> 26);
  }
  const rows = asked.rowsOf(steps, n, true, 0.01);
  const acts = {
    sum: () => asked.addUp(rows, [[1, 5], [-1, 60], [1, 700]].map(([sign, row]) => ({ sign, rows: [row] })), 50),
    axis: () => asked.layAxis(rows, [1, 2, 3], [4, 5]),
    chance: () => asked.chanceAlong(rows, 3, 2),
  };
  const took = {};
  for (const [name, act] of Object.entries(acts)) {
    took[name] = Array.from({ length: runs }, () => {
      const began = performance.now();
      if (typeof act() === "string") throw new Error("no answer");
      return performance.now() - began;
    });
  }
  postMessage(took);
};
"""
RUN = """([source, asked]) => new Promise((done, fail) => {
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
  worker.onmessage = ({ data }) => (worker.terminate(), done(data));
  worker.onerror = ({ message }) => fail(new Error(message));
  worker.postMessage(asked);
})"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    bundler = WEB / "node_modules" / ".bin" / "esbuild"
    command = [bundler, "src/ask/rows.ts", "--bundle", "--format=iife", "--global-name=asked"]
    bundle = subprocess.run(command, cwd=WEB, check=True, capture_output=True, text=True).stdout
    print(describe())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        tab = browser.new_page()
        for n in SIZES:
            took = tab.evaluate(RUN, [bundle + HARNESS, {"n": n, "dim": DIM, "runs": options.runs}])
            print(f"\n{n:,} x {DIM}")
            for name, (first, *more) in took.items():
                told = f"(first {first:.0f}, then {min(more):.0f} to {max(more):.0f})"
                print(f"  {name:<8}{statistics.median(more):8.0f} ms   {told}")
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
