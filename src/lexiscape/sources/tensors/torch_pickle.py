"""The pickle of a state dict in, the descriptions of its tensors out: the dialect of `torch.save`.

Its only objects are dicts of tensors, and a tensor is a call of `_rebuild_tensor_v2` on a storage that lies elsewhere,
for which a persistent id stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lexiscape.errors import CorruptFile
from lexiscape.sources.tensors.pickles import Dialect, Name, are_sizes, make_dict


@dataclass(frozen=True)
class Storage:
    """A storage's description: its element type by safetensors name, its key, how many elements it has."""

    dtype: str
    key: str
    numel: int


@dataclass(frozen=True)
class Strided:
    """A tensor's description: elements of `storage` from `offset` on, with a shape and strides in elements."""

    storage: Storage
    dtype: str
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def is_contiguous(self) -> bool:
        """Whether its elements lie row after row, without gaps."""
        expected = 1
        for extent, stride in zip(reversed(self.shape), reversed(self.strides), strict=True):
            if extent != 1 and stride != expected:
                return False
            expected *= extent
        return True


# fmt: off
_TYPES = {
    "float64": "F64", "float32": "F32", "float16": "F16", "bfloat16": "BF16", "int8": "I8", "uint8": "U8",
    "int16": "I16", "int32": "I32", "int64": "I64", "bool": "BOOL", "float8_e4m3fn": "F8_E4M3",
    "float8_e5m2": "F8_E5M2",
}
_STORAGES = {
    "DoubleStorage": "F64", "FloatStorage": "F32", "HalfStorage": "F16", "BFloat16Storage": "BF16", "CharStorage": "I8",
    "ByteStorage": "U8", "ShortStorage": "I16", "IntStorage": "I32", "LongStorage": "I64", "BoolStorage": "BOOL",
    "UntypedStorage": "U8",
}
# fmt: on


def _rebuild_tensor(storage: Any, offset: Any, shape: Any, strides: Any, *rest: Any) -> Strided:
    """`torch._utils._rebuild_tensor`, `_v2` (gradients and hooks follow) and `_v3` (a dtype follows them)."""
    dtypes = [part.attribute for part in rest if isinstance(part, Name) and part.module == "torch"]
    if not isinstance(storage, Storage) or not are_sizes((offset,)) or not (are_sizes(shape) and are_sizes(strides)):
        raise CorruptFile("a tensor needs a storage, an offset, a shape and strides")
    if len(shape) != len(strides) or len(shape) > 32:
        raise CorruptFile(f"a tensor of {len(shape)} dimensions has {len(strides)} strides")
    dtype = _TYPES.get(dtypes[0], dtypes[0]) if dtypes else storage.dtype
    return Strided(storage, dtype, offset, shape, strides)


def _is_torch_type(name: Name) -> bool:
    if name.module in ("torch", "torch.storage") and name.attribute in _STORAGES:
        return True
    return name.module == "torch" and (name.attribute in _TYPES or name.attribute.endswith("Storage"))


def _storage(parts: tuple[Any, ...]) -> Storage:
    """Describe a storage: ("storage", type, key, location, numel, …)."""
    if len(parts) < 5 or parts[0] != "storage" or not isinstance(parts[1], Name):
        raise CorruptFile("a broken pickle (no storage where one is named)")
    if not isinstance(parts[2], str) or not are_sizes((parts[4],)) or (len(parts) > 5 and parts[5] is not None):
        raise CorruptFile("a broken pickle (a storage needs a key and a size, and no view)")
    return Storage(_STORAGES.get(parts[1].attribute, parts[1].attribute), parts[2], parts[4])


TORCH = Dialect(
    "saved tensors",
    calls={
        "collections.OrderedDict": make_dict,
        "torch._utils._rebuild_tensor": _rebuild_tensor,
        "torch._utils._rebuild_tensor_v2": _rebuild_tensor,
        "torch._utils._rebuild_tensor_v3": _rebuild_tensor,
        "torch._utils._rebuild_parameter": lambda data, *_: data,
        "torch._utils._rebuild_parameter_with_state": lambda data, *_: data,
        "torch.Size": lambda extents=(): tuple(extents) if isinstance(extents, list | tuple) else (),
        "torch.device": lambda *_: None,
    },
    allows=_is_torch_type,
    persistent=_storage,
)


_LONGEST_NAME = 4096


def tensors_in(state: Any) -> Iterator[tuple[str, Strided]]:
    """Yield every tensor of a state dict, or of dicts around one, with its name; dicts within dicts joined by dots."""
    seen: set[int] = set()
    waiting: list[tuple[str, Any]] = [("", state)]
    while waiting:
        prefix, value = waiting.pop(0)
        if isinstance(value, Strided):
            yield prefix, value
        elif isinstance(value, dict) and id(value) not in seen and len(prefix) < _LONGEST_NAME:
            seen.add(id(value))  # each once, and not deep: dicts that hold one another would take forever
            waiting += [(f"{prefix}.{key}" if prefix else str(key), inner) for key, inner in value.items()]
