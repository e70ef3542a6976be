"""A pickle in, plain values and descriptions of its objects out; nothing in it is ever called or imported.

Word vectors and state dicts are saved as pickles: dicts and lists, and a few kinds of objects, each made by a call of a
function that the pickle names. The standard unpickler can be told what not to import, but not to be modest: a memo
index can make it allocate 64 GB, nested tuples as a key make it hash for years. So the opcodes that such files need are
carried out here (the standard library's `pickletools` decodes them), on lists, dicts and tuples of our own making; what
a name stands for is up to a `Dialect`, and all else is refused by name.
"""

from __future__ import annotations

import pickletools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from lexiscape.errors import CorruptFile, SourceError, first_line


@dataclass(frozen=True)
class Name:
    """An importable thing that the pickle names; it is never imported."""

    module: str
    attribute: str

    def __str__(self) -> str:
        return f"{self.module}.{self.attribute}"


@dataclass(frozen=True)
class Dialect:
    """What the pickles of one library may name, and what is done instead.

    Attributes
    ----------
    holds : str
        What such a file holds, for messages: "saved tensors".
    calls : mapping of str to callable
        A name that may be called → what is done instead, with the same arguments.
    classes : mapping of str to callable
        A class of which instances may be made (NEWOBJ) → what is made instead, without arguments. What has a method
        `build` is given its state by it (BUILD).
    allows : callable
        Whether a name that is neither may be named: a type, say.
    passes_over : callable
        Whether a name stands for something that is of no use here: what is made of it is an empty `PassedOver`.
    persistent : callable, optional
        What a persistent id, a tuple, stands for.
    """

    holds: str
    calls: Mapping[str, Callable[..., Any]]
    classes: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    allows: Callable[[Name], bool] = lambda name: False
    passes_over: Callable[[Name], bool] = lambda name: False
    persistent: Callable[[tuple[Any, ...]], Any] | None = None


class PassedOver:
    """What stands for an object that nobody needs here: a date, a path, the settings of a run. It holds nothing."""


def make_dict(pairs: Any = ()) -> dict[Any, Any]:
    """Return what `OrderedDict(pairs)` would hold."""
    made: dict[Any, Any] = {}
    for pair in pairs if isinstance(pairs, list | tuple) else ():
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise CorruptFile("an OrderedDict needs pairs")
        _set(made, pair[0], pair[1])
    return made


_MARK = object()


def read_pickle(file: IO[bytes], dialect: Dialect) -> Any:
    """Carry out one pickle from `file`, which is left behind its STOP; returns plain values and what the dialect makes.

    Raises
    ------
    SourceError
        The pickle calls or names something that the dialect does not know: the message names it.
    CorruptFile
        The pickle is broken.
    """
    machine = _Machine(dialect)
    try:
        for opcode, argument, _ in pickletools.genops(file):
            if opcode.name == "STOP":
                return machine.pop()
            machine.step(opcode.name, argument)
    except (SourceError, KeyboardInterrupt):
        raise
    except Exception as error:
        # Broken pickles end in any of a dozen errors: wrong types on the stack, missing memo entries, bad arguments.
        raise CorruptFile(f"a broken pickle ({type(error).__name__}: {first_line(error)[:100]})") from None
    raise CorruptFile("a pickle without an end")


class _Machine:
    """The pickle machine's stack and memo; one method an opcode, constants by table."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
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
            raise self._refused(f"uses {name}")

    def name(self, module: Any, attribute: Any) -> None:
        if not isinstance(module, str) or not isinstance(attribute, str):
            raise CorruptFile("a broken pickle (no names on the stack)")
        named, known = Name(module[:80], attribute[:80]), self.dialect
        is_known = str(named) in known.calls or str(named) in known.classes
        if not is_known and not known.allows(named) and not known.passes_over(named):
            raise self._refused(f"names {named}")
        self.stack.append(named)

    def reduce(self) -> None:
        arguments, function = self.pop(), self.pop()
        calls = self.dialect.calls
        if self._is_passed_over(function):
            self.stack.append(PassedOver())
            return
        if not isinstance(function, Name) or str(function) not in calls or not isinstance(arguments, tuple):
            raise self._refused(f"calls {function if isinstance(function, Name) else type(function).__name__}")
        self.stack.append(calls[str(function)](*arguments))

    def new_object(self) -> None:
        arguments, kind = self.pop(), self.pop()
        if self._is_passed_over(kind):
            self.stack.append(PassedOver())
            return
        if not isinstance(kind, Name) or str(kind) not in self.dialect.classes or arguments != ():
            raise self._refused(f"makes a {kind if isinstance(kind, Name) else type(kind).__name__} (NEWOBJ)")
        self.stack.append(self.dialect.classes[str(kind)]())

    def new_object_with_names(self) -> None:
        self.pop()  # arguments by name: what could use them is refused by its name
        self.new_object()

    def _is_passed_over(self, named: Any) -> bool:
        known = self.dialect
        if not isinstance(named, Name) or str(named) in known.calls or str(named) in known.classes:
            return isinstance(named, PassedOver)
        return known.passes_over(named)

    def build(self) -> None:
        """Give an object its state; a dict's attributes (a state dict's _metadata) are of no use here."""
        state, target = self.pop(), self.stack[-1]
        if hasattr(target, "build"):
            target.build(state)

    def persistent(self) -> None:
        parts = self.pop()
        if self.dialect.persistent is None or not isinstance(parts, tuple):
            raise self._refused("uses BINPERSID")
        self.stack.append(self.dialect.persistent(parts))

    def _refused(self, what: str) -> SourceError:
        return SourceError(f"its pickle {what}, which no {self.dialect.holds} need; nothing of it was run")

    def set_items(self, items: list[Any]) -> None:
        target = self.stack[-1]
        if isinstance(target, PassedOver):
            return
        for key, value in zip(items[::2], items[1::2], strict=True):
            _set(target, key, value)

    def append(self, items: list[Any]) -> None:
        target = self.stack[-1]
        if isinstance(target, PassedOver):
            return
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
    "BINBYTES8", "BYTEARRAY8",
))
# fmt: on
_CONSTANTS: dict[str, Callable[[], Any]] = {
    "NONE": lambda: None,
    "NEWTRUE": lambda: True,
    "NEWFALSE": lambda: False,
    "EMPTY_DICT": dict,
    "EMPTY_LIST": list,
    "EMPTY_SET": list,  # a list will do, and needs no hash
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
    "DICT": lambda m, _: m.stack.append(make_dict(_pairs(m.pop_mark()))),
    "LIST": lambda m, _: m.stack.append(m.pop_mark()),
    "TUPLE": lambda m, _: m.stack.append(tuple(m.pop_mark())),
    "TUPLE1": lambda m, _: m.push_tuple(1),
    "TUPLE2": lambda m, _: m.push_tuple(2),
    "TUPLE3": lambda m, _: m.push_tuple(3),
    "APPEND": lambda m, _: m.append([m.pop()]),
    "APPENDS": lambda m, _: m.append(m.pop_mark()),
    "ADDITEMS": lambda m, _: m.append(m.pop_mark()),
    "SETITEM": lambda m, _: m.set_items([m.pop(), m.pop()][::-1]),
    "SETITEMS": lambda m, _: m.set_items(m.pop_mark()),
    "GLOBAL": lambda m, names: m.name(*names.split(" ", 1)),
    "STACK_GLOBAL": lambda m, _: m.name(*[m.pop(), m.pop()][::-1]),
    "REDUCE": lambda m, _: m.reduce(),
    "BINPERSID": lambda m, _: m.persistent(),
    "NEWOBJ": lambda m, _: m.new_object(),
    "NEWOBJ_EX": lambda m, _: m.new_object_with_names(),
    "BUILD": lambda m, _: m.build(),
    "FROZENSET": lambda m, _: m.stack.append(m.pop_mark()),  # a list will do, and needs no hash
}


def _pairs(items: list[Any]) -> list[tuple[Any, Any]]:
    return list(zip(items[::2], items[1::2], strict=True))


def _set(target: Any, key: Any, value: Any) -> None:
    if key is None or isinstance(key, bool | float | bytes | PassedOver):
        return  # no name of a tensor
    # Keys of other kinds could take forever to hash.
    if not isinstance(target, dict) or not (isinstance(key, str) or (isinstance(key, int) and abs(key) < 1 << 63)):
        raise CorruptFile(f"a broken pickle (a {type(key).__name__} as key)")
    target[key] = value


def are_sizes(values: Any) -> bool:
    """Tell a tuple of whole numbers from 0 to 2^62."""
    return isinstance(values, tuple) and all(type(value) is int and 0 <= value < 1 << 62 for value in values)
