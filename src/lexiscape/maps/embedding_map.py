"""`EmbeddingMap`: space + neighbors + layout + columns + provenance, the one thing that every view takes."""

from __future__ import annotations

import platform
import time
import warnings
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lexiscape import __version__
from lexiscape.columns import Column, annotate
from lexiscape.errors import LexiscapeWarning, OptionError
from lexiscape.layouts import LayoutOptions, check_layout, lay_out, neighbors_wanted
from lexiscape.layouts.copies import tell_copies
from lexiscape.layouts.quality import RECALL_AT, recall_scores
from lexiscape.neighbors import METRICS, Neighbors, find_neighbors
from lexiscape.notebook.frame import Neighbor, NeighborList
from lexiscape.progress import Progress, progress_bars
from lexiscape.sources import open_space
from lexiscape.space import EmbeddingSpace
from lexiscape.space.lookup import find_rows

if TYPE_CHECKING:
    import pandas
    from matplotlib.figure import Figure

    from lexiscape.notebook.widget import MapWidget
    from lexiscape.pictures.figure import FigureOptions


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

    def save(self, *paths: str | PathLike[str], figure: FigureOptions | None = None) -> None:
        """Write the map to each path in the format its suffix names; all are written whole, or none is changed.

        Parameters
        ----------
        *paths : str or path
            The suffix is one of .html .npz .csv .parquet .png .svg .pdf.
        figure : FigureOptions or None
            What a .png, .svg or .pdf shows; None: the whole map.

        Raises
        ------
        OutputError
            The suffix is unknown, or the file cannot be written there.
        """
        from lexiscape.files import save

        save(self, *paths, figure=figure)

    def neighbors(self, token: str, k: int = 10) -> NeighborList:
        """List the true nearest neighbors of a token, in the space, not on the map.

        Parameters
        ----------
        token : str
            Raw or readable (see `lexiscape.space.lookup.find_rows`); when several tokens read so, the first is meant.
        k : int
            At most as many as were found when the map was drawn.

        Returns
        -------
        NeighborList
            A list of (id, token, raw, distance), nearest first; its `frame()` is a pandas DataFrame.

        Raises
        ------
        SelectionError
            There is no such token; the message offers close spellings.
        """
        row = find_rows(self.space, token)[0]
        pairs = zip(self.found.indices[row, :k].tolist(), self.found.distances[row, :k].tolist(), strict=True)
        ids, readable, raw = self.space.ids, self.space.readable, self.space.tokens
        return NeighborList(
            Neighbor(int(ids[other]), readable[other], raw[other], distance) for other, distance in pairs
        )

    def frame(self) -> pandas.DataFrame:
        """Return a pandas DataFrame, one row a token: id, token, raw, x, y and every column (extra `notebook`)."""
        from lexiscape.notebook.frame import frame

        return frame(self)

    @cached_property
    def widget(self) -> MapWidget:
        """The map as a live Jupyter widget (extra `notebook`): read, set or observe its `selection`, `view`, …."""
        from lexiscape.notebook.show import widget

        return widget(self)

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        from lexiscape.notebook.show import mimebundle

        return mimebundle(self, **options)

    def figure(self, options: FigureOptions | None = None, **more: Any) -> Figure:
        """Draw a matplotlib figure (extra `figure`).

        Parameters
        ----------
        options : FigureOptions or None
            What to show of the map and how large.
        **more
            Fields of `lexiscape.pictures.figure.FigureOptions`, instead: ``m.figure(around="japan", theme="dark")``.

        Raises
        ------
        OptionError, SelectionError, MissingExtra
            An option is out of range, a token or the window's tokens do not exist, or matplotlib is not installed.
        """
        from lexiscape.pictures.figure import FigureOptions, draw

        return draw(self, options or FigureOptions(**more))

    def to_holoviews(self, first: int | None = None, labels: str | int | bool = "auto", **more: Any) -> Any:
        """Return ``hv.Points * hv.Labels``, which compose with every HoloViews plot (extra `holoviews`).

        Parameters
        ----------
        first : int or None
            Only the first so many tokens.
        labels : "auto", "all", int or False
            As many as can be read without overlap, all, at most a number of them, or none.
        **more
            `style` ("map" or "recipe") and `datashade`: see `lexiscape.notebook.holoviews.to_holoviews`.
        """
        from lexiscape.notebook.holoviews import to_holoviews

        return to_holoviews(self, first, labels, **more)


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
        True neighbors to find for each token, never fewer than the 10 that its score is made of; None: as many as the
        layout wants.
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
    MissingExtra
        The layout needs a package that is not installed.
    """
    if metric not in METRICS:
        raise OptionError(f"no metric {metric!r}: choose one of {', '.join(METRICS)}")
    if neighbors is not None and neighbors < 1:
        raise OptionError(f"neighbors must be at least 1, not {neighbors}")
    options = options or LayoutOptions()
    with nullcontext(progress) if progress else progress_bars() as tell:
        watch = _Stopwatch()
        if isinstance(source, EmbeddingSpace):
            space = source
        else:
            space = open_space(source)
            watch.lap("open")
        wanted = neighbors_wanted(layout, len(space), options) if neighbors is None else neighbors
        wanted = max(wanted, RECALL_AT)
        check_layout(layout, len(space), min(wanted, len(space) - 1), options)  # before the search, which may take long
        found = find_neighbors(space, wanted, metric=metric, threads=options.threads, progress=tell)
        watch.lap("neighbors")
        note = tell_copies(space, found, options.threads)
        drawn = lay_out(space.vectors, found, layout, options, tell)
        watch.lap("layout")
        columns = annotate(space, found, drawn, options.threads)
        watch.lap("columns")
    meta = {
        "source": dict(space.provenance),
        "name": space.name,
        "space": {"family": space.family, "special": sorted(space.special), "dim": int(space.vectors.shape[1])},
        "neighbors": {"metric": metric, "k": found.indices.shape[1], **found.meta},
        "layout": {"layout": layout, **drawn.meta},
        "seed": options.seed,
        "scores": recall_scores(columns["kept"].values),
        "seconds": watch.seconds,
        "versions": {"lexiscape": __version__, "python": platform.python_version(), "numpy": np.__version__},
    }
    if note:
        meta["notes"] = [note]
        warnings.warn(note, LexiscapeWarning, stacklevel=2)
    return EmbeddingMap(space, found, drawn.xy, columns, meta)


class _Stopwatch:
    """Seconds by stage, in order."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage], self._since = round(now - self._since, 3), now
