"""A shard of a text file in, its lines out, decompressed and decoded; what is no UTF-8 text is named."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any

from lexiscape.bounded import read_lines
from lexiscape.contextual.texts.shards import Shard, is_compressed
from lexiscape.errors import CorruptFile, LexiscapeError, MissingExtra, SourceError, first_line
from lexiscape.given_files import open_file

#: How a text begins that is stored in another encoding than UTF-8, the longer ones first.
_MARKS = {
    b"\xff\xfe\0\0": "UTF-32",
    b"\0\0\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_TELLING = 32  # bytes of a line: in fewer, a few zeros say nothing


def lines(shard: Shard) -> Iterator[tuple[str, str]]:
    """Yield (place, line) of every line that begins in the shard.

    Raises
    ------
    CorruptFile
        A broken archive, or bytes that are not UTF-8, with the file and the byte.
    SourceError
        The file cannot be read.
    """
    path = Path(shard.path)
    whole = is_compressed(path)
    with opened(path) as file:
        if shard.start and not whole:
            file.seek(shard.start - 1)
            next(read_lines(file.readline, path.name), b"")  # the end of a line that began in the shard before
        at = 0 if whole else file.tell()
        for raw in read_lines(file.readline, path.name):
            if at >= shard.stop and not whole:
                return
            yield f"{path.name}:{at}", decode(raw, path, at).rstrip("\r\n")
            at += len(raw)


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file open to be read, decompressed; errors of it and of its reader become ours."""
    open_it = _OPENERS.get(path.suffix.lower())
    kind = path.suffix.lower().removeprefix(".")
    try:
        with open_file(path) as given:
            if open_it is None:
                yield given
            else:
                with open_it(given) as file:
                    yield file
    except LexiscapeError:
        raise
    except (EOFError, gzip.BadGzipFile, zlib.error, lzma.LZMAError) as error:
        raise CorruptFile(f"{path} is not a whole {_NAMES.get(kind, kind)} file: {first_line(error)}") from None
    except OSError as error:
        if open_it is not None and error.errno is None:  # how bz2 and Arrow tell that it is none
            raise CorruptFile(f"{path} is not a whole {_NAMES.get(kind, kind)} file: {first_line(error)}") from None
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error


def _open_zstd(given: IO[bytes]) -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtra("pyarrow", "contextual", error) from None
    return io.BufferedReader(pyarrow.input_stream(given, compression="zstd"))


_OPENERS: dict[str, Callable[[IO[bytes]], Any]] = {
    ".gz": partial(gzip.GzipFile, None, "rb", 9),
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
    ".zst": _open_zstd,
}
_NAMES = {"gz": "gzip", "zst": "Zstandard"}


def decode(raw: bytes, path: Path, at: int) -> str:
    """Return a stretch of a file, from byte `at` on, as text; without the mark of UTF-8 at its start.

    Raises
    ------
    CorruptFile
        It is not UTF-8, or looks like UTF-16.
    """
    form = next((name for mark, name in _MARKS.items() if at == 0 and raw.startswith(mark)), None)
    if form is None and len(raw) >= _TELLING:  # in UTF-16 without a mark, Latin text has a zero in every other byte
        zeros = sorted((raw[::2].count(0), raw[1::2].count(0)))
        form = "UTF-16" if zeros[0] == 0 and zeros[1] * 3 > len(raw) else None
    if form is not None:
        raise CorruptFile(
            f"{path} is {form} text, not UTF-8: convert it first, for example with iconv -f {form} -t UTF-8"
        )
    try:
        return raw.decode("utf-8-sig" if at == 0 else "utf-8")
    except UnicodeDecodeError as error:
        bad = raw[error.start : error.start + 4].hex(" ")
        raise CorruptFile(
            f"{path} is not UTF-8 text: byte {at + error.start:,} starts {bad}; convert it first, for example with "
            "iconv -f CP932 -t UTF-8"
        ) from None
