"""A tour and a map in, the tour out as the map's page carries it: its tokens and columns are the map's."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import BY_PLACE
from lexiscape.errors import OptionError
from lexiscape.map_data import MapData
from lexiscape.tours.automatic import AUTO, automatic_tour
from lexiscape.tours.framing import view_of
from lexiscape.tours.made_for import fingerprint, made_for
from lexiscape.tours.naming import find_named, speller
from lexiscape.tours.reading import check_form, read_tour

_INSTEAD = "Without 'at' a stop shows the whole map; or give 'around', a list of tokens, in its place."
#: Stops that a message names.
_NAMED = 5
#: What names a tour: "auto", a file, or what a file holds.
Tour = str | PathLike[str] | Mapping[str, Any]


def tour_of(given: Tour, map: MapData) -> dict[str, Any]:  # noqa: A002
    """Return a tour as the map's page carries it.

    Parameters
    ----------
    given : str, path or mapping
        "auto": `automatic_tour`; a file, as `read_tour` reads it; or what such a file holds.
    map : MapData
        What it leads over.

    Returns
    -------
    dict
        The tour, JSON values only: where to look stands in `at` alone, tokens are spelled as the map does.

    Raises
    ------
    SelectionError
        Tokens of its stops are not on the map; the first of them are named.
    OptionError
        It was made for another map, whose places it names; a column, a category or a place is not on this one; or its
        form is not a tour's.
    SourceError
        The file cannot be read.
    """
    if isinstance(given, Mapping):
        name, tour = "the tour", check_form(given)
    elif given == AUTO:
        name, tour = "the tour", automatic_tour(map)
    elif isinstance(given, str | PathLike):
        name, tour = str(given), read_tour(given)
    else:
        raise OptionError(f"expected a tour: {AUTO!r}, a file, or what one holds, not {given!r:.60}")
    _check_made_for(tour, map, name)
    rows = find_named(tour["stops"], map.space, name)
    spell = speller(map.space)
    stops = [_resolved(stop, rows, spell, map, f"{name}: stop {place}") for place, stop in enumerate(tour["stops"], 1)]
    return {"format": tour["format"], "version": tour["version"], "map": made_for(map), "stops": stops}


def pack(tour: Mapping[str, Any]) -> bytes:
    """Return a tour as JSON in ASCII."""
    return json.dumps(tour, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")


def _check_made_for(tour: Mapping[str, Any], map: MapData, name: str) -> None:  # noqa: A002
    other = tour.get("map", {})
    if "crc32" not in other or not any("at" in stop for stop in tour["stops"]):
        return
    if other["crc32"] != fingerprint(map):
        here = f"{map.space.name:.60}; tokens: {len(map):,}"
        there = f"{other.get('name', '…'):.60}; tokens: {format(other['tokens'], ',') if 'tokens' in other else '…'}"
        made = f"another drawing of this map ({here})"
        if there != here:
            made = f"another map ({there}) than this one ({here})"
        stops = [str(place) for place, stop in enumerate(tour["stops"], 1) if "at" in stop]
        named = ", ".join(stops[:_NAMED]) + (" …" if len(stops) > _NAMED else "")
        raise OptionError(
            f"{name}: it was made for {made}, and its 'at' are places of that one (stops: {named}). {_INSTEAD}"
        )


def _resolved(
    stop: Mapping[str, Any],
    rows: Mapping[str | int, int],
    spell: Callable[[int], str | int],
    map: MapData,  # noqa: A002
    where: str,
) -> dict[str, Any]:
    made = {field: value for field, value in stop.items() if field != "around"}
    if "around" in stop:
        made["at"] = view_of(map.xy, np.array([rows[token] for token in stop["around"]], np.int64))
    if "at" in made:
        _check_place(made["at"], map.xy, where)
    color = stop.get("color", BY_PLACE)
    if color != BY_PLACE and color not in map.columns:
        known = ", ".join(map.columns)
        raise OptionError(
            f"{where}, color: no column {color!r:.60} on this map: expected one of {known}, or {BY_PLACE}"
        )
    for name, kept in stop.get("filters", {}).items():
        _check_filter(name, kept, map, f"{where}, filters")
    if "token" in stop:
        made["token"] = spell(rows[stop["token"]])
    if "picked" in stop:
        made["picked"] = [spell(row) for row in sorted({rows[token] for token in stop["picked"]})]
    return made


def _check_place(at: Sequence[float], xy: NDArray[np.float32], where: str) -> None:
    low, high = xy.min(axis=0), xy.max(axis=0)
    margin = 10 * (high - low).max()  # a page lets the map be moved to the edge of a wide screen, and from afar
    if not all(low[i] - margin <= at[i] <= high[i] + margin for i in (0, 1)):
        raise OptionError(
            f"{where}, at: {at[0]:g}, {at[1]:g} lies outside of this map: is the tour another map's? {_INSTEAD}"
        )


def _check_filter(name: str, kept: Sequence[Any], map: MapData, where: str) -> None:  # noqa: A002
    column = map.columns.get(name)
    if column is None:
        raise OptionError(f"{where}: no column {name!r:.60} on this map: expected some of {', '.join(map.columns)}")
    if column.categories is None:
        if any(isinstance(end, str) for end in kept):
            raise OptionError(f"{where}: the column {name!r:.60} holds numbers: expected [from, to], not {kept!r:.60}")
        return
    unknown = next((one for one in kept if one not in column.categories), None)
    if unknown is not None or None in kept:
        known = ", ".join(column.categories[:10])
        raise OptionError(
            f"{where}: {name!r:.60} has no category {unknown!r:.60} on this map: expected some of {known}"
        )
