"""A `Comparison` in, a file out: scores and lists as .json, tokens as .csv, arrays as .npz, maps and all as .html."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from lexiscape import __version__
from lexiscape.compare import Comparison, pair_facts
from lexiscape.errors import OutputError
from lexiscape.files import check_output, write_whole
from lexiscape.files.npz import text_array, write_arrays

if TYPE_CHECKING:
    from lexiscape.maps.aligned import AlignedMaps


def facts(comparison: Comparison) -> dict[str, Any]:
    """Return everything but the per-token values as JSON values."""
    return {
        "spaces": [
            {
                "name": space.name,
                "tokens": size,
                "coverage": share,
                "dimensions": int(space.vectors.shape[1]),
                "geometry": geometry,
                "source": dict(space.provenance),
            }
            for space, size, share, geometry in zip(
                comparison.spaces,
                comparison.match.sizes,
                comparison.match.coverage(),
                comparison.geometry,
                strict=True,
            )
        ],
        "shared": len(comparison),
        "matched_by": comparison.match.how,
        "coverage": comparison.coverage(),
        "metric": comparison.options.metric,
        "seed": comparison.options.seed,
        "pairs": [pair_facts(comparison, pair) for pair in comparison.pairs],
        f"overlap@{comparison.main_k}": np.round(comparison.matrix, 6).tolist(),
        "versions": {"lexiscape": __version__, "numpy": np.__version__},
    }


def write_json(comparison: Comparison, path: Path) -> None:
    """Write scores, geometry, coverage and lists."""
    path.write_text(json.dumps(facts(comparison), indent=1, allow_nan=False), "utf-8")


def write_csv(comparison: Comparison, path: Path) -> None:
    """Write one line a shared token: id, token, raw, and its overlap at every k in every pair."""
    first = comparison.spaces[0]
    header = ["id", "token", "raw"]
    columns: list[list[Any]] = [first.ids.tolist(), first.readable, list(first.tokens)]
    for pair in comparison.pairs:
        for k, share in zip(comparison.ks, pair.shares, strict=True):
            header.append(f"overlap@{k} {comparison.spaces[pair.second].name}")
            columns.append(np.round(share.astype(np.float64), 6).tolist())
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(zip(*columns, strict=True))


def write_npz(comparison: Comparison, path: Path) -> None:
    """Write the arrays, no pickle.

    `ids` (m, n) int64: each space's id of each shared token; `neighbors` (m, n, k) int32: positions among the shared
    tokens; `ks`; `overlap` (pairs, len(ks), n) float32; `matrix` (m, m); `tokens` and `meta`: JSON texts as uint8.
    """
    write_arrays(
        {
            "ids": np.stack([space.ids for space in comparison.spaces]),
            "neighbors": np.stack([found.indices for found in comparison.found]),
            "ks": np.array(comparison.ks, np.int64),
            "overlap": np.stack([pair.shares for pair in comparison.pairs]),
            "matrix": comparison.matrix,
            "tokens": text_array([list(space.tokens) for space in comparison.spaces]),
            "meta": text_array(facts(comparison)),
        },
        path,
    )


#: Suffix → function that writes a comparison to a path; may raise OSError.
COMPARISON_WRITERS: dict[str, Callable[[Comparison, Path], None]] = {
    ".json": write_json,
    ".csv": write_csv,
    ".npz": write_npz,
}


#: What a comparison can be written as; .html needs its maps, too.
COMPARISON_SUFFIXES = (".html", *COMPARISON_WRITERS)


def save_comparison(comparison: Comparison, path: str | PathLike[str], aligned: AlignedMaps | None = None) -> None:
    """Write a comparison in the format that the suffix names, whole or not at all.

    Parameters
    ----------
    comparison : Comparison
        What was found.
    path : str or path
        Ends in one of `COMPARISON_SUFFIXES`.
    aligned : AlignedMaps or None
        The maps, from `lexiscape.maps.aligned.align_maps`: the .html page shows them.

    Raises
    ------
    OutputError
        The suffix is unknown, the page lacks its maps, or the file cannot be written there.
    """
    target = check_output(path, COMPARISON_SUFFIXES)
    suffix = target.suffix.lower()
    if suffix != ".html":
        write_whole({target: lambda temporary: COMPARISON_WRITERS[suffix](comparison, temporary)})
    elif aligned is None:
        raise OutputError(f"cannot write {target.name} without maps: make them with lexiscape.maps.aligned.align_maps")
    else:
        from lexiscape.files import report

        write_whole({target: lambda temporary: report.write(comparison, aligned, temporary)})
