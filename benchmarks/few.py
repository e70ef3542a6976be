"""How faithful are maps of few tokens? Random rows and rows of demo:bert, beside scikit-learn's t-SNE.

python benchmarks/few.py [--seeds 5] [--without-sklearn]
"""

from __future__ import annotations

import argparse

import numpy as np

import lexiscape as lx
from lexiscape.layouts.quality import recall_at

SIZES = (3, 4, 5, 6, 8, 10, 13, 16, 20, 27, 35, 50, 80, 130, 200)


def rows_of(kind: str, n: int, seed: int, bert: lx.EmbeddingSpace) -> np.ndarray:
    rng = np.random.default_rng(seed)
    if kind == "random":
        return rng.normal(size=(n, 16)).astype(np.float32)
    return bert.take(np.sort(rng.choice(np.arange(2000, 12000), n, replace=False))).vectors


def nearest_over_width(xy: np.ndarray) -> float:
    distances = np.hypot(*(xy[:, None] - xy).astype(np.float64).T)
    np.fill_diagonal(distances, np.inf)
    return float(distances.min() / np.ptp(xy, axis=0).max())


def sklearn_map(rows: np.ndarray, seed: int) -> np.ndarray:
    from sklearn.manifold import TSNE

    perplexity = min(30, max((len(rows) - 1) / 3, 1))
    return TSNE(perplexity=perplexity, metric="cosine", random_state=seed).fit_transform(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--without-sklearn", action="store_true")
    options = parser.parse_args()
    bert = lx.open_space("demo:bert")
    makers = {"ours": lambda rows, found, seed: lx.lay_out(rows, found, options=lx.LayoutOptions(seed=seed)).xy}
    if not options.without_sklearn:
        makers["scikit-learn"] = lambda rows, found, seed: sklearn_map(rows, seed)
    print("| rows | n | k | " + " | ".join(f"recall, {name} | nearest / width, {name}" for name in makers) + " |")
    print("|---|---|---|" + "---|---|" * len(makers))
    for kind in ("random", "bert"):
        for n in SIZES:
            told = []
            for make in makers.values():
                recalls, gaps = [], []
                for seed in range(options.seeds):
                    rows = rows_of(kind, n, seed, bert)
                    found = lx.find_neighbors(rows, n - 1)
                    xy = make(rows, found, seed)
                    recalls.append(lx.kept_neighbors(found, xy, recall_at(n)).mean())
                    gaps.append(nearest_over_width(xy))
                told.append(f"{np.mean(recalls):.3f} | {min(gaps):.4f}")
            print(f"| {kind} | {n} | {recall_at(n)} | " + " | ".join(told) + " |", flush=True)


if __name__ == "__main__":
    main()
