"""A `.safetensors` file's header in, its tensors' places out; no tensor is read here.

The format: 8 bytes little-endian header size, a JSON object `{name: {dtype, shape, data_offsets}}`, then the tensors'
bytes back to back (https://github.com/huggingface/safetensors#format). The safetensors library's NumPy interface knows
no bfloat16 and opens local files only, so the header is read here.
"""

from __future__ import annotations

from typing import Any, TypeGuard

from lexiscape.bounded_json import Most, parse_json
from lexiscape.errors import CorruptFile
from lexiscape.sources.storage.blob import Blob
from lexiscape.sources.tensors.matrix import STORED_TYPES, DenseTensor, count

MAX_HEADER = 32 << 20  # bytes, 500 for each of so many tensors; the library's own limit is three times as much
#: The largest models known have 140,000 tensors, in sixty files or more.
_MOST_TENSORS = 1 << 16
#: Of each tensor an object and two lists; of its entries, extents and offsets seven values, and there may be metadata.
_MOST = Most(_MOST_TENSORS, 2 * _MOST_TENSORS, 16 * _MOST_TENSORS)


def read_tensors(blob: Blob) -> dict[str, DenseTensor]:
    """Return every tensor of the file by name, in file order.

    Raises
    ------
    CorruptFile
        The header contradicts itself or the file's size: nothing is guessed.
    """
    if blob.size < 8:
        raise CorruptFile(f"{blob.name} is no safetensors file: expected at least 8 bytes, got {blob.size}")
    header_size = int.from_bytes(blob.read(0, 8), "little")
    if header_size > blob.size - 8:
        if blob.read(0, 8) == b"version ":
            raise CorruptFile(
                f"{blob.name} is a Git LFS pointer, not the model: fetch the file itself with git lfs pull"
            )
        raise CorruptFile(
            f"{blob.name} is cut short or no safetensors file: its header says {header_size:,} bytes, "
            f"the file has {blob.size - 8:,} after the header's size"
        )
    if header_size > MAX_HEADER:
        raise CorruptFile(
            f"{blob.name} says that its header has {header_size:,} bytes: no model needs more than {MAX_HEADER:,}"
        )
    start = 8 + header_size
    try:
        header = parse_json(blob.read(8, start), f"the header of {blob.name}", _MOST)
    except (ValueError, RecursionError) as error:
        raise CorruptFile(f"{blob.name} has a header that is no JSON: {error}") from None
    if not isinstance(header, dict):
        raise CorruptFile(f"{blob.name} has a header that is no JSON object but a {type(header).__name__}")
    header.pop("__metadata__", None)
    tensors = {name: _tensor(blob, start, name, entry) for name, entry in header.items()}
    _check_places(blob, start, header)
    return tensors


def _tensor(blob: Blob, start: int, name: str, entry: Any) -> DenseTensor:
    fields = entry if isinstance(entry, dict) else {}
    dtype, shape, offsets = fields.get("dtype"), fields.get("shape"), fields.get("data_offsets")
    if not (isinstance(dtype, str) and _are_sizes(shape) and _are_sizes(offsets) and len(offsets) == 2):
        raise CorruptFile(f"{blob.name}: tensor {name!r} needs dtype, shape and data_offsets, got {_short(entry)}")
    first, last = offsets
    if first > last or start + last > blob.size:
        raise CorruptFile(
            f"{blob.name} is cut short or corrupted: tensor {name!r} should lie at bytes {first:,} to {last:,}, "
            f"but {blob.size - start:,} bytes follow the header; download or copy it again"
        )
    if dtype in STORED_TYPES and count(shape) * STORED_TYPES[dtype].size != last - first:
        raise CorruptFile(
            f"{blob.name}: tensor {name!r} of shape {shape} and type {dtype} needs "
            f"{count(shape) * STORED_TYPES[dtype].size:,} bytes, but its offsets span {last - first:,}"
        )
    return DenseTensor(name, dtype, tuple(shape), blob, start + first)


def _check_places(blob: Blob, start: int, header: dict[str, Any]) -> None:
    """Refuse tensors that do not fill the file: the format forbids what overlaps, holes and a rest.

    So the header is not of these bytes: of another revision, or a server joined two files.
    """
    places = sorted((*header[name]["data_offsets"], name) for name in header)
    end, before = 0, ""
    for first, stop, name in places:
        if first < end and stop > first:
            raise CorruptFile(f"{blob.name} is corrupted: tensors {before!r} and {name!r} overlap at byte {first:,}")
        if first > end:
            raise CorruptFile(
                f"{blob.name} is corrupted: no tensor has the bytes {end:,} to {first:,}, before {name!r}; download or "
                "copy it again"
            )
        end, before = max(end, stop), name if stop > first else before
    if start + end != blob.size:
        raise CorruptFile(
            f"{blob.name} is corrupted: its tensors should end it at byte {start + end:,}, but it has {blob.size:,}; "
            "download or copy it again"
        )


def _are_sizes(values: Any) -> TypeGuard[list[int]]:
    # 32 dimensions suffice for any model, and bound the product that a hostile header asks for; it may ask for half a
    # million lists, so no generator of comparisons
    if not isinstance(values, list) or len(values) > 32 or not set(map(type, values)) <= {int}:
        return False
    return not values or (min(values) >= 0 and max(values) < 1 << 63)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."
