"""Shards of text in, documents out: one reader a suffix, one row each in `READERS`."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from lexiscape.bounded import MAX_LINE, MAX_LIST
from lexiscape.bounded_json import Most, parse_json
from lexiscape.contextual.texts import hub_text
from lexiscape.contextual.texts.shards import Shard, TextOptions, bare_suffix, open_parquet, plan_shards
from lexiscape.contextual.texts.text_lines import decode, lines, opened
from lexiscape.errors import CorruptFile, OptionError, foreign_errors

__all__ = ["READERS", "Document", "Shard", "Span", "TextOptions", "plan_shards", "read_shard"]

#: Of a file of JSON: as many records as a corpus has in one file.
_MOST = Most(1 << 22, 1 << 24, 1 << 26)


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


def read_shard(shard: Shard, options: TextOptions) -> Iterator[Document]:
    """Yield the documents of a shard; a record whose text is null or empty is one without text.

    Raises
    ------
    CorruptFile
        Bytes that are not UTF-8, a line that is not JSON, half a character, a broken archive: with the file and the
        line or byte.
    OptionError
        A document has no such field.
    """
    of_hub = shard.path.startswith(hub_text.SCHEME)
    reader = _hub_records if of_hub else READERS.get(bare_suffix(Path(shard.path)), _plain)
    for document in reader(shard, options):
        try:
            document.text.encode()
        except UnicodeEncodeError as error:
            raise CorruptFile(
                f"the text at {document.place} of {shard.path.removeprefix(hub_text.SCHEME)} holds half a character, "
                f"{document.text[error.start]!a} without its other half: mend or leave out that record"
            ) from None
        yield document


def _plain(shard: Shard, options: TextOptions) -> Iterator[Document]:
    for place, line in lines(shard):
        if line.strip():
            yield Document(line, place, {"source": Path(shard.path).name})


def _json_lines(shard: Shard, options: TextOptions) -> Iterator[Document]:
    for place, line in lines(shard):
        if not line.strip():
            continue
        where = f"the line at byte {place.rpartition(':')[2]} of {shard.path}"
        try:
            record = parse_json(line, where)
        except (ValueError, RecursionError) as error:
            raise CorruptFile(f"{where} is no JSON: {error}") from None
        if not isinstance(record, dict):
            raise CorruptFile(f"{where} is no JSON object")
        yield _document(record, place, shard.path, options.field)


def _json(shard: Shard, options: TextOptions) -> Iterator[Document]:
    """Read an array of records or of texts; or lines of JSON, which many a file of this name holds."""
    path = Path(shard.path)
    with opened(path) as file:
        head = bytearray(file.readline(MAX_LINE))
        first = bytes(head.removeprefix(BOM_UTF8).strip())
        while not first and len(head) <= MAX_LIST and (line := file.readline(MAX_LINE)):
            head += line
            first = line.strip()
        if first[:1] == b"{" and first[-1:] == b"}":
            yield from _json_lines(shard, options)
            return
        stored = bytes(head) + file.read(max(MAX_LIST + 1 - len(head), 0))
    if len(stored) > MAX_LIST:
        raise CorruptFile(f"{path} holds more than {MAX_LIST:,} bytes in one JSON value: save it as lines, as .jsonl")
    try:
        records = parse_json(decode(stored, path, 0), str(path), _MOST)
    except (ValueError, RecursionError) as error:
        raise CorruptFile(f"{path} is no JSON: {error}") from None
    if not isinstance(records, list):
        raise CorruptFile(f"{path} is no JSON array of records: expected one, or a record a line")
    for row, record in enumerate(records):
        place = f"{path.name}:{row}"
        if isinstance(record, str):
            yield Document(record, place, {"source": path.name})
        elif isinstance(record, dict):
            yield _document(record, place, shard.path, options.field)
        else:
            raise CorruptFile(f"element {row:,} of {path} is neither a JSON object nor a text")


def _table(shard: Shard, options: TextOptions) -> Iterator[Document]:
    """Read a .csv or .tsv with a header."""
    path = Path(shard.path)
    # A text is longer than the 131,072 letters of a usual field. The limit is the whole process's, and stays: another
    # table may be half read when this one ends.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))
    try:
        told = (line + "\n" for _, line in lines(shard))
        table = csv.reader(told, "excel-tab" if bare_suffix(path) == ".tsv" else "excel", strict=True)
        header = next(table, [])
        if header.count(options.field) != 1:
            raise OptionError(
                f"{path} has no text field {options.field!r} in its first line: its fields are "
                f"{', '.join(header)[:300] or 'none'}; name one with --field"
            )
        for row in table:
            if row and len(row) != len(header):
                raise CorruptFile(
                    f"{path} is no whole table: expected {len(header)} fields up to line {table.line_num:,}, got "
                    f"{len(row)}"
                )
            if row:
                record = dict(zip(header, row, strict=True))
                yield _document(record, f"{path.name}:{table.line_num}", shard.path, options.field)
    except csv.Error as error:
        raise CorruptFile(f"{path} is no whole table: {error}") from None


def _parquet_rows(shard: Shard, options: TextOptions) -> Iterator[Document]:
    file = open_parquet(Path(shard.path))
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


#: Suffix (before that of a compression) → reader of a shard; any other suffix is plain text, one document a line.
READERS: dict[str, Callable[[Shard, TextOptions], Iterator[Document]]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json,
    ".csv": _table,
    ".tsv": _table,
    ".parquet": _parquet_rows,
}
