"""`EmbeddingMap`: space + neighbors + layout + columns + provenance, the one thing that every view takes."""

from __future__ import annotations

import platform
import time
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from os import PathLike
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape import __version__
from lexiscape.annotate import Column, annotate
from lexiscape.errors import OptionError
from lexiscape.layouts import LAYOUTS, LayoutOptions, lay_out
from lexiscape.lookup import find_rows
from lexiscape.neighbors import METRICS, Neighbors, find_neighbors
from lexiscape.progress import Progress, progress_bars
from lexiscape.sources import open_space
from lexiscape.space import EmbeddingSpace


class Neighbor(NamedTuple):
    """One true neighbor of a token; `distance` is 1 - cosine similarity, or Euclidean."""

    id: int
    token: str
    raw: str
    distance: float


@dataclass(frozen=True, eq=False)
class EmbeddingMap:
    """A map of an embedding space.

    Attributes
    ----------
    space : EmbeddingSpace
        The tokens and vectors that were drawn.
    found : Neighbors
        The true neighbors it was drawn from.
    xy : ndarray, (n, 2), float32
        Row i is where `space.tokens[i]` lies; y grows upward.
    columns : mapping of str to Column
        What is known of each token, by name.
    meta : mapping
        Source, options, seed, versions, seconds by stage, scores: JSON values only.
    """

    space: EmbeddingSpace
    found: Neighbors
    xy: NDArray[np.float32]
    columns: Mapping[str, Column] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.space)

    def __repr__(self) -> str:
        return f"<EmbeddingMap of {self.space.name}: {len(self):,} tokens>"

    def save(self, *paths: str | PathLike[str]) -> None:
        """Write the map to each path in the format its suffix names; a file is written whole or not at all.

        Raises
        ------
        OutputError
            The suffix is unknown, or the file cannot be written there.
        """
        from lexiscape.view import save

        for path in paths:
            save(self, path)

    def neighbors(self, token: str, k: int = 10) -> list[Neighbor]:
        """List the true nearest neighbors of a token, in the space, not on the map.

        Parameters
        ----------
        token : str
            Raw or readable (see `lexiscape.lookup.find_rows`); when several tokens read so, the first is meant.
        k : int
            At most as many as were found when the map was drawn.

        Returns
        -------
        list of Neighbor
            Nearest first.

        Raises
        ------
        SelectionError
            There is no such token; the message offers close spellings.
        """
        row = find_rows(self.space, token)[0]
        pairs = zip(self.found.indices[row, :k].tolist(), self.found.distances[row, :k].tolist(), strict=True)
        ids, readable, raw = self.space.ids, self.space.readable, self.space.tokens
        return [Neighbor(int(ids[other]), readable[other], raw[other], distance) for other, distance in pairs]


def map_space(
    source: Any,
    *,
    metric: str = "cosine",
    neighbors: int | None = None,
    layout: str = "tsne",
    options: LayoutOptions | None = None,
    progress: Progress | None = None,
) -> EmbeddingMap:
    """Draw the map of an embedding space.

    Parameters
    ----------
    source : EmbeddingSpace or whatever `open_space` opens
        What to map.
    metric : str
        How near is measured, one of `lexiscape.neighbors.METRICS`.
    neighbors : int or None
        True neighbors to find for each token; None: as many as the layout wants.
    layout : str
        A key of `lexiscape.layouts.LAYOUTS`.
    options : LayoutOptions or None
        Perplexity, iterations, seed, threads.
    progress : Progress or None
        Called as the work proceeds; None: bars on a terminal or in a notebook, else nothing.

    Returns
    -------
    EmbeddingMap
        The same source, options and seed give the same map, whatever the number of threads.

    Raises
    ------
    SourceError, VectorError, OptionError
        The source cannot be opened, holds rows without neighbors, or an option is out of range.
    """
    if metric not in METRICS:
        raise OptionError(f"no metric {metric!r}: choose one of {', '.join(METRICS)}")
    if layout not in LAYOUTS:
        raise OptionError(f"no layout {layout!r}: choose one of {', '.join(LAYOUTS)}")
    options = options or LayoutOptions()
    with nullcontext(progress) if progress else progress_bars() as tell:
        watch = _Stopwatch()
        space = source if isinstance(source, EmbeddingSpace) else open_space(source)
        watch.lap("open")
        found = find_neighbors(space, neighbors or 30, metric=metric, threads=options.threads, progress=tell)
        watch.lap("neighbors")
        drawn = lay_out(space.vectors, found, layout, options, tell)
        watch.lap("layout")
        columns = annotate(space, found, drawn)
        watch.lap("columns")
    meta = {
        "source": dict(space.provenance),
        "name": space.name,
        "neighbors": {"metric": metric, "k": found.indices.shape[1], **found.meta},
        "layout": {"layout": layout, **drawn.meta},
        "seed": options.seed,
        "scores": {"recall@10": float(columns["kept"].values.mean())},
        "seconds": watch.seconds,
        "versions": {"lexiscape": __version__, "python": platform.python_version(), "numpy": np.__version__},
    }
    return EmbeddingMap(space, found, drawn.xy, columns, meta)


class _Stopwatch:
    """Seconds by stage, in order."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage], self._since = round(now - self._since, 3), now
