"""An array that stays in its file in, an error out if the file is no longer what it was when it was opened.

Very many vectors are mapped, not copied. Whoever writes into such a file changes them, and who cuts it short ends any
process that reads on. Neither can be kept from doing so: it is looked before vectors are read, and after.
"""

from __future__ import annotations

import mmap
import os
from typing import IO, Any, NamedTuple
from weakref import WeakKeyDictionary, finalize

from numpy.typing import NDArray

from lexiscape.errors import CorruptFile


class _Opened(NamedTuple):
    """A mapped file: what it is called, a handle of it, and its size and time of change when it was mapped."""

    name: str
    handle: int
    known: tuple[int, int]


_OPENED: WeakKeyDictionary[mmap.mmap, _Opened] = WeakKeyDictionary()


def remember(array: NDArray[Any], file: IO[bytes], name: str) -> None:
    """Keep in mind what the open file is that an array is mapped from, for as long as the mapping lives."""
    mapping = _mapping_of(array)
    if mapping is not None:
        handle = os.dup(file.fileno())  # of the file itself, whatever will have its name
        finalize(mapping, os.close, handle)
        _OPENED[mapping] = _Opened(name, handle, _state_of(handle))


def check_unchanged(*arrays: Any) -> None:
    """Raise if one of these arrays, or what it is a view of, is mapped from a file that was written to or cut short.

    A file that was replaced by another of its name lives on, unchanged, as long as it is mapped.

    Raises
    ------
    CorruptFile
        The file's size or time of change is another than when it was opened.
    """
    for array in arrays:
        mapping = _mapping_of(array)
        opened = _OPENED.get(mapping) if mapping is not None else None
        if opened is not None and _state_of(opened.handle) != opened.known:
            raise CorruptFile(
                f"{opened.name} was changed while it was open, and with it its vectors, which are too many to be "
                "copied: open it again when whoever writes it is done"
            )


def _mapping_of(array: Any) -> mmap.mmap | None:
    while array is not None and not isinstance(array, mmap.mmap):
        array = array.obj if isinstance(array, memoryview) else getattr(array, "base", None)
    return array


def _state_of(handle: int) -> tuple[int, int]:
    found = os.fstat(handle)
    return found.st_size, found.st_mtime_ns
