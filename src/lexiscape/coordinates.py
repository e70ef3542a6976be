"""A file of coordinates that somebody has already in, a start for the layout out: rows matched by token id."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, OptionError, SourceNotFound
from lexiscape.space import EmbeddingSpace


def read_coordinates(path: str | PathLike[str], space: EmbeddingSpace) -> NDArray[np.float32]:
    """Read where tokens lie from a `.npz` or `.csv`.

    Parameters
    ----------
    path : str or path
        `.npz` with `xy` (n, 2) and `ids` (n,), as Lexiscape writes it (without `ids`: in the order of `space`); or
        `.csv`
        with a header, columns `x` and `y`, and `id` or `raw` or `token`.
    space : EmbeddingSpace
        The tokens to place.

    Returns
    -------
    ndarray, (len(space), 2), float32
        Row i is where `space.tokens[i]` lies; NaN where the file does not say.

    Raises
    ------
    SourceNotFound, CorruptFile, OptionError
        There is no such file; it holds no coordinates; or none for any of these tokens.
    """
    file = Path(path)
    if not file.is_file():
        raise SourceNotFound(f"no file {file}: expected coordinates in a .npz or .csv")
    readers = {".npz": _from_npz, ".csv": _from_csv}
    if file.suffix.lower() not in readers:
        raise OptionError(f"cannot read coordinates from {file.name}: expected a .npz or a .csv")
    xy = readers[file.suffix.lower()](file, space)
    placed = np.isfinite(xy).all(axis=1)
    if not placed.any():
        raise OptionError(f"{file} has coordinates for none of the {len(space):,} tokens: they are matched by token id")
    xy[~placed] = np.nan
    return xy


def _from_npz(path: Path, space: EmbeddingSpace) -> NDArray[np.float32]:
    try:
        with np.load(path, allow_pickle=False) as archive:
            xy = np.asarray(archive["xy"], np.float32)
            ids = np.asarray(archive["ids"]) if "ids" in archive else None
    except KeyError:
        raise CorruptFile(f"{path} holds no array `xy`: expected coordinates (n, 2)") from None
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise CorruptFile(f"{path} is not a NumPy archive: {error}") from None
    if xy.ndim != 2 or xy.shape[1] != 2:
        raise CorruptFile(f"`xy` in {path} must be (n, 2), not {xy.shape}")
    if ids is None:
        if len(xy) != len(space):
            raise OptionError(
                f"{path} has {len(xy):,} coordinates without ids for {len(space):,} tokens: add an array `ids` (n,)"
            )
        return xy.copy()
    if ids.shape != (len(xy),):
        raise CorruptFile(f"{path} has {len(xy):,} coordinates but `ids` of shape {ids.shape}")
    return _by_key(dict(zip(ids.tolist(), xy, strict=True)), space.ids.tolist())


def _from_csv(path: Path, space: EmbeddingSpace) -> NDArray[np.float32]:
    keys = {"id": [str(i) for i in space.ids.tolist()], "raw": list(space.tokens), "token": space.readable}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            header = table.fieldnames or []
            column = next((name for name in keys if name in header), None)
            if column is None or not {"x", "y"} <= set(header):
                raise CorruptFile(f"{path} has columns {', '.join(header)}: expected x, y, and id, raw or token")
            points = {row[column]: np.array([row["x"], row["y"]], np.float32) for row in table}
    except (UnicodeDecodeError, csv.Error, ValueError, TypeError) as error:
        raise CorruptFile(f"{path} is not a table of coordinates: {error}") from None
    return _by_key(points, keys[column])


def _by_key(points: Mapping[Any, NDArray[np.float32]], keys: list[Any]) -> NDArray[np.float32]:
    nowhere = np.full(2, np.nan, np.float32)
    return np.array([points.get(key, nowhere) for key in keys], np.float32).reshape(len(keys), 2)
