"""Files to be written and files that are read in; an error out where the two meet: nothing of a user is lost."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from lexiscape.errors import OutputError


def check_apart(targets: Iterable[Path], read: Iterable[Path]) -> None:
    """Refuse to write over a file that is read: by whatever name, through a link, or in other capitals.

    Raises
    ------
    OutputError
        A target is one of the files read.
    """
    kept = list(read)
    for target in targets:
        found = next((path for path in kept if _are_same(target, path)), None)
        if found is not None:
            other = "" if str(found) == str(target) else f" as {found}"
            raise OutputError(f"cannot write {target}: it is read here{other} and would be lost; choose another name")


def _are_same(target: Path, path: Path) -> bool:
    try:
        return os.path.samefile(target, path)
    except (OSError, ValueError):  # one of them is not there, or its name is none
        return False
