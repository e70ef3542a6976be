"""A map as a live Jupyter widget (anywidget): the page's own viewer, its state readable and settable from Python."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import anywidget
import numpy as np
import traitlets

from lexiscape._rules import MOST_PINS
from lexiscape.ask.words import find_word
from lexiscape.columns.own import own_column
from lexiscape.errors import SelectionError
from lexiscape.files import payload
from lexiscape.files.page import viewer_source
from lexiscape.notebook.frame import frame
from lexiscape.notebook.traits import TokenIds, checked_filters, from_wire, to_wire
from lexiscape.pictures.place import PLACE
from lexiscape.space.lookup import find_rows

if TYPE_CHECKING:
    import pandas

    from lexiscape.columns import Column
    from lexiscape.map_data import MapData


#: What a painted column is called; where the map has one of that name, with the first number that it has not.
PAINTED = "painted"


class MapWidget(anywidget.AnyWidget):
    """A map that can be looked at, searched and selected in, from the notebook's page and from Python.

    Attributes
    ----------
    selection : ndarray, int64
        Ids of the tokens in the lasso or box; any sequence of ids may be set.
    selected : int or None
        Id of the token whose neighbors are shown.
    hovered : int or None
        Id of the token under the pointer; setting it shows that token's label as if it were.
    pins : ndarray, int64
        Ids of the tokens that are compared, five at most; any sequence of ids may be set.
    filters : dict
        What the legend and the sliders keep, by column: names of categories, ``{"kind": ["number"]}``, or the ends of a
        range, ``{"rank": [0, 999]}``, of which one may be None.
    view : tuple of float or None
        x0, x1, y0, y1 of what is seen, in map coordinates; None: the whole map. Fits ``m.figure(window=...)``. It
        follows the reader; a window that is set stays as it was set, and the whole of it is shown.
    color : str
        The column that colors the points; "@place": where they lie.
    search : str
        What stands in the search field.
    height : int
        In pixels, when the widget is shown.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    _data = traitlets.Bytes().tag(sync=True)
    _painted = traitlets.Dict(None, allow_none=True).tag(sync=True)
    selection = TokenIds().tag(sync=True, to_json=to_wire, from_json=from_wire)
    pins = TokenIds().tag(sync=True, to_json=to_wire, from_json=from_wire)
    filters = traitlets.Dict().tag(sync=True)
    selected = traitlets.Int(None, allow_none=True).tag(sync=True)
    hovered = traitlets.Int(None, allow_none=True).tag(sync=True)
    view: Any = traitlets.Tuple(
        traitlets.CFloat(),
        traitlets.CFloat(),
        traitlets.CFloat(),
        traitlets.CFloat(),
        default_value=None,
        allow_none=True,
    ).tag(sync=True)
    color = traitlets.Unicode("").tag(sync=True)
    search = traitlets.Unicode("").tag(sync=True)
    height = traitlets.Int(600, min=100, max=10_000).tag(sync=True)

    def __init__(self, map: MapData, **traits: Any) -> None:  # noqa: A002 - the thing is called a map
        self.map = map
        self._column: Column | None = None
        super().__init__(_esm=viewer_source(), _data=payload.encode(payload.of(map)), **traits)

    def select(self, tokens: Iterable[str]) -> None:
        """Select tokens by their raw or readable form; SelectionError, with close spellings, when there is none."""
        rows = {row for token in tokens for row in find_rows(self.map.space, token)}
        self.selection = self.map.space.ids[sorted(rows)]

    def pin(self, tokens: Iterable[str]) -> None:
        """Pin tokens, to compare their neighbors; SelectionError, with close spellings, where one is none."""
        found = [find_word(self.map.space, token).rows[0] for token in tokens]
        self.pins = self.map.space.ids[found]

    def paint(self, values: Any, *, title: str = "Painted", help: str = "") -> None:  # noqa: A002
        """Color the map by values of your own, in place of those painted before: as often as you like, shown or not.

        The legend has the tokens with the highest and the lowest values, and says how many have none. The map itself
        stays as it is: ``m.with_column("logits", values)`` returns one that keeps them.

        Parameters
        ----------
        values : array_like (n,), mapping, pandas Series, or Column
            As for `EmbeddingMap.with_column`: numbers, or texts as categories; NaN and None are no value.
        title : str
            What the legend says.
        help : str
            One sentence: what the value means.

        Raises
        ------
        OptionError
            There are more or fewer values than tokens, they are neither numbers nor texts, or none is known. What was
            painted before stays.
        """
        names = [PAINTED, *(f"{PAINTED} {i}" for i in range(2, len(self.map.columns) + 3))]
        name = next(name for name in names if name not in self.map.columns)
        column = own_column(self.map.space, name, values, title=title, help=help)
        wire = column.values.astype("<f4" if column.categories is None else "<u4").tobytes()
        # a front end may not look into bytes to tell one painting from the next
        number = self._painted["number"] + 1 if self._painted else 1
        told = {"number": number, "name": name, "title": column.title, "help": column.help, "values": wire}
        self._column = column
        with self.hold_sync():
            # a filter by other values, or other categories, means nothing here
            self.filters = {key: kept for key, kept in self.filters.items() if key != name}
            self._painted = {**told, "categories": None if column.categories is None else list(column.categories)}
            self.color = name

    @property
    def painted(self) -> Column | None:
        """The column that was painted last."""
        return self._column

    def _columns(self) -> dict[str, Column]:
        painted = {} if self._column is None else {self._column.name: self._column}
        return {**self.map.columns, **painted}

    def frame(self) -> pandas.DataFrame:
        """Return `map.frame()` with what is painted, only the selected tokens when some are selected."""
        whole = frame(replace(self.map, columns=self._columns()))
        return whole[whole["id"].isin(self.selection)] if len(self.selection) else whole

    @traitlets.validate("color")
    def _known_column(self, proposal: Any) -> str:
        if proposal["value"] and proposal["value"] not in (PLACE, *self._columns()):
            choices = ", ".join([*self._columns(), PLACE])
            raise traitlets.TraitError(f"no column {proposal['value']!r}: choose one of {choices}")
        return str(proposal["value"])

    @traitlets.validate("filters")
    def _known_filters(self, proposal: Any) -> dict[str, list[Any]]:
        return checked_filters(self._columns(), proposal["value"])

    @traitlets.validate("pins")
    def _few_known(self, proposal: Any) -> Any:
        ids = proposal["value"]
        lost = ids[~np.isin(ids, self.map.space.ids)]
        if len(lost):
            raise SelectionError(f"no token of the map has the id {lost[0]}")
        if len(ids) > MOST_PINS or len(np.unique(ids)) < len(ids):
            raise traitlets.TraitError(f"expected up to {MOST_PINS} different tokens to pin, but got {ids.tolist()}")
        return ids

    @traitlets.validate("view")
    def _real_window(self, proposal: Any) -> tuple[float, float, float, float] | None:
        window = proposal["value"]
        if window is None:
            return None
        x0, x1, y0, y1 = window
        if not (np.isfinite(window).all() and x0 < x1 and y0 < y1):
            raise traitlets.TraitError(
                f"expected a view (x0, x1, y0, y1) of finite numbers with x0 < x1 and y0 < y1, but got {window}: "
                "set None for the whole map"
            )
        return (x0, x1, y0, y1)

    @traitlets.validate("selected", "hovered")
    def _known_token(self, proposal: Any) -> int | None:
        if proposal["value"] is not None and not (self.map.space.ids == proposal["value"]).any():
            raise SelectionError(f"no token of the map has the id {proposal['value']}")
        return None if proposal["value"] is None else int(proposal["value"])
