"""A model's tensors by name in, the same out with packed matrices opened: MLX, bitsandbytes' 4 bits.

Each is read from its own published layout; the libraries that write them need their own hardware or PyTorch. One
function a layout, one row each in `LAYOUTS`.

- MLX (https://ml-explore.github.io/mlx, `mlx.core.quantize`, mode affine): `X.weight` holds q in 4 or 8 bits, 8 or 4 of
  them in 32, the first in the lowest bits; of each group of values of a row, value = scale q + bias.
- bitsandbytes 4 bits (Dettmers et al. 2023, arXiv 2305.14314): two codes a byte, the first in the upper half, into a
  table of 16 values; each block of values times its largest. Where those are quantized themselves, their own tables
  lie beside. `X.weight.quant_state.bitsandbytes__nf4` is JSON and says the shape.

quanto's int8 and float8, `X.weight._data`, are only given the matrix's name here: they are numbers with scales, as
`lexiscape.sources.matrices.scaled` knows them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.storage.blob import Blob
from lexiscape.sources.tensors.matrix import DenseTensor, Float32, Matrix, flat_floats, in_blocks

_QUANTO = "._data"
_PACKED = ("U32", "U8")  # what the layouts are stored as
_MAX_STATE = 64 << 10  # bytes; bitsandbytes writes some hundred


@dataclass(frozen=True, eq=False)
class UnpackedMatrix:
    """A matrix of which a block of rows is made from the bytes that hold it.

    Attributes
    ----------
    stored : DenseTensor
        The packed tensor.
    shape : tuple of int
        (n, dim), unpacked.
    dtype : str
        What to call its elements: "4 bits of MLX".
    make : callable
        From the bytes of rows `start` up to `stop`, (stop - start, pitch) uint8, and these two: the rows.
    """

    stored: DenseTensor
    shape: tuple[int, ...]
    dtype: str
    make: Callable[[NDArray[np.uint8], int, int], Float32]

    @property
    def name(self) -> str:
        """The tensor's name."""
        return self.stored.name

    @property
    def file(self) -> str:
        """The file's name."""
        return self.stored.file

    @property
    def blob(self) -> Blob:
        """The file."""
        return self.stored.blob

    @property
    def stored_bytes(self) -> int:
        """The packed tensor's size."""
        return self.stored.stored_bytes

    def rows(self, start: int, stop: int) -> Float32:
        """Read and unpack a block of rows."""
        pitch = self.stored_bytes // self.shape[0]
        begin = self.stored.start
        held = np.frombuffer(self.blob.read(begin + start * pitch, begin + stop * pitch), np.uint8)
        return self.make(held.reshape(stop - start, pitch), start, stop)

    def whole(self) -> Float32:
        """Read and unpack every row."""
        self.blob.fetch(self.stored.start, self.stored.start + self.stored_bytes)
        return in_blocks(self)


class UnpackedWeights(Mapping[str, Matrix]):
    """A model's tensors, with packed matrices as what they hold, under the names that they had before.

    Attributes
    ----------
    format : str
        As of the tensors given.
    files : tuple of str
        Likewise.
    """

    def __init__(self, weights: Any, config: Mapping[str, Any]) -> None:
        self.format: str = weights.format
        self.files: tuple[str, ...] = weights.files
        self._weights: Mapping[str, Matrix] = weights
        self._config = config
        self._opened: dict[str, Matrix] = {}  # of many tensors, each is asked for a few times
        self._renamed = {
            name.removesuffix(_QUANTO): name
            for name in weights
            if name.endswith(_QUANTO) and f"{name.removesuffix(_QUANTO)}._scale" in weights
        }

    def __getitem__(self, name: str) -> Matrix:
        if name not in self._opened:
            self._opened[name] = self._open(name)
        return self._opened[name]

    def _open(self, name: str) -> Matrix:
        if name in self._renamed:
            return _numbers_of_quanto(name, self._weights[self._renamed[name]])
        stored = self._weights[name]
        if isinstance(stored, DenseTensor) and stored.dtype in _PACKED:
            for unpack in LAYOUTS:
                found = unpack(self._weights, name, stored, self._config)
                if found is not None:
                    return found
        return stored

    def shown(self, name: str) -> str:
        """Return the name under which a tensor is listed: that of the matrix whose packed numbers it is."""
        return next((matrix for matrix, stored in self._renamed.items() if stored == name), name)

    def __iter__(self) -> Iterator[str]:
        hidden = set(self._renamed.values())
        return iter([*self._renamed, *(name for name in self._weights if name not in hidden)])

    def __len__(self) -> int:
        return len(self._weights)


def _numbers_of_quanto(name: str, stored: Matrix) -> Matrix:
    """Return quanto's numbers under the matrix's name; `scaled.complete` knows their scales."""
    if stored.dtype not in ("I8", "F8_E4M3", "F8_E5M2") or not isinstance(stored, DenseTensor):
        raise SourceError(
            f"cannot read {name} in {stored.file}: it is packed by quanto into {stored.dtype}, of which only int8 and "
            "float8 are read; open the model before it was quantized"
        )
    return replace(stored, name=name)


def _from_mlx(
    weights: Mapping[str, Matrix], name: str, stored: DenseTensor, config: Mapping[str, Any]
) -> Matrix | None:
    if stored.dtype != "U32" or len(stored.shape) != 2:
        return None
    stem = name.removesuffix("weight")
    scales, biases = weights.get(f"{stem}scales"), weights.get(f"{stem}biases")
    if scales is None or biases is None:
        return None
    said = config.get("quantization", config.get("quantization_config"))
    said = said if isinstance(said, dict) else {}
    own = said.get(stem.rstrip("."))  # a layer may have its own settings
    bits, group = ((own if isinstance(own, dict) else said).get(key) for key in ("bits", "group_size"))
    if bits not in (4, 8) or type(group) is not int:
        raise SourceError(
            f"cannot read {name} in {stored.file}: it is packed by MLX, of which 4 and 8 bits are read where "
            f"config.json says how (quantization: bits, group_size), got {bits} bits in groups of {group}; open the "
            "model before it was quantized"
        )
    rows, dim = stored.shape[0], stored.shape[1] * 32 // bits
    if group < 1 or scales.shape != (rows, dim // group) or biases.shape != scales.shape or dim % group:
        raise CorruptFile(
            f"{stored.file}: the scales of {name}, {scales.shape}, do not fit {rows:,} rows of {dim:,} values in "
            f"groups of {group}"
        )
    shifts = np.arange(0, 32, bits, dtype=np.uint32)

    def make(held: NDArray[np.uint8], start: int, stop: int) -> Float32:
        packed = np.ascontiguousarray(held).view("<u4")
        codes = (packed[:, :, None] >> shifts) & np.uint32((1 << bits) - 1)
        grouped = codes.reshape(stop - start, dim // group, group).astype(np.float32)
        values: Float32 = grouped * scales.rows(start, stop)[:, :, None] + biases.rows(start, stop)[:, :, None]
        return values.reshape(stop - start, dim)

    return UnpackedMatrix(stored, (rows, dim), f"{bits} bits of MLX", make)


def _from_bitsandbytes(
    weights: Mapping[str, Matrix], name: str, stored: DenseTensor, config: Mapping[str, Any]
) -> Matrix | None:
    if stored.dtype != "U8":
        return None
    kind = next((kind for kind in ("nf4", "fp4") if f"{name}.quant_state.bitsandbytes__{kind}" in weights), None)
    if kind is None:
        return None
    state = _state_of(weights[f"{name}.quant_state.bitsandbytes__{kind}"])
    shape, block = state.get("shape"), state.get("blocksize")
    if not (
        isinstance(shape, list) and len(shape) == 2 and all(type(extent) is int and extent > 0 for extent in shape)
    ):
        raise CorruptFile(f"{stored.file}: {name} should say the shape of a matrix, got {shape!r}")
    rows, dim = shape
    if type(block) is not int or block < 1 or dim % 2 or rows * dim != 2 * stored.stored_bytes:
        raise CorruptFile(
            f"{stored.file}: {name} of {rows:,} x {dim:,} values in blocks of {block} does not fit its bytes"
        )
    table = _flat(weights, f"{name}.quant_map")
    absmax = _largest(weights, name, state)
    if len(table) != 16 or len(absmax) != -(-rows * dim // block):
        raise CorruptFile(f"{stored.file}: the tables of {name} do not fit its {rows:,} x {dim:,} values")

    def make(held: NDArray[np.uint8], start: int, stop: int) -> Float32:
        codes = np.stack([held >> 4, held & 15], axis=2).reshape(stop - start, dim)
        blocks = np.arange(start * dim, stop * dim, dtype=np.int64).reshape(stop - start, dim) // block
        values: Float32 = table[codes] * absmax[blocks]
        return values

    return UnpackedMatrix(stored, (rows, dim), kind, make)


def _state_of(tensor: Matrix) -> dict[str, Any]:
    """Read the JSON that bitsandbytes keeps in a tensor of bytes."""
    if not isinstance(tensor, DenseTensor) or tensor.dtype != "U8":
        raise CorruptFile(f"{tensor.file}: {tensor.name} should hold JSON as bytes, got {tensor.dtype}")
    if tensor.stored_bytes > _MAX_STATE:
        raise CorruptFile(f"{tensor.file}: {tensor.name} should hold a few lines, got {tensor.stored_bytes:,} bytes")
    try:
        state = json.loads(tensor.blob.read(tensor.start, tensor.start + tensor.stored_bytes))
    except (ValueError, RecursionError) as error:
        raise CorruptFile(
            f"{tensor.file}: {tensor.name}, which tells of bitsandbytes' 4 bits, is no JSON: {error}"
        ) from None
    return state if isinstance(state, dict) else {}


def _largest(weights: Mapping[str, Matrix], name: str, state: Mapping[str, Any]) -> Float32:
    """Return the largest absolute value of each block: as it is stored, or from codes into a table of its own."""
    tensor = weights.get(f"{name}.absmax")
    if not isinstance(tensor, DenseTensor) or tensor.dtype != "U8":
        return _flat(weights, f"{name}.absmax")
    codes = np.frombuffer(tensor.blob.read(tensor.start, tensor.start + tensor.stored_bytes), np.uint8)
    table, outer = _flat(weights, f"{name}.nested_quant_map"), _flat(weights, f"{name}.nested_absmax")
    block, offset = state.get("nested_blocksize"), state.get("nested_offset")
    if type(block) is not int or block < 1 or not isinstance(offset, int | float) or len(table) != 256:
        raise CorruptFile(f"{tensor.file}: {name}.absmax is quantized, but does not say how")
    if len(outer) != -(-len(codes) // block):
        raise CorruptFile(f"{tensor.file}: {name}.nested_absmax does not fit the {len(codes):,} blocks")
    largest: Float32 = table[codes] * outer[np.arange(len(codes)) // block] + np.float32(offset)
    return largest


def _flat(weights: Mapping[str, Matrix], name: str) -> Float32:
    if name not in weights:
        raise SourceError(f"cannot read a packed matrix: {name}, which belongs to it, is missing")
    return flat_floats(weights[name], name.rpartition(".")[0])


#: The layouts, each (tensors, name, stored tensor, config) → the matrix, or None where it is not of that layout.
LAYOUTS: tuple[Callable[[Mapping[str, Matrix], str, DenseTensor, Mapping[str, Any]], Matrix | None], ...] = (
    _from_mlx,
    _from_bitsandbytes,
)
