"""A path of anybody's in, its file open to be read out: what is there but no file is refused, never waited for.

Opening a pipe waits until somebody writes, opening a device may do something to it, and both may have no end. So every
path that is given, or lies beside one that is, is opened here.
"""

from __future__ import annotations

import errno
import io
import os
import stat
from pathlib import Path

from lexiscape.errors import SourceError

#: What lies at a path that is no file, by the type in its mode.
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe (save what comes out of it as a file first)",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def is_file(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file is there that can be looked at; no name and no folder on the way makes this fail."""
    return os.path.isfile(path)  # Path.is_file raises, before Python 3.14, where a name is too long or a folder closed


def check_file(path: Path) -> None:
    """Refuse what is there but no file; what is not there, or cannot be looked at, is left to whoever opens it.

    Raises
    ------
    SourceError
        It is a pipe, a device, a socket or a folder.
    """
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return
    _check(path, found)


def open_file(path: Path) -> io.BufferedReader:
    """Return a file open to be read.

    Raises
    ------
    SourceError
        It is a pipe, a device, a socket or a folder.
    OSError
        It is not there, or cannot be read.
    """
    try:
        _check(path, os.stat(path))  # before it is opened: a device may act on that
    except ValueError as error:  # a null in it, half a character
        raise FileNotFoundError(errno.ENOENT, f"no file can have such a name ({error})") from None
    handle = os.open(path, _FLAGS)  # which waits for nothing, should it be a pipe by now
    try:
        _check(path, os.fstat(handle))
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_file(path: Path) -> bytes:
    """Return what a file holds; errors as for `open_file`."""
    with open_file(path) as file:
        return file.read()


def read_text(path: Path, encoding: str) -> str:
    """Return a text, its line ends all line feeds; errors as for `open_file`, and UnicodeDecodeError."""
    with io.TextIOWrapper(open_file(path), encoding) as file:
        return file.read()


def _check(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = _KINDS.get(stat.S_IFMT(found.st_mode), "something else")
        raise SourceError(f"cannot read {path}: expected a file, found {kind}")
