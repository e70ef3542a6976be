"""Many equal rows have too many nearest neighbors to list: which of them t-SNE draws together is decided by lot.

A list of k neighbors names the first k copies, by position. Thousands of rows would all be drawn to the same few.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace
from lexiscape.space.rows import first_equal

TOLD_FROM = 0.1
"""Share of all tokens from which on it is said that they are copies of one vector."""


def tell_copies(space: EmbeddingSpace, found: Neighbors, threads: int | None = None) -> str | None:
    """Say how many tokens have one and the same vector, where at least three and a tenth of all have; else None."""
    n = len(space)
    least = max(TOLD_FROM * n, 3)
    if found.meta.get("copies", n) + 1 < least:
        return None
    first = first_equal(space.vectors, threads)
    sizes = np.bincount(first, minlength=1)
    if sizes.max() < least:
        return None
    named = [space.readable[row] for row in np.flatnonzero(first == sizes.argmax())[:3].tolist()]
    return (
        f"{sizes.max():,} of {n:,} tokens are one and the same vector ({', '.join(map(repr, named))}, …): "
        "they lie together on the map, in one disc or in one place, and who is near whom among them means nothing"
    )


def crowds(found: Neighbors, k: int) -> NDArray[np.int64]:
    """Tell of each row in which crowd it is: the rows at distance 0 from each other, where they are more than k + 1.

    By distance, wherever lists were ranked anew after that.

    Returns
    -------
    ndarray, (n,), int64
        The position of the crowd's first row; -1 for rows in none, whose first k neighbors tell all that is near.
    """
    n = len(found.indices)
    if not 0 < k <= found.indices.shape[1]:
        return np.full(n, -1)
    nearest, equal = found.touching()
    first = np.minimum(nearest, np.arange(n))  # equal distances are in order of position
    crowd = np.where(equal >= k, first, -1)
    members = np.bincount(crowd[crowd >= 0], minlength=n)
    crowd[(crowd >= 0) & (members[crowd] <= k + 1)] = -1
    return crowd


def share_out(indices: NDArray[np.int32], crowd: NDArray[np.int64], seed: int) -> NDArray[np.int32]:
    """Return each row's neighbors with members of crowds replaced by others of the same crowd, drawn by lot.

    Within a crowd each member gets the one after it in k random orders: a graph in which all are as close to each other
    as so few links allow, and no member is more than the others (Friedman 2008, doi:10.1090/memo/0910), which t-SNE
    lays out as a disc. A row outside is drawn to members that follow each other in one random order.

    Parameters
    ----------
    indices : ndarray, (n, k), int32
        Neighbors, nearest first.
    crowd : ndarray, (n,), int64
        As from `crowds`.
    seed : int
        Of the lot.

    Returns
    -------
    ndarray, (n, k), int32
        The same array where there is no crowd.
    """
    members = np.flatnonzero(crowd >= 0)
    if len(members) == 0:
        return indices
    n, k = indices.shape
    rng = np.random.default_rng(seed)
    _, which, sizes = np.unique(crowd[members], return_inverse=True, return_counts=True)
    starts = np.cumsum(sizes) - sizes
    last = np.cumsum(sizes) - 1
    shared = indices.copy()

    def shuffled() -> NDArray[np.int64]:
        return members[np.lexsort((rng.random(len(members)), which))]  # crowd after crowd, each in a random order

    number = np.full(n, -1)
    number[members] = which
    inside = number[indices]
    rows, slots = np.nonzero((inside >= 0) & (crowd < 0)[:, None])
    at = inside[rows, slots]
    begin = rng.integers(1 << 31, size=(n, 1))[rows, 0]
    shared[rows, slots] = shuffled()[starts[at] + (begin + slots) % sizes[at]]
    for slot in range(k):
        order = shuffled()
        following = np.arange(1, len(order) + 1)
        following[last] = starts
        shared[order, slot] = order[following]
    return shared
