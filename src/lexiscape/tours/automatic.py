"""A map in, a tour of it out: numbers, years, units, months, names, scripts, rows without training, in figures.

What is said is counted on this map: how many, how many of their true neighbors are of the same sort, how many would be
by chance, and how closely they lie together. No stop is made of a sort that the vocabulary hardly has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import BY_PLACE, NO_SCRIPT, PAGE_NEIGHBORS, TOUR_FORMAT, TOUR_NAME, TOUR_VERSION, TRAINED_FROM
from lexiscape.layouts.quality import recall_of
from lexiscape.map_data import MapData
from lexiscape.one_line import short_line
from lexiscape.tours.framing import view_of_half
from lexiscape.tours.made_for import made_for
from lexiscape.tours.naming import speller
from lexiscape.tours.topics import SCRIPTS_JA, TOPICS

#: What asks for such a tour where a file could be named.
AUTO = "auto"
_FEWEST = 5  # tokens of a sort; fewer are no stop
_MOST_SCRIPTS = 3
_YEAR = re.compile(r"1[5-9][0-9]{2}|20[0-9]{2}")
_DIGITS = re.compile(r"[0-9]+")

Words = dict[str, str]


class Sort(NamedTuple):
    """Tokens that are alike in something, and how a stop shows and names them."""

    title: Words
    what: Words
    rows: NDArray[np.int64]
    shown: dict[str, Any]


def automatic_tour(map: MapData) -> dict[str, Any]:  # noqa: A002 - the thing is called a map
    """Make a tour of a map, in English and Japanese; the same map gives the same tour.

    Returns
    -------
    dict
        What a `tour.json` holds: JSON values only, to be changed and passed on as a tour.
    """
    sorts = [sort for sort in _sorts(map) if _FEWEST <= len(sort.rows) < len(map)]
    stops = [_whole(map), *(_stop(sort, map) for sort in sorts)]
    return {"format": TOUR_FORMAT, "version": TOUR_VERSION, "map": made_for(map), "stops": stops}


def _sorts(map: MapData) -> Iterator[Sort]:  # noqa: A002
    whole = _whole_words(map)
    spell = speller(map.space)

    def picked(rows: NDArray[np.int64]) -> dict[str, Any]:
        return {"picked": [spell(row) for row in rows.tolist()]}

    kind = map.columns.get("kind")
    if kind is not None and "number" in (kind.categories or ()):
        rows = np.flatnonzero(kind.values == (kind.categories or ()).index("number"))
        shown: dict[str, Any] = {"color": "kind", "filters": {"kind": ["number"]}}
    else:
        rows = np.array([row for row, text in whole if _DIGITS.fullmatch(text)], np.int64)
        shown = picked(rows)
    yield Sort({"en": "Numbers", "ja": "数"}, {"en": "are numbers", "ja": "数"}, rows, shown)
    years = np.array([row for row, text in whole if _YEAR.fullmatch(text)], np.int64)
    said = {"en": "are spelled as years from 1500 to 2099", "ja": "1500 から 2099 までの年のつづり"}
    yield Sort({"en": "Years", "ja": "年"}, said, years, picked(years))
    for topic in TOPICS:
        words = frozenset(topic.words.split())
        rows = np.array([row for row, text in whole if text.casefold() in words], np.int64)
        yield Sort(topic.title, topic.what, rows, picked(rows))
    yield from _scripts(map)
    yield from _untrained(map)


def _whole_words(map: MapData) -> list[tuple[int, str]]:  # noqa: A002
    """Return row and readable text of each token, without those that only go on with a word."""
    kind = map.columns.get("kind")
    texts = map.space.readable
    if kind is None or kind.categories is None or "continuation" not in kind.categories:
        return list(enumerate(texts))
    inside = kind.categories.index("continuation")
    return [
        (row, text) for row, (text, code) in enumerate(zip(texts, kind.values.tolist(), strict=True)) if code != inside
    ]


def _scripts(map: MapData) -> Iterator[Sort]:  # noqa: A002
    """Yield the writing systems that most tokens have, after the first."""
    column = map.columns.get("script")
    if column is None or column.categories is None:
        return
    counts = np.bincount(column.values, minlength=len(column.categories))
    codes = [int(code) for code in np.argsort(-counts, kind="stable") if column.categories[code] != NO_SCRIPT]
    for code in codes[1 : 1 + _MOST_SCRIPTS]:
        script = column.categories[code]
        japanese = SCRIPTS_JA.get(script, f"{script} 文字")
        said = {"en": f"are written in the script {script}", "ja": f"{japanese}で書かれたもの"}
        shown = {"color": "script", "filters": {"script": [script]}}
        yield Sort({"en": script, "ja": japanese}, said, np.flatnonzero(column.values == code), shown)


def _untrained(map: MapData) -> Iterator[Sort]:  # noqa: A002
    """Yield rows that look untrained, where the vocabulary was checked; else those whose names say so."""
    trained, kind = map.columns.get("trained"), map.columns.get("kind")
    title = {"en": "Untrained rows", "ja": "学習されていない行"}
    if trained is not None and trained.categories is None:
        said = {"en": "look untrained", "ja": "学習されていないように見える行"}
        rows = np.flatnonzero(trained.values <= TRAINED_FROM)
        yield Sort(title, said, rows, {"color": "trained", "filters": {"trained": [None, TRAINED_FROM]}})
    elif kind is not None and "unused" in (kind.categories or ()):
        said = {"en": "are named as unused", "ja": "名前によれば未使用のもの"}
        rows = np.flatnonzero(kind.values == (kind.categories or ()).index("unused"))
        yield Sort(
            {"en": "Unused rows", "ja": "未使用の行"}, said, rows, {"color": "kind", "filters": {"kind": ["unused"]}}
        )


def _whole(map: MapData) -> dict[str, Any]:  # noqa: A002
    n = f"{len(map):,}"
    english, japanese = (
        f"{n} tokens, near each other where the model holds them to be alike.",
        f"{n} トークン。モデルが似ているとみなすものどうしが近くに並びます。",
    )
    kept = recall_of(map.meta.get("scores") or {})
    if kept is not None:
        k, share = kept
        english += f" Of the {k} nearest neighbors of a token, the map keeps {_percent(share)} near it, on average."
        japanese += f"トークンの近傍 {k} 件のうち、地図でも近いのは平均 {_percent(share)} です。"
    title = short_line(map.space.name)[:TOUR_NAME]
    return {"name": title, "note": {"en": english, "ja": japanese}, "color": BY_PLACE}


def _stop(sort: Sort, map: MapData) -> dict[str, Any]:  # noqa: A002
    figures = _figures(sort.rows, map)
    notes = {language: text.format(what=sort.what[language], **figures) for language, text in SENTENCES.items()}
    return {"name": sort.title, "note": notes, "at": view_of_half(map.xy, sort.rows), **sort.shown}


#: What is said of every sort.
SENTENCES: Mapping[str, str] = {
    "en": "{count} of the {all} tokens {what}. Of the {k} nearest true neighbors of each, {share} are so, too, on "
    "average; by chance it would be {chance}. Half of them lie within {spread} of the map's width from their middle.",
    "ja": "{all} トークンのうち {count} が{what}です。それぞれの真の近傍 {k} 件のうち、平均 {share} も同じです"
    "(偶然なら {chance})。半数は、その中央から地図の幅の {spread} 以内にあります。",
}


def _figures(rows: NDArray[np.int64], map: MapData) -> dict[str, Any]:  # noqa: A002
    is_one = np.zeros(len(map), np.bool_)
    is_one[rows] = True
    near = map.found.indices[rows, :PAGE_NEIGHBORS]
    xy = map.xy[rows].astype(np.float64)
    middle = np.median(xy, axis=0)
    width = float(np.ptp(map.xy[:, 0].astype(np.float64))) or 1.0
    return {
        "count": f"{len(rows):,}",
        "all": f"{len(map):,}",
        "k": near.shape[1],
        "share": _percent(float(is_one[near].mean()) if near.size else 0.0),
        "chance": _percent((len(rows) - 1) / max(len(map) - 1, 1)),
        "spread": _percent(float(np.median(np.hypot(*(xy - middle).T))) / width),
    }


def _percent(share: float) -> str:
    """Write a share as a person reads it: whole from 10% on, two digits below."""
    value = 100 * share
    return f"{value:.0f}%" if value >= 9.95 or value == 0 else f"{value:.2g}%"
