"""Two spaces' neighbors in, how many each token has in common out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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
        both = (both << 8) | np.concatenate([rank, rank])  # k_max is at most 255: see common_shares
        both.sort(axis=1)
        twice = (both[:, 1:] >> 8) == (both[:, :-1] >> 8)
        rows, places = np.nonzero(twice)
        needed = np.maximum(both[rows, places] & 255, both[rows, places + 1] & 255)
        for j, k in enumerate(ks):
            counts[j, start : start + size] = np.bincount(rows[needed < k], minlength=size)
    return counts


def common_shares(a: NDArray[np.int32], b: NDArray[np.int32], ks: tuple[int, ...]) -> NDArray[np.float64]:
    """Return each token's share of common neighbors, between 0 and 1, at every k: (len(ks), n); as `shared_neighbors`.

    At most the 255 nearest are looked at.
    """
    counts = shared_neighbors(a[:, :255], b[:, :255], ks)
    return np.asarray(counts / np.array(ks, np.float64)[:, None])
