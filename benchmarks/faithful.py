"""How faithful maps by several tools are: one table over real vocabularies, a row a tool, scored alike.

    python benchmarks/faithful.py [--rows 8000] [--vocabularies bert,llama,ginza] [--tools lexiscape,opentsne,umap]
                                  [--source NAME=SOURCE]... [--environments DIR]

Every tool is given the first rows of a vocabulary, at unit length, in a process and an environment of its own, made
under DIR from the exact versions below; a tool that cannot be installed is named and left out. Only its fit is timed,
imports and compiling excluded, search for neighbors included; seconds count on a machine with nothing else to do alone.
All maps are scored here by `lexiscape.score_map`, by 2,000 tokens. The row "openTSNE, our affinities" is told the pairs
and weights that Lexiscape draws by, so that it has no search to do: it shows what is left to the descent.

Vocabularies are those of packages: demo:bert, wordllama (Llama 2's), ja-ginza. --source adds any that open_space opens,
as e5=FOLDER of multilingual-e5-small or gpt2=FOLDER of GPT-2, of which no package carries a matrix.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

import lexiscape as lx
from engine import OURS, PEERS, Peer, fit, interpreter
from lexiscape.layouts.score_card import score_map
from lexiscape.layouts.tsne import schedule_for
from machine import describe

Rows = NDArray[np.float32]
Scores = dict[str, tuple[float, float]]  # value and margin by name

#: Where the rows lie, beside them what a tool may be told: the affinities of `our_affinities`.
AFFINITIES = "affinities.npz"
PACMAP = Peer(
    ("pacmap==0.9.1",),
    "import pacmap; pacmap.PaCMAP(num_iters=(2, 2, 2)).fit_transform(rows[:500])",  # compiles
    "xy = pacmap.PaCMAP(random_state=0).fit_transform(rows)",
)
OPENTSNE = PEERS["opentsne"]
OPENTSNE_OURS = Peer(
    OPENTSNE.requires,
    f"{OPENTSNE.imports}; from openTSNE.affinity import PrecomputedAffinities; from scipy import sparse; "
    f"from pathlib import Path; near = sparse.load_npz(Path(sys.argv[1]).parent / '{AFFINITIES}')",
    "xy = TSNE(n_jobs=2, random_state=0).fit(rows, affinities=PrecomputedAffinities(near))",
)


class Tool(NamedTuple):
    """A row of the table; tools of one environment share it."""

    title: str
    environment: str
    peer: Peer


TOOLS = {
    "lexiscape": Tool("Lexiscape", "lexiscape", OURS),
    "opentsne": Tool("openTSNE", "opentsne", OPENTSNE),
    "opentsne-ours": Tool("openTSNE, our affinities", "opentsne", OPENTSNE_OURS),
    "umap": Tool("UMAP", "umap", PEERS["umap"]),
    "pacmap": Tool("PaCMAP", "pacmap", PACMAP),
}
SCORES = ("recall@10", "recall@50", "trustworthiness", "triplets")


def _llama() -> Rows:
    spec = importlib.util.find_spec("wordllama")
    if spec is None or spec.origin is None:
        sys.exit("needs Llama's rows of a package: pip install --no-deps wordllama")
    from safetensors.numpy import load_file  # the file lies without a vocabulary beside it

    tensors = load_file(Path(spec.origin).parent / "weights" / "l2_supercat_256.safetensors")
    return np.asarray(tensors["embedding.weight"], np.float32)


def _rows_of(source: str) -> Rows:
    return np.array(lx.open_space(source).vectors, np.float32)


VOCABULARIES: dict[str, Callable[[], Rows]] = {
    "bert": lambda: _rows_of("demo:bert"),
    "llama": _llama,
    "ginza": lambda: _rows_of("spacy:ja_ginza"),
}


def our_affinities(rows: Rows) -> sparse.csr_matrix:
    """Return what Lexiscape's t-SNE is drawn by: each row's few nearest, of equal weight, symmetric, in sum 1."""
    n, k = len(rows), schedule_for(len(rows)).neighbors
    found = lx.find_neighbors(rows, k)
    one = sparse.csr_matrix((np.ones(n * k), found.indices.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    return sparse.csr_matrix((one + one.T) / (2 * n * k))


def ready(tools: list[str], environments: Path) -> dict[str, str]:
    """Return the Python of each tool whose packages can be installed; name the others."""
    pythons = {}
    for name in tools:
        try:
            pythons[name] = interpreter(TOOLS[name].environment, TOOLS[name].peer.requires, environments)
        except subprocess.CalledProcessError:
            print(f"left out: {TOOLS[name].title}, for {' '.join(TOOLS[name].peer.requires)} cannot be installed")
    return pythons


def measure(
    rows: Rows, pythons: dict[str, str], tell: Callable[[str, float, dict[str, tuple[float, float]]], None]
) -> None:
    """Fit and score each tool's map of these rows; tell(tool, seconds, score and margin by name)."""
    with tempfile.TemporaryDirectory() as folder:
        given, drawn = Path(folder, "rows.npy"), Path(folder, "xy.npy")
        np.save(given, rows)
        if "opentsne-ours" in pythons:
            sparse.save_npz(given.with_name(AFFINITIES), our_affinities(rows))
        for name, python in pythons.items():
            seconds, _ = fit(python, TOOLS[name].peer, given, drawn)
            scores = score_map(rows, np.load(drawn)).scores
            tell(name, seconds, {score: (scores[score].value, scores[score].margin) for score in SCORES})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, help="the first so many of each vocabulary  [default: all]")
    parser.add_argument("--vocabularies", default=",".join(VOCABULARIES))
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--source", action="append", default=[], metavar="NAME=SOURCE", help="one vocabulary more")
    parser.add_argument("--environments", type=Path, default=Path(tempfile.gettempdir(), "lexiscape-peers"))
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    vocabularies = {name: VOCABULARIES[name] for name in filter(None, options.vocabularies.split(","))}
    for given in options.source:
        name, _, source = given.partition("=")
        vocabularies[name] = lambda source=source: _rows_of(source)
    pythons = ready(options.tools.split(","), options.environments)
    results = []
    print(describe("lexiscape", "numpy"), "; unit rows\n", sep="")
    print("| vocabulary | tool | seconds |", " | ".join(SCORES), "|")
    print("|---|---|---|---|---|---|---|")
    for vocabulary, read in vocabularies.items():
        rows = read()[: options.rows]
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        label = f"{vocabulary}, {len(rows):,} x {rows.shape[1]}"

        def tell(name: str, seconds: float, scores: Scores, label: str = label) -> None:
            cells = " | ".join(f"{value:.4f} ± {margin:.3f}" for value, margin in scores.values())
            version = f" ({', '.join(requires)})" if (requires := TOOLS[name].peer.requires) else ""
            print(f"| {label} | {TOOLS[name].title}{version} | {seconds:.2f} | {cells} |", flush=True)
            results.append({"rows": label, "tool": name, "seconds": seconds, "scores": scores})

        measure(rows, pythons, tell)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n")


if __name__ == "__main__":
    main()
