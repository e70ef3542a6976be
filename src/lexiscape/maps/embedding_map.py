"""`EmbeddingMap`: a map as a person holds it, to look up, save, draw and show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, Any

from lexiscape.map_data import MapData

if TYPE_CHECKING:
    import pandas
    from matplotlib.figure import Figure

    from lexiscape.notebook.widget import MapWidget
    from lexiscape.pictures import FigureOptions
    from lexiscape.pictures.regions import Region


_WIDGET = "widget"  # where a map keeps its widget, which is made when it is first asked for


@dataclass(frozen=True, eq=False, repr=False)
class EmbeddingMap(MapData):
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
            The suffix is unknown, the space was read from that file, or it cannot be written there.
        """
        from lexiscape.files import save

        save(self, *paths, figure=figure)

    def frame(self) -> pandas.DataFrame:
        """Return a pandas DataFrame, one row a token: id, token, raw, x, y and every column (extra `notebook`)."""
        from lexiscape.notebook.frame import frame

        return frame(self)

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """The named places of the map, from continents to streets: those that its page and figures name.

        Found when first asked for; of the same map they are always the same. Each has its `level`, `name`, middle,
        number of `tokens` and their `rows`, so that a column by level is made with
        ``for region in m.regions: names[region.rows] = region.name``.
        """
        from lexiscape.pictures.regions import find_regions

        return tuple(find_regions(self))

    @property
    def widget(self) -> MapWidget:
        """The map as a live Jupyter widget (extra `notebook`): read, set or observe its `selection`, `view`, ….

        The same one each time; another one once it was closed.
        """
        from lexiscape.notebook.show import widget

        held: MapWidget | None = self.__dict__.get(_WIDGET)
        if held is None or held.comm is None:
            held = self.__dict__[_WIDGET] = widget(self)
        return held

    def __getstate__(self) -> dict[str, Any]:
        """Return what is pickled and copied: all but the widget, which lives in one notebook only."""
        return {name: value for name, value in self.__dict__.items() if name != _WIDGET}

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        from lexiscape.notebook.show import mimebundle

        return mimebundle(self, lambda: self.widget, **options)

    def figure(self, options: FigureOptions | None = None, **more: Any) -> Figure:
        """Draw a matplotlib figure (extra `figure`).

        Parameters
        ----------
        options : FigureOptions or None
            What to show of the map and how large.
        **more
            Fields of `lexiscape.pictures.FigureOptions`, instead: ``m.figure(around="japan", theme="dark")``.

        Raises
        ------
        OptionError, SelectionError, MissingExtra
            An option is out of range, a token or the window's tokens do not exist, or matplotlib is not installed.
        """
        from lexiscape.pictures import FigureOptions
        from lexiscape.pictures.figure import draw

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
