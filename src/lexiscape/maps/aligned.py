"""A `Comparison` in, one map a space out: places keep their place from map to map, and it is told what that cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare import Comparison
from lexiscape.compare.aligned_maps import AlignedMaps
from lexiscape.layouts import Layout, LayoutOptions, lay_out
from lexiscape.maps.beside import Placed, draw_one, place_beside, shown_neighbors
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.progress import Progress, silent


def align_maps(
    comparison: Comparison, options: LayoutOptions | None = None, progress: Progress = silent
) -> AlignedMaps[EmbeddingMap]:
    """Lay out every space of a comparison; each later map starts from the first one's coordinates.

    Where that would cost more of the neighbors that it shows than is tolerated, its start is softened
    (`lexiscape.maps.beside.place_beside`). After its descent, a later map is turned and shifted onto the first
    (orthogonal Procrustes without scaling, Schönemann 1966, doi:10.1007/BF02289451), which changes no neighborhood.

    Parameters
    ----------
    comparison : Comparison
        Its neighbors are drawn; none are searched again.
    options : LayoutOptions or None
        Seed, iterations, threads; `initial` is for the first map.
    progress : Progress
        Told maps done, of how many.
    """
    options = options or LayoutOptions(seed=comparison.options.seed, threads=comparison.options.threads)
    spaces, found = comparison.spaces, comparison.found
    total = 2 * len(spaces) - 1
    progress("maps", 0, total, spaces[0].name)
    k = shown_neighbors(comparison.main_k, len(comparison))
    first = lay_out(spaces[0].vectors, found[0], "tsne", options)
    placed = [Placed.alone(first, found[0], k, options)]
    for step, (space, near) in enumerate(zip(spaces[1:], found[1:], strict=True)):

        def tell(half: int, step: int = step, name: str = space.name) -> None:
            progress("maps", 2 * step + 1 + half, total, name)

        placed.append(place_beside(space, near, first, options, k, tell))
    progress("maps", total, total)
    return AlignedMaps(
        [_map(comparison, i, one.layout, options) for i, one in enumerate(placed)],
        [one.recall for one in placed],
        [one.free_recall for one in placed],
        [_distance(first.xy, one.layout.xy) for one in placed],
        [_distance(first.xy, one.free.xy) for one in placed],
        k,
    )


def _distance(first: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    radius = float(np.sqrt(((first - first.mean(axis=0)) ** 2).sum(axis=1).mean())) or 1.0
    return float(np.median(np.linalg.norm(first - other, axis=1)) / radius)


def _map(comparison: Comparison, i: int, layout: Layout, options: LayoutOptions) -> EmbeddingMap:
    main = comparison.ks.index(comparison.main_k)
    shares = [pair.shares[main] for pair in comparison.pairs]
    overlap = np.mean(shares, axis=0) if i == 0 else shares[i - 1]
    space = comparison.spaces[i]
    space = replace(space, fields={"overlap": np.asarray(overlap, np.float32), **space.fields})
    return draw_one(space, comparison.found[i], layout, comparison.options.metric, options)
