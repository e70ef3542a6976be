"""A pickle of tensors in, descriptions of tensors out; nothing in it is ever called or imported.

`torch.save` writes a pickle whose only objects are dicts of tensors, and a tensor is a call of `_rebuild_tensor_v2` on
a storage that lies elsewhere. The standard unpickler can be told what not to import, but not to be modest: a memo index
can make it allocate 64 GB, nested tuples as a key make it hash for years. So the opcodes that torch writes are carried
out here (the standard library's `pickletools` decodes them), on lists, dicts and tuples of our own making, and all else
is refused by name.
"""

from __future__ import annotations

import pickletools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from lexiscape.errors import CorruptFile, SourceError


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


@dataclass(frozen=True)
class Name:
    """An importable thing that the pickle names; it is never imported."""

    module: str
    attribute: str

    def __str__(self) -> str:
        return f"{self.module}.{self.attribute}"


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
    if not isinstance(storage, Storage) or not _are_sizes((offset,)) or not (_are_sizes(shape) and _are_sizes(strides)):
        raise CorruptFile("a tensor needs a storage, an offset, a shape and strides")
    if len(shape) != len(strides) or len(shape) > 32:
        raise CorruptFile(f"a tensor of {len(shape)} dimensions has {len(strides)} strides")
    dtype = _TYPES.get(dtypes[0], dtypes[0]) if dtypes else storage.dtype
    return Strided(storage, dtype, offset, shape, strides)


def _make_dict(pairs: Any = ()) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    for pair in pairs if isinstance(pairs, list | tuple) else ():
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise CorruptFile("an OrderedDict needs pairs")
        _set(made, pair[0], pair[1])
    return made


#: What a pickle may "call": the name it gives → what is done here instead.
CALLS: dict[str, Callable[..., Any]] = {
    "collections.OrderedDict": _make_dict,
    "torch._utils._rebuild_tensor": _rebuild_tensor,
    "torch._utils._rebuild_tensor_v2": _rebuild_tensor,
    "torch._utils._rebuild_tensor_v3": _rebuild_tensor,
    "torch._utils._rebuild_parameter": lambda data, *_: data,
    "torch._utils._rebuild_parameter_with_state": lambda data, *_: data,
    "torch.Size": lambda extents=(): tuple(extents) if isinstance(extents, list | tuple) else (),
    "torch.device": lambda *_: None,
}
_MARK = object()


def read_pickle(file: IO[bytes]) -> Any:
    """Carry out one pickle from `file`, which is left behind its STOP; returns plain values, `Storage` and `Strided`.

    Raises
    ------
    SourceError
        The pickle calls or names something that is no part of a state dict: the message names it.
    CorruptFile
        The pickle is broken.
    """
    machine = _Machine()
    try:
        for opcode, argument, _ in pickletools.genops(file):
            if opcode.name == "STOP":
                return machine.pop()
            machine.step(opcode.name, argument)
    except (SourceError, KeyboardInterrupt):
        raise
    except Exception as error:
        # Broken pickles end in any of a dozen errors: wrong types on the stack, missing memo entries, bad arguments.
        raise CorruptFile(f"a broken pickle ({type(error).__name__}: {str(error)[:100]})") from None
    raise CorruptFile("a pickle without an end")


class _Machine:
    """The pickle machine's stack and memo; one method an opcode that torch writes, constants by table."""

    def __init__(self) -> None:
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}

    def pop(self) -> Any:
        return self.stack.pop()

    def pop_mark(self) -> list[Any]:
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at] is _MARK:
                items = self.stack[at + 1 :]
                del self.stack[at:]
                return items
        raise CorruptFile("a broken pickle (no mark on the stack)")

    def step(self, name: str, argument: Any) -> None:
        if name in _PUSHES:
            self.stack.append(argument)
        elif name in _CONSTANTS:
            self.stack.append(_CONSTANTS[name]())
        elif name in _STEPS:
            _STEPS[name](self, argument)
        elif name not in ("PROTO", "FRAME"):
            raise SourceError(f"its pickle uses {name}, which no saved tensors need; nothing of it was run")

    def name(self, module: Any, attribute: Any) -> None:
        if not isinstance(module, str) or not isinstance(attribute, str):
            raise CorruptFile("a broken pickle (no names on the stack)")
        named = Name(module[:80], attribute[:80])
        if str(named) not in CALLS and not _is_torch_type(named):
            raise SourceError(f"its pickle names {named}, which no saved tensors need; nothing of it was run")
        self.stack.append(named)

    def reduce(self) -> None:
        arguments, function = self.pop(), self.pop()
        if not isinstance(function, Name) or str(function) not in CALLS or not isinstance(arguments, tuple):
            called = function if isinstance(function, Name) else type(function).__name__
            raise SourceError(f"its pickle calls {called}, which no saved tensors need; nothing of it was run")
        self.stack.append(CALLS[str(function)](*arguments))

    def persistent(self) -> None:
        """Describe a storage: ("storage", type, key, location, numel, …)."""
        parts = self.pop()
        if not isinstance(parts, tuple) or len(parts) < 5 or parts[0] != "storage" or not isinstance(parts[1], Name):
            raise CorruptFile("a broken pickle (no storage where one is named)")
        if not isinstance(parts[2], str) or not _are_sizes((parts[4],)) or (len(parts) > 5 and parts[5] is not None):
            raise CorruptFile("a broken pickle (a storage needs a key and a size, and no view)")
        self.stack.append(Storage(_STORAGES.get(parts[1].attribute, parts[1].attribute), parts[2], parts[4]))

    def set_items(self, items: list[Any]) -> None:
        target = self.stack[-1]
        for key, value in zip(items[::2], items[1::2], strict=True):
            _set(target, key, value)

    def append(self, items: list[Any]) -> None:
        target = self.stack[-1]
        if not isinstance(target, list):
            raise CorruptFile("a broken pickle (no list to append to)")
        target.extend(items)

    def push_tuple(self, size: int) -> None:
        items = self.stack[len(self.stack) - size :]
        if len(items) != size or _MARK in items:
            raise CorruptFile("a broken pickle (the stack is empty)")
        del self.stack[len(self.stack) - size :]
        self.stack.append(tuple(items))


# fmt: off
_PUSHES = frozenset((
    "INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT", "STRING", "BINSTRING",
    "UNICODE", "SHORT_BINSTRING", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8", "BINBYTES", "SHORT_BINBYTES",
    "BINBYTES8",
))
# fmt: on
_CONSTANTS: dict[str, Callable[[], Any]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_DICT": dict,
    "EMPTY_LIST": list,
    "EMPTY_TUPLE": tuple,
    "MARK": lambda: _MARK,
}
_STEPS: dict[str, Callable[[_Machine, Any], Any]] = {
    "POP": lambda m, _: m.pop(),
    "POP_MARK": lambda m, _: m.pop_mark(),
    "PUT": lambda m, index: m.memo.__setitem__(index, m.stack[-1]),
    "BINPUT": lambda m, index: m.memo.__setitem__(index, m.stack[-1]),
    "LONG_BINPUT": lambda m, index: m.memo.__setitem__(index, m.stack[-1]),
    "MEMOIZE": lambda m, _: m.memo.__setitem__(len(m.memo), m.stack[-1]),
    "GET": lambda m, index: m.stack.append(m.memo[index]),
    "BINGET": lambda m, index: m.stack.append(m.memo[index]),
    "LONG_BINGET": lambda m, index: m.stack.append(m.memo[index]),
    "DICT": lambda m, _: m.stack.append(_make_dict(_pairs(m.pop_mark()))),
    "LIST": lambda m, _: m.stack.append(m.pop_mark()),
    "TUPLE": lambda m, _: m.stack.append(tuple(m.pop_mark())),
    "TUPLE1": lambda m, _: m.push_tuple(1),
    "TUPLE2": lambda m, _: m.push_tuple(2),
    "TUPLE3": lambda m, _: m.push_tuple(3),
    "APPEND": lambda m, _: m.append([m.pop()]),
    "APPENDS": lambda m, _: m.append(m.pop_mark()),
    "SETITEM": lambda m, _: m.set_items([m.pop(), m.pop()][::-1]),
    "SETITEMS": lambda m, _: m.set_items(m.pop_mark()),
    "GLOBAL": lambda m, names: m.name(*names.split(" ", 1)),
    "STACK_GLOBAL": lambda m, _: m.name(*[m.pop(), m.pop()][::-1]),
    "REDUCE": lambda m, _: m.reduce(),
    "BINPERSID": lambda m, _: m.persistent(),
    "BUILD": lambda m, _: m.pop(),  # a state dict's attributes (_metadata): of no use here
}


def _pairs(items: list[Any]) -> list[tuple[Any, Any]]:
    return list(zip(items[::2], items[1::2], strict=True))


def _set(target: Any, key: Any, value: Any) -> None:
    # Keys of other kinds could take forever to hash.
    if not isinstance(target, dict) or not (isinstance(key, str) or (isinstance(key, int) and abs(key) < 1 << 63)):
        raise CorruptFile(f"a broken pickle (a {type(key).__name__} as key)")
    target[key] = value


def _is_torch_type(name: Name) -> bool:
    if name.module in ("torch", "torch.storage") and name.attribute in _STORAGES:
        return True
    return name.module == "torch" and (name.attribute in _TYPES or name.attribute.endswith("Storage"))


def _are_sizes(values: Any) -> bool:
    return isinstance(values, tuple) and all(type(value) is int and 0 <= value < 1 << 62 for value in values)


def tensors_in(state: Any) -> Iterator[tuple[str, Strided]]:
    """Yield every tensor of a state dict, or of dicts around one, with its name; dicts within dicts joined by dots."""
    seen: set[int] = set()
    waiting: list[tuple[str, Any]] = [("", state)]
    while waiting:
        prefix, value = waiting.pop(0)
        if isinstance(value, Strided):
            yield prefix, value
        elif isinstance(value, dict) and id(value) not in seen:
            seen.add(id(value))  # each dict once: dicts that hold one another would take forever
            waiting += [(f"{prefix}.{key}" if prefix else str(key), inner) for key, inner in value.items()]
