"""Nearest neighbors: our searches and the libraries', on the same rows, with the same threads.

    python benchmarks/neighbors.py [--data bert|hard|clusters|mixtures|glove|FILE.npy] [--rows N] [--k 15] [--threads 2]
                                   [--ways exact,graph,all-pairs,pynndescent,hnswlib,usearch,faiss]

Prints seconds on the clock, seconds of processor time (all threads) and recall@k, the share of true neighbors found for
500 sampled rows. benchmarks/data.py tells what the rows are; `graph` and `all-pairs` are the two approximate searches,
whatever the number of rows (the first goes over to the second where it misses its aim, and says so). The libraries'
ways need them installed (faiss as faiss-cpu).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from data import DATA
from lexiscape import neighbors
from lexiscape.neighbors import find_neighbors, nearest_rows
from machine import describe

Rows = NDArray[np.float32]
Found = NDArray[np.int32]


def ours(method: str, graph_from: int = 0) -> Callable[[Rows, int, int], Found]:
    def search(rows: Rows, k: int, threads: int) -> Found:
        neighbors._GRAPH_ROWS = graph_from
        found = find_neighbors(rows, k, method=method, threads=threads)
        print({name: found.meta[name] for name in ("search", "rounds", "near_copies") if name in found.meta})
        return found.indices

    return search


def without_self(found: NDArray[np.integer], k: int) -> Found:
    others = found != np.arange(len(found))[:, None]
    others[others.all(axis=1), -1] = False
    return found[others].reshape(len(found), k).astype(np.int32)


def pynndescent(rows: Rows, k: int, threads: int) -> Found:
    from pynndescent import NNDescent

    index = NNDescent(rows, "cosine", n_neighbors=k + 1, n_jobs=threads, random_state=0)
    return without_self(index.neighbor_graph[0], k)


def hnswlib(rows: Rows, k: int, threads: int) -> Found:
    import hnswlib as library

    index = library.Index("cosine", rows.shape[1])
    index.init_index(len(rows), ef_construction=100, M=16, random_seed=0)
    index.set_num_threads(threads)
    index.add_items(rows)
    index.set_ef(4 * k)
    return without_self(index.knn_query(rows, k + 1)[0].astype(np.int64), k)


def usearch(rows: Rows, k: int, threads: int) -> Found:
    from usearch.index import Index

    index = Index(ndim=rows.shape[1], metric="cos", dtype="i8")
    index.add(np.arange(len(rows)), rows, threads=threads)
    return without_self(index.search(rows, k + 1, threads=threads).keys.astype(np.int64), k)


def faiss(rows: Rows, k: int, threads: int) -> Found:
    import faiss as library

    library.omp_set_num_threads(threads)
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    index = library.IndexFlatIP(rows.shape[1])
    index.add(unit)
    return without_self(index.search(unit, k + 1)[1], k)


WAYS = {
    "exact": ours("exact"),
    "graph": ours("approximate"),
    "all-pairs": ours("approximate", graph_from=2**63),
    "pynndescent": pynndescent,
    "hnswlib": hnswlib,
    "usearch": usearch,
    "faiss": faiss,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", default="bert", help=f"{', '.join(DATA)}, or a matrix in a .npy file")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--k", type=int, default=15)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--ways", default="exact,graph,all-pairs")
    options = parser.parse_args()
    rows = (DATA[options.data]() if options.data in DATA else np.load(options.data))[: options.rows]
    asked = np.random.default_rng(0).choice(len(rows), 500, replace=False)
    truth = nearest_rows(rows, asked, options.k).indices
    print(
        describe("lexiscape", "numpy"), f"; {options.threads} threads; {len(rows):,} x {rows.shape[1]}, k = {options.k}"
    )
    for name in options.ways.split(","):
        way = WAYS[name]
        way(rows[:500], options.k, options.threads)  # compiles what compiles
        clock, processor = time.perf_counter(), time.process_time()
        found = way(rows, options.k, options.threads)
        seconds, busy = time.perf_counter() - clock, time.process_time() - processor
        recall = (found[asked][:, :, None] == truth[:, None, :]).any(axis=1).mean()
        print(f"{name:12} {seconds:8.2f} s   {busy:8.2f} s of processors   recall {recall:.4f}", flush=True)


if __name__ == "__main__":
    main()
