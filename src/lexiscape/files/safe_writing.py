"""Writers and their targets in, files out: all of them whole, or none changed."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from lexiscape.errors import LexiscapeError, MissingExtra, OutputError, first_line


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
    needs : str
        The package that must be there to import, and the `extra` that brings it.
    """

    module: str
    is_read: bool = False
    is_drawn: bool = False
    is_named: bool = False
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
    except (LexiscapeError, MemoryError):
        raise
    except OSError as error:
        raise OutputError(f"cannot write {target}: {error.strerror or error}") from error
    except Exception as error:  # whatever the library of a format meets
        raise OutputError(f"cannot write {target}: {first_line(error)}") from error
    finally:
        for left in temporaries.values():
            left.unlink(missing_ok=True)
