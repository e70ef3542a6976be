"""A compressed file in, its parts out, after what it says of their sizes was held against what it is: no more is made.

A few megabytes of zeros, compressed, are gigabytes; a header of a hundred bytes can announce a terabyte. Every reader
of such files asks here, so that one rule holds for all: what swells beyond `SWELLS_TO` bytes and by more than
`SWELLS_BY` times is no data of ours, and an array has the bytes that its shape needs before it is allocated. What is
not compressed can be long all the same, and cost its length several times: lists, lines, headers and the directories of
archives have a length, too, beyond which they are none.
"""

from __future__ import annotations

import math
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, AnyStr

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile

SWELLS_TO, SWELLS_BY = 64 << 20, 100
_MAP_SWELLS_BY = 30  # a map's data, of which neighbors and distances are most, shrinks to a third; one of copies, more
_MOST_MEMBERS = 10_000
MAX_LIST = 512 << 20  # bytes of a list of tokens; that of 10 million words has a fifth
MAX_LINE = 32 << 20  # bytes of a line: a million numbers of 30 digits, or the longest document
_MAX_DIRECTORY = 8 << 20  # bytes; that of a model with 90,000 tensors
_MOST_SIGNS = 1000  # of one kind in a header; NumPy names no array with as many
_MAX_ARRAY_HEADER = 64 << 10  # bytes; NumPy itself takes 10,000 characters


def check_size(path: Path, what: str, most: int = MAX_LIST) -> None:
    """Refuse a file that is too long for `what` it should be, before a byte of it is read."""
    try:
        size = path.stat().st_size
    except ValueError:  # a null in its name: whoever opens it says so
        return
    if size > most:
        raise CorruptFile(f"{path.name} has {size:,} bytes: no {what} is longer than {most:,}")


def read_lines(readline: Callable[[int], AnyStr], name: str, longest: int = MAX_LINE) -> Iterator[AnyStr]:
    """Yield the lines that a file's `readline` returns, each with its end; CorruptFile where one is too long."""
    while line := readline(longest + 1):
        if len(line) > longest:
            raise CorruptFile(f"{name} has a line of more than {longest:,} bytes: are its line ends missing?")
        yield line


class _Directory:
    """A file while zipfile looks for an archive's directory in it, which it reads at once, however long it is."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name = file, name
        self.seek, self.tell = file.seek, file.tell

    def read(self, size: int = -1) -> bytes:
        """Read, but no more than any directory has."""
        if size > _MAX_DIRECTORY:
            raise CorruptFile(
                f"{self._name} is an archive with a directory of {size:,} bytes: no vectors need more than "
                f"{_MAX_DIRECTORY:,}"
            )
        return self._file.read(size)


def list_members(file: IO[bytes], name: str) -> list[zipfile.ZipInfo]:
    """Return what the directory of an archive says that it holds; CorruptFile if that is longer than any needs to be.

    zipfile's own errors, of many kinds, are the caller's: it says what was expected.
    """
    with zipfile.ZipFile(_Directory(file, name)) as archive:
        return archive.infolist()


def check_array_header(file: IO[bytes], name: str) -> None:
    """Refuse a header that NumPy would read whole before it finds it too long; leaves `file` at its start."""
    start = file.read(12)
    file.seek(0)
    _check_nesting(file, start, name)
    if start[:6] == b"\x93NUMPY" and start[6:7] > b"\1" and int.from_bytes(start[8:12], "little") > _MAX_ARRAY_HEADER:
        raise CorruptFile(f"{name} says that its header has {int.from_bytes(start[8:12], 'little'):,} bytes: none has")


def _check_nesting(file: IO[bytes], start: bytes, name: str) -> None:
    """Refuse what Python's parser would call a lack of memory: a header of thousands of signs or brackets."""
    wide = 2 if start[6:7] == b"\1" else 4
    file.seek(8)
    size = int.from_bytes(file.read(wide), "little")
    header = file.read(min(size, _MAX_ARRAY_HEADER))
    file.seek(0)
    if start[:6] == b"\x93NUMPY" and max(map(header.count, (b"-", b"+", b"~", b"(", b"["))) > _MOST_SIGNS:
        raise CorruptFile(f"{name} has a header of more signs or brackets than any array's")


def check_member(member: zipfile.ZipInfo, name: str) -> None:
    """Refuse a part of an archive that would swell as no table of numbers does; `name` is the archive's."""
    if member.file_size > max(SWELLS_TO, SWELLS_BY * member.compress_size):
        raise CorruptFile(
            f"{name}: {member.filename[:60]!r} would swell from {member.compress_size:,} to {member.file_size:,} "
            "bytes: no vectors do; save them uncompressed if they are meant so"
        )


def read_arrays(stored: IO[bytes], name: str, wanted: Callable[[str], bool]) -> dict[str, NDArray[Any]]:
    """Return the arrays of a NumPy archive, called `name`, whose names are `wanted`; of others not a byte is read.

    Raises
    ------
    CorruptFile
        A part is damaged, would swell, is a pickle, or does not have the bytes that its shape needs.
    Exception
        Whatever zipfile and NumPy meet broken archives with: the caller says what was expected.
    """
    members = list_members(stored, name)
    with zipfile.ZipFile(stored) as archive:
        if len(members) > _MOST_MEMBERS:
            raise CorruptFile(f"{name} has {len(members):,} parts: no archive of ours has as many")
        chosen = {member.filename.removesuffix(".npy"): member for member in members}
        return {key: _read_array(archive, member, name) for key, member in chosen.items() if wanted(key)}


def _read_array(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> NDArray[Any]:
    check_member(member, name)
    with archive.open(member) as file:
        check_array_header(file, f"{name}: {member.filename[:60]!r}")
        version = np.lib.format.read_magic(file)
        readers = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
        if version not in readers:
            raise CorruptFile(f"{name}: {member.filename[:60]!r} is of NumPy's format {version}, which is not read")
        shape, _, dtype = readers[version](file)
    if dtype.hasobject or math.prod(shape) * dtype.itemsize > member.file_size:
        raise CorruptFile(
            f"{name}: {member.filename[:60]!r} says it holds {shape} of {dtype}, in {member.file_size:,} bytes"
        )
    with archive.open(member) as file:
        array: NDArray[Any] = np.lib.format.read_array(file, allow_pickle=False)
    return array


def gunzip(data: bytes) -> bytes:
    """Return what one gzip member holds.

    Raises
    ------
    CorruptFile
        It would swell, ends too early, or has something behind it.
    zlib.error
        It is no gzip member, or was altered.
    """
    most = max(SWELLS_TO, _MAP_SWELLS_BY * len(data))
    machine = zlib.decompressobj(31)
    made = machine.decompress(data, most)
    if machine.unconsumed_tail:
        raise CorruptFile(f"the map's data would swell from {len(data):,} to more than {most:,} bytes, as no map does")
    if not machine.eof or machine.unused_data:
        raise CorruptFile("the map's data is damaged: its end is not where it should be")
    return made
