"""pyproject.toml in, requirements out: each direct dependency, of the core and of the extras, at its lowest version.

`floors.py` prints them; `floors.py import` imports each, in an environment that has nothing else than these.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parent.parent
_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?P<extras>\[[\w,]+\])?(?:>=|==)(?P<version>[\w.]+)")
#: Only the files in it are read, and it is installed without what it asks for (NumPy 2).
_APART = frozenset({"wordllama"})
_MODULES = {"ray": "ray.data", "umap-learn": "umap"}  # where it is not the package's name


def floors() -> Iterator[tuple[str, str, str]]:
    """Yield name, extras in brackets and lowest version of each requirement, sorted; a package may come twice.

    Raises
    ------
    ValueError
        A requirement has no lowest version.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    requirements = {*project["dependencies"], *chain(*project["optional-dependencies"].values())}
    for requirement in sorted(requirements, key=str.lower):
        if requirement.startswith("lexiscape["):
            continue
        parts = _REQUIREMENT.fullmatch(requirement)
        if parts is None:
            raise ValueError(f"{requirement}: expected a name and a lowest version, NAME>=VERSION")
        yield parts["name"], parts["extras"] or "", parts["version"]


def lines() -> str:
    """Return the requirements as pip reads them."""
    return "".join(f"{name}{extras}=={version}\n" for name, extras, version in floors() if name not in _APART)


if __name__ == "__main__":
    if sys.argv[1:] == ["import"]:
        for name, _, _ in floors():
            if name not in _APART:
                import_module(_MODULES.get(name, name))
    else:
        sys.stdout.write(lines())
