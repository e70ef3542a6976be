"""What t-SNE's settings buy: recall and trustworthiness of the map against seconds, over three vocabularies.

    python benchmarks/sweep.py [--sources demo:bert,demo:llama,ja-ginza] [--threads 2] [--json FILE]

From the default, one setting at a time is moved; "k = 12" are neighbors of equal weight, "perplexity" the usual weights
over three times as many. Neighbors are found once for each vocabulary and are not timed. ja-ginza is the 20,000
Japanese word vectors of that package (pip install --no-deps ja-ginza==5.3.0).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

import lexiscape as lx
from lexiscape.layouts.score_card import score_map
from lexiscape.layouts.tsne import MANY, Schedule
from lexiscape.layouts.tsne import lay_out as tsne
from lexiscape.progress import silent
from machine import describe

DEFAULT = MANY  # of so many tokens
SETTINGS: list[tuple[str, Schedule, float | None]] = [
    ("default", DEFAULT, None),
    *((f"k = {k}", replace(DEFAULT, neighbors=k), None) for k in (8, 10, 15, 20)),
    *((f"perplexity {p}", DEFAULT, float(p)) for p in (5, 10, 30)),
    *((f"{i} iterations", replace(DEFAULT, iterations=i), None) for i in (125, 200, 375, 500)),
    *((f"exaggeration {e}", replace(DEFAULT, exaggeration=float(e)), None) for e in (1, 4, 8)),
    *((f"{s:.0%} exaggerated", replace(DEFAULT, exaggerated=s), None) for s in (0.1, 0.33, 0.5)),
    *((f"cells {c} wide", replace(DEFAULT, cell=c), None) for c in (0.35, 0.7, 1.0, 1.4)),
    ("momentum 0.9 to the end", replace(DEFAULT, cooled=0.0), None),
    ("as up to 32,768 tokens", Schedule(), None),
]


def vectors_of(source: str) -> np.ndarray:
    if source == "ja-ginza":
        package = importlib.util.find_spec("ja_ginza")
        assert package is not None, "pip install --no-deps ja-ginza==5.3.0"
        assert package.origin is not None
        return np.load(next(Path(package.origin).parent.glob("*/vocab/vectors"))).astype(np.float32)
    return np.array(lx.open_space(source).vectors)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", default="demo:bert,demo:llama,ja-ginza")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    print(describe("lexiscape", "numpy"))
    rows = []
    for source in options.sources.split(","):
        vectors = vectors_of(source)
        found = lx.find_neighbors(vectors, 90, threads=options.threads)
        print(f"\n{source}: {vectors.shape[0]:,} x {vectors.shape[1]}, {options.threads} threads\n")
        print("| setting | seconds | processor seconds | recall@10 | recall@50 | trustworthiness@15 |")
        print("|---|---|---|---|---|---|")
        for name, schedule, perplexity in SETTINGS:
            layout_options = lx.LayoutOptions(threads=options.threads, perplexity=perplexity)
            wall, cpu = time.perf_counter(), time.process_time()
            drawn = tsne(vectors, found, layout_options, silent, schedule)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            recall = [float(lx.kept_neighbors(found, drawn.xy, k).mean()) for k in (10, 50)]
            trust = score_map(vectors, drawn.xy, anchors=1000).scores["trustworthiness"].value
            print(f"| {name} | {wall:.2f} | {cpu:.2f} | {recall[0]:.4f} | {recall[1]:.4f} | {trust:.4f} |", flush=True)
            rows.append({"source": source, "setting": name, "seconds": wall, "recall": recall, "trust": trust})
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
