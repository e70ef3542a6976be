"""A `tour.json` of anybody's in, its stops out, every field of them checked: nothing that is not known is passed on.

What it says of tokens, columns and places is held against the map later, by `lexiscape.tours.tour`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from lexiscape._rules import (
    TOUR_CATEGORIES,
    TOUR_FORMAT,
    TOUR_LANGUAGE,
    TOUR_LANGUAGES,
    TOUR_MEBIBYTES,
    TOUR_NAME,
    TOUR_NOTE,
    TOUR_QUERY,
    TOUR_STOPS,
    TOUR_TEXT,
    TOUR_TOKENS,
    TOUR_VERSION,
    TOUR_ZOOM,
)
from lexiscape.bounded import check_size
from lexiscape.bounded_json import Most, parse_json
from lexiscape.errors import CorruptFile, OptionError, SourceError, SourceNotFound, first_line
from lexiscape.given_files import check_file, is_file, read_file
from lexiscape.tours.patterns import pattern_fault

MOST_BYTES = TOUR_MEBIBYTES << 20
_MOST = Most(objects=1 << 15, lists=1 << 15, values=1 << 21)
_LANGUAGE = re.compile(TOUR_LANGUAGE)
_CRC = 1 << 32


def read_tour(path: str | PathLike[str]) -> dict[str, Any]:
    """Read a tour and check its form.

    Parameters
    ----------
    path : str or path
        A `tour.json`: see `docs/formats.md`.

    Returns
    -------
    dict
        As `check_form` returns it.

    Raises
    ------
    SourceNotFound, SourceError, CorruptFile
        There is no such file, it cannot be read, is too long or no JSON.
    OptionError
        Its form is not a tour's: the message names the stop and what was expected.
    """
    file = Path(path)
    check_file(file)
    if not is_file(file):
        raise SourceNotFound(f"no file {file}: expected a tour, as the page saves one or docs/formats.md describes it")
    check_size(file, "tour", MOST_BYTES)
    try:
        stored = read_file(file)
    except OSError as error:
        raise SourceError(f"cannot read {file}: {error.strerror or error}") from None
    try:
        held = parse_json(stored, file.name, _MOST, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise CorruptFile(f"{file.name} is no tour: expected JSON, but {first_line(error)}") from None
    return check_form(held, file.name)


def check_form(held: Any, name: str = "the tour") -> dict[str, Any]:
    """Check the form of a tour, called `name` in messages, and return it: fields that are null are left out.

    Raises
    ------
    OptionError
        A field is not known, or not what it should be.
    """
    tour = _fields(held, {"format", "version", "map", "stops"}, name)
    if tour.get("format") != TOUR_FORMAT or tour.get("version") != TOUR_VERSION:
        told = f'"format": "{TOUR_FORMAT}" and "version": {TOUR_VERSION}'
        found = f"{tour.get('format')!r:.40} and {tour.get('version')!r:.40}"
        raise OptionError(f"{name} is no tour that this Lexiscape reads: expected {told}, not {found}")
    stops = tour.get("stops")
    if not isinstance(stops, list) or not 1 <= len(stops) <= TOUR_STOPS:
        found = f"{len(stops):,}" if isinstance(stops, list) else f"{stops!r:.40}"
        raise OptionError(f"{name}: expected 1 to {TOUR_STOPS} stops, as a list, not {found}")
    checked: dict[str, Any] = {"format": TOUR_FORMAT, "version": TOUR_VERSION}
    if "map" in tour:
        checked["map"] = _made_for(tour["map"], f"{name}: map")
    checked["stops"] = [_stop(stop, f"{name}: stop {place}") for place, stop in enumerate(stops, 1)]
    return checked


def _stop(held: Any, where: str) -> dict[str, Any]:
    stop = _fields(held, set(FIELDS), where)
    if "at" in stop and "around" in stop:
        raise OptionError(f"{where}: expected 'at' or 'around', not both: each says where to look")
    if stop.get("nearness") is True and "token" not in stop:
        raise OptionError(f"{where}: expected a 'token' beside 'nearness', which is the nearness to it")
    return {field: FIELDS[field](stop[field], f"{where}, {field}") for field in FIELDS if field in stop}


def _fields(held: Any, known: set[str], where: str) -> dict[str, Any]:
    if not isinstance(held, Mapping):
        raise OptionError(f"{where}: expected an object of {', '.join(sorted(known))}, not {held!r:.60}")
    unknown = next((field for field in held if field not in known), None)
    if unknown is not None:
        raise OptionError(f"{where}: {unknown!r:.60} is no field: expected some of {', '.join(sorted(known))}")
    return {field: value for field, value in held.items() if value is not None}


def _made_for(held: Any, where: str) -> dict[str, Any]:
    made_for = _fields(held, {"name", "tokens", "crc32"}, where)
    checks = {"name": _text(TOUR_TEXT), "tokens": _whole(1 << 53), "crc32": _whole(_CRC)}
    return {field: checks[field](value, f"{where}, {field}") for field, value in made_for.items()}


def _whole(below: int) -> Callable[[Any, str], int]:
    def check(held: Any, where: str) -> int:
        if type(held) is not int or not 0 <= held < below:
            raise OptionError(f"{where}: expected a whole number from 0 to below {below:,}, not {held!r:.40}")
        return held

    return check


def _text(longest: int) -> Callable[[Any, str], str]:
    def check(held: Any, where: str) -> str:
        if not isinstance(held, str):
            raise OptionError(f"{where}: expected a text, not {held!r:.40}")
        if len(held) > longest:
            raise OptionError(f"{where}: expected at most {longest:,} characters, not {len(held):,}")
        return held

    return check


def _query(held: Any, where: str) -> str:
    query = _text(TOUR_QUERY)(held, where)
    fault = pattern_fault(query)
    if fault is not None:
        raise OptionError(f"{where}: expected a text or a pattern that a page can use, not {query!r:.60}: {fault}")
    return query


def _words(longest: int) -> Callable[[Any, str], str | dict[str, str]]:
    """Check a text for people, or one for each language; runs of white space become one space."""
    text = _text(longest)

    def check(held: Any, where: str) -> str | dict[str, str]:
        if not isinstance(held, Mapping):
            return " ".join(text(held, where).split())
        for language in held:
            if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
                raise OptionError(f"{where}: expected texts by language, such as 'en' and 'ja', not {language!r:.40}")
        if not 1 <= len(held) <= TOUR_LANGUAGES:
            raise OptionError(f"{where}: expected texts in 1 to {TOUR_LANGUAGES} languages, not in {len(held):,}")
        return {language: " ".join(text(one, f"{where}, {language}").split()) for language, one in held.items()}

    return check


def _view(held: Any, where: str) -> list[float]:
    if not isinstance(held, list) or len(held) != 3 or not all(map(_is_number, held)):
        raise OptionError(f"{where}: expected [x, y, zoom], three numbers, not {held!r:.60}")
    if not 1 / TOUR_ZOOM <= held[2] <= TOUR_ZOOM:
        raise OptionError(f"{where}: expected a zoom of 1 (the whole map) up to {TOUR_ZOOM:g}, not {held[2]!r:.40}")
    return [float(number) for number in held]


def _is_number(held: Any) -> bool:
    return type(held) in (int, float) and abs(held) <= 1e300 and math.isfinite(held)


def _no_number(told: str) -> Any:
    raise ValueError(f"it says {told}, which is no JSON")


def _token(held: Any, where: str) -> str | int:
    if type(held) is int and abs(held) < 1 << 53:
        return held
    if not isinstance(held, str):
        raise OptionError(f"{where}: expected a token, as a text or by its id, not {held!r:.40}")
    return _text(TOUR_TEXT)(held, where)


def _tokens(held: Any, where: str) -> list[str | int]:
    if not isinstance(held, list) or not 1 <= len(held) <= TOUR_TOKENS:
        found = f"{len(held):,}" if isinstance(held, list) else f"{held!r:.40}"
        raise OptionError(f"{where}: expected a list of 1 to {TOUR_TOKENS:,} tokens, not {found}")
    return [_token(token, where) for token in held]


def _filters(held: Any, where: str) -> dict[str, list[Any]]:
    if not isinstance(held, Mapping):
        raise OptionError(f"{where}: expected what is kept of each column, by its name, not {held!r:.40}")
    column = _text(TOUR_TEXT)
    return {column(name, where): _kept(kept, f"{where}, {name!r:.40}") for name, kept in held.items()}


def _kept(held: Any, where: str) -> list[Any]:
    """Check categories, or the two ends of a range, of which null is open."""
    if isinstance(held, list) and len(held) == 2 and all(end is None or _is_number(end) for end in held):
        low, high = (None if end is None else float(end) for end in held)
        if (low is None and high is None) or (low is not None and high is not None and low > high):
            raise OptionError(f"{where}: expected [from, to], of which one may be null, not {held!r:.60}")
        return [low, high]
    if isinstance(held, list) and 1 <= len(held) <= TOUR_CATEGORIES and all(isinstance(one, str) for one in held):
        return [_text(TOUR_TEXT)(one, where) for one in held]
    raise OptionError(f"{where}: expected [from, to] or a list of categories, not {held!r:.60}")


def _flag(held: Any, where: str) -> bool:
    if not isinstance(held, bool):
        raise OptionError(f"{where}: expected true or false, not {held!r:.40}")
    return held


#: What a stop may say → how that is checked.
FIELDS: dict[str, Callable[[Any, str], Any]] = {
    "name": _words(TOUR_NAME),
    "note": _words(TOUR_NOTE),
    "at": _view,
    "around": _tokens,
    "color": _text(TOUR_TEXT),
    "find": _query,
    "filters": _filters,
    "token": _token,
    "picked": _tokens,
    "nearness": _flag,
}
