"""The path of an output in, the row of its format out; or an error, before any work is done for it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from lexiscape.errors import MissingExtra, OutputError
from lexiscape.overwriting import check_place


class FormatRow(NamedTuple):
    """One row of a table of formats, whose keys are suffixes.

    Attributes
    ----------
    module : str
        Holds `write(what, path)`, which may raise OSError, and where `is_read` also `read(path)`.
    is_read : bool
        Whether such a file can be opened again.
    is_drawn : bool
        Whether its writer takes a third argument: what a figure shows, or the maps of a comparison.
    is_named : bool
        Whether its writer takes the name of the file as a third argument: the path is a temporary one.
    is_asked : bool
        Whether its writer takes, as a third argument, how well rounded vectors are to know their neighbors, or None,
        as a fourth whether the tokenizer is put in, and as a fifth a tour or None.
    needs : str
        The package that must be there to import, and the `extra` that brings it.
    """

    module: str
    is_read: bool = False
    is_drawn: bool = False
    is_named: bool = False
    is_asked: bool = False
    needs: str = ""
    extra: str = ""


def check_target(path: str | PathLike[str], formats: Mapping[str, FormatRow]) -> Path:
    """Return `path` as a Path, or raise if no file of one of these formats can go there; touches nothing.

    Raises
    ------
    OutputError
        The suffix is not one of them, or the folder is not there or not ours to write into.
    MissingExtra
        The format needs a package that is not installed.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in formats:
        raise OutputError(f"cannot write {target.name}: expected a name that ends in {', '.join(formats)}")
    row = formats[suffix]
    if row.needs and find_spec(row.needs) is None:
        raise MissingExtra(row.needs, row.extra)
    check_place(target)
    return target
