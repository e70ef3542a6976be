"""The pickle of a state dict in, the descriptions of its tensors out: the dialect of `torch.save`.

A tensor is a call of `_rebuild_tensor_v2` on a storage that lies elsewhere, for which a persistent id stands. What else
a checkpoint holds (epochs, paths, settings of the run) is passed over by name: its module is known to hold data only,
and nothing of it is imported or called.
"""

from __future__ import annotations

from collections import deque
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


def storage_of(parts: tuple[Any, ...]) -> Storage:
    """Describe a storage: ("storage", type, key, location, numel, …)."""
    if len(parts) < 5 or parts[0] != "storage" or not isinstance(parts[1], Name):
        raise CorruptFile("a broken pickle (no storage where one is named)")
    if not isinstance(parts[2], str) or not are_sizes((parts[4],)) or (len(parts) > 5 and parts[5] is not None):
        raise CorruptFile("a broken pickle (a storage needs a key and a size, and no view)")
    return Storage(_STORAGES.get(parts[1].attribute, parts[1].attribute), parts[2], parts[4])


#: Modules whose objects a checkpoint may hold beside its tensors; those below them, too.
_PASSED_MODULES = (
    *("pathlib", "datetime", "collections", "decimal", "fractions", "uuid", "argparse", "types", "enum", "zoneinfo"),
    *(
        "numpy",
        "omegaconf",
        "lightning",
        "lightning_fabric",
        "pytorch_lightning",
        "easydict",
        "addict",
        "ml_collections",
    ),
    *("transformers", "accelerate", "tokenizers", "torch.optim", "torch.torch_version", "torch.distributed.fsdp"),
    *("fairseq", "espnet", "whisper", "open_clip", "sentence_transformers", "timm", "yacs"),
)
#: The same, by name.
_PASSED_NAMES = frozenset(
    (
        *(
            "builtins.set",
            "builtins.frozenset",
            "builtins.complex",
            "builtins.slice",
            "builtins.range",
            "builtins.object",
        ),
        *("builtins.bytearray", "builtins.int", "builtins.float", "builtins.str", "builtins.bool", "builtins.dict"),
        *("builtins.list", "builtins.tuple", "builtins.type", "_codecs.encode", "copyreg._reconstructor", "typing.Any"),
        *("typing.Union", "typing.Optional", "torch.Generator", "torch.nn.parameter.Parameter", "functools.partial"),
        *(
            "torch._utils._rebuild_qtensor",
            "torch._utils._rebuild_sparse_tensor",
            "torch._tensor._rebuild_from_type_v2",
        ),
        "torch._utils._rebuild_wrapper_subclass",
    )
)


def _is_passed_over(name: Name) -> bool:
    if str(name).replace("__builtin__.x", "builtins.").replace("__builtin__.", "builtins.") in _PASSED_NAMES:
        return True  # protocol 2, which torch.save writes, calls them as Python 2 did
    return any(name.module == module or name.module.startswith(module + ".") for module in _PASSED_MODULES)


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
    passes_over=_is_passed_over,
    persistent=storage_of,
    most_steps=2_000_000,  # 30 a tensor: more than twice the largest model of which all tensors are in one file
)


_LONGEST_NAME = 4096
_MOST_OF_NAMES = 64 << 20  # characters, a tensor counted as 200 more
_OF_TRAINING = ("optim", "lr_sched", "scheduler", "scaler")  # what an optimizer keeps of every tensor, in its shape


def tensors_in(state: Any) -> Iterator[tuple[str, Strided]]:
    """Yield every tensor of a state dict, or of dicts around one, with its name; dicts within dicts joined by dots.

    Raises
    ------
    CorruptFile
        The names are longer than those of any model.
    """
    seen: set[int] = set()
    waiting: deque[tuple[str, Any]] = deque([("", state)])
    spent = 0
    while waiting:
        prefix, value = waiting.popleft()
        if isinstance(value, Strided):
            yield prefix, value
        elif isinstance(value, dict) and id(value) not in seen and len(prefix) < _LONGEST_NAME:
            seen.add(id(value))  # each once, and not deep: dicts that hold one another would take forever
            for key, inner in value.items():
                if not isinstance(inner, Strided | dict):
                    continue
                # One key may stand in thousands of dicts: what the names come to is bounded, not what the keys do.
                spent += len(prefix) + (len(key) if isinstance(key, str) else 20) + 200
                if spent > _MOST_OF_NAMES or (isinstance(key, str) and len(key) > _LONGEST_NAME):
                    raise CorruptFile(
                        f"a pickle of tensors whose names are longer than {_LONGEST_NAME:,} characters, or "
                        f"{_MOST_OF_NAMES >> 20} million together, as no model's are"
                    )
                name = f"{prefix}.{key}" if prefix else str(key)
                if prefix or not name.startswith(_OF_TRAINING):
                    waiting.append((name, inner))
