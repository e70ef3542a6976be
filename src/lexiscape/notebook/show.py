"""What a notebook shows when a map is a cell's last line: the widget, or the saved page in a sandboxed frame.

Beside them stands a picture, for whoever shows notebooks without running scripts.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from lexiscape.errors import MissingExtra
from lexiscape.one_line import short_line

if TYPE_CHECKING:
    from lexiscape.map_data import MapData
    from lexiscape.notebook.widget import MapWidget

#: Up to so many tokens the page goes into the notebook beside the widget, for viewers that run no kernel.
PAGE_BESIDE_WIDGET = 50_000


def widget(map: MapData) -> MapWidget:  # noqa: A002 - the thing is called a map
    """Return a new widget; MissingExtra without anywidget."""
    if find_spec("anywidget") is None:
        raise MissingExtra("anywidget", "notebook")
    from lexiscape.notebook.widget import MapWidget

    return MapWidget(map)


def frame_html(map: MapData, height: int = 600, picture: str = "") -> str:  # noqa: A002
    """Return the page in an iframe that may run its scripts, save files, and nothing else: no origin, no forms.

    Where a `picture` is given, a PNG in base64, it lies beneath the frame, which covers it: who strips frames from
    markup, as GitHub does, leaves the picture.
    """
    from lexiscape.files import page, payload

    source = html.escape(page.render(payload.of(map)).decode("utf-8"), quote=True)
    title = html.escape(f"Map of {short_line(map.space.name)}", quote=True)
    place = "position: absolute; inset: 0; " if picture else ""
    frame = (
        f'<iframe sandbox="allow-scripts allow-downloads" title="{title}" srcdoc="{source}" '
        f'style="{place}width: 100%; height: {height}px; border: 0"></iframe>'
    )
    if not picture:
        return frame
    return (
        f'<div style="position: relative; height: {height}px">'
        f'<img src="data:image/png;base64,{picture}" alt="{title}, as a picture" '
        f'style="width: 100%; height: 100%; object-fit: contain">{frame}</div>'
    )


def mimebundle(
    map: MapData,  # noqa: A002
    live: Callable[[], MapWidget],
    picture: Callable[[], bytes | None],
    **options: Any,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the widget, which `live` gives, where anywidget is installed, with the page beside it; else the page.

    What `picture` gives, a PNG, stands beside either, and beneath the page; None: there is none.
    """
    shown: dict[str, Any] = {"text/plain": repr(map)}
    drawn = picture()
    text = base64.b64encode(drawn).decode("ascii") if drawn else ""
    if text:
        shown["image/png"] = text
    if find_spec("anywidget") is None:
        return {**shown, "text/html": frame_html(map, picture=text)}, {}
    bundle: Any = live()._repr_mimebundle_(**options)  # with or without metadata, by anywidget's version
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
    if len(map) <= PAGE_BESIDE_WIDGET:
        shown["text/html"] = frame_html(map, picture=text)
    return {**data, **shown}, metadata
