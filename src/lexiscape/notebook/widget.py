"""A map as a live Jupyter widget (anywidget): the page's own viewer, its state readable and settable from Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import anywidget
import numpy as np
import traitlets
from numpy.typing import NDArray

from lexiscape.errors import SelectionError
from lexiscape.files import payload
from lexiscape.files.page import viewer_source
from lexiscape.notebook.frame import frame
from lexiscape.pictures.place import PLACE
from lexiscape.space.lookup import find_rows

if TYPE_CHECKING:
    import pandas

    from lexiscape.map_data import MapData


class TokenIds(traitlets.TraitType[NDArray[np.int64], Any]):
    """Token ids: an int64 array here, the bytes of float64 on the wire (every id is exact in both)."""

    info_text = "an array of token ids"
    default_value = np.empty(0, np.int64)

    def validate(self, obj: Any, value: Any) -> NDArray[np.int64]:
        """Take any sequence of whole numbers."""
        try:
            ids = np.asarray(value if isinstance(value, np.ndarray) else list(value))
            if ids.size == 0:
                return np.empty(0, np.int64)
            if ids.ndim == 1 and np.issubdtype(ids.dtype, np.integer):
                return ids.astype(np.int64)
        except (TypeError, ValueError):
            pass
        self.error(obj, value)
        raise AssertionError  # `error` raises

    def set(self, obj: Any, value: Any) -> None:
        """Notify only when the ids differ: arrays have no truth value, so the inherited comparison cannot tell."""
        before = self.get(obj)
        if before is None or not np.array_equal(self.validate(obj, value), before):
            super().set(obj, value)


def _to_wire(ids: NDArray[np.int64], widget: object) -> memoryview:
    return memoryview(ids.astype("<f8").tobytes())


def _from_wire(data: Any, widget: object) -> NDArray[np.int64]:
    return np.frombuffer(data or b"", "<f8").astype(np.int64)


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
    selection = TokenIds().tag(sync=True, to_json=_to_wire, from_json=_from_wire)
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
        super().__init__(_esm=viewer_source(), _data=payload.encode(payload.of(map)), **traits)

    def select(self, tokens: Iterable[str]) -> None:
        """Select tokens by their raw or readable form; SelectionError, with close spellings, when there is none."""
        rows = {row for token in tokens for row in find_rows(self.map.space, token)}
        self.selection = self.map.space.ids[sorted(rows)]

    def frame(self) -> pandas.DataFrame:
        """Return `map.frame()`, only the selected tokens when some are selected."""
        whole = frame(self.map)
        return whole[whole["id"].isin(self.selection)] if len(self.selection) else whole

    @traitlets.validate("color")
    def _known_column(self, proposal: Any) -> str:
        if proposal["value"] and proposal["value"] not in (PLACE, *self.map.columns):
            choices = ", ".join([*self.map.columns, PLACE])
            raise traitlets.TraitError(f"no column {proposal['value']!r}: choose one of {choices}")
        return str(proposal["value"])

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
