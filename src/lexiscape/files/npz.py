"""A map as a NumPy archive, and back: arrays and JSON texts, no pickle and no fixed-width strings."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.bounded import read_arrays
from lexiscape.bounded_json import WORDS, parse_json
from lexiscape.columns import Column
from lexiscape.errors import CorruptFile, foreign_errors
from lexiscape.files.checked import check_payload
from lexiscape.files.payload import Payload, no_constant
from lexiscape.given_files import open_file

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
            member.create_system = 3  # Unix: by default, the system that this runs on
            with archive.open(member, "w", force_zip64=True) as file:
                np.lib.format.write_array(file, np.asarray(array, order="C"), allow_pickle=False)


_NEEDED = ("ids", "xy", "neighbors", "distances", "tokens", "meta", "format")


def read(path: Path) -> Payload:
    """Return what an archive holds of its map; arrays that no map has are not read.

    Raises
    ------
    CorruptFile
        The file is no archive of Lexiscape, was damaged, or comes from a newer version.
    """
    names = {*_NEEDED, "readable", "columns"}
    with open_file(path) as file, foreign_errors(f"{path.name} is not a whole .npz archive", CorruptFile):
        stored = read_arrays(file, path.name, lambda name: name in names or name.startswith("column_"))
    lacking = [name for name in _NEEDED if name not in stored]
    if lacking:
        raise CorruptFile(
            f"{path.name} holds no map: expected arrays that `lexiscape map -o {path.name}` writes, "
            f"but it has no {', '.join(lacking)}"
        )
    with foreign_errors(f"the map in {path.name} is damaged", CorruptFile):
        version = stored["format"].item()
        if not isinstance(version, int):
            raise CorruptFile(f"the map in {path.name} is damaged: its format is a {type(version).__name__}")
        if version > FORMAT:
            raise CorruptFile(
                f"{path.name} is of format {version}, this Lexiscape reads up to {FORMAT}: "
                "update it with pip install -U lexiscape"
            )
        return check_payload(_payload(stored, path.name), path.name)


def _payload(stored: dict[str, NDArray[Any]], file: str) -> Payload:
    meta = _json(stored["meta"], f"meta in {file}")
    columns = {}
    for entry in _json(stored["columns"], f"columns in {file}"):
        categories = None if entry["categories"] is None else tuple(entry["categories"])
        values = stored[f"column_{entry['name']}"]
        columns[entry["name"]] = Column(entry["name"], entry["title"], values, categories, entry["help"])
    return Payload(
        meta.get("name", "map"),
        _json(stored["tokens"], f"tokens in {file}"),
        _json(stored["readable"], f"readable in {file}"),
        stored["ids"],
        stored["xy"],
        stored["neighbors"],
        stored["distances"],
        meta.get("neighbors", {}).get("metric", "cosine"),
        columns,
        meta,
    )


def _json(text: NDArray[Any], name: str) -> Any:
    if text.dtype != np.uint8 or text.ndim != 1:
        raise ValueError(f"expected a JSON text as bytes, found {text.shape} of {text.dtype}")
    return parse_json(text.tobytes(), name, WORDS, no_constant)
