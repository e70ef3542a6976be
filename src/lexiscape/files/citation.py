"""How to cite Lexiscape, and a map of its making: BibTeX, of which the map's line says how it was made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lexiscape._version import __version__
from lexiscape.one_line import one_line
from lexiscape.pictures.caption import describe

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
        of a map its name, too. Ends with a line break.
    """
    version, note, key = __version__, "", "lexiscape"
    if map is not None:
        version = str(map.meta.get("versions", {}).get("lexiscape", __version__))
        seed = map.meta.get("seed")
        key += "-" + ("-".join(re.findall("[a-z0-9]+", map.space.name.lower()))[:40] or "map")
        note = describe(map) + ("" if seed is None else f" · seed {seed}")
    fields = {
        "title": f"{{{_escape(TITLE)}}}",
        "author": f"{{{_escape(AUTHORS)}}}",
        "year": str(YEAR),
        "version": _escape(version),
        "license": "MIT",
        **({"note": _escape(note)} if note else {}),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@software{{{key},", *lines, "}"]) + "\n"


def _escape(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in one_line(text))
