"""Lexiscape's neighbors + layout beside other tools', on the same rows, in one run: seconds, ratios, quality.

    python benchmarks/engine.py [--rows 30522] [--peers intelex,manifolds,opentsne,umap,sklearn] [--environments DIR]

Every tool runs in a process of its own, in an environment of its own that is made under DIR from the exact versions
below, and is given the unit rows of demo:bert; only its fit is timed, imports and reading excluded. Two of Lexiscape's
runs, one before and one after the peers, show what the machine did meanwhile. All are scored here, in the same way.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np

import lexiscape as lx
from lexiscape.layouts.score_card import score_map
from machine import describe


class Peer(NamedTuple):
    """A tool: what to install, code that makes `xy` of `rows` between the clock's two readings, code before that."""

    requires: tuple[str, ...]
    imports: str
    fit: str


PEERS = {
    "intelex": Peer(
        ("scikit-learn-intelex==2026.2.0", "scikit-learn==1.9.1"),
        "from sklearnex import patch_sklearn; patch_sklearn(); from sklearn.manifold import TSNE",
        "xy = TSNE(init='pca', random_state=0, n_jobs=2).fit_transform(rows)",
    ),
    "manifolds": Peer(
        ("manifolds-rs==0.4.1",),
        "from manifolds_rs import TSNE",
        "xy = TSNE(approx='fft', ann='nndescent', metric='cosine', n_epochs=750).fit_transform(rows)",
    ),
    "opentsne": Peer(
        ("openTSNE==1.0.4",), "from openTSNE import TSNE", "xy = TSNE(n_jobs=2, random_state=0).fit(rows)"
    ),
    "umap": Peer(
        ("umap-learn==0.5.12",),
        "import umap; umap.UMAP(n_epochs=5).fit(rows[:500])",  # compiles
        "xy = umap.UMAP(n_jobs=2).fit_transform(rows)",
    ),
    "sklearn": Peer(
        ("scikit-learn==1.9.1",),
        "from sklearn.manifold import TSNE",
        "xy = TSNE(n_jobs=2, random_state=0).fit_transform(rows)",
    ),
}
OURS = Peer(
    (),
    "import lexiscape as lx; from lexiscape.layouts import neighbors_wanted",
    "found = lx.find_neighbors(rows, neighbors_wanted('tsne', len(rows)), threads=2); neighbors = clock() - start\n"
    "xy = lx.lay_out(rows, found, 'tsne', lx.LayoutOptions(threads=2)).xy",
)
CODE = """
import json, sys, numpy as np
from time import perf_counter as clock
rows = np.load(sys.argv[1])
{imports}
neighbors = None
start = clock()
{fit}
seconds = clock() - start
np.save(sys.argv[2], np.asarray(xy, np.float32))
print("RESULT", json.dumps([seconds, neighbors]))
"""


def interpreter(name: str, requires: tuple[str, ...], environments: Path) -> str:
    """Python of the environment of this name, made where it is missing."""
    if not requires:
        return sys.executable
    python = environments / name / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", environments / name], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "numpy", *requires], check=True)
    return str(python)


def fit(python: str, peer: Peer, rows: Path, xy: Path) -> tuple[float, float | None]:
    """Seconds in all, and those of the neighbors where they are known."""
    code = CODE.format(imports=peer.imports, fit=peer.fit)
    done = subprocess.run([python, "-c", code, rows, xy], capture_output=True, text=True, check=False)
    told = [line for line in done.stdout.splitlines() if line.startswith("RESULT")]
    if done.returncode or not told:
        sys.exit(f"{peer.requires or 'lexiscape'} failed:\n{done.stdout}{done.stderr}")
    seconds, neighbors = json.loads(told[-1].removeprefix("RESULT"))
    return seconds, neighbors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=30522)
    parser.add_argument("--peers", default="intelex,manifolds,opentsne,umap")
    parser.add_argument("--environments", type=Path, default=Path(tempfile.gettempdir(), "lexiscape-peers"))
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    vectors = np.array(lx.open_space("demo:bert").first(options.rows).vectors)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    found = lx.find_neighbors(vectors, 50)
    print(describe("lexiscape", "numpy"), f"; demo:bert, {len(vectors):,} x {vectors.shape[1]}, unit rows\n", sep="")
    print("| tool | seconds | of them neighbors | times ours | recall@10 | recall@50 | trustworthiness@15 |")
    print("|---|---|---|---|---|---|---|")
    results = []
    with tempfile.TemporaryDirectory() as folder:
        rows, xy = Path(folder, "rows.npy"), Path(folder, "xy.npy")
        np.save(rows, vectors)
        ours = 0.0
        for name in ("lexiscape", *filter(None, options.peers.split(",")), "lexiscape again"):
            peer = PEERS.get(name, OURS)
            seconds, neighbors = fit(interpreter(name, peer.requires, options.environments), peer, rows, xy)
            ours = ours or seconds
            drawn = np.load(xy)
            recall = [float(lx.kept_neighbors(found, drawn, k).mean()) for k in (10, 50)]
            trust = score_map(vectors, drawn).scores["trustworthiness"].value
            title = f"{name} ({', '.join(peer.requires)})" if peer.requires else name
            part = "" if neighbors is None else f"{neighbors:.2f}"
            scores = f"{recall[0]:.4f} | {recall[1]:.4f} | {trust:.4f}"
            print(f"| {title} | {seconds:.2f} | {part} | {seconds / ours:.1f} | {scores} |", flush=True)
            results.append({"tool": name, "seconds": seconds, "neighbors": neighbors, "recall": recall, "trust": trust})
    if options.json:
        options.json.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
