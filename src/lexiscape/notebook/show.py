"""What a notebook shows when a map is a cell's last line: the widget, or the saved page in a sandboxed frame."""

from __future__ import annotations

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


def frame_html(map: MapData, height: int = 600) -> str:  # noqa: A002
    """Return the page in an iframe that may run its scripts, save files, and nothing else: no origin, no forms."""
    from lexiscape.files import page, payload

    source = html.escape(page.render(payload.of(map)).decode("utf-8"), quote=True)
    title = html.escape(f"Map of {short_line(map.space.name)}", quote=True)
    return (
        f'<iframe sandbox="allow-scripts allow-downloads" title="{title}" srcdoc="{source}" '
        f'style="width: 100%; height: {height}px; border: 0"></iframe>'
    )


def mimebundle(
    map: MapData,  # noqa: A002
    live: Callable[[], MapWidget],
    **options: Any,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the widget, which `live` gives, where anywidget is installed, with the page beside it; else the page."""
    shown: dict[str, Any] = {"text/plain": repr(map)}
    if find_spec("anywidget") is None:
        return {**shown, "text/html": frame_html(map)}, {}
    bundle: Any = live()._repr_mimebundle_(**options)  # with or without metadata, by anywidget's version
    data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
    if len(map) <= PAGE_BESIDE_WIDGET:
        shown["text/html"] = frame_html(map)
    return {**data, **shown}, metadata
