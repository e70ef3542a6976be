"""An `EmbeddingMap` in, a file out. One writer a format, one row each in `WRITERS`."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.errors import OutputError

if TYPE_CHECKING:
    from lexiscape.map import EmbeddingMap

#: Suffix → module with `write(map, path)`, which may raise OSError; `save` makes it all or nothing.
WRITERS = {
    ".html": "lexiscape.view.page",
    ".npz": "lexiscape.view.npz",
    ".csv": "lexiscape.view.csv",
}


def check_output(path: str | PathLike[str], suffixes: Iterable[str] = tuple(WRITERS)) -> Path:
    """Return `path` as a Path, or raise OutputError if no file with one of `suffixes` can go there; touches nothing."""
    target = Path(path)
    if target.suffix.lower() not in suffixes:
        raise OutputError(f"cannot write {target.name}: expected a name that ends in {', '.join(suffixes)}")
    folder = target.parent
    if not folder.is_dir():
        raise OutputError(f"cannot write {target}: the folder {folder} does not exist")
    if target.is_dir():
        raise OutputError(f"cannot write {target}: it is a folder")
    if not os.access(folder, os.W_OK):
        raise OutputError(f"cannot write {target}: no permission to write into {folder}")
    return target


def save(map: EmbeddingMap, path: str | PathLike[str]) -> None:  # noqa: A002 - the thing is called a map
    """Write `map` to `path` in the format its suffix names: under a temporary name, then renamed."""
    target = check_output(path)
    writer = import_module(WRITERS[target.suffix.lower()])
    write_whole(target, lambda temporary: writer.write(map, temporary))


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
