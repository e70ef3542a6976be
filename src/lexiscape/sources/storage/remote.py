"""A file behind a hub as a `Blob`: only the ranges that are asked for are fetched, and each is kept on disk.

A range lies in the cache under the file's name, its ETag, the range's bounds and its checksum; while it is fetched, in
a file with `.part`, which holds the first bytes of it and nothing else, so that a broken transfer goes on where it
stopped and the cache never holds a range that is not whole. One that a crash or a disk damaged is fetched anew.
"""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.progress import Progress, silent
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.sources.storage.hub_errors import asked_pause, hub_errors, is_passing, is_transport_error
from lexiscape.sources.storage.session import stream

HEAD = 128 << 10  # fetched together when the first bytes are asked for: most safetensors headers fit in
_PAUSES = (0.0, 0.5, 1.5, 3.0)  # seconds before each new try that follows one without a byte of progress
_BLOCK = 1 << 20


@dataclass(frozen=True)
class RemoteFile:
    """One file of a model at one commit: where it is, how large, and the ETag of its content."""

    url: str
    size: int
    etag: str


class RemoteBlob:
    """The bytes of a file behind a hub."""

    def __init__(self, file: RemoteFile, model: str, name: str, cache: Path, progress: Progress = silent) -> None:
        self.name = f"{model}/{name}"
        self._model = model
        self.size = file.size
        self._file = file
        self._cache = cache
        self._progress = progress
        self._answer, self._pause = "", 0.0  # what the last try met, and how long the server asks to wait
        self._sound: set[Path] = set()  # ranges whose checksum was looked at
        self._key = hashlib.sha256(f"{file.url.rpartition('/resolve/')[2]}\n{file.etag}".encode()).hexdigest()[:24]

    def read(self, start: int, stop: int) -> bytes:
        """Return the bytes from `start` up to but not including `stop`."""
        first, local = self._nearby(start, stop)
        return local.read(start - first, stop - first)

    def view(self, start: int, stop: int) -> NDArray[np.uint8]:
        """Return the same bytes as an array; memory-mapped in the cache if there are very many."""
        first, local = self._nearby(start, stop)
        return local.view(start - first, stop - first)

    def fetch(self, start: int, stop: int) -> None:
        """Fetch a range in one go, so that reading parts of it needs no further request."""
        self._nearby(start, stop)

    def _nearby(self, start: int, stop: int) -> tuple[int, LocalBlob]:
        """Return a cached range that holds this one, and where it starts; fetched now if there is none."""
        if not 0 <= start <= stop <= self.size:
            raise CorruptFile(
                f"{self.name} is cut short: expected bytes {start:,} to {stop:,}, but it has {self.size:,}"
            )
        with hub_errors(self._model), _disk_errors(self._cache):
            found = self._cached(start, stop)
            if found is None:
                if stop <= HEAD:
                    start, stop = 0, min(HEAD, self.size)
                found = start, self._download(start, stop)
        return found[0], LocalBlob(found[1], self.name)

    def _cached(self, start: int, stop: int) -> tuple[int, Path] | None:
        """Return a range on disk that holds this one; one that is damaged is removed."""
        for path in self._cache.glob(f"{self._key}-*-*-*.range"):
            first, last, checksum = path.stem.split("-")[1:]
            if int(first) <= start and stop <= int(last):
                if path in self._sound or (path.stat().st_size, _checksum(path)) == (int(last) - int(first), checksum):
                    self._sound.add(path)
                    return int(first), path
                path.unlink(missing_ok=True)
        return None

    def _download(self, start: int, stop: int) -> Path:
        """Fetch a range, going on where an earlier try stopped; return where it is."""
        from huggingface_hub.utils import WeakFileLock

        part = self._cache / f"{self._key}-{start}-{stop}.part"
        with WeakFileLock(part.with_suffix(".lock")):
            found = self._cached(start, stop)  # by another process, meanwhile
            if found is not None and found[0] == start:
                return found[1]
            with part.open("ab") as file:
                if file.tell() > stop - start:
                    file.truncate(0)
                try:
                    self._fill(file, start, stop)
                except OSError as error:
                    if error.errno is not None:
                        part.unlink(missing_ok=True)  # a full disk is not left full
                    raise
                file.flush()
                os.fsync(file.fileno())  # or a crash may leave zeros under the right name
            target = self._cache / f"{self._key}-{start}-{stop}-{_checksum(part)}.range"
            part.replace(target)
            self._sound.add(target)
            return target

    def _fill(self, file: IO[bytes], start: int, stop: int) -> None:
        """Append what is missing of the range, try after try, as long as any try gets further."""
        tries = iter(_PAUSES)
        self._answer = "the server sent less than it announced"
        while file.tell() < stop - start:
            before = file.tell()
            try:
                for block in self._stream(start + before, stop):
                    file.write(block)
                    self._progress("fetch", file.tell(), stop - start, self.name)
            except Exception as error:
                if not is_transport_error(error):
                    raise
                self._answer = str(error)
            if file.tell() > before:
                tries = iter(_PAUSES)
                continue
            pause = next(tries, None)
            if pause is None:
                raise SourceError(
                    f"cannot fetch {self.name} (bytes {start:,} to {stop:,}): {self._answer}; try again to go on"
                )
            time.sleep(max(pause, self._pause))

    def _stream(self, start: int, stop: int) -> Iterator[bytes]:
        """Ask for a range and yield its bytes; from a server that ignores ranges, skip what comes before."""
        from huggingface_hub.utils import build_hf_headers, hf_raise_for_status

        headers = {**build_hf_headers(library_name="lexiscape"), "Range": f"bytes={start}-{stop - 1}"}
        headers["Accept-Encoding"] = "identity"  # a range of a compressed body would be a range of something else
        with stream(self._file.url, headers) as (response, blocks):
            self._pause = 0.0
            if is_passing(response.status_code):
                self._answer, self._pause = f"the server answers {response.status_code}", asked_pause(response)
                return  # as if the connection had dropped: tried again
            if response.status_code >= 400:
                hf_raise_for_status(response)
            position = self._position_of(response)
            for block in blocks:
                begin, end = position, position + len(block)
                position = end
                if end > start:
                    yield block[max(0, start - begin) : len(block) - max(0, end - stop)]
                if end >= stop:
                    return

    def _position_of(self, response: Any) -> int:
        """Return where in the file a response's body begins; CorruptFile if it is of another file."""
        if response.status_code != 206:
            length = response.headers.get("Content-Length")
            if length is not None and int(length) != self.size:
                raise CorruptFile(f"{self.name} should have {self.size:,} bytes, but the server sends {int(length):,}")
            return 0
        bounds, _, total = response.headers.get("Content-Range", "").removeprefix("bytes ").partition("/")
        if total.isdecimal() and int(total) != self.size:
            raise CorruptFile(f"{self.name} should have {self.size:,} bytes, but the server has {int(total):,}")
        begin = bounds.partition("-")[0]
        if not begin.isdecimal():
            raise SourceError(f"cannot fetch {self.name}: the server sent a range without saying which")
        return int(begin)


def _checksum(path: Path) -> str:
    """Return the CRC-32 of a file: it tells damage, at the speed of reading; nobody is kept from forging it."""
    value = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            value = zlib.crc32(block, value)
    return f"{value:08x}"


@contextmanager
def _disk_errors(cache: Path) -> Iterator[None]:
    """Turn a full disk or a read-only cache into a sentence that helps; a hub's own errors pass."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise SourceError(
            f"cannot write the cache {cache}: {error.strerror}; free some space there, or set HF_ASSETS_CACHE to "
            "another folder"
        ) from error
