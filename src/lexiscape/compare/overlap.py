"""Two spaces' neighbors in, how many they share out: mutual k-nearest-neighbor overlap, its interval and its null."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import PairSums, Score, permutation_moments

_BLOCK = 1 << 14


def shared_neighbors(a: NDArray[np.int32], b: NDArray[np.int32], ks: tuple[int, ...]) -> NDArray[np.int32]:
    """Count each row's common neighbors at every k.

    Parameters
    ----------
    a, b : ndarray, (n, k_max), int32
        Row positions, nearest first, in two spaces whose rows are the same tokens; no row lists another twice.
    ks : tuple of int
        Each at most k_max.

    Returns
    -------
    ndarray, (len(ks), n), int32
        Entry j, i: size of the intersection of the ks[j] nearest of token i in a and in b.
    """
    n, width = a.shape
    rank = np.arange(width, dtype=np.int32)
    counts = np.zeros((len(ks), n), np.int32)
    for start in range(0, n, _BLOCK):
        block_a, block_b = a[start : start + _BLOCK], b[start : start + _BLOCK]
        size = len(block_a)
        both = np.concatenate([block_a, block_b], axis=1).astype(np.int64)
        both = (both << 8) | np.concatenate([rank, rank])  # k_max is at most 255: see overlap_scores
        both.sort(axis=1)
        twice = (both[:, 1:] >> 8) == (both[:, :-1] >> 8)
        rows, places = np.nonzero(twice)
        needed = np.maximum(both[rows, places] & 255, both[rows, places + 1] & 255)
        for j, k in enumerate(ks):
            counts[j, start : start + size] = np.bincount(rows[needed < k], minlength=size)
    return counts


def overlap_scores(
    a: NDArray[np.int32], b: NDArray[np.int32], ks: tuple[int, ...]
) -> tuple[list[Score], NDArray[np.float32]]:
    """Score the mutual k-nearest-neighbor overlap at every k (Huh et al. 2024, arXiv 2405.07987, appendix A).

    The mean over tokens of |N_a(i) ∩ N_b(i)| / k. The interval is that of a mean of n values; the null, the exact mean
    and standard deviation over all permutations of one space's tokens, which keep both neighbor graphs whole, hubs
    included (`permutation_moments`; its mean is k / (n - 1)).

    Returns
    -------
    scores : list of Score
        One a k, named ``overlap@k``.
    shares : ndarray, (len(ks), n), float32
        Each token's own overlap, between 0 and 1.
    """
    n, width = a.shape
    if width > 255:
        a, b = a[:, :255], b[:, :255]
    shares = shared_neighbors(a, b, ks) / np.array(ks, np.float32)[:, None]
    scores = []
    for k, share in zip(ks, shares, strict=True):
        value = float(share.mean(dtype=np.float64))
        error = 1.96 * float(share.std(dtype=np.float64)) / math.sqrt(n)
        mean, sd = permutation_moments(_graph_sums(a[:, :k]), _graph_sums(b[:, :k]))
        scores.append(Score(f"overlap@{k}", value, value - error, value + error, mean / (n * k), sd / (n * k)))
    return scores, shares.astype(np.float32)


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
