"""Arrays and texts in, the sections of what a page carries out, and back: each with its place and width of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray


def zigzag(values: NDArray[Any]) -> NDArray[np.int64]:
    """Fold signed into unsigned, small staying small: 0, -1, 1, -2 become 0, 1, 2, 3."""
    values = values.astype(np.int64)
    return (values << 1) ^ (values >> 63)


def unzigzag(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Undo `zigzag`."""
    return (values >> 1) ^ -(values & 1)


class SectionWriter:
    """Collects sections and where they lie."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self._sections: dict[str, list[int]] = {}
        self._surrogates: dict[str, dict[str, str]] = {}
        self._size = 0

    def listing(self) -> dict[str, Any]:
        """Return the header's entries: `sections` (name → offset, bytes, width) and `surrogates`."""
        return {"sections": self._sections, "surrogates": self._surrogates}

    def integers(self, name: str, values: NDArray[np.integer[Any]]) -> None:
        """Add non-negative integers, in C order, as the fewest byte planes that hold the largest one."""
        flat = np.ascontiguousarray(values, "<u8").reshape(-1)
        width = max(1, (int(flat.max(initial=0)).bit_length() + 7) // 8)
        self._add(name, flat.view(np.uint8).reshape(-1, 8)[:, :width].T.tobytes(), width)

    def strings(self, name: str, texts: Sequence[str]) -> None:
        """Add texts as one UTF-8 text and their lengths in UTF-16 units, as JavaScript counts.

        UTF-8 has no lone surrogates: texts that hold some are kept in the header, where JSON can escape them.
        """
        lone: dict[str, str] = {}
        try:
            blob = "".join(texts).encode("utf-8")
        except UnicodeEncodeError:
            lone = {str(row): text for row, text in enumerate(texts) if _has_lone_surrogate(text)}
            texts = ["" if str(row) in lone else text for row, text in enumerate(texts)]
            blob = "".join(texts).encode("utf-8")
        self._surrogates[name] = lone
        lengths = np.fromiter((len(text.encode("utf-16-le")) for text in texts), np.int64, len(texts)) >> 1
        self.integers(f"{name}:lengths", lengths)
        self._add(name, blob, 1)

    def _add(self, name: str, data: bytes, width: int) -> None:
        self._sections[name] = [self._size, len(data), width]
        self._size += len(data)
        self.parts.append(data)


class SectionReader:
    """Reads sections by name."""

    def __init__(self, header: Mapping[str, Any], body: memoryview) -> None:
        self._header = header
        self._body = body

    def integers(self, name: str) -> NDArray[np.int64]:
        """Return the integers of a section, flat."""
        data, width = self._section(name)
        if not 1 <= width <= 8:
            raise ValueError(f"section {name!r} has numbers of {width} bytes")
        planes = np.frombuffer(data, np.uint8).reshape(width, -1)
        whole = np.zeros((planes.shape[1], 8), np.uint8)
        whole[:, :width] = planes.T
        return cast("NDArray[np.int64]", whole.view("<i8").reshape(-1))

    def strings(self, name: str) -> list[str]:
        """Return the texts of a section."""
        units = bytes(self._section(name)[0]).decode("utf-8").encode("utf-16-le")
        ends = np.cumsum(self.integers(f"{name}:lengths") * 2).tolist()
        if (ends[-1] if ends else 0) != len(units):
            raise ValueError(f"the lengths of {name!r} do not add up")
        starts = [0, *ends][: len(ends)]
        if any(start > end for start, end in zip(starts, ends, strict=True)):
            raise ValueError(f"a length of {name!r} is negative")
        texts = [units[start:end].decode("utf-16-le") for start, end in zip(starts, ends, strict=True)]
        for row, text in self._header["surrogates"][name].items():
            texts[int(row)] = text
        return texts

    def _section(self, name: str) -> tuple[memoryview, int]:
        offset, size, width = self._header["sections"][name]
        if offset < 0 or size < 0 or offset + size > len(self._body):
            raise ValueError(f"section {name!r} lies outside the data")
        return self._body[offset : offset + size], width


def _has_lone_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
