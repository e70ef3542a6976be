"""The rules that Python and the page share in, a module for each out: `rules.json` → `_rules.py` and `rules.ts`.

    python rules/generate.py            writes both
    python rules/generate.py --check    writes nothing; fails when either is not what it would write

A rule is a name, what it says, and its value: a number, a text, a list, an object of these by name; `ranges` and `code`
stand for code points, in hexadecimal. `notes` go behind the items of a list. Written by hand, since a template engine
would be a dependency for eighty lines: each value is one literal, one item a line, as ruff formats it.
"""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SOURCE = HERE / "rules.json"
HEADER = "Made by rules/generate.py from rules/rules.json: change that file, then run `make rules`."
WIDTH = 120

Value = str | int | float | list["Value"] | dict[str, "Value"]


class Rule(NamedTuple):
    """One rule: `value` has tuples of two code points where the file has a range."""

    name: str
    says: str
    value: Value
    is_hexadecimal: bool
    notes: Mapping[str, str]


def read(text: str) -> dict[str, list[Rule]]:
    """Return the rules by group, in the order of the file."""
    return {group: [_rule(name, entry) for name, entry in rules.items()] for group, rules in json.loads(text).items()}


def _rule(name: str, entry: dict[str, Value]) -> Rule:
    says, notes = str(entry["says"]), entry.get("notes", {})
    if not isinstance(notes, dict):
        raise TypeError(f"the notes of {name} are an object of texts by item, not {notes!r}")
    noted = {item: str(note) for item, note in notes.items()}
    if "code" in entry:
        return Rule(name, says, int(str(entry["code"]), 16), True, noted)
    if "ranges" in entry:
        ranges = [str(span).split("-") for span in entry["ranges"]] if isinstance(entry["ranges"], list) else []
        return Rule(name, says, [[int(first, 16), int(last, 16)] for first, last in ranges], True, noted)
    return Rule(name, says, entry["value"], False, noted)


def python(groups: Mapping[str, list[Rule]]) -> str:
    """Return the module for Python, as ruff formats it."""
    lines = ['"""Rules that Python and the page share: data only.', "", HEADER, '"""', ""]
    lines += ["from collections.abc import Mapping", "from typing import Final"]
    for group, rules in groups.items():
        lines += ["", f"# {group}"]
        for rule in rules:
            lines += _wrapped(rule.says, "#: ")
            lines.append(_assignment(f"{rule.name}: Final[{_python_type(rule.value)}] = ", rule, PYTHON, ""))
    return "\n".join(lines) + "\n"


def typescript(groups: Mapping[str, list[Rule]]) -> str:
    """Return the module for the page."""
    lines = ["// Rules that Python and the page share: data only.", f"// {HEADER}"]
    for group, rules in groups.items():
        lines += ["", f"// {group}"]
        for rule in rules:
            # the keys of a record are anybody's; all else has the type of its literal
            kind = f": {_typescript_type(rule.value)}" if isinstance(rule.value, dict) else ""
            end = " as const;" if isinstance(rule.value, list) else ";"
            lines += ["", *_typescript_comment(rule.says)]
            lines.append(_assignment(f"export const {rule.name}{kind} = ", rule, TYPESCRIPT, end))
    return "\n".join(lines) + "\n"


class Language(NamedTuple):
    """How a language writes literals."""

    indent: str
    open: str
    close: str
    note: str
    key: Callable[[str], str]
    number: Callable[[float], str]
    code: Callable[[int], str]


PYTHON = Language("    ", "(", ")", "  # ", json.dumps, repr, "0x{:04X}".format)


def _typescript_key(key: str) -> str:
    return key if key.isidentifier() else json.dumps(key)


def _typescript_number(value: float) -> str:
    shown = f"{value:g}".replace("e-0", "e-")  # the formatter writes no zeros before an exponent's digits, and no plus
    return shown.replace("e+0", "e").replace("e+", "e")


TYPESCRIPT = Language("  ", "[", "]", " // ", _typescript_key, _typescript_number, "0x{:04x}".format)


def _assignment(head: str, rule: Rule, language: Language, end: str) -> str:
    return head + _literal(rule, rule.value, language, "", WIDTH - len(head) - len(end)) + end


def _literal(rule: Rule, value: Value, language: Language, indent: str, room: int) -> str:
    """Write a value in one line where it fits, else over as many as it has items: a formatter has nothing to change."""
    inner = indent + language.indent
    if isinstance(value, dict):
        heads = {key: f"{inner}{language.key(key)}: " for key in value}
        written = [
            f"{heads[key]}{_literal(rule, item, language, inner, WIDTH - 1 - len(heads[key]))},"
            for key, item in value.items()
        ]
        return "\n".join(["{", *written, indent + "}"])
    if isinstance(value, list):
        items = [_literal(rule, item, language, inner, WIDTH) for item in value]
        single = "," if language is PYTHON and len(items) == 1 else ""
        line = f"{language.open}{', '.join(items)}{single}{language.close}"
        is_table = len(value) > 1 and isinstance(value[0], list)
        if len(line) <= room and not rule.notes and not is_table:
            return line
        notes = [f"{language.note}{rule.notes[str(item)]}" if str(item) in rule.notes else "" for item in value]
        lines = [f"{inner}{item},{note}" for item, note in zip(items, notes, strict=True)]
        return "\n".join([language.open, *lines, indent + language.close])
    if isinstance(value, str):
        return json.dumps(value)
    return language.code(value) if rule.is_hexadecimal and isinstance(value, int) else language.number(value)


def _python_type(value: Value) -> str:
    if isinstance(value, list):
        if isinstance(value[0], list):
            return f"tuple[tuple[{', '.join(_python_type(item) for item in value[0])}], ...]"
        return f"tuple[{_python_type(value[0])}, ...]"
    if isinstance(value, dict):
        return f"Mapping[str, {_python_type(next(iter(value.values())))}]"
    return type(value).__name__


def _typescript_type(value: Value) -> str:
    if isinstance(value, list):
        return f"readonly {_typescript_type(value[0])}[]"
    if isinstance(value, dict):
        return f"Readonly<Record<string, {_typescript_type(next(iter(value.values())))}>>"
    return "string" if isinstance(value, str) else "number"


def _wrapped(text: str, mark: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=mark, subsequent_indent=mark, break_on_hyphens=False)


def _typescript_comment(text: str) -> list[str]:
    lines = _wrapped(text, " * ")
    return [f"/**{lines[0][2:]} */"] if len(lines) == 1 else ["/**", *lines, " */"]


OUTPUTS: dict[Path, Callable[[Mapping[str, list[Rule]]], str]] = {
    HERE.parent / "src" / "lexiscape" / "_rules.py": python,
    HERE.parent / "web" / "src" / "rules.ts": typescript,
}


def main() -> None:
    """Write the modules, or with `--check` compare them."""
    groups = read(SOURCE.read_text("utf-8"))
    made = {path: write(groups) for path, write in OUTPUTS.items()}
    if sys.argv[1:] == ["--check"]:
        stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
        if stale:
            names = " and ".join(str(path.relative_to(HERE.parent)) for path in stale)
            sys.exit(f"{names} is not what rules/rules.json says: run `make rules`")
        return
    for path, text in made.items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
