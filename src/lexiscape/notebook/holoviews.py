"""A map as HoloViews elements, `Points * Labels`, that compose with everything else there. Needs holoviews."""

from __future__ import annotations

import html
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import MissingExtra, OptionError
from lexiscape.pictures.importance import importance
from lexiscape.pictures.labels import estimated_width, label_text, place_labels

if TYPE_CHECKING:
    from lexiscape.map_data import MapData

STYLES = ("map", "recipe")
#: From so many points on a browser should get a picture of them instead of each one (datashader).
DATASHADE_FROM = 20_000
#: Width and height of a plot, in pixels: with its tools the map's fits JupyterLab in a window of 1280; the recipe's are
#: those of the notebook that it comes from.
SIZE = {"map": (800, 720), "recipe": (1500, 1000)}
_FONT_PIXELS = 13
#: A token's value in each vdim; `rank`, `kind` and `script` come from the map's columns.
_DETAILS = ("rank", "kind", "script")


def to_holoviews(
    map: MapData,  # noqa: A002 - the thing is called a map
    first: int | None = None,
    labels: str | int | bool = "auto",
    *,
    style: str = "map",
    datashade: bool | None = None,
) -> Any:
    """Turn a map into HoloViews elements.

    Parameters
    ----------
    map : EmbeddingMap
        What to show.
    first : int or None
        Only the first so many tokens of the map.
    labels : "auto", "all", int or False
        Which tokens are labeled: as many as can be read without overlap (by the page's rule), all of them, at most a
        number of them, or none.
    style : str
        "map", or "recipe": black x markers, every label beside its marker, 1500 x 1000.
    datashade : bool or None
        True: an image of the points, with hover on the nearest one and labels that follow the zoom (in a live notebook
        with bokeh). None: from 20,000 points on, where datashader is installed.

    Returns
    -------
    holoviews.Overlay or holoviews.DynamicMap
        ``Points * Labels`` with the dimensions x, y, token, id, rank, kind, script; dynamic when datashaded. Options
        are set for the backends that `holoviews.extension` has loaded.

    Raises
    ------
    OptionError, MissingExtra
        An argument is not one of the above; holoviews or datashader is not installed.
    """
    if find_spec("holoviews") is None:
        raise MissingExtra("holoviews", "holoviews")
    if style not in STYLES:
        raise OptionError(f"no style {style!r}: choose one of {', '.join(STYLES)}")
    if not (labels in ("auto", "all") or isinstance(labels, int)):
        raise OptionError(f"labels are 'auto', 'all', a number or False, not {labels!r}")
    rows = np.arange(len(map) if first is None else min(max(first, 1), len(map)))
    if datashade is None:
        datashade = style == "map" and len(rows) >= DATASHADE_FROM and find_spec("datashader") is not None
    if datashade and find_spec("datashader") is None:
        raise MissingExtra("datashader", "holoviews")
    if style == "recipe" and labels == "auto":
        labels = "all"
    if datashade:
        return _shaded(map, rows, labels, style)
    points = _points(map, rows, style)
    return _sized(points * _labels(map, rows, labels, style), style) if labels is not False else points


def _points(map: MapData, rows: NDArray[np.int64], style: str) -> Any:  # noqa: A002
    import holoviews as hv

    data: dict[str, Any] = {
        "x": map.xy[rows, 0],
        "y": map.xy[rows, 1],
        "token": np.array(map.space.readable, object)[rows],
        "id": map.space.ids[rows],
    }
    for name in _DETAILS:
        if name in map.columns:
            data[name] = np.array(map.columns[name].labels())[rows]
    points = hv.Points(data, ["x", "y"], [name for name in data if name not in "xy"])
    return _with_options(points, style)


def _labels(
    map: MapData,  # noqa: A002
    rows: NDArray[np.int64],
    labels: str | int | bool,
    style: str,
    window: tuple[float, float, float, float] | None = None,
) -> Any:
    import holoviews as hv

    texts = map.space.readable
    if labels == "all":
        kept = rows
    else:
        kept = _thin(map, rows, window or _extent(map.xy[rows]), SIZE[style])
        if labels not in ("auto", True):
            kept = kept[: int(labels)]
    shown = [texts[row] for row in kept.tolist()]
    data = {"x": map.xy[kept, 0], "y": map.xy[kept, 1], "token": np.array(shown, object)}
    element = _with_options(hv.Labels(data, ["x", "y"], "token"), style)
    if style == "map" and "plotly" in hv.Store.loaded_backends():
        _, _, low, high = window or _extent(map.xy[rows])  # plotly centers a text on its place: lift it off the point
        element = element.opts(yoffset=(high - low) / SIZE[style][1] * _FONT_PIXELS * 0.9, backend="plotly")
    return element


def _thin(
    map: MapData,  # noqa: A002
    rows: NDArray[np.int64],
    window: tuple[float, float, float, float],
    size: tuple[int, int],
) -> NDArray[np.int64]:
    """Choose the labels of a window that do not overlap; drawn centered above their points, so placed so here."""
    x0, x1, y0, y1 = window
    inside = np.zeros(len(map), np.bool_)
    inside[rows] = True
    inside &= (map.xy[:, 0] >= x0) & (map.xy[:, 0] <= x1) & (map.xy[:, 1] >= y0) & (map.xy[:, 1] <= y1)
    order = importance(map)
    order = order[inside[order]]
    texts = [label_text(map.space.readable[row]) for row in order.tolist()]
    widths = [estimated_width(text) * _FONT_PIXELS + 4 if text else 0.0 for text in texts]
    sizes = np.column_stack([widths, np.full(len(order), _FONT_PIXELS * 1.3)])
    span = np.maximum((x1 - x0, y1 - y0), 1e-9)
    anchors = (map.xy[order] - (x0, y0)) / span * size
    return place_labels(anchors, sizes, order, size, sides="above").rows


def _shaded(map: MapData, rows: NDArray[np.int64], labels: str | int | bool, style: str) -> Any:  # noqa: A002
    import holoviews as hv
    from holoviews.operation.datashader import dynspread, inspect_points, rasterize

    width, height = SIZE[style]
    points = _points(map, rows, style)
    image = dynspread(rasterize(points, width=width, height=height), threshold=0.6, max_px=3)
    image = _with_options(image, style)
    layers = image
    if "bokeh" in hv.Store.loaded_backends():
        nearest = inspect_points(image, max_indicators=1, transform=lambda frame: frame)
        layers = layers * nearest.opts(size=9, fill_alpha=0, line_width=2, tools=["hover"], backend="bokeh")
    if labels is False:
        return layers

    def follow(x_range: Any, y_range: Any) -> Any:
        window = (*x_range, *y_range) if x_range and y_range else None
        return _labels(map, rows, labels, style, window)

    return _sized(layers * hv.DynamicMap(follow, streams=[hv.streams.RangeXY()]), style)


def _extent(xy: NDArray[np.float32]) -> tuple[float, float, float, float]:
    (x0, y0), (x1, y1) = xy.min(axis=0).tolist(), xy.max(axis=0).tolist()
    return x0, x1, y0, y1


def _with_options(element: Any, style: str) -> Any:
    """Set the style's options for every backend that is loaded; others would refuse them."""
    import holoviews as hv

    table = _OPTIONS[style]
    kind = "Image" if not isinstance(element, hv.Element) else type(element).__name__
    for backend in hv.Store.loaded_backends():
        options = dict(table.get((kind, backend), {}))
        if kind != "Labels" or backend != "plotly":
            options |= _frame(backend, style)
        if kind == "Labels" and backend in _LITERAL:
            options["hooks"] = [_LITERAL[backend]]
        element = element.opts(backend=backend, **options)
    return element


def _sized(overlay: Any, style: str) -> Any:
    """Set the size of the whole plot where the backend takes it from the overlay and not from its layers."""
    import holoviews as hv

    if "matplotlib" in hv.Store.loaded_backends():
        return overlay.opts(hv.opts.Overlay(backend="matplotlib", **_frame("matplotlib", style)))
    return overlay


def _frame(backend: str, style: str) -> dict[str, Any]:
    width, height = SIZE[style]
    if backend == "matplotlib":
        return {"fig_inches": (width / 100, height / 100), "aspect": width / height}
    return {"width": width, "height": height}


def _literal_plotly(plot: Any, element: Any) -> None:
    """Show a token that looks like markup as its characters: plotly reads tags in texts."""
    for trace in plot.state["data"]:
        if trace.get("mode") == "text":
            trace["text"] = [html.escape(str(text), quote=False) for text in trace["text"]]


def _literal_matplotlib(plot: Any, element: Any) -> None:
    """Show a token that looks like a formula as its characters, in fonts that have them; never as an empty box."""
    from lexiscape.pictures.fonts import find_typeface

    texts = plot.handles["artist"]
    typeface = find_typeface({character for text in texts for character in text.get_text()})
    for text in texts:
        text.set(parse_math=False, fontfamily=typeface.families, visible=typeface.can_draw(text.get_text()))


_LITERAL = {"plotly": _literal_plotly, "matplotlib": _literal_matplotlib}

# the least dense cell still shows on white
_BLUES = ["#a6c8e4", "#5a9bcb", "#1f6cab", "#08306b"]

_OPTIONS: dict[str, dict[tuple[str, str], dict[str, Any]]] = {
    "map": {
        ("Points", "bokeh"): {"size": 3, "color": "#0072b2", "alpha": 0.6, "tools": ["hover", "lasso_select"]},
        ("Points", "plotly"): {"size": 4, "color": "#0072b2"},
        ("Points", "matplotlib"): {"s": 3, "color": "#0072b2", "alpha": 0.6},
        ("Labels", "bokeh"): {"text_font_size": "10pt", "text_baseline": "bottom", "text_color": "#17202b"},
        ("Labels", "plotly"): {"size": 13, "color": "#17202b"},
        ("Labels", "matplotlib"): {"size": 8, "verticalalignment": "bottom", "color": "#17202b"},
        ("Image", "bokeh"): {"cmap": _BLUES, "cnorm": "eq_hist", "colorbar": False},
        ("Image", "plotly"): {"cmap": _BLUES},
        ("Image", "matplotlib"): {"cmap": _BLUES, "cnorm": "eq_hist"},
    },
    "recipe": {
        ("Points", "bokeh"): {"marker": "x", "color": "black", "size": 6, "tools": ["hover"]},
        ("Points", "plotly"): {"marker": "x", "color": "black"},
        ("Points", "matplotlib"): {"marker": "X", "color": "black"},
        ("Labels", "bokeh"): {"xoffset": 0.05, "yoffset": 0.05, "text_font_size": "10pt", "padding": 0.2},
        ("Labels", "plotly"): {"xoffset": 0.05, "yoffset": 0.05, "size": 14, "padding": 0.2},
        ("Labels", "matplotlib"): {"xoffset": 0.05, "yoffset": 0.05, "size": 8, "padding": 0.2},
        ("Image", "bokeh"): {"cmap": "gray_r", "cnorm": "eq_hist"},
        ("Image", "plotly"): {"cmap": "gray_r"},
        ("Image", "matplotlib"): {"cmap": "gray_r", "cnorm": "eq_hist"},
    },
}
