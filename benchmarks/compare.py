"""How long `compare_spaces` takes, with all scores, intervals and nulls.

    python benchmarks/compare.py [--rows 262144 --dim 640]

Compares demo:bert with a noisy copy of itself (30,522 x 384); with --rows, as many `hard_rows` of data.py, made of real
ones, with a noisy copy of themselves.
"""

import argparse
import resource
import time
from dataclasses import replace

import numpy as np

import lexiscape as lx
from data import hard_rows
from lexiscape.compare import compare_spaces
from lexiscape.space import EmbeddingSpace


def made_up(rows: int, dim: int) -> EmbeddingSpace:
    tokens = [f"t{i}" for i in range(rows)]
    return EmbeddingSpace(tokens, hard_rows(rows, dim), np.arange(rows, dtype=np.int64), "made up")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--dim", type=int, default=640)
    options = parser.parse_args()
    space = made_up(options.rows, options.dim) if options.rows else lx.open_space("demo:bert")
    noise = np.random.default_rng(1).standard_normal(space.vectors.shape, dtype=np.float32)
    scale = float(np.linalg.norm(space.vectors, axis=1).mean()) / np.sqrt(space.vectors.shape[1])
    other = replace(space, vectors=space.vectors + 0.7 * scale * noise, name="noisy copy")
    del noise
    steps: list[tuple[str, float]] = []
    began = time.perf_counter()
    comparison = compare_spaces([space, other], progress=lambda stage, *_: steps.append((stage, time.perf_counter())))
    total = time.perf_counter() - began
    neighbors = max(at for stage, at in steps if stage == "neighbors") - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    n, dim = space.vectors.shape
    print(f"{n:,} x {dim}: {total:.1f} s, {neighbors:.1f} of them to find neighbors twice; peak {peak:,.0f} MB")
    for score in comparison.pairs[0].scores:
        interval = f"[{score.low:.4f}, {score.high:.4f}]"
        print(f"  {score.name:<12} {score.value:.4f} {interval}  null {score.null:.4f} ± {score.null_sd:.4f}")


if __name__ == "__main__":
    main()
