"""A file behind a hub as a `Blob`: only the ranges that are asked for are fetched, and each is kept on disk.

A range lies in the cache under the file's name, what the server knows its content by, the range's bounds and its
checksum; while it is fetched, in a file with `.part`, which holds the first bytes of it and nothing else, so that a
broken transfer goes on where it stopped and the cache never holds a range that is not whole. One that a crash or a disk
damaged is fetched anew; where the server has other content than it had, nothing kept before is read again.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, LexiscapeError, SourceError
from lexiscape.progress import Progress, silent
from lexiscape.sources.storage.answers import begin_of, checked_blocks, content_of, storage_tag
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.sources.storage.hub_errors import asked_pause, hub_errors, is_passing, is_transport_error
from lexiscape.sources.storage.session import stream

HEAD = 128 << 10  # fetched together when the first bytes are asked for: most safetensors headers fit in
_PAUSES = (0.0, 0.5, 1.5, 3.0)  # seconds before each new try that follows one without progress
_PROGRESS = 4096  # bytes, or a quarter of what was asked for: a server of one byte would be asked a million times
_BLOCK = 1 << 20
_KEPT = re.compile(r"[0-9a-f]{24}-([0-9a-f]{12})-(\d{1,18})-(\d{1,18})-([0-9a-f]{8})\.range")


@dataclass(frozen=True)
class RemoteFile:
    """One file of a model at one commit: where it is, how large, and the ETag of its content."""

    url: str
    size: int
    etag: str
    commit: str = ""


class _Busy(Exception):  # noqa: N818 - as if the connection had dropped: tried again
    """A server that is asked too often, or broken just now."""

    def __init__(self, answer: Any) -> None:
        super().__init__(f"the server answers {answer.status_code}")
        self.pause = asked_pause(answer)


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
        self._content = ""  # the one content that all ranges are of, by its hash; "" while none was met
        self._tags: dict[str, str] = {}  # what each storage calls it
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

    def kept(self) -> list[Path]:
        """Return the files of the cache that hold ranges of it."""
        return sorted(self._cache.glob(f"{self._key}-*.range"))

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
        """Return a range on disk that holds this one, of the content that was met; one that is damaged is removed."""
        for path in self.kept():
            named = _KEPT.fullmatch(path.name)
            if named is None or (self._content and named[1] != self._content):
                continue
            first, last = int(named[2]), int(named[3])
            if first <= start and stop <= last:
                if path in self._sound or (path.stat().st_size, _checksum(path)) == (last - first, named[4]):
                    self._sound.add(path)
                    self._content = named[1]
                    return first, path
                path.unlink(missing_ok=True)
        return None

    def _download(self, start: int, stop: int) -> Path:
        """Fetch a range, going on where an earlier try stopped; return where it is."""
        from huggingface_hub.utils import WeakFileLock

        with WeakFileLock(self._cache / f"{self._key}-{start}-{stop}.lock"):
            found = self._cached(start, stop)  # by another process, meanwhile
            if found is not None and found[0] == start:
                return found[1]
            part, received = self._fill(start, stop)
            with part.open("rb+") as file:
                os.fsync(file.fileno())  # or a crash may leave zeros under the right name
            checksum = _checksum(part)
            if (part.stat().st_size, checksum) != (stop - start, received):
                part.unlink(missing_ok=True)  # on some file systems a lock holds nobody off
                raise SourceError(
                    f"cannot fetch {self.name}: {part} was written to by another process, or the disk lost some of it; "
                    "try again"
                )
            target = self._cache / f"{self._key}-{self._content}-{start}-{stop}-{checksum}.range"
            part.replace(target)
            self._sound.add(target)
            return target

    def _fill(self, start: int, stop: int) -> tuple[Path, str]:
        """Fetch what is missing of a range, try after try, as long as any gets further.

        Return where it is, and the checksum of the bytes as they came.
        """
        have, value = self._begun(start, stop)
        tries = iter(_PAUSES)
        self._answer = "the server sent less than it announced"
        while have < stop - start:
            before = have
            try:
                with self._ask(start + have, stop) as blocks, self._appending(start, stop) as file:
                    for block in blocks:
                        file.write(block)
                        value, have = zlib.crc32(block, value), have + len(block)
                        self._progress("fetch", have, stop - start, self.name)
            except _Busy as error:
                self._answer, self._pause = str(error), error.pause
            except Exception as error:
                if not is_transport_error(error):
                    raise
                self._answer = str(error)
            if have - before >= max(1, min(_PROGRESS, (stop - start - before) // 4)):
                tries = iter(_PAUSES)
                continue
            pause = next(tries, None)
            if pause is None:
                raise SourceError(
                    f"cannot fetch {self.name} (bytes {start:,} to {stop:,}): {self._answer}; try again to go on"
                )
            time.sleep(max(pause, self._pause))
        return self._part(start, stop), f"{value:08x}"

    def _part(self, start: int, stop: int) -> Path:
        return self._cache / f"{self._key}-{self._content}-{start}-{stop}.part"

    def _begun(self, start: int, stop: int) -> tuple[int, int]:
        """Return how many bytes an earlier try left of a range, and their CRC-32."""
        part = next(self._cache.glob(f"{self._key}-{self._content or '*'}-{start}-{stop}.part"), None)
        if part is None:
            return 0, 0
        size = part.stat().st_size
        if size > stop - start:
            part.unlink(missing_ok=True)
            return 0, 0
        self._content = part.name.split("-")[1]
        return size, int(_checksum(part), 16)

    @contextmanager
    def _appending(self, start: int, stop: int) -> Iterator[IO[bytes]]:
        """Open what there is of a range to go on with it; of an answer that turns out to be none, nothing is left."""
        part = self._part(start, stop)
        try:
            with part.open("ab") as file:
                yield file
        except LexiscapeError:
            part.unlink(missing_ok=True)
            raise
        except OSError as error:
            if error.errno is not None:
                part.unlink(missing_ok=True)  # a full disk is not left full
            raise

    @contextmanager
    def _ask(self, start: int, stop: int) -> Iterator[Iterator[bytes]]:
        """Ask for a range and give its bytes in blocks.

        Raises
        ------
        _Busy
            The server says "later".
        SourceError
            The answer is not of these bytes, or of another content than those that are kept.
        """
        from huggingface_hub.utils import build_hf_headers, hf_raise_for_status

        headers = {**build_hf_headers(library_name="lexiscape"), "Range": f"bytes={start}-{stop - 1}"}
        headers["Accept-Encoding"] = "identity"  # a range of a compressed body would be a range of something else
        with stream(self._file.url, headers, self.name) as (response, blocks):
            self._pause = 0.0
            if is_passing(response.status_code):
                raise _Busy(response)
            if response.status_code >= 400 and response.status_code != 416:
                hf_raise_for_status(response)
            begin = begin_of(response, self.name, self.size, start, stop)
            self._meet(response)
            yield checked_blocks(blocks, begin, self.name, start, stop)

    def _meet(self, response: Any) -> None:
        """Hold an answer's content against that of all others: ranges of two are never joined.

        Raises
        ------
        CorruptFile
            It is another; what was kept is removed, so that the next time begins anew.
        """
        content = content_of(response, self.name, self._file.etag, self._file.commit)
        content = hashlib.sha256(content.encode()).hexdigest()[:12]
        tag = storage_tag(response)
        known = self._tags.setdefault(urlsplit(str(response.url)).netloc, tag)
        if self._content not in ("", content) or known != tag:
            self._remove_but("")
            self._content, self._tags = "", {}
            raise CorruptFile(
                f"{self.name} was changed on the server while it was fetched: what was kept of it is removed; "
                "open it again"
            )
        self._remove_but(content)
        self._content = content

    def _remove_but(self, content: str) -> None:
        """Remove what is kept of the file, but for what is of this content."""
        for path in [*self.kept(), *self._cache.glob(f"{self._key}-*.part")]:
            if not (content and path.name.startswith(f"{self._key}-{content}-")):
                self._sound.discard(path)
                with suppress(OSError):
                    path.unlink()


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
