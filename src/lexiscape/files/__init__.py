"""A map in, a file out, and back. One file a format, one row each in `FORMATS`."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexiscape.errors import OptionError
from lexiscape.files.safe_writing import FormatRow, check_target, write_each

if TYPE_CHECKING:
    from lexiscape.map_data import MapData
    from lexiscape.pictures import FigureOptions
    from lexiscape.tours import Tour

__all__ = ["FORMATS", "FormatRow", "check_output", "pictures", "readable_again", "save", "share_of"]

#: Which share of a token's nearest the vectors of a page know, where nothing else is asked for.
RECALL = 0.98

_PICTURE = FormatRow("lexiscape.pictures.figure", is_drawn=True, needs="matplotlib", extra="figure")

#: Suffix → how a map is written so. The only place that knows which formats there are.
FORMATS: dict[str, FormatRow] = {
    ".html": FormatRow("lexiscape.files.page", is_read=True, is_asked=True),
    ".npz": FormatRow("lexiscape.files.npz", is_read=True),
    ".csv": FormatRow("lexiscape.files.csv"),
    ".tsv": FormatRow("lexiscape.files.tsv", is_named=True),
    ".parquet": FormatRow("lexiscape.files.parquet", needs="pyarrow", extra="parquet"),
    ".png": _PICTURE,
    ".svg": _PICTURE,
    ".pdf": _PICTURE,
}


def pictures() -> dict[str, FormatRow]:
    """Return the formats that show a figure."""
    return {suffix: row for suffix, row in FORMATS.items() if row.is_drawn}


def readable_again() -> dict[str, FormatRow]:
    """Return the formats from which a map can be opened."""
    return {suffix: row for suffix, row in FORMATS.items() if row.is_read}


def check_output(path: str | PathLike[str], formats: Mapping[str, FormatRow] | None = None) -> Path:
    """Return `path` as a Path, or raise if no map can be written there; touches nothing.

    Parameters
    ----------
    path : str or path
        The suffix names the format.
    formats : mapping of str to FormatRow or None
        Which formats are meant; None: all of `FORMATS`.

    Raises
    ------
    OutputError
        The suffix is not one of them, or the folder is not there or not ours to write into.
    MissingExtra
        The format needs a package that is not installed.
    """
    return check_target(path, FORMATS if formats is None else formats)


def save(
    map: MapData,  # noqa: A002 - the thing is called a map
    *paths: str | PathLike[str],
    figure: FigureOptions | None = None,
    vectors: bool | float = False,
    tokenizer: bool = False,
    tour: Tour | None = None,
) -> None:
    """Write `map` to each path in the format its suffix names: all under temporary names first, then all renamed.

    `figure` says what a .png, .svg or .pdf shows, `vectors` whether a .html carries the vectors, rounded, and which
    share of the nearest these are to know, `tokenizer` whether it carries the tokenizer, to cut texts with, `tour` a
    tour (see `lexiscape.tours.tour_of`); the other formats have no use for any of them.
    """
    recall = share_of(vectors)

    def more(row: FormatRow, target: Path) -> tuple[Any, ...]:
        if row.is_drawn:
            return (figure,)
        if row.is_named:
            return (target.name,)
        return (recall, tokenizer, tour) if row.is_asked else ()

    read = [*map.space.files, *([Path(tour)] if isinstance(tour, str | PathLike) else [])]
    write_each(map, paths, FORMATS, read, more)


def share_of(vectors: Any) -> float | None:
    """Return which share of the nearest a page's vectors are to know; None for a page without vectors.

    True is `RECALL`. Raises OptionError for what is neither yes, no nor a share.
    """
    if isinstance(vectors, bool):
        return RECALL if vectors else None
    if isinstance(vectors, Real) and 0 < float(vectors) < 1:
        return float(vectors)
    raise OptionError(f"expected True, False or a share of the nearest above 0 and below 1, not {vectors!r:.80}")
