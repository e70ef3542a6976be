"""Exact neighbors that a GPU proposes and the processor proves: seconds by stage, held against the processor's own.

    python benchmarks/gpu.py [--device cuda|mps|stand-in] [--data hard,mixtures] [--rows N] [--k 30] [--threads N]
                             [--checked 512] [--whole]

Aims, on one H100: `hard`, 262,144 x 640, in 5 s; `mixtures`, 1,000,000 x 384, in 30 s (benchmarks/data.py tells what
they are). Of each it prints what took how long, how many rows were left to the processor, and the device's peak memory,
and then searches `--checked` rows by the processor, every distance in double precision: not one byte may differ.
`--whole` searches all rows so and compares all bytes, which takes minutes to an hour. `stand-in` is PyTorch's processor
in the place of a GPU: it shows that the script runs, not how fast a GPU is. Leaves with status 1 where bytes differ.
"""

from __future__ import annotations

import argparse
import sys
import time

import numpy as np
from numpy.typing import NDArray

from data import DATA
from lexiscape.devices import DEVICES, DeviceRow
from lexiscape.neighbors import Neighbors, find_neighbors, nearest_rows
from machine import describe

DEVICES["stand-in"] = DeviceRow("cpu", lambda torch: True, lambda torch: "PyTorch's processor", lambda torch: 2**31)


def first_use(device: str) -> float:
    """Return the seconds that PyTorch's import and the device's first use take: once a process."""
    started = time.perf_counter()
    rows = np.random.default_rng(0).standard_normal((20_000, 64), dtype=np.float32)
    find_neighbors(rows, 10, device=device)
    return time.perf_counter() - started


def tell(name: str, rows: NDArray[np.float32], found: Neighbors, seconds: float) -> None:
    device = found.meta["device"]
    print(f"{name}, {len(rows):,} x {rows.shape[1]}, k = {found.indices.shape[1]}: {seconds:.2f} s")
    print(f"  {device.get('name', device['type'])}, products of {device.get('products')}")
    for stage, taken in device["seconds"].items():
        print(f"  {stage:>8} {taken:8.2f} s")
    others = seconds - sum(device["seconds"].values())
    print(f"  {'others':>8} {others:8.2f} s   (norms, copies; propose: what the processor waits for the device)")
    print(f"  {device['left']:,} rows left to the processor")
    if device["type"] == "cuda":
        import torch

        print(f"  {torch.cuda.max_memory_allocated() / 2**20:,.0f} MB of the device's memory at the peak")
        torch.cuda.reset_peak_memory_stats()


def differing(rows: NDArray[np.float32], found: Neighbors, checked: int, threads: int | None, whole: bool) -> int:
    """Count the rows whose line differs from the processor's in any byte."""
    k = found.indices.shape[1]
    if whole:
        asked = np.arange(len(rows))
        started = time.perf_counter()
        true = find_neighbors(rows, k, method="exact", device="cpu", threads=threads)
        print(f"  {time.perf_counter() - started:.2f} s by the processor alone")
    else:
        asked = np.random.default_rng(1).choice(len(rows), min(checked, len(rows)), replace=False)
        true = nearest_rows(rows, asked, k, threads=threads)
    far = found.distances[asked].view(np.uint32) != true.distances.view(np.uint32)
    wrong = (found.indices[asked] != true.indices).any(axis=1) | far.any(axis=1)
    print(f"  {int(wrong.sum()):,} of {len(asked):,} rows differ from the processor's search")
    return int(wrong.sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", choices=list(DEVICES), default="cuda")
    parser.add_argument("--data", default="hard,mixtures", help="of benchmarks/data.py, with commas between")
    parser.add_argument("--rows", type=int, help="only the first so many")
    parser.add_argument("--k", type=int, default=30)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--checked", type=int, default=512)
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    print(describe("lexiscape", "numpy", "torch"))
    print(f"import and first use: {first_use(options.device):.2f} s")
    wrong = 0
    for name in options.data.split(","):
        rows = DATA[name]()[: options.rows]
        started = time.perf_counter()
        found = find_neighbors(rows, options.k, device=options.device, threads=options.threads)
        tell(name, rows, found, time.perf_counter() - started)
        wrong += differing(rows, found, options.checked, options.threads, options.whole)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
