"""Paths of text in, shards out: pieces of the input that are read, counted and, after a loss, redone as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lexiscape.contextual.texts import hub_text
from lexiscape.errors import CorruptFile, MissingExtra, SourceError, SourceNotFound, foreign_errors
from lexiscape.given_files import check_file, is_file

#: What a compressed file ends in, behind what it would end in without.
COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
#: Read as a whole, however long: where a record ends shows only from their start.
_WHOLE = (".json", ".csv", ".tsv")
_TEXT = (".txt", ".text", ".jsonl", ".ndjson", ".parquet", *_WHOLE)
#: What lies beside the text of many a folder and is none of it.
_BESIDE = ("readme", "license", "licence", "notice", "copying", "changelog")
_NO_TEXT = (
    *(".zip", ".7z", ".rar", ".tar", ".tgz", ".pdf", ".doc", ".docx", ".odt", ".epub", ".xls", ".xlsx", ".ods"),
    *(".html", ".htm", ".xml", ".arrow", ".feather", ".npy", ".npz", ".pkl", ".db", ".sqlite"),
)


class Shard(NamedTuple):
    """A piece of the input that is read, counted and, after a loss, redone as a whole.

    Bytes `start` up to `stop` of a plain file (lines that begin there), row groups of a .parquet file, all of a
    compressed file, of .json and of .csv, or shards of a data set on the hub.
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
    """How text is read: the field of the records that holds it, and the bytes of plain text in a shard."""

    field: str = "text"
    shard_bytes: int = 4 << 20


def plan_shards(paths: Sequence[str | Path], options: TextOptions) -> list[Shard]:
    """Cut files, folders and data sets into shards, in a fixed order.

    Parameters
    ----------
    paths : sequence of str or Path
        Text files (.txt or any other suffix: one document a line; .jsonl, .ndjson, .json, .csv, .tsv, .parquet:
        records; each but .parquet also with .gz, .bz2, .xz or .zst), folders of them, and names of data sets on the hub
        (see `lexiscape.contextual.texts.hub_text`). In a folder, what is none of these is refused, and not taken for
        text.
    options : TextOptions
        Shard size.

    Raises
    ------
    SourceNotFound
        There is no such file, or none in such a folder.
    SourceError
        All files are empty, or one is no text.
    """
    shards = [shard for path in map(Path, paths) for shard in _shards_at(path, options)]
    if not shards:
        raise SourceError(f"no text in {', '.join(map(str, paths[:3]))}: the files are empty")
    return shards


def _shards_at(path: Path, options: TextOptions) -> Iterator[Shard]:
    if not os.path.isdir(path):
        check_file(path)  # a pipe is no name of a data set
    if os.path.isdir(path):
        for file in _files_in(path):
            yield from _cut(file, options.shard_bytes)
    elif is_file(path):
        if bare_suffix(path) in _NO_TEXT:
            raise SourceError(f"cannot read text from {path}: expected plain text or {' '.join(_TEXT[2:])}")
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


def _files_in(folder: Path) -> list[Path]:
    inside = sorted(p for p in folder.rglob("*") if is_file(p) and not _is_hidden(p.relative_to(folder)))
    if not inside:
        raise SourceNotFound(f"no text in the folder {folder}: expected .txt, .jsonl or .parquet files")
    odd = next((file for file in inside if not _is_text(file) and file.stat().st_size), None)
    if odd is not None:
        raise SourceError(
            f"the folder {folder} holds {odd.relative_to(folder)}, which may be no text to count: expected "
            f"{' '.join(_TEXT)}, also with {' '.join(COMPRESSED)}; take it out, or name the files that are meant"
        )
    return inside


def _is_hidden(below: Path) -> bool:
    """Whether a file, or a folder on the way to it, is hidden: .git and the .cache of a download hold no text."""
    return any(part.startswith(".") for part in below.parts)


def _is_text(file: Path) -> bool:
    """Whether a file of a folder is text by its name: a known suffix, or, as parts of a corpus have it, none."""
    suffix = bare_suffix(file)
    bare = file.name.removesuffix(file.suffix) if is_compressed(file) else file.name
    beside = bare.partition(".")[0].lower() in _BESIDE
    return (suffix in _TEXT or not suffix or suffix[1:].isdigit()) and not beside


def is_compressed(path: Path) -> bool:
    """Whether a file is compressed, by its name."""
    return path.suffix.lower() in COMPRESSED


def bare_suffix(path: Path) -> str:
    """Return a file's suffix in small letters, without that of its compression."""
    return (path.with_suffix("") if is_compressed(path) else path).suffix.lower()


def is_parquet(path: Path) -> bool:
    """Whether a file is read by its row groups, by its name."""
    return bare_suffix(path) == ".parquet"


def _cut(file: Path, shard_bytes: int) -> list[Shard]:
    size = file.stat().st_size
    if is_parquet(file):
        count = open_parquet(file).metadata.num_row_groups
        return [Shard(str(file), group, group + 1) for group in range(count)]
    if is_compressed(file) or bare_suffix(file) in _WHOLE:
        return [Shard(str(file), 0, size)] if size else []
    return [Shard(str(file), start, min(start + shard_bytes, size)) for start in range(0, size, shard_bytes)]


def stored_spans(shard: Shard) -> list[tuple[int, int]]:
    """Return which bytes of its file a shard is made of, but for the end of its last line.

    Of a .parquet file its row groups and the table at its end, which says what they hold. Of plain text one byte more,
    by which a line is known to begin with the shard.
    """
    path = Path(shard.path)
    if not is_parquet(path):
        return [(max(shard.start - 1, 0), shard.stop)]
    metadata = open_parquet(path).metadata
    spans = []
    for group in map(metadata.row_group, range(shard.start, shard.stop)):
        for at in range(group.num_columns):
            part = group.column(at)
            first = part.data_page_offset if part.dictionary_page_offset is None else part.dictionary_page_offset
            spans.append((first, first + part.total_compressed_size))
    size = path.stat().st_size
    return [*spans, (max(size - metadata.serialized_size - 8, 0), size)]


def open_parquet(path: Path) -> Any:
    """Return pyarrow's reader of a file; MissingExtra where it is not installed, CorruptFile where it is none."""
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra("pyarrow", "contextual", error) from None
    check_file(path)
    with foreign_errors(f"{path} is not a Parquet file", CorruptFile):
        return pyarrow.parquet.ParquetFile(path)
