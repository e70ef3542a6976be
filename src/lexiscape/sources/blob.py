"""A file's name in, random access to its bytes out: the ground on which every format's reader stands."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, SourceError, SourceNotFound


class Blob(Protocol):
    """Bytes that can be read anywhere: a local file, or one behind a hub."""

    name: str
    size: int

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from `start` up to but not including `stop`; CorruptFile if they are not all there."""

    def view(self, start: int, stop: int) -> NDArray[np.uint8]:
        """Return the same bytes as a read-only array, memory-mapped: for ranges too large to copy twice."""

    def fetch(self, start: int, stop: int) -> None:
        """Make a range quick to read part by part; nothing to do for a local file."""


class LocalBlob:
    """The bytes of a local file."""

    def __init__(self, path: Path, name: str | None = None) -> None:
        self.path = path
        self.name = name or path.name
        try:
            self.size = path.stat().st_size
            if not path.is_file():
                raise SourceError(f"cannot read {self.name}: expected a file, found something else")
        except FileNotFoundError:
            raise SourceNotFound(f"no file {path}") from None
        except OSError as error:
            raise SourceError(f"cannot read {path}: {error.strerror or error}") from error

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from `start` up to but not including `stop`."""
        self._check(start, stop)
        try:
            with self.path.open("rb") as file:
                file.seek(start)
                data = file.read(stop - start)
        except OSError as error:
            raise SourceError(f"cannot read {self.path}: {error.strerror or error}") from error
        if len(data) != stop - start:
            raise CorruptFile(f"{self.name} is cut short: expected bytes {start:,} to {stop:,}, got {len(data):,}")
        return data

    def view(self, start: int, stop: int) -> NDArray[np.uint8]:
        """Return the bytes from `start` up to but not including `stop`, memory-mapped."""
        self._check(start, stop)
        if start == stop:
            return np.empty(0, np.uint8)
        try:
            return np.memmap(self.path, np.uint8, "r", start, (stop - start,))
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
