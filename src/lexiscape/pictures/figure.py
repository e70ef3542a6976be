"""A map as a figure for a paper (.png .svg .pdf), drawn by matplotlib; text stays text in .svg and .pdf."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.map_data import MapData
from lexiscape.pictures.options import THEMES, FigureOptions, check_options

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw(map: MapData, options: FigureOptions | None = None) -> Figure:  # noqa: A002 - the thing is called a map
    """Draw a figure.

    Parameters
    ----------
    map : EmbeddingMap
        What to draw.
    options : FigureOptions or None
        What to show of it.

    Returns
    -------
    matplotlib.figure.Figure
        Not registered with pyplot: it costs nothing once it is let go.

    Raises
    ------
    OptionError, SelectionError, MissingExtra
        An option is out of range, a token or the window's tokens do not exist, or matplotlib is not installed.
    """
    options = options or FigureOptions()
    check_options(options)
    with _no_backend():
        from lexiscape.pictures.sheet import draw_sheet

    return draw_sheet(map, options, THEMES[options.theme])


@contextmanager
def _no_backend() -> Iterator[None]:
    """Import matplotlib as if MPLBACKEND were not set: a name that it does not know would stop the import.

    No figure here is shown by a backend; where matplotlib is imported already, nothing changes.
    """
    named = None if "matplotlib" in sys.modules else os.environ.pop("MPLBACKEND", None)
    try:
        yield
    finally:
        if named is not None:
            os.environ["MPLBACKEND"] = named


def write(map: MapData, path: Path, options: FigureOptions | None = None) -> None:  # noqa: A002
    """Write the figure in the format that the suffix names; the same map and options give the same bytes."""
    _save(draw(map, options), path, path.suffix.lower().removeprefix("."))


def png_of(map: MapData, options: FigureOptions | None = None) -> bytes:  # noqa: A002
    """Return what `write` puts into a .png."""
    stream = BytesIO()
    _save(draw(map, options), stream, "png")
    return stream.getvalue()


def _save(figure: Figure, to: Path | BytesIO, kind: str) -> None:
    import matplotlib

    undated = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(kind)
    with matplotlib.rc_context({"svg.fonttype": "none", "pdf.fonttype": 42, "svg.hashsalt": "lexiscape"}):
        figure.savefig(to, format=kind, metadata=undated, facecolor=figure.get_facecolor(), dpi=figure.dpi)
