"""How to cite Lexiscape, and a map of its making: BibTeX, of which the map's line says how it was made."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import numpy as np

from lexiscape._version import __version__
from lexiscape.one_line import one_line
from lexiscape.pictures.caption import describe
from lexiscape.tours import fingerprint

if TYPE_CHECKING:
    from lexiscape.map_data import MapData

#: As CITATION.cff has them.
TITLE, AUTHORS, YEAR = "Lexiscape: maps of language models' embedding spaces", "The Lexiscape developers", 2026

# Characters that TeX reads as commands → what prints them; § and the like are left to biber and UTF-8.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts \{ as a brace
    "}": r"\textbraceright{}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def cite(map: MapData | None = None) -> str:  # noqa: A002 - the thing is called a map
    """Return a BibTeX entry.

    Parameters
    ----------
    map : EmbeddingMap or None
        A map; its entry is of the version that drew it, and its note says of what it is, how it was made, and how far
        to believe it. None: this version.

    Returns
    -------
    str
        One entry, ``@software``, as biblatex has it; other styles take it for ``@misc``. Its key is ``lexiscape``, and
        of a map its name, too, and eight digits of its tokens, its places and the entry: other maps of a model have
        other keys. Ends with a line break.
    """
    version, note, name, drawn = __version__, "", "", None
    if map is not None:
        version = str(map.meta.get("versions", {}).get("lexiscape", __version__))
        seed = map.meta.get("seed")
        name = "-".join(re.findall("[a-z0-9]+", map.space.name.lower()))[:40] or "map"
        # with a place that is none there is no map: whoever is to write it says so
        drawn = fingerprint(map) if np.isfinite(map.xy).all() else 0
        note = describe(map) + ("" if seed is None else f" · seed {seed}")
    fields = {
        "title": f"{{{_escape(TITLE)}}}",
        "author": f"{{{_escape(AUTHORS)}}}",
        "year": str(YEAR),
        "version": _escape(version),
        "license": "MIT",
        **({"note": _escape(note)} if note else {}),
    }
    lines = [f"  {field} = {{{value}}}," for field, value in fields.items()]
    told = "\n".join([*lines, "}"]) + "\n"
    key = "lexiscape" if drawn is None else f"lexiscape-{name}-{zlib.crc32(told.encode(), drawn):08x}"
    return f"@software{{{key},\n{told}"


def _escape(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in one_line(text))
