"""A compressed file in, its parts out, after what it says of their sizes was held against what it is: no more is made.

A few megabytes of zeros, compressed, are gigabytes; a header of a hundred bytes can announce a terabyte. Every reader
of such files asks here, so that one rule holds for all: what swells beyond `SWELLS_TO` bytes and by more than
`SWELLS_BY` times is no data of ours, and an array has the bytes that its shape needs before it is allocated.
"""

from __future__ import annotations

import math
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile

SWELLS_TO, SWELLS_BY = 64 << 20, 100
_MAP_SWELLS_BY = 30  # a map's data, of which neighbors and distances are most, shrinks to a third; one of copies, more
_MOST_MEMBERS = 10_000


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
    with zipfile.ZipFile(stored) as archive:
        members = archive.infolist()
        if len(members) > _MOST_MEMBERS:
            raise CorruptFile(f"{name} has {len(members):,} parts: no archive of ours has as many")
        chosen = {member.filename.removesuffix(".npy"): member for member in members}
        return {key: _read_array(archive, member, name) for key, member in chosen.items() if wanted(key)}


def _read_array(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> NDArray[Any]:
    check_member(member, name)
    with archive.open(member) as file:
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
