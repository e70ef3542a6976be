"""How far to believe a map: a layout and the space it came from in, scores between 0 and 1 out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from lexiscape._rules import RECALL_AT
from lexiscape.neighbors import Neighbors

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
        Share of the k true neighbors among the k nearest on the map.
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


def kept_neighbors(
    found: Neighbors, xy: NDArray[np.float32], k: int = 10, threads: int | None = None
) -> NDArray[np.float32]:
    """Share of each row's k true neighbors that are among its k nearest points on the map.

    Parameters
    ----------
    found : Neighbors
        At least k true neighbors a row (fewer are taken as they are).
    xy : ndarray, (n, 2), float32
        The map; row i belongs to row i of `found`.
    k : int
        How many neighbors to compare. Points in one place are near each other in order of their rows.
    threads : int or None
        Threads for the search on the map; None: all.

    Returns
    -------
    ndarray, (n,), float32
        Between 0 and 1; its mean is the neighbor recall at k (Venna et al. 2010, "precision" of retrieval).
    """
    k = min(k, found.indices.shape[1], len(xy) - 1)
    if k < 1:
        return np.ones(len(xy), np.float32)
    workers = -1 if threads is None else threads
    n = len(xy)
    near = _nearest_points(np.asarray(xy, np.float32), k + 1, workers)
    own = near == np.arange(n, dtype=np.int32)[:, None]
    own[~own.any(axis=1), -1] = True  # many points in one place: the row itself may be missing
    own &= np.cumsum(own, axis=1) == 1
    near = near[~own].reshape(n, k)
    truth = np.sort(found.indices[:, :k].astype(np.int64) + np.arange(n)[:, None] * n, axis=None)
    hits = np.isin(near.astype(np.int64) + np.arange(n)[:, None] * n, truth, assume_unique=True)
    return np.asarray(hits.sum(axis=1) / k, np.float32)


def _nearest_points(xy: NDArray[np.float32], k: int, workers: int) -> NDArray[np.int32]:
    """Each row's k <= n nearest points, itself among them unless k others lie in its place: (n, k).

    The tree holds each place once: it could not divide points in one place, and would compare all with all.
    """
    n = len(xy)
    places = np.ascontiguousarray(xy + np.float32(0)).view(np.uint64).ravel()  # + 0: no negative zeros
    _, first, place_of, counts = np.unique(places, return_index=True, return_inverse=True, return_counts=True)
    if len(first) == n:
        return np.asarray(cKDTree(xy).query(xy, k, workers=workers)[1], np.int32).reshape(n, k)
    distinct = xy[first]
    wanted = min(k, len(first))  # a place holds one point at least: these hold k
    near = np.asarray(cKDTree(distinct).query(distinct, wanted, workers=workers)[1]).reshape(len(first), wanted)
    rows = np.argsort(place_of, kind="stable").astype(np.int32)
    starts = np.cumsum(counts) - counts
    until = np.cumsum(counts[near], axis=1)
    filled = np.empty((len(first), k), np.int32)
    every = np.arange(len(first))
    for slot in range(k):
        which = (until <= slot).sum(axis=1)
        place = near[every, which]
        filled[:, slot] = rows[starts[place] + slot - until[every, which] + counts[place]]
    return filled[place_of]


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
    scales = 1 / np.maximum(np.sqrt(_squares(rows)), 1e-30) if metric == "cosine" else np.ones(n)
    places, unscaled = np.asarray(xy, np.float32), np.ones(n)
    squares, map_squares = _squares(rows) * scales**2, _squares(places)
    collected: list[list[float]] = [[], [], [], [], []]
    for start in range(0, len(chosen), 128):
        block = chosen[start : start + 128]
        true = _distances(rows, scales, squares, block)
        seen = _distances(places, unscaled, map_squares, block)
        for row, near, far in zip(block, true, seen, strict=True):
            others = np.delete(np.arange(n), row)
            for scores, value in zip(collected, _anchor_scores(near[others], far[others], k, rng), strict=True):
                scores.append(value)
    return Scores(*(_score(np.array(values)) for values in collected))


def _squares(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(np.einsum("ij,ij->i", rows, rows, dtype=np.float64))


def _distances(
    rows: NDArray[np.float32], scales: NDArray[np.float64], squares: NDArray[np.float64], block: NDArray[np.integer]
) -> NDArray[np.float64]:
    """Squared Euclidean distances from the rows of `block` to all, each row times its scale, in double precision.

    Single precision would lose neighbors' distances under squares of 1e4 and more. Rows are converted some at a time:
    a large matrix is not held twice.
    """
    anchors = rows[block] * (-2 * scales[block, None])
    distances = np.empty((len(block), len(rows)))
    for start in range(0, len(rows), _CONVERTED_ROWS):
        part = slice(start, start + _CONVERTED_ROWS)
        np.matmul(anchors, (rows[part] * scales[part, None]).T, out=distances[:, part])
    distances += squares
    distances += squares[block, None]
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
    recall = float((true_rank[map_rank <= k] <= k).mean())
    a, b = rng.integers(m, size=(2, 64))
    differ = a != b
    agree = (near[a] < near[b]) == (far[a] < far[b])
    spearman = float(np.corrcoef(true_rank, map_rank)[0, 1])
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
