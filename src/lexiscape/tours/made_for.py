"""A map in, what a tour notes of it out: so that a tour of places is not taken for another map's."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np

from lexiscape.layouts.grid import grid_of
from lexiscape.map_data import MapData


def fingerprint(map: MapData) -> int:  # noqa: A002 - the thing is called a map
    """Return a number that maps of other tokens or other places do not share, but for one in four thousand million.

    CRC-32 of the whole steps at which a page has its tokens (uint32, little-endian: x of all rows, then y), then of
    their ids (float64, little-endian, which JavaScript has them in).
    """
    steps = np.ascontiguousarray(grid_of(map.xy).steps.T, "<u4")
    return zlib.crc32(np.ascontiguousarray(map.space.ids, "<f8").tobytes(), zlib.crc32(steps.tobytes()))


def made_for(map: MapData) -> dict[str, Any]:  # noqa: A002
    """Return the `map` of a `tour.json`."""
    return {"name": map.space.name, "tokens": len(map), "crc32": fingerprint(map)}
