"""The tree says what each room is for, and the commands stand on nothing that people may not call themselves."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "lexiscape"
ROOMS = sorted(path.parent for path in PACKAGE.rglob("__init__.py"))


def test_architecture_names_every_module():
    """Its list is made of the modules' own docstrings."""
    subprocess.run([sys.executable, ROOT / "docs" / "rooms.py", "--check"], check=True)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.relative_to(PACKAGE.parent).as_posix())
def test_a_room_says_what_is_public(room):
    name = ".".join(room.relative_to(PACKAGE.parent).parts)
    face = importlib.import_module(name)
    for public in getattr(face, "__all__", ()):
        value = getattr(face, public)
        if inspect.isfunction(value) or inspect.isclass(value):
            assert inspect.getdoc(value), f"{name}.{public} has no docstring"
    assert len(list(room.glob("*.py"))) <= 20, "a room that holds more is two"


def called_by_the_commands():
    for path in sorted((PACKAGE / "cli").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("lexiscape."):
                for name in node.names:
                    yield node.module, name.name


def test_what_the_commands_call_is_public_and_documented():
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    documented = set(re.findall(r"^\.\. auto\w+:: ([\w.]+)$", page, re.MULTILINE))
    own = ("lexiscape.cli", "lexiscape.errors")
    for module, name in sorted(set(called_by_the_commands())):
        value = getattr(importlib.import_module(module), name)
        if not module.startswith(own) and (inspect.isfunction(value) or inspect.isclass(value)):
            assert name in documented or f"{module}.{name}" in documented, (
                f"docs/api.md does not tell of {module}.{name}"
            )
