"""A map in, a small picture of it out, for whoever shows a notebook without running scripts: a PNG."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from lexiscape.errors import LexiscapeError

if TYPE_CHECKING:
    from lexiscape.map_data import MapData

#: Bytes that a picture has at most: a notebook holds it twice, as an output of its own and behind the frame.
MOST = 150_000
_SIZE, _DPI = (9.0, 6.0), 100  # inches, and dots an inch
#: Colors of the palette, fewer where the map is large. By octree: the other ways of Pillow lose hues or the shading.
_COLORS = (256, 128, 64, 16)


def picture_of(map: MapData) -> bytes | None:  # noqa: A002 - the thing is called a map
    """Return the whole map as a PNG of at most `MOST` bytes: its places and their names, and the line beneath.

    None where it cannot be drawn, as without matplotlib: a notebook has the rest to show.
    """
    from lexiscape.pictures import FigureOptions
    from lexiscape.pictures.figure import png_of

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of fonts that are missing: nobody asked for this picture
            whole = png_of(map, FigureOptions(size=_SIZE, dpi=_DPI, labels=False, regions=True))
    except LexiscapeError:
        return None
    return _small(whole)


def _small(picture: bytes) -> bytes | None:
    """Return a PNG in as many colors as `MOST` bytes hold; None where they hold none."""
    from PIL import Image

    with Image.open(BytesIO(picture)) as image:
        drawn = image.convert("RGB")
    for colors in _COLORS:
        stream = BytesIO()
        drawn.quantize(colors, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(stream, "png", optimize=True)
        if stream.tell() <= MOST:
            return stream.getvalue()
    return None
