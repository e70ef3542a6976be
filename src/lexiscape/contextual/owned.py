"""A folder in, which of its files an earlier run wrote out: a run leaves no layer of another beside its own."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from lexiscape.errors import OutputError
from lexiscape.sources.formats.saved import is_saved

#: What a run over text writes, and one over single tokens. Each space holds the digest of its run, so that the files
#: themselves say whose they are, and no list of them can be lost or be wrong.
TEXT = re.compile(r"(?:occurrences-)?layer-\d{2,}\.safetensors")
ISOLATED = re.compile(r"isolated-layer-\d{2,}\.safetensors")


def own_files(folder: Path, names: re.Pattern[str], targets: Collection[Path], restart: bool) -> list[Path]:
    """Return the spaces that earlier runs left in a folder.

    Parameters
    ----------
    folder : Path
        May not be there.
    names : re.Pattern
        `TEXT` or `ISOLATED`.
    targets : collection of Path
        What this run may write.
    restart : bool
        Whether spaces that this run does not write may go.

    Raises
    ------
    OutputError
        A file of such a name is no space of ours; or there are spaces that this run would leave beside its own, and
        they may not go.
    """
    try:
        there = sorted(path for path in folder.iterdir() if names.fullmatch(path.name)) if folder.exists() else []
    except OSError as error:
        raise OutputError(f"cannot read the folder {folder}: {error.strerror or error}") from error
    foreign = next((path for path in there if not is_saved(path)), None)
    if foreign is not None:
        raise OutputError(
            f"{foreign} is no space that a run wrote, and would be taken for one of this run: choose another folder "
            "for --output, or move it away"
        )
    stale = [path.name for path in there if path not in targets]
    if stale and not restart:
        told = ", ".join(stale[:3]) + (f" and {len(stale) - 3} more" if len(stale) > 3 else "")
        raise OutputError(
            f"{folder} holds {told} of another run, which would lie beside the spaces of this one: choose another "
            "folder for --output, or add --restart to remove them"
        )
    return there
