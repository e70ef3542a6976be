"""The public names are exactly `__all__`, light to import and documented."""

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import lexiscape as lx


def test_every_public_name_resolves_and_is_documented():
    for name in lx.__all__:
        value = getattr(lx, name)
        if name != "__version__":
            assert inspect.getdoc(value), f"{name} has no docstring"
    assert len(lx.__all__) <= 16
    assert set(lx.__all__) <= set(dir(lx))


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_thing"):
        lx.no_such_thing  # noqa: B018


def test_import_touches_nothing_heavy():
    heavy = (
        "torch",
        "transformers",
        "holoviews",
        "anywidget",
        "matplotlib",
        "scipy",
        "numpy",
        "huggingface_hub",
        "rich",
    )
    code = f"import sys, lexiscape; print([name for name in {heavy!r} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_help_touches_nothing_heavy():
    code = (
        "import sys\nfrom lexiscape.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('numpy', 'scipy', 'rich', 'torch') if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip().endswith("[]")


def test_type_checkers_see_the_same_names():
    stub = ast.parse(Path(lx.__file__).with_suffix(".pyi").read_text("utf-8"))
    told = {name.asname: node.module for node in stub.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert set(told) == set(lx.__all__)
    for name, module in told.items():
        assert getattr(importlib.import_module(module), name) is getattr(lx, name)
