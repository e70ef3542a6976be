"""A GGUF file's header in, its metadata and its tensors' places out; no tensor is read here.

The format (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md), all little-endian: `GGUF`, a version, the counts
of tensors and of metadata pairs, the pairs (name, type, value), for each tensor name, extents (the fastest first), type
and offset, and then, from the next multiple of the alignment on, the tensors' bytes. The gguf library's reader opens
local files only, and makes arrays of every string, seconds for a large vocabulary; so the header is read here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from struct import Struct
from typing import Any

import numpy as np

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.storage.blob import Blob

_VERSIONS = (2, 3)  # version 1 counted in 32 bits, and was of one month in 2023
_U32, _U64 = Struct("<I"), Struct("<Q")
_STRING, _ARRAY = 8, 9
#: Numbers: metadata value type → NumPy's name.
_NUMBERS = {
    0: "u1",
    1: "i1",
    2: "<u2",
    3: "<i2",
    4: "<u4",
    5: "<i4",
    6: "<f4",
    7: "?",
    10: "<u8",
    11: "<i8",
    12: "<f8",
}
#: A header's bytes, its pairs and its tensors, at most; the largest known has 20 MB and some thousands.
_MAX_HEADER, _MOST_PAIRS, _MOST_TENSORS = 64 << 20, 1 << 16, 1 << 16
#: The values of one list, the strings of all lists and the numbers of all; the largest known has 514,000, 776,000 and
#: 524,000.
_MOST_VALUES, _MOST_STRINGS, _MOST_NUMBERS = 1 << 20, 3 << 19, 1 << 22
_FIRST_READ = 128 << 10
_NEXT_READ = 1 << 20


@dataclass(frozen=True)
class Entry:
    """Where a tensor lies: its type's number, its shape, rows first, and its first byte's position in the file."""

    type: int
    shape: tuple[int, ...]
    start: int


def read_header(blob: Blob, wanted: Collection[str]) -> tuple[dict[str, Any], dict[str, Entry]]:
    """Return the metadata of these names (numbers, strings, lists of them) and every tensor's place by name.

    Raises
    ------
    SourceError
        It is GGUF, but of a version or a byte order that is not read.
    CorruptFile
        Its bytes contradict its format.
    """
    cursor = _Cursor(blob)
    if blob.size < 24 or cursor.take(4) != b"GGUF":
        raise CorruptFile(f"{blob.name} is no GGUF file: expected it to begin with GGUF; download or copy it again")
    version = cursor.number(_U32)
    if version not in _VERSIONS:
        big = version & 0xFFFF == 0
        raise SourceError(
            f"cannot read {blob.name}: expected GGUF version {' or '.join(map(str, _VERSIONS))}, got "
            f"{'the byte order of a big-endian machine' if big else version}; convert the model again"
        )
    n_tensors, n_pairs = cursor.number(_U64), cursor.number(_U64)
    if n_tensors > _MOST_TENSORS or n_pairs > _MOST_PAIRS:
        raise CorruptFile(f"{blob.name} is corrupted: it announces {n_pairs:,} metadata pairs, {n_tensors:,} tensors")
    metadata: dict[str, Any] = {}
    alignment = 32
    for _ in range(n_pairs):
        name = cursor.string()
        value = cursor.value(name in wanted or name == "general.alignment")
        if name == "general.alignment":
            alignment = value
        elif name in wanted:
            metadata[name] = value
    if type(alignment) is not int or alignment <= 0 or alignment & (alignment - 1):
        raise CorruptFile(f"{blob.name} is corrupted: its alignment should be a power of two, got {alignment!r}")
    found: dict[str, Entry] = {}
    for _ in range(n_tensors):
        name = cursor.string()
        extents = [cursor.number(_U64) for _ in range(cursor.count(8))]
        kind, offset = cursor.number(_U32), cursor.number(_U64)
        if name in found or len(extents) > 8:
            raise CorruptFile(
                f"{blob.name} is corrupted: tensor {name[:60]!r} is there twice, or of too many dimensions"
            )
        found[name] = Entry(kind, tuple(reversed(extents)), offset)
    begin = -(-cursor.at // alignment) * alignment
    places = {name: Entry(entry.type, entry.shape, begin + entry.start) for name, entry in found.items()}
    return metadata, places


class _Cursor:
    """Reads a blob from its beginning on, in pieces; never asks for more than the blob has."""

    def __init__(self, blob: Blob) -> None:
        self.at = 0
        self._blob = blob
        self._held = bytearray()
        self._listed = {True: 0, False: 0}  # how many values all lists have so far: of strings, of numbers

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes."""
        self._hold(self.at + size)
        self.at += size
        return bytes(self._held[self.at - size : self.at])

    def number(self, of: Struct) -> int:
        """Return the next number."""
        value: int = of.unpack(self.take(of.size))[0]
        return value

    def count(self, least: int) -> int:
        """Return a 32-bit count of things that take at least so many bytes each."""
        return self._fitting(self.number(_U32), least)

    def string(self) -> str:
        """Return the next string."""
        return self._decode(self.take(self._fitting(self.number(_U64), 1)))

    def value(self, wanted: bool) -> Any:
        """Return the next value, with its type before it; None for a list that is not wanted."""
        kind = self.number(_U32)
        if kind == _STRING:
            return self.string()
        if kind in _NUMBERS:
            return self._numbers(kind, 1)[0]
        if kind != _ARRAY:
            raise CorruptFile(f"{self._blob.name} is corrupted: there is no value type {kind}")
        kind, count = self.number(_U32), self.number(_U64)
        if count > _MOST_VALUES:
            raise CorruptFile(
                f"{self._blob.name} is corrupted: it announces a list of {count:,} values, more than any model has"
            )
        self._listed[kind == _STRING] += count
        if self._listed[True] > _MOST_STRINGS or self._listed[False] > _MOST_NUMBERS:
            raise CorruptFile(f"{self._blob.name} is corrupted: its lists are longer than those of any model together")
        if kind == _STRING:
            return self._strings(self._fitting(count, _U64.size), wanted)
        if kind not in _NUMBERS:
            raise CorruptFile(f"{self._blob.name} is corrupted: a list of values of type {kind}, which no model has")
        return self._numbers(kind, self._fitting(count, np.dtype(_NUMBERS[kind]).itemsize))

    def _numbers(self, kind: int, count: int) -> list[Any]:
        dtype = np.dtype(_NUMBERS[kind])
        values: list[Any] = np.frombuffer(self.take(count * dtype.itemsize), dtype).tolist()
        return values

    def _strings(self, count: int, wanted: bool) -> list[str] | None:
        """Return `count` strings; hundreds of thousands of merges are only stepped over."""
        strings: list[str] = []
        held, size_at = self._held, _U64.unpack_from
        for _ in range(count):
            if self.at + _U64.size > len(held):
                self._hold(self.at + _U64.size)
            begin = self.at + _U64.size
            end = begin + size_at(held, self.at)[0]
            if end > len(held):
                self._hold(end)
            if wanted:
                strings.append(self._decode(held[begin:end]))
            self.at = end
        return strings if wanted else None

    def _decode(self, stored: bytes | bytearray) -> str:
        try:
            return stored.decode()
        except UnicodeDecodeError:
            return stored.decode("utf-8", "surrogateescape")  # a token of bytes that are no text

    def _fitting(self, count: int, least: int) -> int:
        if count * least > self._blob.size - self.at:
            raise CorruptFile(
                f"{self._blob.name} is cut short or corrupted: at byte {self.at:,} it announces {count:,} things, "
                f"more than its {self._blob.size:,} bytes can hold"
            )
        return count

    def _hold(self, stop: int) -> None:
        """Read on until the bytes before `stop` are held."""
        if stop > self._blob.size:
            raise CorruptFile(
                f"{self._blob.name} is cut short: its header goes on at byte {self._blob.size:,}, where the file ends; "
                "download or copy it again"
            )
        if stop > _MAX_HEADER:
            raise CorruptFile(f"{self._blob.name} is corrupted: its header has more than {_MAX_HEADER:,} bytes")
        while len(self._held) < stop:
            step = _NEXT_READ if self._held else _FIRST_READ
            last = min(max(stop, len(self._held) + step), self._blob.size)
            self._held += self._blob.read(len(self._held), last)
