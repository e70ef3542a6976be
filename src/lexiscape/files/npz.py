"""A map as a NumPy archive, and back: arrays and JSON texts, no pickle and no fixed-width strings."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.columns import Column
from lexiscape.errors import CorruptFile
from lexiscape.files.payload import Payload

if TYPE_CHECKING:
    from lexiscape.map_data import MapData

#: Raised when a reader of the old format would misread the new one; fields may be added without.
FORMAT = 1


def text_array(value: Any) -> NDArray[np.uint8]:
    """Encode JSON values as an array of bytes, so that a NumPy archive needs no pickle."""
    # surrogatepass-free: json escapes lone surrogates as \\udXXX, so any token round-trips
    return np.frombuffer(json.dumps(value, ensure_ascii=True, allow_nan=False).encode("ascii"), np.uint8)


def arrays(map: MapData) -> dict[str, NDArray[Any]]:  # noqa: A002
    """Return what `.npz` holds, by name.

    `ids` (n,) int64; `xy` (n, 2) float32; `neighbors` (n, k) int32, row positions, nearest first; `distances` (n, k)
    float32; `tokens` and `meta`: JSON texts as uint8. Beyond these: `format` () int64; `readable`, a JSON text of n
    strings; `columns`, a JSON text that describes each column (name, title, help, categories or null), and the values
    of each as `column_NAME` (n,).
    """
    described = [
        {"name": column.name, "title": column.title, "help": column.help, "categories": column.categories}
        for column in map.columns.values()
    ]
    return {
        "ids": map.space.ids,
        "xy": map.xy,
        "neighbors": map.found.indices,
        "distances": map.found.distances,
        "tokens": text_array(list(map.space.tokens)),
        "meta": text_array(dict(map.meta)),
        "format": np.array(FORMAT, np.int64),
        "readable": text_array(list(map.space.readable)),
        "columns": text_array(described),
        **{f"column_{column.name}": column.values for column in map.columns.values()},
    }


def write(map: MapData, path: Path) -> None:  # noqa: A002
    """Write the archive; the same map gives the same bytes."""
    write_arrays(arrays(map), path)


def write_arrays(named: Mapping[str, NDArray[Any]], path: Path) -> None:
    """Write arrays as an uncompressed archive without time stamps."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, array in named.items():
            member = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            with archive.open(member, "w", force_zip64=True) as file:
                np.lib.format.write_array(file, np.asarray(array, order="C"), allow_pickle=False)


def read(path: Path) -> Payload:
    """Return what an archive holds of its map.

    Raises
    ------
    CorruptFile
        The file is no archive of Lexiscape, was damaged, or comes from a newer version.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            stored = {name: archive[name] for name in archive.files}
    except (ValueError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        raise CorruptFile(f"{path.name} is not a whole .npz archive: {error}") from None
    lacking = [
        name for name in ("ids", "xy", "neighbors", "distances", "tokens", "meta", "format") if name not in stored
    ]
    if lacking:
        raise CorruptFile(
            f"{path.name} holds no map: expected arrays that `lexiscape map -o {path.name}` writes, "
            f"but {', '.join(lacking)} are not among {', '.join(list(stored)[:8]) or 'its none'}"
        )
    if int(stored["format"]) > FORMAT:
        raise CorruptFile(
            f"{path.name} is of format {int(stored['format'])}, this Lexiscape reads up to {FORMAT}: "
            "update it with pip install -U lexiscape"
        )
    try:
        return _payload(stored)
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise CorruptFile(f"the map in {path.name} is damaged: {error}") from None


def _payload(stored: dict[str, NDArray[Any]]) -> Payload:
    meta = json.loads(bytes(stored["meta"]))
    tokens, readable = json.loads(bytes(stored["tokens"])), json.loads(bytes(stored["readable"]))
    columns = {}
    for entry in json.loads(bytes(stored["columns"])):
        categories = None if entry["categories"] is None else tuple(entry["categories"])
        values = stored[f"column_{entry['name']}"]
        columns[entry["name"]] = Column(entry["name"], entry["title"], values, categories, entry["help"])
    n = len(tokens)
    shapes = {
        "readable": len(readable),
        **{name: len(stored[name]) for name in ("ids", "xy", "neighbors", "distances")},
        **{name: len(column.values) for name, column in columns.items()},
    }
    for name, length in shapes.items():
        if length != n:
            raise ValueError(f"{n:,} tokens, but {length:,} rows of {name}")
    return Payload(
        str(meta.get("name", "map")),
        tokens,
        readable,
        stored["ids"],
        stored["xy"],
        stored["neighbors"],
        stored["distances"],
        str(meta.get("neighbors", {}).get("metric", "cosine")),
        columns,
        meta,
    )
