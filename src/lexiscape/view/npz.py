"""A map as a NumPy archive: the arrays and two JSON texts, no pickle and no fixed-width strings."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from lexiscape.map import EmbeddingMap


def text_array(value: Any) -> NDArray[np.uint8]:
    """Encode JSON values as an array of bytes, so that a NumPy archive needs no pickle."""
    # surrogatepass-free: json escapes lone surrogates as \\udXXX, so any token round-trips
    return np.frombuffer(json.dumps(value, ensure_ascii=True, allow_nan=False).encode("ascii"), np.uint8)


def arrays(map: EmbeddingMap) -> dict[str, NDArray[Any]]:  # noqa: A002
    """Return what `.npz` holds, by name.

    `ids` (n,) int64; `xy` (n, 2) float32; `neighbors` (n, k) int32, row positions, nearest first; `distances` (n, k)
    float32; `tokens` and `meta`: JSON texts as uint8.
    """
    return {
        "ids": map.space.ids,
        "xy": map.xy,
        "neighbors": map.found.indices,
        "distances": map.found.distances,
        "tokens": text_array(list(map.space.tokens)),
        "meta": text_array(dict(map.meta)),
    }


def write(map: EmbeddingMap, path: Path) -> None:  # noqa: A002
    """Write the archive; the same map gives the same bytes."""
    write_arrays(arrays(map), path)


def write_arrays(named: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Write arrays as an uncompressed archive without time stamps."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, array in named.items():
            member = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            with archive.open(member, "w", force_zip64=True) as file:
                np.lib.format.write_array(file, np.ascontiguousarray(array), allow_pickle=False)
