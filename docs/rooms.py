"""Write the list of rooms into architecture.md: each folder and module of the package with its docstring's first line.

The docstring is the one home of what a module is for. Run it after adding or moving a module; a test fails until then.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
START, END = "<!-- rooms: written by docs/rooms.py -->\n", "<!-- end of rooms -->\n"


def summary(module: Path) -> str:
    """Return the first sentence of a module's docstring, on one line."""
    told = ast.get_docstring(ast.parse(module.read_text("utf-8"))) or ""
    return " ".join(told.split("\n\n")[0].split())


def rooms(package: Path) -> str:
    """Return the headings and tables of a package, rooms in alphabetical order, its own modules first."""
    lines = []
    for folder in [package, *sorted(path for path in package.rglob("*") if (path / "__init__.py").exists())]:
        name = folder.relative_to(package.parent).as_posix()
        told = [path for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]
        lines += [f"### `{name}/`", "", summary(folder / "__init__.py"), ""]
        if told:
            lines += ["| module | what it is for |", "|---|---|"]
            lines += [f"| `{path.stem}` | {summary(path).replace('|', chr(92) + '|')} |" for path in told]
            lines += [""]
    return "\n".join(lines)


def page() -> str:
    """Return architecture.md as it ought to be."""
    text = PAGE.read_text("utf-8")
    before, after = text.index(START) + len(START), text.index(END)
    return text[:before] + "\n" + rooms(ROOT / "src" / "lexiscape") + "\n" + text[after:]


if __name__ == "__main__":
    if "--check" in sys.argv and page() != PAGE.read_text("utf-8"):
        sys.exit("docs/architecture.md is behind the modules: run `python docs/rooms.py`")
    PAGE.write_text(page(), "utf-8")
