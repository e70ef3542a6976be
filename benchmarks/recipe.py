"""The notebook recipe's t-SNE of 3,000 tokens against a whole Lexiscape map of all 30,522, in one go.

    python benchmarks/recipe.py [--runs 3]

(a) scikit-learn's TSNE on the first 3,000 rows of demo:bert, its fit alone timed, as the recipe runs it;
(b) the whole process `lexiscape map demo:bert -o x.html -o x.npz`: start-up, reading, neighbors, layout, page.
The runs alternate; the table gives medians and the ratio of each pair's median.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path

import numpy as np

from machine import describe, program, run

RECIPE = """
import time, lexiscape
from sklearn.manifold import TSNE
vectors = lexiscape.open_space("demo:bert").first(3000).vectors.copy()
start = time.perf_counter()
TSNE(n_components=2, random_state=0).fit_transform(vectors)
print(time.perf_counter() - start)
"""


def true_recall(archive: Path, k: int) -> float:
    """Neighbor recall at k of a finished map, computed here from the vectors, independently of the package's score."""
    from sklearn.neighbors import NearestNeighbors

    import lexiscape

    vectors = np.array(lexiscape.open_space("demo:bert").vectors)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    with np.load(archive) as z:
        xy = z["xy"]
    hits = 0
    on_map = NearestNeighbors(n_neighbors=k).fit(xy).kneighbors(return_distance=False)
    for start in range(0, len(vectors), 1024):
        scores = vectors[start : start + 1024] @ vectors.T
        scores[np.arange(len(scores)), start + np.arange(len(scores))] = -np.inf
        truth = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        hits += sum(len(np.intersect1d(a, b)) for a, b in zip(truth, on_map[start : start + 1024], strict=True))
    return hits / (k * len(vectors))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    recipe, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        html, npz = Path(folder, "x.html"), Path(folder, "x.npz")
        for _ in range(options.runs):
            recipe.append(float(run([sys.executable, "-c", RECIPE]).output))
            ours.append(run([program("lexiscape"), "map", "demo:bert", "-o", str(html), "-o", str(npz)]))
        with np.load(npz) as z:
            stages = json.loads(bytes(z["meta"]))["seconds"]
        page = html.stat().st_size / 1e6
        recall10, recall50 = true_recall(npz, 10), true_recall(npz, 50)
    loading = [run([sys.executable, "-c", "import lexiscape"]).wall for _ in range(5)]
    bare = [run([sys.executable, "-c", "pass"]).wall for _ in range(5)]
    helping = [run([program("lexiscape"), "--help"]).wall for _ in range(5)]
    wall = statistics.median(entry.wall for entry in ours)
    figures = {
        "machine": describe("lexiscape", "scikit-learn", "numpy", "scipy"),
        "recipe_seconds": statistics.median(recipe),
        "map_seconds": wall,
        "ratio": statistics.median(recipe) / wall,
        "stages": stages,
        "recall@10": recall10,
        "recall@50": recall50,
        "peak_mb": max(entry.peak_mb for entry in ours),
        "page_mb": page,
        "import_ms": 1000 * (statistics.median(loading) - statistics.median(bare)),
        "help_seconds": statistics.median(helping),
    }
    print(figures["machine"], f"(medians of {options.runs})\n")
    print(f"scikit-learn TSNE, first 3,000 tokens, fit alone   {figures['recipe_seconds']:8.2f} s")
    print(f"lexiscape map demo:bert, all 30,522, whole process {wall:8.2f} s   {figures['ratio']:.1f} x faster")
    print(f"  of which {', '.join(f'{stage} {seconds:.2f}' for stage, seconds in stages.items())}")
    print(f"recall@10 {recall10:.3f}, @50 {recall50:.3f}; peak memory {figures['peak_mb']:.0f} MB; page {page:.2f} MB")
    print(f"import lexiscape {figures['import_ms']:.0f} ms over a bare Python; --help {figures['help_seconds']:.2f} s")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
