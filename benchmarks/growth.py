"""Time and memory of each stage as the vocabulary grows: a table, and the picture of docs/how-it-is-fast.md.

    python benchmarks/growth.py [--largest 524288] [--dim 384] [--json FILE] [--plot FILE]

Rows are `hard_rows` of benchmarks/data.py at 4,096, 8,192, ... rows, and last 1,000,000 x 64 (`clusters`). Each size
runs in a process of its own; the memory of a stage is the process' peak during it, vectors included. Both searches for
neighbors run where the exact one takes up to about a minute: that is where the change-over from one to the other was
read off (EXACT_PRODUCTS).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lexiscape as lx
from data import clustered_rows, hard_rows, tokens_for
from lexiscape.columns import annotate
from lexiscape.layouts import lay_out, neighbors_wanted
from machine import describe

MOST_EXACT = 262_144
LABELS = {
    "exact": "exact neighbors",
    "approximate": "approximate neighbors",
    "layout": "layout",
    "columns": "columns and score",
    "page": "page",
}
STAGES = tuple(LABELS)


def peak_mb() -> float:
    """Peak resident memory since the last call, in MB (Linux)."""
    status = Path("/proc/self/status").read_text().splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    Path("/proc/self/clear_refs").write_text("5")
    return peak / 1024


def measure(data: str, n: int, dim: int) -> dict[str, Any]:
    """Run every stage once on n rows; seconds and peak MB by stage."""
    rows = clustered_rows(n, dim) if data == "clusters" else hard_rows(n, dim)
    space = lx.open_space(tokens_for(data, n), rows)
    k = neighbors_wanted("tsne", n)
    with tempfile.TemporaryDirectory() as folder:
        made: dict[str, Any] = {}
        stages: dict[str, Callable[[], Any]] = {
            "exact": lambda: lx.find_neighbors(rows, k, method="exact"),
            "approximate": lambda: lx.find_neighbors(rows, k, method="approximate"),
            "layout": lambda: lay_out(rows, made["approximate"], "tsne"),
            "columns": lambda: annotate(space, made["approximate"], made["layout"]),
            "page": lambda: lx.EmbeddingMap(
                space, made["approximate"], made["layout"].xy, made["columns"], {"name": "growth"}
            ).save(Path(folder, "x.html")),
        }
        if n > MOST_EXACT or data == "clusters":
            del stages["exact"]
        seconds, memory = {}, {}
        for stage, work in stages.items():
            peak_mb()
            clock = time.perf_counter()
            made[stage] = work()
            seconds[stage] = time.perf_counter() - clock
            memory[stage] = peak_mb()
    recall = made["approximate"].meta["recall"]
    return {"data": data, "rows": n, "dim": dim, "seconds": seconds, "peak_mb": memory, "recall": recall}


def plot(points: list[dict[str, Any]], path: Path) -> None:
    """Draw seconds and peak memory against rows, both axes logarithmic."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(10, 4.4), layout="constrained")
    colors = dict(zip(STAGES, plt.get_cmap("tab10").colors, strict=False))
    for axis, quantity, unit in zip(axes, ("seconds", "peak_mb"), ("seconds", "peak memory, MB"), strict=True):
        for stage in STAGES:
            for data, mark in (("hard", "o-"), ("clusters", "D")):
                line = [(p["rows"], p[quantity][stage]) for p in points if p["data"] == data and stage in p[quantity]]
                if line:
                    label = LABELS[stage] if data == "hard" else None
                    axis.plot(*zip(*line, strict=True), mark, color=colors[stage], label=label, markersize=4)
        axis.set(xscale="log", yscale="log", xlabel="tokens", ylabel=unit)
        axis.grid(alpha=0.3)
        axis.spines[["top", "right"]].set_visible(False)
    sizes = [p["rows"] for p in points if p["data"] == "hard"]
    dim = next(p["dim"] for p in points)
    axes[1].plot(sizes, [4e-6 * dim * n for n in sizes], ":", color="gray", label="the float32 matrix itself")
    for axis in axes:
        axis.legend(frameon=False, fontsize=8)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=524_288)
    parser.add_argument("--dim", type=int, default=384)
    parser.add_argument("--json", type=Path, help="write the figures here; sizes found there are not run again")
    parser.add_argument("--plot", type=Path, help="draw them into this .svg or .png (needs matplotlib)")
    parser.add_argument("--one", nargs=3, metavar=("DATA", "ROWS", "DIM"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one[0], *map(int, options.one[1:]))))
        return
    print(describe("lexiscape", "numpy"), "\n")
    print(f"| rows | {' | '.join(STAGES)} | peak MB | recall of the approximate search |")
    print(f"|{'---|' * (len(STAGES) + 3)}")
    known = json.loads(options.json.read_text()) if options.json and options.json.exists() else []
    sizes = [("hard", 4096 << step, options.dim) for step in range(30) if 4096 << step <= options.largest]
    points = []
    for size in [*sizes, ("clusters", 1_000_000, 64)]:
        point = next((p for p in known if (p["data"], p["rows"], p["dim"]) == size), None)
        if point is None:
            command = [sys.executable, __file__, "--one", *map(str, size)]
            point = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        points.append(point)
        took = (f"{point['seconds'][stage]:.2f}" if stage in point["seconds"] else "" for stage in STAGES)
        most = max(point["peak_mb"].values())
        title = f"{point['rows']:,} x {point['dim']}"
        print(f"| {title} | {' | '.join(took)} | {most:,.0f} | {point['recall']:.3f} |", flush=True)
        if options.json:
            options.json.write_text(json.dumps(points, indent=1) + "\n")
    if options.plot:
        plot(points, options.plot)


if __name__ == "__main__":
    main()
