"""Paths of outputs in, each checked before any work is done for it; and what there is to write, as files out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from lexiscape.errors import MissingExtra, OutputError
from lexiscape.overwriting import check_apart, check_place, write_whole


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


def write_each(
    what: Any,
    paths: Iterable[str | PathLike[str]],
    formats: Mapping[str, FormatRow],
    read: Iterable[Path],
    more: Callable[[FormatRow, Path], tuple[Any, ...]] = lambda row, target: (),
) -> None:
    """Write something to each path in the format that its suffix names: all whole, or none is changed.

    Parameters
    ----------
    what : object
        What the formats' writers take.
    paths : iterable of str or path
        Where to write; none: nothing is written.
    formats : mapping of str to FormatRow
        Suffix → how it is written so.
    read : iterable of Path
        The files that it was made of, which are not to be lost.
    more : callable
        What the writer of a row takes behind `what` and the path, for a target of that format.

    Raises
    ------
    OutputError
        A suffix is unknown, a target is one of the files read, or cannot be written.
    MissingExtra
        A format needs a package that is not installed.
    """
    targets = [check_target(path, formats) for path in paths]
    check_apart(targets, read)
    rows = {target: formats[target.suffix.lower()] for target in targets}
    write_whole({target: _writer(what, row, more(row, target)) for target, row in rows.items()})


def _writer(what: Any, row: FormatRow, more: tuple[Any, ...]) -> Callable[[Path], None]:
    write = import_module(row.module).write
    return lambda path: write(what, path, *more)
