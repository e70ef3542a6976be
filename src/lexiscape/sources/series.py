"""A name that stands for several sources in, these out: revisions of a hub model, the layers of a contextual run."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from lexiscape.errors import SourceError
from lexiscape.given_files import is_file
from lexiscape.sources.formats.saved import list_spaces, read_facts

#: `ORG/NAME@A,B,C`, perhaps with `:FILE` or `::output` behind: a comma is in no name on the hub.
_REVISIONS = re.compile(r"(?P<model>[^@,]+)@(?P<revisions>[\w./-]+(?:,[\w./-]+)+)(?P<rest>::?[\w./-]+)?")


def each_source(source: Any) -> list[Any]:
    """Return what a name stands for where that is several sources, and any other source alone, as it is.

    Parameters
    ----------
    source : str, path, or whatever `open_space` opens
        ``ORG/NAME@step1000,step2000`` stands for ``ORG/NAME@step1000`` and ``ORG/NAME@step2000``, also with ``:FILE``
        or ``::output`` behind; the folder of a contextual run for its layers.

    Raises
    ------
    SourceError
        Layers in a folder are of several runs: one was stopped while it replaced what another had left.
    """
    if not isinstance(source, str | os.PathLike) or isinstance(os.fspath(source), bytes):
        return [source]
    named = _REVISIONS.fullmatch(source) if isinstance(source, str) and not os.path.lexists(source) else None
    if named:
        model, revisions, rest = named["model"], named["revisions"], named["rest"] or ""
        return [f"{model}@{revision}{rest}" for revision in revisions.split(",")]
    folder = Path(source)
    if not os.path.isdir(folder) or is_file(folder / "config.json"):
        return [source]
    layers = list_spaces(folder)
    run_of = {path.name: read_facts(path).get("run") for path in layers}
    odd = next((name for name, run in run_of.items() if run != run_of[layers[0].name]), None)
    if odd is not None:
        raise SourceError(
            f"{folder} holds layers of several runs, {layers[0].name} of one and {odd} of another: give the command "
            "that stopped while it wrote them again, or name the layers that are meant one by one"
        )
    return [str(path) for path in layers] or [source]
