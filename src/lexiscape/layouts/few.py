"""What few tokens need to become a t-SNE map: affinities by rank, and places far enough apart to be read.

Equal weights over k of n - 1 neighbors come close to equal affinities of all pairs, whose best map is one point: q is
then as uniform as p, and the divergence 0. Near one point the map grows along those eigenvectors of the affinities'
Laplacian whose eigenvalue times the exaggeration is below 1 / (n - 1), and shrinks along all others (the Hessian of
van der Maaten and Hinton 2008, eq. 2, at equal places; Linderman and Steinerberger 2019, doi:10.1137/18M1216134, on the
exaggerated phase). The mean of these eigenvalues is 1 / (n - 1), for the affinities sum to 1: without exaggeration some
direction always grows unless p is uniform; with 4, none does once the neighbors are a large share of all tokens.
So few tokens are hardly exaggerated, and their weights fall with the rank, which is never uniform: the nearest pair of
all is drawn together more than the average pair, however many distances are equal.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SHARE = 3
"""Few tokens are drawn to a third of all and one more, or to as many as all others are: a measured middle. A quarter
loses neighbors, a half lays tokens upon each other (benchmarks/few.py)."""

EXAGGERATION = 1.5
"""How much few tokens are exaggerated at first. With more, maps shrink; without any, more of them end in a worse map,
by divergence and by neighbors kept (benchmarks/few.py)."""

LEAST = 1 / 90
"""No two of few tokens lie nearer than this share of the map's width: two labels can be told apart."""

_ROUNDS = 500

Compressed = tuple[NDArray[np.int64], NDArray[np.uint32], NDArray[np.float32]]


def neighbors_of_few(n: int) -> int:
    """Return to how many neighbors, at most, each of n tokens is drawn."""
    return round(n / SHARE) + 1


def affinities_by_rank(indices: NDArray[np.int32]) -> Compressed:
    """Return symmetric affinities of few tokens: conditional weights fall by equal steps from the nearest to the last.

    Parameters
    ----------
    indices : ndarray, (n, k), int32
        Each row's neighbors, nearest first, equal distances in order of position.

    Returns
    -------
    starts, columns, values
        As of `_native.affinities`: p_ij = (p_j|i + p_i|j) / 2n with p_j|i proportional to k, k - 1, … 1.
    """
    n, k = indices.shape
    weights = np.arange(k, 0, -1) / (k * (k + 1) / 2)
    dense = np.zeros((n, n))
    np.put_along_axis(dense, indices.astype(np.int64), np.broadcast_to(weights, (n, k)), axis=1)
    dense = (dense + dense.T) / (2 * n)
    rows, columns = np.nonzero(dense)
    starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=n))])
    return starts.astype(np.int64), columns.astype(np.uint32), dense[rows, columns].astype(np.float32)


def in_order(squared: NDArray[np.float32]) -> NDArray[np.float32]:
    """Set equal distances a millionth apart, in the order they have, so that a perplexity can tell them apart.

    Parameters
    ----------
    squared : ndarray, (n, k), float32
        Ascending along each row.

    Returns
    -------
    ndarray, (n, k), float32
        From the nearest, in units of the row's widest difference: a bandwidth has no unit.
    """
    excess = squared.astype(np.float64) - squared[:, :1]
    widest = excess[:, -1:]
    return (excess / np.where(widest > 0, widest, 1) + 1e-6 * np.arange(squared.shape[1])).astype(np.float32)


def keep_apart(xy: NDArray[np.float32], seed: int) -> NDArray[np.float32]:
    """Push apart those that lie nearer than `LEAST` of the map's width, both by half of what they lack.

    As overlaps of labels are removed from a drawing (Gansner and Hu 2010, doi:10.7155/jgaa.00198), but each pair at
    once: few are too near, and all others stay where they are.
    """
    places = xy.astype(np.float64)
    least = LEAST * float(np.ptp(places, axis=0).max())
    toward = np.random.default_rng(seed).normal(size=places.shape)  # the way out for two in one place
    for _ in range(_ROUNDS):
        apart = places[:, None] - places
        distance = _lengths(apart)
        np.fill_diagonal(distance, np.inf)
        near = distance < 0.999 * least
        if not near.any():
            break
        same = distance == 0
        apart[same] = (toward[:, None] - toward)[same]
        length = np.where(same, _lengths(apart), distance)
        lack = np.where(near, (least - distance) / 2, 0)
        places += (apart / length[..., None] * lack[..., None]).sum(axis=1)
    return places.astype(np.float32)


def _lengths(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the lengths of (..., 2) steps; not by `hypot`, of which systems' libraries round each in its own way."""
    return np.asarray(np.sqrt(steps[..., 0] ** 2 + steps[..., 1] ** 2))
