"""A map in, what its page shows without scripts out, as markup: its picture and its largest regions.

For search engines, and for people who switched scripts off.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from lexiscape.pictures.regions import CONTINENTS, COUNTRIES, Region, find_regions
from lexiscape.publish.lines import page_line

if TYPE_CHECKING:
    from lexiscape.map_data import MapData

#: So many regions are listed, and so many inside each of them.
_MOST, _MOST_INSIDE = 20, 8


def still_of(
    map: MapData,  # noqa: A002 - the thing is called a map
    title: str,
    described: str,
    picture: str,
    size: tuple[int, int],
) -> str:
    """Return the markup; names are anybody's, and stay text.

    Parameters
    ----------
    map : MapData
        The map.
    title, described : str
        What it is called, and what it is, in a line each.
    picture : str
        Name of the picture beside the page; "": there is none.
    size : tuple of int
        Its width and height in pixels.
    """
    parts = [f"<h1>{html.escape(title)}</h1>", f"<p>{html.escape(described)}.</p>"]
    if picture:
        width, height = size
        parts.append(f'<img src="{html.escape(picture)}" width="{width}" height="{height}" alt="The map as a picture">')
    regions = find_regions(map, [CONTINENTS, COUNTRIES])
    largest = [place for place, region in enumerate(regions) if region.within is None and region.words]
    largest.sort(key=lambda place: -regions[place].tokens)
    if largest:
        parts.append("<h2>Largest regions</h2>")
        parts.append(f"<ul>{''.join(_item(regions, place) for place in largest[:_MOST])}</ul>")
    return "\n".join(parts)


def _item(regions: list[Region], place: int) -> str:
    """Return a region as an item of a list, with the largest ones inside it."""
    inside = [region for region in regions if region.within == place and region.words]
    inside.sort(key=lambda region: -region.tokens)
    names = "; ".join(_text(region) for region in inside[:_MOST_INSIDE])
    region = regions[place]
    return f"<li>{_text(region)}, {region.tokens:,} tokens{': ' if names else ''}{names}</li>"


def _text(region: Region) -> str:
    return f"<bdi>{html.escape(page_line(region.name))}</bdi>"
