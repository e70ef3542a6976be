"""Two spaces' neighbors in, the mutual k-nearest-neighbor overlap out, with its interval and its null."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import PairSums, Score, permutation_moments
from lexiscape.compare.space_pair import SpacePair


def score(pair: SpacePair) -> list[Score]:
    """Score the mutual k-nearest-neighbor overlap at every k (Huh et al. 2024, arXiv 2405.07987, appendix A).

    The mean over tokens of |N_a(i) ∩ N_b(i)| / k. The interval is that of a mean of n values; the null, the exact mean
    and standard deviation over all permutations of one space's tokens, which keep both neighbor graphs whole, hubs
    included (`permutation_moments`; its mean is k / (n - 1)).

    Returns
    -------
    list of Score
        One a k, named ``overlap@k``.
    """
    n = len(pair.x)
    scores = []
    for k, share in zip(pair.ks, pair.shares, strict=True):
        value = float(share.mean(dtype=np.float64))
        error = 1.96 * float(share.std(dtype=np.float64)) / math.sqrt(n)
        mean, sd = permutation_moments(_graph_sums(pair.near_x[:, :k]), _graph_sums(pair.near_y[:, :k]))
        scores.append(Score(f"overlap@{k}", value, value - error, value + error, mean / (n * k), sd / (n * k)))
    return scores


def _graph_sums(indices: NDArray[np.int32]) -> PairSums:
    """Sum up the neighbor graph's 0/1 adjacency matrix: row sums are k, column sums in-degrees (hubs)."""
    n, k = indices.shape
    degrees = np.bincount(indices.ravel(), minlength=n).astype(np.float64)
    rows = np.repeat(np.arange(n, dtype=np.int64), k)
    there = rows * n + indices.ravel()
    back = indices.ravel().astype(np.int64) * n + rows
    there.sort()
    back.sort()
    mirrored = float(np.isin(there, back, assume_unique=True, kind="sort").sum())
    total = float(n * k)
    return PairSums(n, total, total, mirrored, total * k, float(degrees @ degrees), k * float(degrees.sum()))
