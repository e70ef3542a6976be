"""A `Comparison` in, a file out. One file a format, one row each in `COMPARISON_FORMATS`."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.errors import OutputError
from lexiscape.files.safe_writing import FormatRow, check_target, write_each

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

    def maps(row: FormatRow, target: Path) -> tuple[AlignedMaps[MapData], ...]:
        if not row.is_drawn:
            return ()
        if aligned is None:
            told = f"cannot write {target.name} without maps"
            raise OutputError(f"{told}: make them with lexiscape.maps.aligned.align_maps")
        return (aligned,)

    files = (file for space in comparison.spaces for file in space.files)
    write_each(comparison, [path], COMPARISON_FORMATS, files, maps)
