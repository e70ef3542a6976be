"""An `EmbeddingMap` in, a file out. One writer a format, one row each in `WRITERS`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from importlib import import_module
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.errors import MissingExtra, OutputError

if TYPE_CHECKING:
    from lexiscape.map import EmbeddingMap
    from lexiscape.view.figure import FigureOptions

#: Suffix → module with `write(map, path)`, which may raise OSError; `save` makes it all or nothing.
WRITERS = {
    ".html": "lexiscape.view.page",
    ".npz": "lexiscape.view.npz",
    ".csv": "lexiscape.view.csv",
    ".parquet": "lexiscape.view.parquet",
    ".png": "lexiscape.view.figure",
    ".svg": "lexiscape.view.figure",
    ".pdf": "lexiscape.view.figure",
}

#: Module → the package that it needs, and the extra that brings it.
_NEEDS = {
    "lexiscape.view.parquet": ("pyarrow", "parquet"),
    "lexiscape.view.figure": ("matplotlib", "figure"),
}


def check_output(path: str | PathLike[str], suffixes: Iterable[str] = tuple(WRITERS)) -> Path:
    """Return `path` as a Path, or raise if no file with one of `suffixes` can go there; touches nothing.

    Raises
    ------
    OutputError
        The suffix is not one of them, or the folder is not there or not ours to write into.
    MissingExtra
        The format needs a package that is not installed.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if suffix not in suffixes:
        raise OutputError(f"cannot write {target.name}: expected a name that ends in {', '.join(suffixes)}")
    package, extra = _NEEDS.get(WRITERS.get(suffix, ""), ("", ""))
    if package and find_spec(package) is None:
        raise MissingExtra(package, extra)
    folder = target.parent
    if not folder.is_dir():
        raise OutputError(f"cannot write {target}: the folder {folder} does not exist")
    if target.is_dir():
        raise OutputError(f"cannot write {target}: it is a folder")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"cannot write {target}: no permission to write into {folder}")
    return target


def save(
    map: EmbeddingMap,  # noqa: A002 - the thing is called a map
    path: str | PathLike[str],
    figure: FigureOptions | None = None,
) -> None:
    """Write `map` to `path` in the format its suffix names: under a temporary name, then renamed.

    `figure` says what a .png, .svg or .pdf shows; the other formats have no use for it.
    """
    target = check_output(path)
    writer = import_module(WRITERS[target.suffix.lower()])
    options = (figure,) if writer.__name__ == "lexiscape.view.figure" else ()
    write_whole(target, lambda temporary: writer.write(map, temporary, *options))


def write_whole(target: Path, write: Callable[[Path], None]) -> None:
    """Let `write` fill a temporary file beside `target`, then rename it; OutputError when that fails."""
    handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", suffix=target.suffix.lower(), dir=target.parent)
    os.close(handle)
    try:
        write(Path(temporary))
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(temporary, 0o666 & ~umask)
        os.replace(temporary, target)
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        Path(temporary).unlink(missing_ok=True)
