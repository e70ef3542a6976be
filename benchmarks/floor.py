"""The least time that each stage could take on this machine, beside what it takes.

    python benchmarks/floor.py [--data bert|hard|clusters|glove] [--rows N] [--products 395e9]

Three rates bound the work: products of eight bits a second (give what benchmarks/byte_rate.cpp prints, both threads),
single-precision operations a second (the matrix product of numpy's BLAS) and bytes a second (a copy of memory). A
stage's floor is the larger of the two times that its arithmetic and its bytes need at those rates. Counted is what the
algorithm asks for: products of all pairs, once; for each step of the descent every edge, every point's 16 nodes of the
grid, and the transforms of a grid as large as the finished map's.
"""

from __future__ import annotations

import argparse
import math
import time
from typing import NamedTuple

import numpy as np

import lexiscape as lx
from data import DATA
from lexiscape.layouts import lay_out, neighbors_wanted
from lexiscape.layouts.tsne import Schedule
from machine import describe


class Work(NamedTuple):
    """Operations and bytes."""

    operations: float
    bytes: float


def copy_rate() -> float:
    """Bytes read and written a second by a copy that no cache holds."""
    source = np.ones(64 << 20, np.float32)
    target = np.empty_like(source)
    seconds = []
    for _ in range(5):
        clock = time.perf_counter()
        np.copyto(target, source)
        seconds.append(time.perf_counter() - clock)
    return 2 * source.nbytes / min(seconds)


def float_rate() -> float:
    """Operations a second of a large single-precision matrix product, on all threads."""
    a = np.ones((4096, 4096), np.float32)
    a @ a
    clock = time.perf_counter()
    a @ a
    return 2 * 4096**3 / (time.perf_counter() - clock)


def neighbor_work(n: int, dim: int, k: int) -> Work:
    """All pairs once, in eight bits; the rows read once, the table written once."""
    return Work(n * n / 2 * dim, 4.0 * n * dim + 8.0 * n * k)


def descent_work(n: int, edges: int, steps: int, height: float, width: float) -> dict[str, Work]:
    """All steps of the descent, by part."""
    nodes = height * width
    transforms = 5 * nodes * (2 * math.log2(height) + 4 * math.log2(width))
    return {
        "attraction": Work(11.0 * edges * steps, 6.0 * edges * steps),  # the points themselves stay in cache
        "spreading and gathering": Work((62 + 136) * n * steps, 4 * 8.0 * n * steps),
        "convolution": Work(transforms * steps, 2 * 4 * 3 * nodes * steps),
        "steps of the points": Work(30.0 * n * steps, 5 * 8.0 * n * steps),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", choices=DATA, default="bert")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--products", type=float, default=395e9, help="of eight bits, a second")
    options = parser.parse_args()
    rows = DATA[options.data]()[: options.rows]
    n, dim = rows.shape
    floats, copies = float_rate(), copy_rate()
    print(describe("lexiscape", "numpy"), f"; {options.data}, {n:,} x {dim}", sep="")
    print(f"{options.products / 1e9:.0f} G products, {floats / 1e9:.0f} G operations, {copies / 1e9:.1f} GB a second\n")

    clock = time.perf_counter()
    found = lx.find_neighbors(rows, max(30, neighbors_wanted("tsne", n)))
    neighbors = time.perf_counter() - clock
    clock = time.perf_counter()
    drawn = lay_out(rows, found, "tsne")
    descent = time.perf_counter() - clock

    searched = found.meta.get("directions", dim)
    asked = neighbor_work(n, searched, found.indices.shape[1])
    pairs = np.stack([np.repeat(np.arange(n), Schedule.neighbors), found.indices[:, : Schedule.neighbors].ravel()])
    edges = 2 * len(np.unique(np.minimum(*pairs).astype(np.int64) * n + np.maximum(*pairs)))
    width, height = (np.ptp(drawn.xy, axis=0) / Schedule.cell).tolist()
    parts = descent_work(n, edges, drawn.meta["iterations"], height, width)

    print("| stage | floor of arithmetic | floor of memory | taken | reached |")
    print("|---|---|---|---|---|")
    line("neighbors", asked.operations / options.products, asked.bytes / copies, neighbors)
    arithmetic = memory = 0.0
    for part, work in parts.items():
        print(f"| - {part} | {work.operations / floats:.3f} s | {work.bytes / copies:.3f} s | | |")
        arithmetic, memory = arithmetic + work.operations / floats, memory + work.bytes / copies
    line("descent", arithmetic, memory, descent)


def line(stage: str, arithmetic: float, memory: float, taken: float) -> None:
    share = max(arithmetic, memory) / taken
    print(f"| {stage} | {arithmetic:.3f} s | {memory:.3f} s | {taken:.2f} s | {share:.0%} |")


if __name__ == "__main__":
    main()
