"""How far to believe a map: a layout and the space it came from in, scores between 0 and 1 out."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from lexiscape._rules import RECALL_AT, RECALL_SHARE
from lexiscape.neighbors import Neighbors
from lexiscape.processors import thread_count
from lexiscape.space.rows import squared_lengths

__all__ = ["RECALL_AT", "Score", "Scores", "kept_neighbors", "score_map"]

_CONVERTED_ROWS = 1 << 16


class Score(NamedTuple):
    """A mean over anchor tokens, and half the width of its 95 % confidence interval (normal approximation)."""

    value: float
    margin: float


class Scores(NamedTuple):
    """How faithful a map is; each score is 1 for a perfect map.

    Attributes
    ----------
    recall : Score
        Share of the k true neighbors among the k nearest on the map; ties are misses, as in `kept_neighbors`.
    trustworthiness : Score
        1 minus the penalty for strangers among the map's neighbors (Venna and Kaski
        2001, doi:10.1007/3-540-44668-0_68).
    continuity : Score
        1 minus the penalty for true neighbors torn apart (the same paper).
    distances : Score
        Spearman correlation of true and map distances from an anchor to all tokens.
    triplets : Score
        Share of random triplets (anchor, a, b) whose nearer one is the same in space and on the map; chance is 0.5.
    """

    recall: Score
    trustworthiness: Score
    continuity: Score
    distances: Score
    triplets: Score


def recall_at(n: int) -> int:
    """Return how many neighbors a token the score of a map of n tokens looks at: 10, or a third of few tokens."""
    return max(min(RECALL_AT, n // RECALL_SHARE), 1)


def recall_scores(kept: NDArray[np.float32]) -> dict[str, float | None]:
    """Return the scores of a map, by name, from the share that each token kept (NaN: unknown).

    ``recall@10`` is always there, None where it would say nothing: of fewer than three tokens, or of copies alone. Of
    fewer than 30 tokens it looks at ``recall_at(n)`` neighbors and stands under its own name, ``recall@k``, before.
    """
    known = kept[~np.isnan(kept)]
    value = float(known.mean()) if len(kept) >= RECALL_SHARE and len(known) else None
    return {f"recall@{k}": value for k in (recall_at(len(kept)), RECALL_AT)}


def tell_recall(scores: Mapping[str, Any]) -> str | None:
    """Say what share of the neighbors a map keeps, from its `meta["scores"]`; None where that was not measured."""
    for name, value in scores.items():
        if name.startswith("recall@") and value is not None:
            k, percent = int(name.removeprefix("recall@")), floor(100 * value + 0.5)
            return f"keeps {percent}% of the {k} nearest neighbors" if k > 1 else f"keeps {percent}% of the nearest"
    return None


def kept_neighbors(
    found: Neighbors, xy: NDArray[np.float32], k: int = 10, threads: int | None = None
) -> NDArray[np.float32]:
    """Share of each row's k true neighbors that are among its k nearest points on the map.

    A point is among the k nearest when no more than k points, itself among them, lie as near or nearer. So ties are
    misses: where the k-th nearest point lies no nearer than the next, none of those that lie so far counts, and a map
    whose points all lie in one place keeps nothing.

    Parameters
    ----------
    found : Neighbors
        At least k true neighbors a row (fewer are taken as they are).
    xy : ndarray, (n, 2), float32
        The map; row i belongs to row i of `found`.
    k : int
        How many neighbors to compare.
    threads : int or None
        Threads for the search on the map; None: all.

    Returns
    -------
    ndarray, (n,), float32
        Between 0 and 1; its mean is the neighbor recall at k (Venna et al. 2010, "precision" of retrieval).
    """
    n = len(xy)
    k = min(k, found.indices.shape[1], n - 1)
    if k < 1:
        return np.ones(n, np.float32)
    places = np.asarray(xy, np.float64)
    limit = _next_nearest(np.asarray(xy, np.float32), k, thread_count(threads))
    kept = np.zeros(n, np.int64)
    for slot in range(k):
        kept += _squared(places - places[found.indices[:, slot]]) < limit
    return np.asarray(kept / k, np.float32)


def _squared(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(apart[:, 0] * apart[:, 0] + apart[:, 1] * apart[:, 1])


def _next_nearest(xy: NDArray[np.float32], k: int, workers: int) -> NDArray[np.float64]:
    """Squared distance of each row to the nearest point after its k nearest others; infinite where there is none.

    The tree holds each place once: it could not divide points in one place, and would compare all with all.
    """
    if len(xy) < k + 2:
        return np.full(len(xy), np.inf)
    places = np.ascontiguousarray(xy + np.float32(0)).view(np.uint64).ravel()  # + 0: no negative zeros
    _, first, place_of, counts = np.unique(places, return_index=True, return_inverse=True, return_counts=True)
    distinct = xy[first].astype(np.float64)
    wanted = min(k + 2, len(first))  # a place holds one point at least: these hold k + 1 others
    near = np.asarray(cKDTree(distinct).query(distinct, wanted, workers=workers)[1]).reshape(len(first), wanted)
    last = (np.cumsum(counts[near], axis=1) < k + 2).sum(axis=1)
    return _squared(distinct - distinct[near[np.arange(len(first)), last]])[place_of]


def score_map(
    vectors: NDArray[np.float32],
    xy: NDArray[np.float32],
    k: int = 15,
    *,
    metric: str = "cosine",
    anchors: int = 2000,
    seed: int = 0,
) -> Scores:
    """Score a map against its space, exactly for a random sample of anchor tokens.

    Parameters
    ----------
    vectors : ndarray, (n, dim), float32
        The space; row i lies at `xy[i]`.
    xy : ndarray, (n, 2), float32
        The map.
    k : int
        Neighborhood size of recall, trustworthiness and continuity; at most (n - 1) / 2.
    metric : str
        "cosine" or "euclidean": how near is measured in the space.
    anchors : int
        Tokens sampled; all when there are fewer.
    seed : int
        Of the sample.

    Returns
    -------
    Scores
        Each with its 95 % margin; the margin does not cover the (absent) error of the ranks, which are exact.
    """
    n = len(xy)
    k = max(min(k, (n - 1) // 2), 1)
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.permutation(n)[:anchors])
    rows = np.asarray(vectors, np.float32)
    lengths = np.sqrt(squared_lengths(rows))
    # the longest row is 2^25 steps long: products of whole numbers of steps add up exactly, on any processor
    unit = np.maximum(lengths, 1e-30) if metric == "cosine" else np.full(n, max(float(lengths.max(initial=0)), 1e-30))
    scales = 2.0**25 / unit
    places = np.asarray(xy, np.float64)
    collected: list[list[float]] = [[], [], [], [], []]
    for start in range(0, len(chosen), 128):
        block = chosen[start : start + 128]
        true = _distances(rows, scales, block)
        for row, near in zip(block, true, strict=True):
            others = np.delete(np.arange(n), row)
            far = _squared(places[others] - places[row])
            for scores, value in zip(collected, _anchor_scores(near[others], far, k, rng), strict=True):
                scores.append(value)
    return Scores(*(_score(np.array(values)) for values in collected))


def _distances(
    rows: NDArray[np.float32], scales: NDArray[np.float64], block: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Squared Euclidean distances from the rows of `block` to all, each row times its scale and rounded to integers.

    Exact in double precision, of rows no longer than 2^25. Rows are converted some at a time: a large matrix is not
    held twice.
    """
    anchors = np.rint(rows[block] * scales[block, None])
    distances = np.empty((len(block), len(rows)))
    for start in range(0, len(rows), _CONVERTED_ROWS):
        part = slice(start, start + _CONVERTED_ROWS)
        others = np.rint(rows[part] * scales[part, None])
        np.matmul(-2 * anchors, others.T, out=distances[:, part])
        distances[:, part] += (others * others).sum(axis=1)
    distances += (anchors * anchors).sum(axis=1)[:, None]
    return distances


def _anchor_scores(
    near: NDArray[np.float64], far: NDArray[np.float64], k: int, rng: np.random.Generator
) -> tuple[float, float, float, float, float]:
    """Score one anchor from its distances to all others in the space (`near`) and on the map (`far`)."""
    m = len(near)
    if m < 2:
        return 1.0, 1.0, 1.0, 1.0, 1.0
    true_rank, map_rank = _ranks(near), _ranks(far)
    # Venna and Kaski 2001, eq. 1-2, per anchor: ranks start at 1; the worst case is k strangers of the highest ranks.
    worst = k * (2 * (m + 1) - 3 * k - 1) / 2
    strangers = np.clip(true_rank[map_rank <= k] - k, 0, None).sum()
    torn = np.clip(map_rank[true_rank <= k] - k, 0, None).sum()
    recall = float((np.searchsorted(np.sort(far), far[true_rank <= k], side="right") <= k).mean())
    a, b = rng.integers(m, size=(2, 64))
    differ = a != b
    agree = (near[a] < near[b]) == (far[a] < far[b])
    spearman = float(1 - 6 * np.square(true_rank - map_rank, dtype=np.float64).sum() / (m * (m * m - 1)))
    triplets = float(agree[differ].mean()) if differ.any() else 1.0
    return recall, float(1 - strangers / worst), float(1 - torn / worst), spearman, triplets


def _ranks(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """Rank from 1 upward, equal values in order of position, without the half second that scipy.stats takes to load."""
    ranks = np.empty(len(values), np.int64)
    ranks[np.argsort(values, kind="stable")] = np.arange(1, len(values) + 1)
    return ranks


def _score(values: NDArray[np.float64]) -> Score:
    spread = values.std(ddof=1) if len(values) > 1 else 0.0
    return Score(float(values.mean()), float(1.96 * spread / np.sqrt(len(values))))
