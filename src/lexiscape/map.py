"""`EmbeddingMap`: space + neighbors + layout + columns + provenance, the one thing that every view takes."""

from __future__ import annotations

import platform
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape import __version__
from lexiscape.annotate import Column, annotate
from lexiscape.errors import OptionError
from lexiscape.layouts import LAYOUTS, LayoutOptions, lay_out
from lexiscape.neighbors import METRICS, Neighbors, find_neighbors
from lexiscape.progress import Progress, silent
from lexiscape.sources import open_space
from lexiscape.space import EmbeddingSpace


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


def map_space(
    source: Any,
    *,
    metric: str = "cosine",
    neighbors: int | None = None,
    layout: str = "tsne",
    options: LayoutOptions | None = None,
    progress: Progress = silent,
) -> EmbeddingMap:
    """Draw the map of an embedding space."""
    if metric not in METRICS:
        raise OptionError(f"no metric {metric!r}: choose one of {', '.join(METRICS)}")
    if layout not in LAYOUTS:
        raise OptionError(f"no layout {layout!r}: choose one of {', '.join(LAYOUTS)}")
    options = options or LayoutOptions()
    clock = time.perf_counter()
    seconds: dict[str, float] = {}

    def lap(stage: str) -> None:
        nonlocal clock
        now = time.perf_counter()
        seconds[stage], clock = round(now - clock, 3), now

    space = source if isinstance(source, EmbeddingSpace) else open_space(source)
    lap("open")
    found = find_neighbors(space, neighbors or 30, metric=metric, threads=options.threads, progress=progress)
    lap("neighbors")
    drawn = lay_out(space.vectors, found, layout, options, progress)
    lap("layout")
    columns = annotate(space, found, drawn)
    lap("columns")
    meta = {
        "source": dict(space.provenance),
        "name": space.name,
        "neighbors": {"metric": metric, **found.meta},
        "layout": {"layout": layout, **drawn.meta},
        "seed": options.seed,
        "seconds": seconds,
        "versions": {"lexiscape": __version__, "python": platform.python_version(), "numpy": np.__version__},
    }
    return EmbeddingMap(space, found, drawn.xy, columns, meta)
