"""The widest land on the screen that no name speaks for, at home and two and four times as near.

    python benchmarks/land.py [--spots 25] [PAGE.html ...]

Without pages: the packaged BERT, spaCy's `ja_ginza`, and the 262,144 tokens of `viewer.py`. Each page is opened at 1280
by 800 (headless Chromium), at home and at each zoom over so many spots of its land: the most crowded place first, then
always the land that is farthest from the spots before.

Land is what the page draws as land: where the density of tokens is at least that of the coast. What is measured of a
view is the widest disc whose middle lies on land in view and which no name in view meets, its diameter as a share of
the screen's width: near an edge, half of it or more lies beyond. "On the screen" are discs that lie there whole. Names
are those of regions; "labels, too" counts every label of a token as a name. Land is looked at every four pixels. Prints
a Markdown table: of the views of a zoom the worst and the median, the names and the labels in view.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page, sync_playwright
from scipy import ndimage

import lexiscape as lx
from lexiscape._rules import DENSITY_BORDER, DENSITY_GRID, DENSITY_LAND
from lexiscape.files import page
from viewer import FLAGS, VIEWER, enlarged

ZOOMS = (1, 2, 4)
#: Density of the coast, in units of the mean over the land: the first of CONTOURS of `web/src/points/density.ts`.
COAST = 0.12
#: Pixels between places that are looked at.
STEP = 4
SEEN = f"""() => {{
  const box = ({{ left, top, width, height }}) => [left, top, width, height];
  const v = {VIEWER};
  return {{
    regions: v.visibleRegions().map(box), labels: v.visibleLabels().map(box),
    view: v.view, width: v.size.width, height: v.size.height,
  }};
}}"""


class Land(NamedTuple):
    """A raster of the map: where it is land, in world coordinates from (0, 0) less the border."""

    values: NDArray[np.float64]
    cell: float

    def at(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the density at these world coordinates, 0 beyond the raster."""
        column = np.floor(x / self.cell).astype(int) + DENSITY_BORDER
        row = np.floor(y / self.cell).astype(int) + DENSITY_BORDER
        rows, columns = self.values.shape
        inside = (column >= 0) & (row >= 0) & (column < columns) & (row < rows)
        return np.where(inside, self.values[np.clip(row, 0, rows - 1), np.clip(column, 0, columns - 1)], 0)


def land_of(x: NDArray[np.float64], y: NDArray[np.float64]) -> Land:
    """Return how crowded each place is, as the page draws it (`densityOf` of `web/src/points/density.ts`)."""
    cell = max(x.max(), y.max(), 1) / (DENSITY_GRID - 2 * DENSITY_BORDER)
    columns, rows = (int(np.ceil(side.max() / cell)) + 2 * DENSITY_BORDER for side in (x, y))
    at = [np.minimum(np.floor(side / cell), most) for side, most in ((y, rows), (x, columns))]
    counts = np.zeros((rows, columns))
    np.add.at(counts, tuple((one + DENSITY_BORDER).astype(int) for one in at), 1)
    radius = min(max(round(0.7 * (DENSITY_GRID / np.sqrt(len(x)) + 1)), 2), 7)
    for _ in range(3):
        counts = ndimage.uniform_filter(counts, 2 * radius + 1, mode="constant")
    return Land(counts / counts[counts > DENSITY_LAND * len(x) / counts.size].mean(), cell)


def spots(land: Land, count: int) -> NDArray[np.float64]:
    """Return places on the land, (count, 2) in the world: the most crowded one, then always the farthest from all."""
    rows, columns = np.nonzero(land.values >= COAST)
    places = (np.stack([columns, rows], axis=1) - DENSITY_BORDER + 0.5) * land.cell
    chosen = [places[land.values[rows, columns].argmax()]]
    while len(chosen) < count:
        away = np.min([np.hypot(*(places - one).T) for one in chosen], axis=0)
        chosen.append(places[away.argmax()])
    return np.array(chosen)


def widest(land: Land, seen: dict, names: list[list[float]]) -> tuple[float, float]:
    """Return the diameter of the widest nameless disc around land in view, and of those that lie whole on the screen.

    Both are parts of the screen's width.
    """
    width, height, view = seen["width"], seen["height"], seen["view"]
    across, down = np.meshgrid(np.arange(STEP / 2, width, STEP), np.arange(STEP / 2, height, STEP))
    x = view["x"] + (across - width / 2) / view["scale"]
    y = view["y"] + (down - height / 2) / view["scale"]
    away = np.full(across.shape, float(np.hypot(width, height)))
    for left, top, wide, high in names:
        beside = np.maximum(np.abs(across - left - wide / 2) - wide / 2, 0)
        above = np.maximum(np.abs(down - top - high / 2) - high / 2, 0)
        away = np.minimum(away, np.hypot(beside, above))
    edge = np.minimum(np.minimum(across, width - across), np.minimum(down, height - down))
    away[land.at(x, y) < COAST] = 0
    return float(2 * away.max() / width), float(2 * np.minimum(away, edge).max() / width)


def measure(tab: Page, path: Path, count: int) -> list[list[str]]:
    """Return the rows of the table for a page."""
    tab.goto(path.as_uri())
    tab.wait_for_function(f"() => {VIEWER}")
    tab.evaluate(f"{VIEWER}.ready")
    land = land_of(*(np.array(tab.evaluate(f"[...{VIEWER}.data.{axis}]")) for axis in "xy"))
    tab.evaluate(f"{VIEWER}.home()")
    home = tab.evaluate(f"{VIEWER}.view")
    table = []
    for zoom in ZOOMS:
        views = [(home["x"], home["y"])] if zoom == 1 else spots(land, count).tolist()
        found = []
        for x, y in views:
            tab.evaluate(f"(view) => {VIEWER}.look(view)", {"x": x, "y": y, "scale": zoom * home["scale"]})
            tab.evaluate(f"{VIEWER}.drawn()")
            seen = tab.evaluate(SEEN)
            names, labels = seen["regions"], seen["labels"]
            found.append((*widest(land, seen, names), *widest(land, seen, names + labels), len(names), len(labels)))
        told = []
        for values in list(zip(*found, strict=True))[:3]:
            told += [f"{max(values):.3f}", f"{statistics.median(values):.3f}"]
        counts = [f"{statistics.median(one[at] for one in found):.0f}" for at in (4, 5)]
        table.append([path.stem, f"{zoom}×", *told, *counts])
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE.html")
    parser.add_argument("--spots", type=int, default=25)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pages = options.pages or made(Path(folder))
        browser = playwright.chromium.launch(executable_path=options.chromium, args=FLAGS)
        tab = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        print("| page | zoom | worst | median | on the screen | median | labels, too | median | names | labels |")
        print("|---|---|" + "---:|" * 8)
        for path in pages:
            for row in measure(tab, path, options.spots):
                print("|", " | ".join(row), "|", flush=True)
        browser.close()


def made(folder: Path) -> list[Path]:
    """Make the pages that are measured when none are given."""
    pages = [folder / f"{name}.html" for name in ("bert", "ja-ginza", "262,144")]
    for path, source in zip(pages, ("demo:bert", "spacy:ja_ginza"), strict=False):
        lx.map_space(source).save(path)
    pages[2].write_bytes(page.render(enlarged(page.read(pages[0]))))
    return pages


if __name__ == "__main__":
    sys.exit(main())
