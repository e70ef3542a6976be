"""A file's name in, random access to its bytes out: the ground on which every format's reader stands."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, SourceError, SourceNotFound
from lexiscape.given_files import check_file, open_file
from lexiscape.space.mapped import remember

#: Ranges and arrays up to so many bytes are read into memory. A larger one stays in its file, mapped; whoever reads it
#: asks `lexiscape.space.mapped` whether the file is still what it was.
MAX_IN_MEMORY = 1 << 30


@contextmanager
def open_unchanged(path: Path, name: str, known: os.stat_result | None = None) -> Iterator[IO[bytes]]:
    """Yield a file to read, and raise if what was read may be of two files: another is there, or it was written to.

    Parameters
    ----------
    path, name : Path, str
        The file, and what to call it in messages.
    known : os.stat_result, optional
        What it was when it was first looked at; by default, now.

    Raises
    ------
    CorruptFile
        Its size, its time or the file itself is another before it is read or after.
    SourceError
        It is a pipe, a device, a socket or a folder.
    OSError
        It is not there, or cannot be read.
    """
    with open_file(path) as file:
        before = os.fstat(file.fileno())
        if known is not None and _identity(before) != _identity(known):
            raise _changed(name)
        try:
            yield file
        except Exception:
            if _identity(os.fstat(file.fileno())) != _identity(before):
                raise _changed(name) from None  # whatever else is wrong with it
            raise
        if _identity(os.fstat(file.fileno())) != _identity(before):
            raise _changed(name)


def _identity(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _changed(name: str) -> CorruptFile:
    return CorruptFile(f"{name} was changed while it was read: open it again when whoever writes it is done")


class Blob(Protocol):
    """Bytes that can be read anywhere: a local file, or one behind a hub."""

    name: str
    size: int

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from `start` up to but not including `stop`; CorruptFile if they are not all there."""

    def view(self, start: int, stop: int) -> NDArray[np.uint8]:
        """Return the same bytes as a read-only array; memory-mapped if there are more than `MAX_IN_MEMORY`."""

    def fetch(self, start: int, stop: int) -> None:
        """Make a range quick to read part by part; nothing to do for a local file."""


class LocalBlob:
    """The bytes of a local file."""

    def __init__(self, path: Path, name: str | None = None) -> None:
        self.path = path
        self.name = name or path.name
        check_file(path)
        try:
            self._known = path.stat()
            self.size = self._known.st_size
        except FileNotFoundError:
            raise SourceNotFound(f"no file {path}") from None
        except OSError as error:
            raise SourceError(f"cannot read {path}: {error.strerror or error}") from error

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from `start` up to but not including `stop`."""
        self._check(start, stop)
        try:
            with open_unchanged(self.path, self.name, self._known) as file:
                file.seek(start)
                data = file.read(stop - start)
        except OSError as error:
            raise SourceError(f"cannot read {self.path}: {error.strerror or error}") from error
        if len(data) != stop - start:
            raise CorruptFile(f"{self.name} is cut short: expected bytes {start:,} to {stop:,}, got {len(data):,}")
        return data

    def view(self, start: int, stop: int) -> NDArray[np.uint8]:
        """Return the bytes from `start` up to but not including `stop`; memory-mapped if there are very many."""
        if stop - start <= MAX_IN_MEMORY:
            return np.frombuffer(self.read(start, stop), np.uint8)
        self._check(start, stop)
        try:
            with open_unchanged(self.path, self.name, self._known) as file:
                mapped = np.memmap(file, np.uint8, "r", start, (stop - start,))
                remember(mapped, file, self.name)
                return mapped
        except OSError as error:
            raise SourceError(f"cannot read {self.path}: {error.strerror or error}") from error

    def fetch(self, start: int, stop: int) -> None:
        """Do nothing: the bytes are here."""

    def _check(self, start: int, stop: int) -> None:
        if not 0 <= start <= stop <= self.size:
            raise CorruptFile(
                f"{self.name} is cut short: expected bytes {start:,} to {stop:,}, but it has {self.size:,}; "
                "download or copy it again"
            )


class BlobFile(io.RawIOBase):
    """A blob as a file to read: `read(n)` never allocates more than there is."""

    _WINDOW = 64 << 10

    def __init__(self, blob: Blob) -> None:
        self._blob = blob
        self._at = 0
        self._window = (0, b"")

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def tell(self) -> int:
        """Return the position."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move to a position."""
        target = offset + (0, self._at, self._blob.size)[whence]
        if target < 0:
            raise OSError("a position before the file's start")
        self._at = target
        return target

    def read(self, size: int | None = -1) -> bytes:
        """Read up to `size` bytes, all that is left if negative."""
        left = max(0, self._blob.size - self._at)
        size = left if size is None or size < 0 else min(size, left)
        start, held = self._window
        if not (start <= self._at and self._at + size <= start + len(held)):
            if size >= self._WINDOW:
                data = self._blob.read(self._at, self._at + size)
                self._at += size
                return data
            start = self._at
            held = self._blob.read(start, min(start + self._WINDOW, self._blob.size))
            self._window = (start, held)
        data = held[self._at - start : self._at - start + size]
        self._at += size
        return data

    def readline(self, size: int | None = -1) -> bytes:
        """Read up to and with the next line feed; a line longer than a window is cut there."""
        begin = self._at
        line = self.read(self._WINDOW if size is None or size < 0 else min(size, self._WINDOW))
        line = line[: line.find(b"\n") + 1] if b"\n" in line else line
        self._at = begin + len(line)
        return line
