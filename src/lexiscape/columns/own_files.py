"""A file of values that somebody has in, a `Column` of the map out: in row order, or by id or token."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any

from lexiscape.bounded import MAX_LIST, SWELLS_BY, SWELLS_TO, check_size
from lexiscape.columns.column import Column
from lexiscape.columns.own import own_column, whole_number
from lexiscape.errors import (
    CorruptFile,
    LexiscapeWarning,
    MissingExtra,
    OptionError,
    SourceError,
    SourceNotFound,
    foreign_errors,
)
from lexiscape.given_files import check_file, is_file
from lexiscape.given_tables import open_table, told_names
from lexiscape.sources.formats.arrays import open_npy
from lexiscape.space import EmbeddingSpace

KEYS = ("id", "raw", "token")
_WHOLE = re.compile(r"\s*-?[0-9]{1,20}(\.0*)?\s*")  # as tables have an id: some write every number with a point
_NAMED = 3  # cells that are no numbers, of those that are told of
_MOST_ROWS = 1 << 23  # of a Parquet file: no vocabulary has as many


def read_own_column(
    path: str | PathLike[str],
    name: str,
    space: EmbeddingSpace,
    *,
    title: str | None = None,
    whole: EmbeddingSpace | None = None,
) -> Column:
    """Read a column of values from a `.npy`, `.csv` or `.parquet`.

    Parameters
    ----------
    path : str or path
        `.npy`: an array (n,), in row order. `.csv` with a header, or `.parquet`: a column `id`, `raw` or `token`, the
        first of these that is there, and the values in the column called `name`, or in the only other one. The header
        decides what keys are: whole numbers, or digits, in `id`, texts in `raw` and `token`. An empty text is unknown,
        and texts are numbers where all of them are; a LexiscapeWarning tells where most are and some are not.
    name : str
        What the column is to be called.
    space : EmbeddingSpace
        The tokens of the map.
    title : str or None
        What the legend says; None: the name.
    whole : EmbeddingSpace or None
        Of which `space` is a selection: values of tokens that are not selected are left out without a word.

    Returns
    -------
    Column
        As `lexiscape.columns.own.own_column` makes it of such values.

    Raises
    ------
    SourceNotFound, SourceError, CorruptFile, OptionError, MissingExtra
        There is no such file; it cannot be read, holds no such column, keys of another kind or two values for one
        key; or as for `own_column`.
    """
    file = Path(path)
    check_file(file)
    if not is_file(file):
        raise SourceNotFound(f"no file {file}: expected the values of the column {name!r} in a {' or '.join(READERS)}")
    if file.suffix.lower() not in READERS:
        raise OptionError(f"cannot read the values of a column from {file.name}: expected a {' or '.join(READERS)}")
    try:
        values = READERS[file.suffix.lower()](file, name, space)
    except OSError as error:
        raise SourceError(f"cannot read {file}: {error.strerror or error}") from None
    return own_column(space, name, values, title=title, whole=whole)


def _from_npy(path: Path, name: str, space: EmbeddingSpace) -> Any:
    array = open_npy(path)
    if array.shape != (len(space),):
        raise OptionError(
            f"{path} has values of shape {array.shape} for the {len(space):,} tokens of the map: expected one for "
            "each, in row order; a .csv or .parquet gives them by id or token"
        )
    return array


def _from_csv(path: Path, name: str, space: EmbeddingSpace) -> dict[Any, Any]:
    check_size(path, "table of values")
    with open_table(path, "values", f"a column {', '.join(KEYS[:-1])} or {KEYS[-1]}, and the values") as table:
        key, value = _columns(path, name, table.header)
        rows = list(table.cells((key, value)))
    keys, values = [text for text, _ in rows], [text for _, text in rows]
    return _by_key(path, key, keys, _typed(path, value, values, keys))


def _typed(path: Path, name: str, values: list[Any], keys: Sequence[Any]) -> list[Any]:
    """Return texts as numbers where all are, None for empty ones; a warning tells of the few that keep them texts."""
    different = {value for value in values if isinstance(value, str) and value.strip()}
    if not all(value is None or isinstance(value, str) for value in values):
        return values
    numbers = {text: number for text in different if (number := _number(text)) is not None}
    known = [text for text in values if text in different]
    odd = [text for text in known if text not in numbers]
    if not odd:
        return [numbers.get(text) if text else None for text in values]
    if len(odd) * 2 < len(known):
        places = [place for place, value in enumerate(values) if value in different and value not in numbers][:_NAMED]
        told = ", ".join(f"{values[place]!r:.60} in row {place + 1:,} ({keys[place]!r:.40})" for place in places)
        warnings.warn(
            f"{len(odd):,} of the {len(known):,} values in the column {name!r} of {path.name} are no numbers, such as "
            f"{told}{' …' if len(odd) > len(places) else ''}: all are taken for categories; mend or empty these cells, "
            "and they are numbers (an empty cell is unknown)",
            LexiscapeWarning,
            stacklevel=2,
        )
    return [text or None for text in values]


def _number(text: str) -> float | None:
    try:
        return None if "_" in text else float(text)  # Python reads 1_000, tables do not write it
    except ValueError:
        return None


def _from_parquet(path: Path, name: str, space: EmbeddingSpace) -> dict[Any, Any]:
    try:
        import pyarrow.parquet
        import pyarrow.types
    except ImportError as error:
        raise MissingExtra("pyarrow", "parquet", error) from None
    check_size(path, "table of values", MAX_LIST)
    with foreign_errors(f"{path} is not a Parquet file", CorruptFile):
        schema = pyarrow.parquet.read_schema(path)
    key, value = _columns(path, name, schema.names)
    nested = [one for one in (key, value) if pyarrow.types.is_nested(schema.field(one).type)]
    if nested:
        raise OptionError(f"the column {nested[0]!r} of {path} holds lists or structures: expected one value a token")
    with foreign_errors(f"{path} is not a whole Parquet file", CorruptFile):
        # texts as a dictionary: of one that stands in every row, however long, there is one copy
        file = pyarrow.parquet.ParquetFile(path, read_dictionary=[key, value])
        _check_swelling(path, file.metadata, (key, value))
        table = file.read(columns=[key, value])
        keys, values = (_listed(table.column(one)) for one in (key, value))
    return _by_key(path, key, keys, _typed(path, value, values, keys))


def _check_swelling(path: Path, metadata: Any, names: Sequence[str]) -> None:
    groups = [metadata.row_group(group) for group in range(metadata.num_row_groups)]
    rows = sum(group.num_rows for group in groups)
    parts = [group.column(at) for group in groups for at in range(group.num_columns)]
    size = sum(part.total_uncompressed_size for part in parts if part.path_in_schema in names)
    if max(rows, metadata.num_rows) > _MOST_ROWS:
        raise CorruptFile(f"{path.name} has {rows:,} rows: no vocabulary has more than {_MOST_ROWS:,}")
    if size > max(SWELLS_TO, SWELLS_BY * path.stat().st_size):
        raise CorruptFile(f"{path.name} would swell to {size:,} bytes: no table of values does")


def _listed(column: Any) -> list[Any]:
    listed: list[Any] = []
    for chunk in column.chunks:
        if hasattr(chunk, "dictionary"):
            texts = [*chunk.dictionary.to_pylist(), None]
            listed += [texts[-1 if code is None else code] for code in chunk.indices.to_pylist()]
        else:
            listed += chunk.to_pylist()
    return listed


def _columns(path: Path, name: str, header: Sequence[str]) -> tuple[str, str]:
    """Return which column of a table holds keys, and which values."""
    told = told_names(header)
    key = next((one for one in KEYS if one in header), None)
    if key is None:
        raise CorruptFile(f"{path} has columns {told or 'none'}: expected one of {', '.join(KEYS)}, and the values")
    others = [one for one in header if one not in KEYS]
    value = name if name in others else others[0] if len(others) == 1 else None
    if value is None or others.count(value) > 1 or header.count(key) > 1:
        raise OptionError(f"{path} has columns {told}: expected one called {name!r}, or a single one beside its keys")
    return key, value


def _by_key(path: Path, name: str, stored: list[Any], values: list[Any]) -> dict[Any, Any]:
    """Return key → value: by whole numbers where the header says `id`, whatever type the file has, else by texts."""
    keys = [_whole(key) if name == "id" else key if isinstance(key, str) else None for key in stored]
    odd = next((place for place, key in enumerate(keys) if key is None), None)
    if odd is not None:
        expected = "whole numbers" if name == "id" else "texts (ids stand in a column called 'id')"
        raise OptionError(f"the column {name!r} of {path} holds {stored[odd]!r:.60}: expected {expected} only")
    made = dict(zip(keys, values, strict=True))
    if len(made) < len(keys):
        key, count = Counter(keys).most_common(1)[0]
        raise CorruptFile(f"{path} has {count} values for the {name} {key!r}: expected each once")
    return made


def _whole(key: Any) -> int | None:
    """Return an id of a table as a number; None where it is none."""
    if isinstance(key, str):
        return int(key.partition(".")[0]) if _WHOLE.fullmatch(key) else None
    return whole_number(key)


#: Suffix → what reads values from such a file.
READERS: dict[str, Callable[[Path, str, EmbeddingSpace], Any]] = {
    ".npy": _from_npy,
    ".csv": _from_csv,
    ".parquet": _from_parquet,
}
