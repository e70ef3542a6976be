"""A film as one HTML page: the map of its last frame, and in an element of its own how the other frames differ.

The element holds, packed as `lexiscape.files.payload.contain` does it, for each frame from the last to the first how
many steps of the grid every token lies from its place in the frame after it; its true neighbors and their distances,
where there is room for those of every frame; the columns that differ from frame to frame; and in the header what is
measured of each, with the tokens that moved most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from lexiscape._rules import PAGE_NEIGHBORS
from lexiscape.compare.film_frames import FilmFrames
from lexiscape.corrections import space_of
from lexiscape.files.citation import cite
from lexiscape.files.page import Aboard, render
from lexiscape.files.payload import Payload, contain, of, write_column, write_near
from lexiscape.files.safe_writing import FormatRow, check_target, write_each
from lexiscape.files.sections import SectionWriter, zigzag
from lexiscape.layouts.grid import grid_of
from lexiscape.map_data import MapData
from lexiscape.pictures.scale import common_ends

MAGIC, VERSION = b"LXSF", 1

#: Where the frames would take more bytes than these with their neighbors, the page carries those of the last alone: it
#: would grow beyond 20 MB, a third more for base64 and the last frame's map.
MOST_BYTES = 13_500_000

FILM_FORMATS = {".html": FormatRow("lexiscape.files.film")}


def check_film_output(path: str | PathLike[str]) -> Path:
    """Return `path` as a Path, or raise OutputError if no film can be written there: it is an .html page."""
    return check_target(path, FILM_FORMATS)


def save_film(film: FilmFrames[MapData], *paths: str | PathLike[str]) -> None:
    """Write a film to each path, all whole or not at all; see `lexiscape.maps.film.Film.save`."""
    page = cache(lambda: page_of(film))  # made once, however many files it goes to, and after they were checked
    write_each(page, paths, FILM_FORMATS, (file for drawn in film.maps for file in drawn.space.files))


def write(page: Callable[[], bytes], path: Path) -> None:
    """Write the page that a function makes: see `page_of`."""
    path.write_bytes(page())


def page_of(film: FilmFrames[MapData]) -> bytes:
    """Return the page's bytes; the same film gives the same bytes."""
    base = of(film.maps[-1])
    shorts = short_names([step.name for step in film.steps])
    title = base.name if len(set(shorts)) == 1 else f"{film.steps[0].name} → {shorts[-1]}"
    base = replace(base, within=_reach(film), name=title, meta={**base.meta, "subtitle": shorts[-1]})
    base = replace(base, citation=_citation(film, base))
    return render(base, aboard=Aboard(film=encode(film)))


def _citation(film: FilmFrames[MapData], base: Payload) -> str:
    """Return how to cite a film: of its last frame, called and placed as whoever opens the page again has it."""
    last = film.maps[-1]
    grid = grid_of(base.xy, base.within)
    xy = (grid.steps * grid.step + grid.origin).astype(np.float32)
    return cite(replace(last, space=replace(last.space, name=base.name), xy=xy, meta=dict(base.meta)))


def encode(film: FilmFrames[MapData]) -> bytes:
    """Pack what a film's page has beside the map of its last frame: with every frame's neighbors, if there is room."""
    packed = _pack(film, near=True)
    return packed if len(packed) <= MOST_BYTES else _pack(film, near=False)


def _pack(film: FilmFrames[MapData], *, near: bool) -> bytes:
    maps = film.maps
    writer = SectionWriter()
    reach = _reach(film)
    varying = _varying(film)
    n, k = maps[-1].found.indices[:, :PAGE_NEIGHBORS].shape
    after = grid_of(maps[-1].xy, reach).steps
    units: list[float] = []
    columns: list[list[dict[str, Any]]] = []
    for i, drawn in reversed(list(enumerate(maps[:-1]))):
        steps = grid_of(drawn.xy, reach).steps
        writer.integers(f"{i}:xy", zigzag(steps - after).T)
        after = steps
        if near:
            shown = of(drawn)
            units.append(write_near(writer, steps, shown.indices, shown.distances, f"{i}:"))
        columns.append([write_column(writer, drawn.columns[name], f"{i}:") for name in varying])
    told = film.facts()
    shorts = short_names([step.name for step in film.steps])
    ends = common_ends([drawn.columns for drawn in maps])
    header = {
        "version": VERSION,
        "n": n,
        "k": k,
        "coverage": told["coverage"],
        "recall_at": film.recall_at,
        "near": near,
        "frames": [
            {"short": short, "space": space_of(drawn.meta), **frame}
            for short, drawn, frame in zip(shorts, maps, told["frames"], strict=True)
        ],
        "moved": [[[row["row"], row["distance"]] for row in rows] for rows in told["moved_most"]],
        "ties": told["moved_most_ties"],
        "units": units[::-1],
        "columns": [
            [{key: entry[key] for key in ("name", "store", "table") if key in entry} for entry in entries]
            for entries in columns[::-1]
        ],
        "ends": {name: ends[name] for name in varying},
        **writer.listing(),
    }
    return contain(MAGIC, header, writer.parts)


def _reach(film: FilmFrames[MapData]) -> Any:
    """Return the least and the greatest coordinates of all frames, (2, 2) float32."""
    low = np.min([drawn.xy.min(axis=0) for drawn in film.maps], axis=0)
    high = np.max([drawn.xy.max(axis=0) for drawn in film.maps], axis=0)
    return np.stack([low, high]).astype(np.float32)


def _varying(film: FilmFrames[MapData]) -> list[str]:
    """Return the numeric columns of every frame that are not the same in all of them."""
    first, *others = (drawn.columns for drawn in film.maps)
    names = [name for name, column in first.items() if column.categories is None and all(name in one for one in others)]
    return [
        name
        for name in names
        if not all(np.array_equal(first[name].values, one[name].values, equal_nan=True) for one in others)
    ]


def short_names(names: Sequence[str]) -> list[str]:
    """Return what tells names apart: without what all begin and end with, cut where a word or number begins.

    A number keeps the word before it, which says of what it is, as far as that is no folder's.

    >>> short_names(["run/step-0100/model.safetensors", "run/step-0200/model.safetensors"])
    ['step-0100', 'step-0200']
    """
    head = _shared(names)
    rest = [name[head:] for name in names]
    tail = _shared([name[::-1] for name in rest])
    if all(name[:1].isdigit() for name in rest):
        head = _before_number(names[0], head)
    shorts = [name[head : len(name) - tail] for name in names]
    return shorts if all(shorts) and len(set(shorts)) == len(shorts) else list(names)


def _before_number(name: str, head: int) -> int:
    """Return where the word begins that stands before the number at `head`, and before that one, if it is a number."""
    while head > 1 and not name[head - 1].isspace() and name[head - 1] not in "/\\@:" and name[head - 2].isalnum():
        head -= 1
        while head > 0 and name[head - 1].isalnum():
            head -= 1
        if not name[head].isdigit():
            break
    return head


def _shared(names: Sequence[str]) -> int:
    """Return how many signs all names begin with, up to the last of them that is no part of a word or number."""
    alike = 0
    for place, signs in enumerate(zip(*names, strict=False), 1):
        if len(set(signs)) > 1:
            break
        if not signs[0].isalnum():
            alike = place
    return alike
