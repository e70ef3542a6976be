"""Text files in, documents out, in shards that can be read apart: one reader a suffix, one row each in `READERS`."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from lexiscape.bounded import read_lines
from lexiscape.bounded_json import parse_json
from lexiscape.contextual import hub_text
from lexiscape.errors import CorruptFile, MissingExtra, OptionError, SourceError, SourceNotFound, foreign_errors
from lexiscape.given_files import check_file, is_file, open_file


class Span(NamedTuple):
    """A stretch of a document, characters `start` up to `stop`, of which the input says something."""

    start: int
    stop: int
    fields: dict[str, str]


@dataclass(frozen=True)
class Document:
    """One document.

    Attributes
    ----------
    text : str
        All of it.
    place : str
        Where it stands: file, and line or row.
    fields : dict of str to str
        The input's other fields; `source` is the file's name where the input has none of its own.
    spans : tuple of Span
        What the input says of single words.
    """

    text: str
    place: str
    fields: dict[str, str] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()


class Shard(NamedTuple):
    """A piece of the input that is read, counted and, after a loss, redone as a whole.

    Bytes `start` up to `stop` of a plain file (lines that begin there), row groups of a .parquet file, all of a
    compressed file, or shards of a data set on the hub.
    """

    path: str
    start: int
    stop: int

    @property
    def size(self) -> int:
        """How much there is to do, in units of `start` and `stop`; at least 1."""
        return max(self.stop - self.start, 1)

    def absolute(self) -> Shard:
        """Return the shard as a process in another folder finds it."""
        return self if self.path.startswith(hub_text.SCHEME) else self._replace(path=os.path.abspath(self.path))


class TextOptions(NamedTuple):
    """How text is read: the field that holds it in .jsonl and .parquet, and the bytes of plain text in a shard."""

    field: str = "text"
    shard_bytes: int = 4 << 20


def plan_shards(paths: Sequence[str | Path], options: TextOptions) -> list[Shard]:
    """Cut files, folders and data sets into shards, in a fixed order.

    Parameters
    ----------
    paths : sequence of str or Path
        Text files (.txt or any other suffix: one document a line; .jsonl, .ndjson, .parquet; each but .parquet also
        with .gz), folders of them, and names of data sets on the hub (see `lexiscape.contextual.hub_text`).
    options : TextOptions
        Shard size.

    Raises
    ------
    SourceNotFound
        There is no such file, or none in such a folder.
    SourceError
        All files are empty.
    """
    shards = [shard for path in map(Path, paths) for shard in _shards_at(path, options)]
    if not shards:
        raise SourceError(f"no text in {', '.join(map(str, paths[:3]))}: the files are empty")
    return shards


def _shards_at(path: Path, options: TextOptions) -> Iterator[Shard]:
    if not os.path.isdir(path):
        check_file(path)  # a pipe is no name of a data set
    if os.path.isdir(path):
        inside = sorted(p for p in path.rglob("*") if is_file(p) and not p.name.startswith("."))
        if not inside:
            raise SourceNotFound(f"no text in the folder {path}: expected .txt, .jsonl or .parquet files")
        for file in inside:
            yield from _cut(file, options.shard_bytes)
    elif is_file(path):
        yield from _cut(path, options.shard_bytes)
    elif hub_text.looks_like_name(str(path)):
        try:
            count = hub_text.count_shards(str(path))
        except MissingExtra as error:
            raise SourceNotFound(f"no text at {path}; if a data set on the hub is meant, {error}") from None
        for number in range(count):
            yield Shard(f"{hub_text.SCHEME}{path}", number, number + 1)
    else:
        raise SourceNotFound(f"no text at {path}: expected a file or a folder of text, .jsonl or .parquet files")


def _cut(file: Path, shard_bytes: int) -> list[Shard]:
    size = file.stat().st_size
    if file.suffix == ".parquet":
        count = _parquet(file).metadata.num_row_groups
        return [Shard(str(file), group, group + 1) for group in range(count)]
    if file.suffix == ".gz":
        return [Shard(str(file), 0, size)] if size else []
    return [Shard(str(file), start, min(start + shard_bytes, size)) for start in range(0, size, shard_bytes)]


def read_shard(shard: Shard, options: TextOptions) -> Iterator[Document]:
    """Yield the documents of a shard; a record whose text is null or empty is one without text.

    Raises
    ------
    CorruptFile
        Bytes that are not UTF-8, a line that is not JSON, a broken archive: with the file and the line or byte.
    OptionError
        A document has no such field.
    """
    path = Path(shard.path)
    suffix = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    reader = _hub_records if shard.path.startswith(hub_text.SCHEME) else READERS.get(suffix, _plain)
    yield from reader(shard, options)


def _lines(shard: Shard) -> Iterator[tuple[str, str]]:
    """Yield (place, line) of every line that begins in the shard."""
    path = Path(shard.path)
    compressed = path.suffix == ".gz"
    try:
        with open_file(path) as given, gzip.open(given) if compressed else given as file:
            if shard.start and not compressed:
                file.seek(shard.start - 1)
                next(read_lines(file.readline, path.name), b"")  # the end of a line that began in the shard before
            at = file.tell()
            for raw in read_lines(file.readline, path.name):
                if at >= shard.stop and not compressed:
                    return
                yield f"{path.name}:{at}", _decode(raw, path, at)
                at += len(raw)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise CorruptFile(f"{path} is not a whole gzip file: {error}") from None
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error


def _decode(raw: bytes, path: Path, at: int) -> str:
    try:
        return raw.decode("utf-8-sig" if at == 0 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        bad = raw[error.start : error.start + 4].hex(" ")
        raise CorruptFile(
            f"{path} is not UTF-8 text: byte {at + error.start:,} starts {bad}; convert it first, for example with "
            "iconv -f CP932 -t UTF-8"
        ) from None


def _plain(shard: Shard, options: TextOptions) -> Iterator[Document]:
    for place, line in _lines(shard):
        if line.strip():
            yield Document(line, place, {"source": Path(shard.path).name})


def _json_lines(shard: Shard, options: TextOptions) -> Iterator[Document]:
    for place, line in _lines(shard):
        if not line.strip():
            continue
        try:
            record = parse_json(line, f"the line at byte {place.rpartition(':')[2]} of {shard.path}")
        except (ValueError, RecursionError) as error:
            raise CorruptFile(
                f"the line at byte {place.rpartition(':')[2]} of {shard.path} is no JSON: {error}"
            ) from None
        if not isinstance(record, dict):
            raise CorruptFile(f"the line at byte {place.rpartition(':')[2]} of {shard.path} is no JSON object")
        yield _document(record, place, shard.path, options.field)


def _parquet_rows(shard: Shard, options: TextOptions) -> Iterator[Document]:
    file = _parquet(Path(shard.path))
    for group in range(shard.start, shard.stop):
        with foreign_errors(f"{shard.path} is not a whole Parquet file", CorruptFile):
            records = file.read_row_group(group).to_pylist()
        for row, record in enumerate(records):
            yield _document(record, f"{Path(shard.path).name}:{group}:{row}", shard.path, options.field)


def _hub_records(shard: Shard, options: TextOptions) -> Iterator[Document]:
    name = shard.path.removeprefix(hub_text.SCHEME)
    for number in range(shard.start, shard.stop):
        for place, record in hub_text.read_records(name, number):
            yield _document(record, place, name, options.field)


def _parquet(path: Path) -> Any:
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("pyarrow", "contextual", error) from None
    check_file(path)
    with foreign_errors(f"{path} is not a Parquet file", CorruptFile):
        return pyarrow.parquet.ParquetFile(path)


def _document(record: dict[str, Any], place: str, path: str, name: str) -> Document:
    text = record.get(name, 0)
    if text is None:
        text = ""
    if not isinstance(text, str):
        found = ", ".join(sorted(record)) or "none"
        raise OptionError(
            f"{path} has no text field {name!r} at {place}: its fields are {found}; name one with --field"
        )
    fields = {"source": Path(path).name}
    spans: list[Span] = []
    for key, value in record.items():
        if isinstance(value, list):
            spans += [span for span in map(_span, value) if span is not None]
        elif key != name and (short := _short(value)) is not None:
            fields[key] = short
    return Document(text, place, fields, tuple(spans))


def _span(item: Any) -> Span | None:
    """Read what is said of one word: an object with `start` and `end`, as spaCy's `Doc.to_json` lists its tokens."""
    if not isinstance(item, dict) or type(item.get("start")) is not int or type(item.get("end")) is not int:
        return None
    said = {key: _short(value) for key, value in item.items() if key not in ("start", "end")}
    return Span(item["start"], item["end"], {key: value for key, value in said.items() if value is not None})


def _short(value: Any) -> str | None:
    """Fields that color a map are short values; longer ones are other texts."""
    if isinstance(value, bool | int | float | str) and len(str(value)) <= 200:
        return str(value)
    return None


#: Suffix (before .gz) → reader of a shard; any other suffix is plain text, one document a line.
READERS: dict[str, Callable[[Shard, TextOptions], Iterator[Document]]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet_rows,
}
