"""One of several spaces in, its map out: laid out from where its tokens lie in another map, and what that cost."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lexiscape.columns import annotate
from lexiscape.compare.aligned_maps import TOLERANCE
from lexiscape.layouts import Layout, LayoutOptions, lay_out
from lexiscape.layouts.quality import kept_neighbors, recall_at, recall_scores
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.maps.meta import describe_map
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace

#: How often the start is softened, the first that is within the tolerance wins: the less, the more places are kept.
_SOFTENINGS = (0, 20, 50)
_SOFTENING_NEIGHBORS = 15


class Placed(NamedTuple):
    """A space laid out beside another: from the other's places, and by itself (turned to fit), and what either keeps.

    `recall` and `free_recall`: the share of the k nearest.
    """

    layout: Layout
    free: Layout
    recall: float
    free_recall: float

    @classmethod
    def alone(cls, layout: Layout, near: Neighbors, k: int, options: LayoutOptions) -> Placed:
        """Return a space that was laid out beside no other."""
        recall = _recall(near, layout, k, options)
        return cls(layout, layout, recall, recall)

    @property
    def costly(self) -> bool:
        """Whether keeping the places of the other costs more neighbors than `TOLERANCE`."""
        return self.free_recall - self.recall > TOLERANCE


def place_beside(
    space: EmbeddingSpace,
    near: Neighbors,
    other: Layout,
    options: LayoutOptions,
    k: int,
    tell: Callable[[int], None] = lambda half: None,
) -> Placed:
    """Lay a space out twice: by itself, and from where its tokens lie in another layout, softened if that is costly.

    Both are turned and shifted onto the other layout. What the second costs may still be more than `TOLERANCE`.

    Parameters
    ----------
    space : EmbeddingSpace
        Row i is the token that lies at row i of `other`.
    near : Neighbors
        Its neighbors.
    other : Layout
        Where the tokens lie in the map beside it.
    options : LayoutOptions
        Seed, iterations, threads.
    k : int
        How many neighbors the recall looks at.
    tell : callable
        Told which of the two layouts begins.
    """
    tell(0)
    free = lay_out(space.vectors, near, "tsne", options)
    least = _recall(near, free, k, options) - TOLERANCE
    tell(1)
    for steps in _SOFTENINGS:
        start = _soften(other.xy, near.indices[:, :_SOFTENING_NEIGHBORS], steps)
        started = lay_out(space.vectors, near, "tsne", replace(options, initial=start))
        if _recall(near, started, k, options) >= least:
            break
    layout, free = (replace(one, xy=turn_onto(one.xy, other.xy)) for one in (started, free))
    return Placed(layout, free, *(_recall(near, one, k, options) for one in (layout, free)))


def _soften(xy: NDArray[np.float32], indices: NDArray[np.int32], steps: int) -> NDArray[np.float32]:
    """Move every token half way to the mean of its neighbors, so many times: what early exaggeration would do.

    A finished map is a start that a token cannot leave where its new neighbors are far; gathering them first lets it,
    and keeps the large picture.
    """
    if steps == 0:
        return xy
    n, k = indices.shape
    graph = csr_array((np.ones(n * k, np.float32), (np.repeat(np.arange(n), k), indices.ravel())), shape=(n, n))
    graph = (graph + graph.T).tocsr()
    degrees = np.asarray(graph.sum(axis=1)).reshape(-1, 1)
    moved = np.asarray(xy, np.float64)
    for _ in range(steps):
        moved = 0.5 * moved + 0.5 * (graph @ moved) / degrees
    return np.ascontiguousarray(moved, np.float32)


def turn_onto(xy: NDArray[np.float32], target: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return `xy`, (n, 2), rotated, mirrored and shifted so that the squared distance to `target` is least.

    In closed form, which every processor rounds alike: the better of the best rotation and the best reflection.
    """
    middle = target.mean(axis=0, dtype=np.float64)
    x, y = (xy - xy.mean(axis=0, dtype=np.float64)).T
    u, v = (target - middle).T
    ux, uy, vx, vy = (float((a * b).sum()) for a in (u, v) for b in (x, y))
    turned, mirrored = (ux + vy, vx - uy), (ux - vy, vx + uy)
    side = 1.0 if _square(*turned) >= _square(*mirrored) else -1.0
    along, across = turned if side > 0 else mirrored
    length = math.sqrt(_square(along, across))
    c, s = (along / length, across / length) if length > 0 else (1.0, 0.0)
    placed = np.stack([c * x - side * s * y, s * x + side * c * y], axis=1) + middle
    return np.asarray(placed, np.float32)


def _square(a: float, b: float) -> float:
    return a * a + b * b


def shown_neighbors(main_k: int, n: int) -> int:
    """Return how many neighbors a map's recall looks at, of n tokens whose lists hold `main_k`."""
    return min(main_k, recall_at(n))


def _recall(near: Neighbors, layout: Layout, k: int, options: LayoutOptions) -> float:
    return float(kept_neighbors(near, layout.xy, k, options.threads).mean(dtype=np.float64))


def draw_one(
    space: EmbeddingSpace, near: Neighbors, layout: Layout, metric: str, options: LayoutOptions
) -> EmbeddingMap:
    """Return the map of one of several spaces, of which neighbors and places are known."""
    columns = annotate(space, near, layout, options.threads)
    meta = describe_map(
        space,
        {"metric": metric, "k": int(near.indices.shape[1]), **near.meta},
        {"layout": "tsne", **layout.meta},
        options.seed,
        scores=recall_scores(columns["kept"].values),
    )
    return EmbeddingMap(space, near, layout.xy, columns, meta)
