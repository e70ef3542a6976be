"""`EmbeddingMap`: a map as a person holds it, to look up, save, draw and show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, Any

from lexiscape.map_data import MapData

if TYPE_CHECKING:
    import pandas
    from matplotlib.figure import Figure

    from lexiscape.ask import Answer, Axis, Pieces, Road
    from lexiscape.notebook.widget import MapWidget
    from lexiscape.pictures import FigureOptions
    from lexiscape.pictures.regions import Region
    from lexiscape.publish import Plan
    from lexiscape.tours import Tour


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
    carried : mapping of str to bytes
        What the page that the map was opened from carries beside it, packed: where it is published, it stays aboard.
    """

    def query(self, formula: str, k: int = 10, *, mean_of_pieces: bool = False, tokenizer: Any = None) -> Answer:
        """List the tokens nearest to a sum of tokens: ``m.query("king - man + woman")``.

        Parameters and errors as for `lexiscape.ask.query`, by the metric that the map was drawn by; OptionError for a
        map that was opened from a file, which carries no vectors.
        """
        from lexiscape.ask import query

        metric = self.found.metric
        return query(self.space, formula, k, metric=metric, mean_of_pieces=mean_of_pieces, tokenizer=tokenizer)

    def axis(
        self,
        a: str | Sequence[str],
        b: str | Sequence[str],
        *,
        mean_of_pieces: bool = False,
        tokenizer: Any = None,
        seed: int = 0,
    ) -> Axis:
        """Place every token along the line from one word, or group of words, to another: ``m.axis("he", "she")``.

        Parameters and errors as for `lexiscape.ask.lay_axis`, by the metric that the map was drawn by; OptionError for
        a map that was opened from a file, which carries no vectors.
        """
        from lexiscape.ask import lay_axis

        metric = self.found.metric
        more = {"mean_of_pieces": mean_of_pieces, "tokenizer": tokenizer, "seed": seed}
        return lay_axis(self.space, a, b, metric=metric, **more)

    def between(self, a: str, b: str, k: int = 10) -> Road:
        """Find the way from one token to another through true neighbors, and the neighbors that they share.

        Parameters and errors as for `lexiscape.ask.find_road`, over the neighbors that the map was drawn from.
        """
        from lexiscape.ask import find_road

        return find_road(self.space, self.found, a, b, k)

    def tokens(self, text: str, tokenizer: Any = None) -> Pieces:
        """Cut a text into tokens, by the tokenizer whose ids are the map's rows; as `lexiscape.ask.cut_text`."""
        from lexiscape.ask import cut_text

        return cut_text(self.space, text, tokenizer)

    def with_column(
        self,
        name: str,
        values: Any,
        *,
        title: str | None = None,
        help: str = "",  # noqa: A002 - what a column calls it
    ) -> EmbeddingMap:
        """Return the map with a column of your own, to color and filter by; this map stays as it is.

        Parameters
        ----------
        name : str
            What the column is called in tables and options; one of your own of that name is replaced.
        values : array_like (n,), mapping, pandas Series, or Column
            One value a token: in row order, or by id or token. Numbers, or texts as categories; NaN and None are
            unknown. ``m.with_column("he-she", m.axis("he", "she").column())`` brings title and help along. See
            `lexiscape.columns.own.own_column`, also for errors.
        title : str or None
            What the legend says; None: the name.
        help : str
            One sentence: what the value means.
        """
        from lexiscape.columns.own import own_column

        column = own_column(self.space, name, values, title=title, help=help)
        return replace(self, columns={**self.columns, name: column})

    def save(
        self,
        *paths: str | PathLike[str],
        figure: FigureOptions | None = None,
        vectors: bool | float = False,
        tokenizer: bool = False,
        tour: Tour | None = None,
    ) -> None:
        """Write the map to each path in the format its suffix names; all are written whole, or none is changed.

        Parameters
        ----------
        *paths : str or path
            The suffix is one of .html .npz .csv .parquet .png .svg .pdf.
        figure : FigureOptions or None
            What a .png, .svg or .pdf shows; None: the whole map.
        vectors : bool or float
            Whether a .html carries the vectors, too, so that sums and axes can be asked of it: rounded as far as they
            still know 98% of the 10 nearest of a token, or this share.
        tokenizer : bool
            Whether a .html carries the tokenizer, too, so that a text that is typed there is cut into tokens. One that
            a page would use otherwise than the tokenizers library is left out, and a LexiscapeWarning says why.
        tour : "auto", path, mapping or None
            A tour that a .html carries: made by `tour`, a `tour.json`, or what such a file holds.

        Raises
        ------
        OutputError
            The suffix is unknown, the space was read from that file, or it cannot be written there.
        OptionError
            Vectors are asked for of a map that was opened from a file, or a share that is none; or the tour is another
            map's, or none.
        SelectionError, SourceError
            The tour names tokens that are not on this map, or cannot be read.
        """
        from lexiscape.files import save

        save(self, *paths, figure=figure, vectors=vectors, tokenizer=tokenizer, tour=tour)

    def html(self, *, vectors: bool | float = False, tokenizer: bool = False, tour: Tour | None = None) -> str:
        """Return the page as text, for an app that shows it in a frame; what it carries and errors as of `save`."""
        from lexiscape.files import page, share_of

        return page.page_of(self, share_of(vectors), tokenizer, tour=tour).decode()

    def tour(self) -> dict[str, Any]:
        """Return a tour of the map, made from its figures, in English and Japanese: what a `tour.json` holds.

        Numbers, years, units, months, names, writing systems and rows that look untrained, as far as there are any: to
        be changed, and given to `save` as `tour`.
        """
        from lexiscape.tours import automatic_tour

        return automatic_tour(self)

    def publish(self, to: str | PathLike[str], *, replace: bool = False, dry_run: bool = False, **more: Any) -> Plan:
        """Put the map where others open it: ``m.publish("hub:USER/NAME")``; see `lexiscape.publish.publish`.

        Parameters
        ----------
        to : str
            ``"hub:USER/NAME"``, a static Space, or a folder.
        replace : bool
            Whether files may be replaced that Lexiscape did not publish, or that were changed since.
        dry_run : bool
            Only tell what would be done.
        **more
            Fields of `lexiscape.publish.SiteOptions`: `title`, `license`, `emoji`, `vectors`, `tokenizer`,
            `tour`.

        Raises
        ------
        PublishError, OptionError, OutputError
            The hub refuses or is not reached, files there are not ours, or the target cannot be written to.
        """
        from lexiscape.publish import SiteOptions, publish

        return publish(self, to, replace=replace, dry_run=dry_run, options=SiteOptions(**more))

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

    @cached_property
    def _picture(self) -> bytes | None:
        """What is shown of the map where no scripts run: drawn once, when a notebook first shows it."""
        from lexiscape.notebook.picture import picture_of

        return picture_of(self)

    def _repr_mimebundle_(self, **options: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        from lexiscape.notebook.show import mimebundle

        return mimebundle(self, lambda: self.widget, lambda: self._picture, **options)

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
