"""`SpacePair`: two spaces' shared tokens, and what several scores need of them, computed once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.products import Grouped, group_rows
from lexiscape.compare.shares import common_shares


@dataclass(frozen=True, eq=False)
class SpacePair:
    """What a score is computed from.

    Attributes
    ----------
    x, y : ndarray, (n, d_a), (n, d_b), float32
        Row i of both is the same token; unit rows where the metric is cosine.
    near_x, near_y : ndarray, (n, k_max), int32
        Row positions of each token's neighbors, nearest first.
    ks : tuple of int
        Neighborhood sizes, ascending, each at most k_max.
    seed : int
        For samples, groups and permutations.
    """

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    near_x: NDArray[np.int32]
    near_y: NDArray[np.int32]
    ks: tuple[int, ...] = ()
    seed: int = 0

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """Each token's share of common neighbors at every k: (len(ks), n)."""
        return common_shares(self.near_x, self.near_y, self.ks)

    @cached_property
    def grouped(self) -> Grouped:
        """Both matrices centered, their rows sorted by random group."""
        return group_rows(self.x, self.y, self.seed)
