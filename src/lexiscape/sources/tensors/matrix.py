"""A stored matrix's place, type and shape in; float32 rows out, all of them or some, without reading the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import SourceError
from lexiscape.processors import made_of_each
from lexiscape.sources.storage.blob import Blob

Float32 = NDArray[np.float32]
_BLOCK_BYTES = 16 << 20  # widened at a time: small beside any matrix, large beside a system call


def _widen_bf16(stored: NDArray[np.uint8]) -> Float32:
    """bfloat16 is the upper half of a float32."""
    wide = np.zeros(stored.size, "<u2")
    wide[1::2] = stored.view("<u2")
    return wide.view("<f4").astype(np.float32, copy=False)


def _float8_table(exponent_bits: int, finite: bool) -> Float32:
    """Return the 256 values of an 8-bit float (Micikevicius et al. 2022, arXiv 2209.05433, table 1).

    `finite`: E4M3 has no infinities, and only the code with all bits set is NaN; E5M2 is as IEEE 754.
    """
    mantissa_bits = 7 - exponent_bits
    bias = (1 << (exponent_bits - 1)) - 1
    code = np.arange(128)
    exponent, mantissa = code >> mantissa_bits, code & ((1 << mantissa_bits) - 1)
    fraction = mantissa / (1 << mantissa_bits)
    value = np.where(exponent > 0, (1 + fraction) * 2.0 ** (exponent - bias), fraction * 2.0 ** (1 - bias))
    if finite:
        value[127] = np.nan
    else:
        top = exponent == (1 << exponent_bits) - 1
        value[top] = np.where(mantissa[top] == 0, np.inf, np.nan)
    return np.concatenate([value, -value]).astype(np.float32)


_E4M3 = _float8_table(4, finite=True)
_E5M2 = _float8_table(5, finite=False)


class StoredType(NamedTuple):
    """One element type: its bytes, and how an array of bytes becomes float32 (None: refused)."""

    size: int
    widen: Callable[[NDArray[np.uint8]], Float32] | None


#: Element types by their safetensors name. https://github.com/huggingface/safetensors, `Dtype`.
STORED_TYPES: dict[str, StoredType] = {
    "F64": StoredType(8, lambda stored: stored.view("<f8").astype(np.float32)),
    "F32": StoredType(4, lambda stored: stored.view("<f4").astype(np.float32, copy=False)),
    "F16": StoredType(2, lambda stored: stored.view("<f2").astype(np.float32)),
    "BF16": StoredType(2, _widen_bf16),
    "F8_E4M3": StoredType(1, lambda stored: _E4M3[stored]),
    "F8_E5M2": StoredType(1, lambda stored: _E5M2[stored]),
    "I8": StoredType(1, lambda stored: stored.view(np.int8).astype(np.float32)),
    "U8": StoredType(1, None),
    "BOOL": StoredType(1, None),
    "I16": StoredType(2, None),
    "U16": StoredType(2, None),
    "I32": StoredType(4, None),
    "U32": StoredType(4, None),
    "I64": StoredType(8, None),
    "U64": StoredType(8, None),
}


#: Of these, the integers: what NumPy calls them.
INTEGERS = {
    "I8": "i1",
    "I16": "<i2",
    "I32": "<i4",
    "I64": "<i8",
    "U8": "u1",
    "U16": "<u2",
    "U32": "<u4",
    "U64": "<u8",
}


class Matrix(Protocol):
    """A matrix that has been found but not read.

    Attributes
    ----------
    name : str
        The tensor's name in its file.
    file : str
        The file's name, for messages.
    dtype : str
        Element type as stored: a key of `STORED_TYPES`, or a format's own name.
    shape : tuple of int
        As stored; rows first.
    stored_bytes : int
        How many bytes it takes in the file.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - see Attributes
    @property
    def file(self) -> str: ...  # noqa: D102
    @property
    def dtype(self) -> str: ...  # noqa: D102
    @property
    def shape(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def stored_bytes(self) -> int: ...  # noqa: D102

    def rows(self, start: int, stop: int) -> Float32:
        """Read rows `start` up to but not including `stop` now: (stop - start, dim), float32."""

    def whole(self) -> Float32:
        """Return all rows, (n, dim), float32: memory-mapped where the file holds just that, and very much of it."""


@dataclass(frozen=True, eq=False)
class ArrayMatrix:
    """A matrix that is already an array, in memory or memory-mapped; `dtype` is NumPy's name."""

    name: str
    file: str
    array: NDArray[Any]

    @property
    def dtype(self) -> str:
        """NumPy's name of the element type."""
        return str(self.array.dtype)

    @property
    def shape(self) -> tuple[int, ...]:
        """The array's shape."""
        return self.array.shape

    @property
    def stored_bytes(self) -> int:
        """The array's size."""
        return int(self.array.nbytes)

    def rows(self, start: int, stop: int) -> Float32:
        """Return a block of rows as float32."""
        return np.asarray(self.array[start:stop], np.float32)

    def whole(self) -> Float32:
        """Return all rows as float32, C-contiguous; the array itself where it is so already."""
        return np.ascontiguousarray(self.array, np.float32)


@dataclass(frozen=True, eq=False)
class DenseTensor:
    """A tensor stored row after row, without gaps, in one of `STORED_TYPES`.

    Attributes
    ----------
    name, dtype, shape
        As the file's header gives them.
    blob : Blob
        The file.
    start : int
        Where in the file its first byte is.
    scale : ndarray or None, () or (n,), float32
        What each value, or each row's values, are to be multiplied by.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    blob: Blob
    start: int
    scale: Float32 | None = None

    @property
    def file(self) -> str:
        """The file's name."""
        return self.blob.name

    @property
    def stored_bytes(self) -> int:
        """Its size in the file; 0 for a type of unknown size."""
        return count(self.shape) * STORED_TYPES[self.dtype].size if self.dtype in STORED_TYPES else 0

    def rows(self, start: int, stop: int) -> Float32:
        """Read a block of rows, widened."""
        pitch = self.stored_bytes // max(1, self.shape[0])
        stored = np.frombuffer(self.blob.read(self.start + start * pitch, self.start + stop * pitch), np.uint8)
        block = self._widen(stored).reshape(stop - start, self.shape[1])
        if self.scale is None:
            return block
        return block * (self.scale if self.scale.ndim == 0 else self.scale.reshape(-1, 1)[start:stop])

    def whole(self) -> Float32:
        """Read every row: float32 as the blob gives it, other types widened block by block."""
        if self.dtype == "F32" and self.scale is None:
            stored = self._widen(self.blob.view(self.start, self.start + self.stored_bytes)).reshape(self.shape)
            return stored if stored.flags.aligned else np.array(stored)
        self._widener()  # before its size, which nobody has checked of a type that is not read, is allocated
        self.blob.fetch(self.start, self.start + self.stored_bytes)
        return in_blocks(self)

    def _widen(self, stored: NDArray[np.uint8]) -> Float32:
        return self._widener()(stored)

    def _widener(self) -> Callable[[NDArray[np.uint8]], Float32]:
        row = STORED_TYPES.get(self.dtype)
        if row is None or row.widen is None:
            readable = ", ".join(name for name, known in STORED_TYPES.items() if known.widen)
            raise SourceError(
                f"cannot read {self.name} in {self.file}: it is stored as {self.dtype}, expected one of {readable}; "
                "open the model in its form before quantization"
            )
        return row.widen


def flat_values(tensor: Matrix) -> Float32 | NDArray[np.int64]:
    """Read a small stored tensor of any shape, flat: integers as int64, all else as float32; SourceError if neither."""
    if not isinstance(tensor, DenseTensor):
        raise SourceError(f"cannot read {tensor.name} in {tensor.file}: it is stored as {tensor.dtype}")
    if tensor.dtype in INTEGERS:
        stored = tensor.blob.read(tensor.start, tensor.start + tensor.stored_bytes)
        return np.frombuffer(stored, INTEGERS[tensor.dtype]).astype(np.int64)
    return replace(tensor, shape=(1, count(tensor.shape))).rows(0, 1).reshape(-1)


def flat_floats(tensor: Matrix, of: str) -> Float32:
    """Read a small tensor of floating-point numbers, flat; SourceError where it holds integers.

    Scales that are integers are codes of numbers (powers of two, or places in a table), which nothing here tells.

    `of`: the matrix that it belongs to, for the message.
    """
    values = flat_values(tensor)
    if values.dtype != np.float32:
        raise SourceError(
            f"cannot read {of} in {tensor.file}: {tensor.name}, which belongs to it, is stored as {tensor.dtype}; "
            "expected floating-point numbers; open the model before it was quantized"
        )
    return values.astype(np.float32, copy=False)


def in_blocks(matrix: Matrix) -> Float32:
    """Return all rows, read block by block, so that only the result is large; what is behind a hub was fetched."""
    rows, dim = matrix.shape
    out = np.empty((rows, dim), np.float32)
    step = max(1, _BLOCK_BYTES // max(1, dim * 4))

    def read(first: int) -> None:
        last = min(first + step, rows)
        out[first:last] = matrix.rows(first, last)

    made_of_each(read, range(0, rows, step))
    return out


def count(shape: Sequence[int]) -> int:
    """Return how many elements a shape holds, in exact integers."""
    product = 1
    for extent in shape:
        product *= extent
    return product
