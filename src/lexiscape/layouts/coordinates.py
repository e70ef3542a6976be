"""A file of coordinates that somebody has already in, a start for the layout out: rows matched by token id."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.bounded import read_arrays
from lexiscape.errors import (
    CorruptFile,
    LexiscapeWarning,
    OptionError,
    SourceError,
    SourceNotFound,
    first_line,
)
from lexiscape.given_files import check_file, is_file, open_file
from lexiscape.given_tables import open_table, told_names
from lexiscape.one_line import short_line
from lexiscape.space import EmbeddingSpace


def read_coordinates(path: str | PathLike[str], space: EmbeddingSpace) -> NDArray[np.float32]:
    """Read where tokens lie from a `.npz` or `.csv`.

    Parameters
    ----------
    path : str or path
        `.npz` with `xy` (n, 2) and `ids` (n,), as Lexiscape writes it (without `ids`: in the order of `space`); or
        `.csv` with a header, columns `x` and `y`, and `id` or `raw` or `token`, the first of these that is there.
    space : EmbeddingSpace
        The tokens to place.

    Returns
    -------
    ndarray, (len(space), 2), float32
        Row i is where `space.tokens[i]` lies; NaN where the file does not say. When tokens are matched by `token` and
        several read alike (`bank`, `##bank`), only the one spelled so is placed, and a LexiscapeWarning says so.

    Raises
    ------
    SourceNotFound, SourceError, CorruptFile, OptionError
        There is no such file; it cannot be read; it holds no coordinates, or two for one key; or none for any of these
        tokens.
    """
    file = Path(path)
    check_file(file)
    if not is_file(file):
        raise SourceNotFound(f"no file {file}: expected coordinates in a .npz or .csv")
    if file.suffix.lower() not in READERS:
        raise OptionError(f"cannot read coordinates from {file.name}: expected a .npz or a .csv")
    try:
        xy = READERS[file.suffix.lower()](file, space)
    except OSError as error:
        raise SourceError(f"cannot read {file}: {error.strerror or error}") from None
    placed = np.isfinite(xy).all(axis=1)
    if not placed.any():
        raise OptionError(f"{file} has coordinates for none of the {len(space):,} tokens: they are matched by token id")
    xy[~placed] = np.nan
    return xy


def _from_npz(path: Path, space: EmbeddingSpace) -> NDArray[np.float32]:
    try:
        with open_file(path) as file:
            arrays = read_arrays(file, path.name, lambda name: name in ("xy", "ids"))
    except (OSError, MemoryError, SourceError):
        raise
    except Exception as error:  # of a dozen kinds, as NumPy and zipfile meet what is no archive
        raise CorruptFile(
            f"{path} is not a NumPy archive ({first_line(error)}): expected arrays `xy` (n, 2) and `ids` (n,), as "
            "`numpy.savez` writes them; save or copy it again"
        ) from None
    if "xy" not in arrays:
        raise CorruptFile(f"{path} holds no array `xy`: expected coordinates (n, 2)")
    if any(array.dtype.kind not in "fiu" for array in arrays.values()):
        raise CorruptFile(f"{path} is not a NumPy archive of coordinates: expected numbers in `xy` and `ids`")
    with np.errstate(over="ignore"):  # what float32 cannot hold is no place
        xy, ids = np.asarray(arrays["xy"], np.float32), arrays.get("ids")
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
    return _by_key(path, "id", ids.tolist(), xy, space.ids.tolist())


def _from_csv(path: Path, space: EmbeddingSpace) -> NDArray[np.float32]:
    wanted = "x, y, and id, raw or token"
    with open_table(path, "coordinates", f"columns {wanted}") as table:
        header = table.header
        column = next((name for name in ("id", "raw", "token") if name in header), None)
        if column is None or not {"x", "y"} <= set(header):
            raise CorruptFile(f"{path} has columns {told_names(header)}: expected {wanted}")
        text = next((name for name in ("raw", "token") if name in header and column == "id"), None)
        rows = [
            (key, table.number("x", x), table.number("y", y), told)
            for key, x, y, told in table.cells((column, "x", "y", text or column))
        ]
    given = [key for key, *_ in rows]
    if text is not None:
        _check_texts(path, text, {key: told for key, *_, told in rows}, space)
    with np.errstate(over="ignore"):  # what float32 cannot hold is no place
        xy = np.array([place for _, *place, _ in rows], np.float64).reshape(len(rows), 2).astype(np.float32)
    if column == "token":
        return _by_key(path, column, given, xy, _unambiguous(path, space, set(given)))
    return _by_key(path, column, given, xy, [str(i) for i in space.ids.tolist()] if column == "id" else space.tokens)


def _check_texts(path: Path, name: str, told: dict[str, str], space: EmbeddingSpace) -> None:
    """Refuse a table whose ids are those of another vocabulary: most of its texts are other ones here."""
    both = [row for row, number in enumerate(space.ids.tolist()) if str(number) in told]
    there = [told[str(space.ids[row])] for row in both]
    other = [at for at, row in enumerate(both) if there[at] != space.tokens[row]]
    if name == "token" and 2 * len(other) > len(both):  # not before: texts of all tokens take a while
        other = [at for at in other if there[at] != space.readable[both[at]]]
    if 2 * len(other) > len(both):
        row = both[other[0]]
        here = space.tokens[row] if name == "raw" else space.readable[row]
        raise OptionError(
            f"{path} is of another vocabulary than {short_line(space.name)}: of {len(both):,} ids that both have, "
            f"{len(other):,} are other tokens, as id {space.ids[row]}: {short_line(repr(there[other[0]]))} in the "
            f"table and {short_line(repr(here))} in {short_line(space.name)}; name the source it was drawn from"
        )


def _unambiguous(path: Path, space: EmbeddingSpace, given: set[str]) -> list[str | None]:
    """Return by which text each token may be found: None where another reads alike and this one is not spelled so."""
    times = Counter(space.readable)
    alike = [text for text, count in times.items() if count > 1 and text in given]
    if alike:
        told = f"{path} places {len(alike):,} texts that several tokens read as, such as {alike[0]!r}"
        warnings.warn(
            f"{told}: only tokens that are spelled so are placed; a column `id` or `raw` tells all apart",
            LexiscapeWarning,
            stacklevel=5,
        )
    pairs = zip(space.tokens, space.readable, strict=True)
    return [text if times[text] == 1 or raw == text else None for raw, text in pairs]


def _by_key(
    path: Path, name: str, given: Sequence[Any], xy: NDArray[np.float32], keys: Sequence[Any]
) -> NDArray[np.float32]:
    """Return the place of each key, NaN where it has none; CorruptFile when one has two."""
    line = {key: position for position, key in enumerate(given)}
    if len(line) < len(given):
        key, count = Counter(given).most_common(1)[0]
        raise CorruptFile(f"{path} places the {name} {key!r} {count} times: expected each once; `id` tells all apart")
    lines = np.array([line.get(key, -1) for key in keys], np.int64)
    placed = np.full((len(keys), 2), np.nan, np.float32)
    placed[lines >= 0] = xy[lines[lines >= 0]]
    return placed


#: Suffix → what reads coordinates from such a file.
READERS = {".npz": _from_npz, ".csv": _from_csv}
