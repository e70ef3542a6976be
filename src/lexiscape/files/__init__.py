"""An `EmbeddingMap` in, a file out. One writer a format, one row each in `WRITERS`."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.errors import MissingExtra, OutputError

if TYPE_CHECKING:
    from lexiscape.maps.embedding_map import EmbeddingMap
    from lexiscape.pictures.figure import FigureOptions

#: Suffix → module with `write(map, path)`, which may raise OSError; `save` makes it all or nothing.
WRITERS = {
    ".html": "lexiscape.files.page",
    ".npz": "lexiscape.files.npz",
    ".csv": "lexiscape.files.csv",
    ".parquet": "lexiscape.files.parquet",
    ".png": "lexiscape.pictures.figure",
    ".svg": "lexiscape.pictures.figure",
    ".pdf": "lexiscape.pictures.figure",
}

#: Module → the package that it needs, and the extra that brings it.
_NEEDS = {
    "lexiscape.files.parquet": ("pyarrow", "parquet"),
    "lexiscape.pictures.figure": ("matplotlib", "figure"),
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
    try:
        if stat.S_ISDIR(target.stat().st_mode):
            raise OutputError(f"cannot write {target}: it is a folder")
    except FileNotFoundError:
        pass
    except OSError as error:  # a name longer than the file system takes
        raise OutputError(f"cannot write {target}: {error.strerror}") from error
    if not os.access(folder, os.W_OK):
        raise OutputError(f"cannot write {target}: no permission to write into {folder}")
    return target


def save(
    map: EmbeddingMap,  # noqa: A002 - the thing is called a map
    *paths: str | PathLike[str],
    figure: FigureOptions | None = None,
) -> None:
    """Write `map` to each path in the format its suffix names: all under temporary names first, then all renamed.

    `figure` says what a .png, .svg or .pdf shows; the other formats have no use for it.
    """
    targets = [check_output(path) for path in paths]
    write_whole({target: _writer(map, WRITERS[target.suffix.lower()], figure) for target in targets})


def _writer(map: EmbeddingMap, module: str, figure: FigureOptions | None) -> Callable[[Path], None]:  # noqa: A002
    write = import_module(module).write
    if module == "lexiscape.pictures.figure":
        return lambda path: write(map, path, figure)
    return lambda path: write(map, path)


def write_whole(writers: Mapping[Path, Callable[[Path], None]]) -> None:
    """Let each writer fill a temporary file beside its target, and when all are full, rename them to the targets.

    Raises
    ------
    OutputError
        A file cannot be written; while they are being filled, no target changes.
    """
    temporaries: dict[Path, Path] = {}
    target = Path()
    try:
        for target, write in writers.items():
            # A short name of its own: the target's may already be as long as a name may be.
            handle, temporary = tempfile.mkstemp(".tmp" + target.suffix.lower(), ".lexiscape-", target.parent)
            temporaries[target] = Path(temporary)
            os.close(handle)
            write(temporaries[target])
        umask = os.umask(0)
        os.umask(umask)
        for target in temporaries:
            temporaries[target].chmod(0o666 & ~umask)
        for target in temporaries:
            os.replace(temporaries[target], target)
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror or error}") from error
    finally:
        for left in temporaries.values():
            left.unlink(missing_ok=True)
