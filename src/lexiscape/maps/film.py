"""Spaces in an order in, a `Film` out: one map that moves from space to space, checkpoints of a training above all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import pairwise
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.columns import Column
from lexiscape.compare.comparison import MAIN_K, CompareOptions, check_options, find_in_each
from lexiscape.compare.film_frames import FilmFrames
from lexiscape.compare.matching import coverage_of, match_tokens
from lexiscape.compare.shares import common_shares
from lexiscape.compare.steps import measure_steps
from lexiscape.compare.turned import turned_distances
from lexiscape.errors import OptionError
from lexiscape.layouts import LayoutOptions, lay_out, neighbors_wanted
from lexiscape.maps.beside import Placed, draw_one, place_beside, shown_neighbors
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.neighbors import Neighbors
from lexiscape.progress import Progress, progress_bars
from lexiscape.sources import open_space
from lexiscape.sources.series import each_source
from lexiscape.space import EmbeddingSpace
from lexiscape.space.mapped import check_unchanged

#: Every space's vectors are held, and every frame's places stand in the page.
MOST_FRAMES = 100


@dataclass(frozen=True, eq=False, repr=False)
class Film(FilmFrames[EmbeddingMap]):
    """One map over several spaces: see `lexiscape.compare.film_frames.FilmFrames` for what it holds."""

    def save(self, *paths: str | PathLike[str]) -> None:
        """Write the film to each path, which ends in .html; all are written whole, or none is changed.

        No path: nothing is written.

        Raises
        ------
        OutputError
            A name ends otherwise, a space was read from that file, or it cannot be written there.
        """
        from lexiscape.files.film import save_film

        save_film(self, *paths)

    def __repr__(self) -> str:
        return f"<Film of {len(self)} frames: {len(self.maps[0].space):,} shared tokens>"


def make_film(sources: Sequence[Any], options: CompareOptions | None = None, progress: Progress | None = None) -> Film:
    """Draw one map of the tokens that several spaces share, and where they lie in each.

    The last space is laid out first, and each from the next one's places, as `lexiscape.maps.beside.place_beside`
    does it; a frame to which that would cost more than a hundredth of its neighbors has its own places, turned to fit.
    All are drawn as wide.

    Parameters
    ----------
    sources : sequence of EmbeddingSpace, or of whatever `open_space` opens
        In the order of the film. ``ORG/NAME@step1000,step2000`` stands for these revisions, and the folder of a
        contextual run for its layers.
    options : CompareOptions or None
        How tokens are matched and neighbors found, the seed, threads; `ks` is not heeded.
    progress : Progress or None
        Called as the work proceeds; None: bars on a terminal or in a notebook, else nothing.

    Returns
    -------
    Film
        The same sources and options give the same film, whatever the number of threads.

    Raises
    ------
    OptionError
        Fewer than two spaces or more than `MOST_FRAMES`, an option out of range, or a metric that a space does not
        take.
    SelectionError
        The spaces share fewer than three tokens.
    VectorError
        A space holds rows that have no neighbors.
    SourceError
        A source cannot be opened.

    Examples
    --------
    >>> from lexiscape.maps.film import make_film
    >>> make_film(["demo:bert", "demo:bert"])  # doctest: +SKIP
    <Film of 2 frames: 30,522 shared tokens>
    """
    options = options or CompareOptions()
    given = [one for source in sources for one in each_source(source)]
    check_options(len(given), options)
    check_frames(len(given))
    with nullcontext(progress) if progress else progress_bars() as tell:
        opened = [source if isinstance(source, EmbeddingSpace) else open_space(source) for source in given]
        match = match_tokens(opened, by=options.match, fold_case=options.fold_case)
        spaces = [space.take(rows) for space, rows in zip(opened, match.rows, strict=True)]
        coverage = coverage_of(match, [space.name for space in opened])
        del opened
        found = find_in_each(spaces, neighbors_wanted("tsne", len(spaces[0])), options, tell)
        layouts = LayoutOptions(seed=options.seed, threads=options.threads)
        main_k = min(MAIN_K, len(match) - 1)
        k = shown_neighbors(main_k, len(match))
        placed, apart = _place(spaces, found, layouts, k, tell)
        steps = measure_steps(spaces, found, main_k, threads=options.threads, progress=tell)
        far = [turned_distances(before, after) for before, after in pairwise(spaces)]
        maps = []
        for i, (space, near, one) in enumerate(zip(spaces, found, placed, strict=True)):
            drawn = draw_one(space, near, one.layout, options.metric, layouts)
            maps.append(replace(drawn, columns={**drawn.columns, "overlap": _overlap(found, i, main_k)}))
        check_unchanged(*(space.vectors for space in spaces))
    recalls = [one.recall for one in placed], [one.free_recall for one in placed]
    return Film(maps, steps, far, *recalls, apart, coverage, k)


def check_frames(count: int) -> None:
    """Raise OptionError where a film would have so many frames."""
    if count > MOST_FRAMES:
        raise OptionError(f"a film has at most {MOST_FRAMES} frames, not {count}: leave some of the sources out")


def _place(
    spaces: Sequence[EmbeddingSpace], found: Sequence[Neighbors], options: LayoutOptions, k: int, tell: Progress
) -> tuple[list[Placed], list[bool]]:
    """Lay out the last space, then each from the next one's places; of each whether its places are its own."""
    total = 2 * len(spaces) - 1
    tell("maps", 0, total, spaces[-1].name)
    last = lay_out(spaces[-1].vectors, found[-1], "tsne", options)
    placed = [Placed.alone(last, found[-1], k, options)]
    apart = [False]
    for done, (space, near) in enumerate(zip(spaces[-2::-1], found[-2::-1], strict=True)):

        def told(half: int, done: int = done, name: str = space.name) -> None:
            tell("maps", 2 * done + 1 + half, total, name)

        one = place_beside(space, near, placed[-1].layout, options, k, told)
        apart.append(one.costly)
        chosen = one.free if one.costly else one.layout
        layout = replace(chosen, xy=_as_wide(chosen.xy, placed[-1].layout.xy))
        placed.append(Placed(layout, one.free, one.free_recall if one.costly else one.recall, one.free_recall))
    tell("maps", total, total)
    return placed[::-1], apart[::-1]


def _as_wide(xy: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return places drawn out or together about their middle until they reach as far from it as others do, on average.

    No neighborhood changes. How wide t-SNE draws a map says nothing of its space: by how much groups stand apart.
    """
    middle = xy.mean(axis=0, dtype=np.float64)
    own, wanted = (float(((one - one.mean(axis=0, dtype=np.float64)) ** 2).sum(axis=1).mean()) for one in (xy, other))
    return np.asarray(middle + (xy - middle) * ((wanted / own) ** 0.5 if own > 0 else 1.0), np.float32)


def _overlap(found: Sequence[Neighbors], i: int, k: int) -> Column:
    values: NDArray[np.float32] = np.full(len(found[i].indices), np.nan, np.float32)
    if i > 0:
        near, before = (found[at].indices[:, :k] for at in (i, i - 1))
        values = common_shares(near, before, (k,))[0].astype(np.float32)
    meaning = f"Share of the {k} nearest neighbors in common with the frame before."
    return Column("overlap", "Neighbors kept since the frame before", values, None, meaning)
