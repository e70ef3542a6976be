"""A pickle in, plain values and descriptions of its objects out; nothing in it is ever called or imported.

Word vectors and state dicts are saved as pickles: dicts and lists, and a few kinds of objects, each made by a call of a
function that the pickle names. The standard unpickler can be told what not to import, but not to be modest: a memo
index can make it allocate 64 GB, nested tuples as a key make it hash for years. So the opcodes that such files need are
carried out here (the standard library's `pickletools` decodes them), on lists, dicts and tuples of our own making; what
a name stands for is up to a `Dialect`, and all else is refused by name.

A few bytes can ask for much: one byte makes a dict, four copy a list of a million that was made before. So every object
that is made and every element that is copied is charged to a `_Budget` before it is, and that grows with the bytes that
were read: a file may cost what files of its length do, and no more.
"""

from __future__ import annotations

import pickletools
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO, Any, cast

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
    most_steps : int
        How many opcodes such a pickle may have at most.
    """

    holds: str
    calls: Mapping[str, Callable[..., Any]]
    classes: Mapping[str, Callable[[], Any]] = field(default_factory=dict)
    allows: Callable[[Name], bool] = lambda name: False
    passes_over: Callable[[Name], bool] = lambda name: False
    persistent: Callable[[tuple[Any, ...]], Any] | None = None
    most_steps: int = 1 << 62


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
# What things take in memory, in bytes, roughly and rather too much: CPython 3.12 on 64 bits.
_SLOT, _ENTRY, _OBJECT = 8, 100, 200
#: What any pickle may cost, and what each of its bytes may add: a word of five letters and its index in a dict cost 20
#: times their bytes, which is the most that files of real words and tensors came to.
_BASE_COST, _COST_A_BYTE = 32 << 20, 32
_LONGEST_ARGUMENT = 64 << 20  # bytes; gensim puts arrays of more than 10 MB into files of their own


class _Arguments:
    """A file of which an opcode's argument is read: at once, so that its length counts before it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.readline, self.tell = file.readline, file.tell

    def read(self, size: int) -> bytes:
        """Read an argument, but none that no pickle of vectors has."""
        if size > _LONGEST_ARGUMENT:
            raise CorruptFile(
                f"a pickle with a value of {size:,} bytes, more than {_LONGEST_ARGUMENT:,}: save the vectors alone"
            )
        return self._file.read(size)


class _Budget:
    """What a pickle may still cost, in bytes of memory; copies are charged as what they copy."""

    def __init__(self, most_steps: int) -> None:
        self._spent = self._steps = self._read = 0
        self._most_steps = most_steps

    def step(self, position: int) -> None:
        """Count an opcode, `position` bytes behind the pickle's start."""
        self._steps += 1
        self._read = position
        if self._steps > self._most_steps:
            raise CorruptFile(
                f"a pickle of more than {self._most_steps:,} steps, more than any state dict takes: save the tensors "
                "alone, as safetensors"
            )

    def charge(self, cost: int) -> None:
        """Refuse what would cost more than is left."""
        self._spent += cost
        if self._spent > _BASE_COST + _COST_A_BYTE * self._read:
            raise CorruptFile(
                f"a pickle whose first {self._read:,} bytes ask for more than {self._spent >> 20:,} MB of memory, as "
                "no vectors do"
            )


def _cost_of_copy(value: Any) -> int:
    """Return what a copy of a value's elements costs; not of what they hold in turn, which is never copied."""
    if isinstance(value, str | bytes | bytearray):
        return len(value)
    return _ENTRY * len(value) if isinstance(value, list | tuple | dict) else _SLOT


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
    start = None
    try:
        for opcode, argument, position in pickletools.genops(cast("IO[bytes]", _Arguments(file))):
            start = position if start is None else start
            if opcode.name == "STOP":
                return machine.pop()
            machine.budget.step((position or 0) - (start or 0))
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
        self.budget = _Budget(dialect.most_steps)

    def pop(self) -> Any:
        return self.stack.pop()

    def pop_mark(self) -> list[Any]:
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at] is _MARK:
                self.budget.charge(_ENTRY + _SLOT * (len(self.stack) - at))
                items = self.stack[at + 1 :]
                del self.stack[at:]
                return items
        raise CorruptFile("a broken pickle (no mark on the stack)")

    def step(self, name: str, argument: Any) -> None:
        if name in _PUSHES:
            self.budget.charge(_SLOT + sys.getsizeof(argument))
            self.stack.append(argument)
        elif name in _CONSTANTS:
            self.budget.charge(_CONSTANTS_COST.get(name, _SLOT))
            self.stack.append(_CONSTANTS[name]())
        elif name in _STEPS:
            _STEPS[name](self, argument)
        elif name not in ("PROTO", "FRAME"):
            raise self._refused(f"uses {name}")

    def name(self, module: Any, attribute: Any) -> None:
        if not isinstance(module, str) or not isinstance(attribute, str):
            raise CorruptFile("a broken pickle (no names on the stack)")
        self.budget.charge(_OBJECT)
        named, known = Name(module[:80], attribute[:80]), self.dialect
        is_known = str(named) in known.calls or str(named) in known.classes
        if not is_known and not known.allows(named) and not known.passes_over(named):
            raise self._refused(f"names {named}")
        self.stack.append(named)

    def reduce(self) -> None:
        arguments, function = self.pop(), self.pop()
        calls = self.dialect.calls
        self.budget.charge(_OBJECT)
        if self._is_passed_over(function):
            self.stack.append(PassedOver())
            return
        if not isinstance(function, Name) or str(function) not in calls or not isinstance(arguments, tuple):
            raise self._refused(f"calls {function if isinstance(function, Name) else type(function).__name__}")
        self.budget.charge(_cost_of_copy(arguments))
        self.budget.charge(sum(map(_cost_of_copy, arguments)))
        self.stack.append(calls[str(function)](*arguments))

    def new_object(self) -> None:
        arguments, kind = self.pop(), self.pop()
        self.budget.charge(_OBJECT)
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
            self.budget.charge(_OBJECT + _cost_of_copy(state))
            self.budget.charge(sum(map(_cost_of_copy, state)) if isinstance(state, tuple) else 0)
            target.build(state)

    def persistent(self) -> None:
        parts = self.pop()
        if self.dialect.persistent is None or not isinstance(parts, tuple):
            raise self._refused("uses BINPERSID")
        self.budget.charge(_OBJECT + _ENTRY)
        self.stack.append(self.dialect.persistent(parts))

    def _refused(self, what: str) -> SourceError:
        what = what if what.isprintable() else repr(what)[1:-1]  # a name may hold line breaks
        return SourceError(f"its pickle {what}, which no {self.dialect.holds} need; nothing of it was run")

    def set_items(self, items: list[Any]) -> None:
        target = self.stack[-1]
        if isinstance(target, PassedOver):
            return
        self.budget.charge(_ENTRY * len(items) // 2)
        for key, value in zip(items[::2], items[1::2], strict=True):
            _set(target, key, value)

    def append(self, items: list[Any]) -> None:
        target = self.stack[-1]
        if isinstance(target, PassedOver):
            return
        if not isinstance(target, list):
            raise CorruptFile("a broken pickle (no list to append to)")
        self.budget.charge(_SLOT * len(items))
        target.extend(items)

    def remember(self, index: int) -> None:
        self.budget.charge(_ENTRY)
        self.memo[index] = self.stack[-1]

    def recall(self, index: int) -> None:
        self.budget.charge(_SLOT)
        self.stack.append(self.memo[index])

    def make_dict(self) -> None:
        items = self.pop_mark()
        self.budget.charge(_ENTRY * (1 + len(items)))
        self.stack.append(make_dict(list(zip(items[::2], items[1::2], strict=True))))

    def push_tuple(self, size: int) -> None:
        items = self.stack[len(self.stack) - size :]
        if len(items) != size or _MARK in items:
            raise CorruptFile("a broken pickle (the stack is empty)")
        del self.stack[len(self.stack) - size :]
        self.budget.charge(_ENTRY)
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
_CONSTANTS_COST = dict.fromkeys(("EMPTY_DICT", "EMPTY_LIST", "EMPTY_SET"), 72)
_STEPS: dict[str, Callable[[_Machine, Any], Any]] = {
    "POP": lambda m, _: m.pop(),
    "POP_MARK": lambda m, _: m.pop_mark(),
    "PUT": lambda m, index: m.remember(index),
    "BINPUT": lambda m, index: m.remember(index),
    "LONG_BINPUT": lambda m, index: m.remember(index),
    "MEMOIZE": lambda m, _: m.remember(len(m.memo)),
    "GET": lambda m, index: m.recall(index),
    "BINGET": lambda m, index: m.recall(index),
    "LONG_BINGET": lambda m, index: m.recall(index),
    "DICT": lambda m, _: m.make_dict(),
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


def _set(target: Any, key: Any, value: Any) -> None:
    if key is None or isinstance(key, bool | float | bytes | PassedOver):
        return  # no name of a tensor
    # Keys of other kinds could take forever to hash.
    if not isinstance(target, dict) or not (isinstance(key, str) or (isinstance(key, int) and abs(key) < 1 << 63)):
        raise CorruptFile(f"a broken pickle (a {type(key).__name__} as key)")
    target[key] = value


def are_sizes(values: Any) -> bool:
    """Tell a tuple of at most 64 whole numbers from 0 to 2^62."""
    return (
        isinstance(values, tuple)
        and len(values) <= 64
        and all(type(value) is int and 0 <= value < 1 << 62 for value in values)
    )
