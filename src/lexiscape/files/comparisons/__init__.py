"""A `Comparison` in, a file out. One file a format, one row each in `COMPARISON_FORMATS`."""

from __future__ import annotations

from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.errors import OutputError
from lexiscape.files.safe_writing import FormatRow, check_target
from lexiscape.overwriting import check_apart, write_whole

if TYPE_CHECKING:
    from lexiscape.compare import Comparison
    from lexiscape.compare.aligned_maps import AlignedMaps
    from lexiscape.map_data import MapData

__all__ = ["COMPARISON_FORMATS", "check_comparison_output", "save_comparison"]

#: Suffix → how a comparison is written so, by `write(comparison, path)`; what is drawn takes its maps, too.
COMPARISON_FORMATS: dict[str, FormatRow] = {
    ".html": FormatRow("lexiscape.files.comparisons.html", is_drawn=True),
    ".json": FormatRow("lexiscape.files.comparisons.json"),
    ".csv": FormatRow("lexiscape.files.comparisons.csv"),
    ".npz": FormatRow("lexiscape.files.comparisons.npz"),
}


def check_comparison_output(path: str | PathLike[str]) -> Path:
    """Return `path` as a Path, or raise if no comparison can be written there, as `lexiscape.files.check_output`."""
    return check_target(path, COMPARISON_FORMATS)


def save_comparison(
    comparison: Comparison, path: str | PathLike[str], aligned: AlignedMaps[MapData] | None = None
) -> None:
    """Write a comparison in the format that the suffix names, whole or not at all.

    Parameters
    ----------
    comparison : Comparison
        What was found.
    path : str or path
        Ends in one of `COMPARISON_FORMATS`.
    aligned : AlignedMaps or None
        The maps, from `lexiscape.maps.aligned.align_maps`: the .html page shows them.

    Raises
    ------
    OutputError
        The suffix is unknown, the page lacks its maps, a space was read from that file, or it cannot be written there.
    """
    target = check_comparison_output(path)
    check_apart([target], (file for space in comparison.spaces for file in space.files))
    row = COMPARISON_FORMATS[target.suffix.lower()]
    write = import_module(row.module).write
    if not row.is_drawn:
        write_whole({target: lambda temporary: write(comparison, temporary)})
    elif aligned is None:
        raise OutputError(f"cannot write {target.name} without maps: make them with lexiscape.maps.aligned.align_maps")
    else:
        write_whole({target: lambda temporary: write(comparison, temporary, aligned)})
