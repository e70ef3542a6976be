"""The name of a data set on the hub in, its records out, streamed by the `datasets` library, one shard at a time.

A name is written OWNER/NAME[:CONFIG[:SPLIT]]; CONFIG may be empty, and without a split it is `train`. The library's
shards, mostly a file each, are the shards of a run. From version 4 on it runs no code that a data set brings.
"""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from lexiscape.errors import MissingExtra, SourceError, SourceNotFound, first_line, foreign_errors
from lexiscape.given_files import is_file, open_file

#: Before the name in `Shard.path`, so that no file is mistaken for a data set.
SCHEME = "hub:"
_NAME = re.compile(r"[\w.-]+/[\w.-]+(:[\w.-]*){0,2}")
#: Endings that make a missing file of what could be a name: nobody is to wait for the hub's answer then.
_FILES = frozenset({".txt", ".text", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".gz", ".cor", ".zip"})
#: What is known of a data set of which nothing lasts.
_PROCESS = uuid.uuid4().hex


def looks_like_name(text: str) -> bool:
    """Whether this can be a data set's name rather than a path that is not there."""
    return bool(_NAME.fullmatch(text)) and PurePath(text).suffix.lower() not in _FILES


def count_shards(name: str) -> int:
    """Return how many shards the data set has now: all that is read afterwards is of what is found here.

    Raises
    ------
    MissingExtra
        The `datasets` library is not installed.
    SourceNotFound, SourceError
        The hub has no such data set; it cannot be read, or has no such configuration or split.
    """
    _open.cache_clear()  # in a process that lives long, a data set may have grown since the last run
    _made_of.cache_clear()
    return int(_open(name).num_shards)


def read_records(name: str, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the place and the fields of every record of one shard."""
    data = _open(name)
    with foreign_errors(f"the data set {name} broke off in shard {number}"):
        for row, record in enumerate(data.shard(num_shards=data.num_shards, index=number)):
            yield f"{name}:{number}:{row}", record


def revision(name: str) -> str:
    """Return what tells one revision of a data set from another, the same in every process.

    That is its version, the texts among what the library makes its records of, and the contents of those that are local
    files. The texts are names of files; those of a hub hold the commit that they were found in. Where there are none (a
    table of Iceberg or Lance), nothing is known that lasts, and each process takes the data set for another one.

    Raises
    ------
    SourceError
        A local file cannot be read.
    """
    told, local = _made_of(name)
    return repr([told, [_digest(path, *_stamp(path)) for path in local]])


@lru_cache(maxsize=16)
def _made_of(name: str) -> tuple[str, list[str]]:
    """Return the digest of a data set's version and texts, and the paths of those that are local files."""
    data = _open(name)
    source, texts = getattr(data, "_ex_iterable", None), []  # no public name tells the files
    while source is not None:
        texts += _texts(getattr(source, "kwargs", {}))
        source = getattr(source, "ex_iterable", None)
    local = [path for path in (text.rpartition("::")[2] for text in texts) if is_file(path)]
    told = [str(data.info.version), *([text for text in texts if not is_file(text)] if texts else [_PROCESS])]
    return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest(), local


def _texts(value: Any) -> list[str]:
    """Return the texts in nested lists and mappings, in order; other objects name themselves by their address."""
    if isinstance(value, str | os.PathLike):
        return [str(value)]
    if isinstance(value, Mapping):
        return [text for key in sorted(value, key=str) for text in _texts(value[key])]
    return [text for item in value for text in _texts(item)] if isinstance(value, list | tuple) else []


def _stamp(path: str) -> tuple[int, ...]:
    try:
        found = os.stat(path)
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error
    return found.st_size, found.st_mtime_ns, found.st_ino


@lru_cache(maxsize=1 << 16)
def _digest(path: str, *stamp: int) -> str:
    """Return the digest of a local file, kept for as long as its stamp stays."""
    try:
        with open_file(Path(path)) as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error


@lru_cache(maxsize=16)
def _open(name: str) -> Any:
    try:
        import datasets
    except ImportError as error:
        raise MissingExtra("datasets", "datasets", error) from None
    path, config, split = [*name.split(":"), "", ""][:3]
    try:
        return datasets.load_dataset(path, config or None, split=split or "train", streaming=True)
    except FileNotFoundError as error:
        raise SourceNotFound(f"no text at {path}, neither here nor as a data set on the hub: {error}") from error
    except Exception as error:
        raise SourceError(
            f"datasets cannot open {name}: {first_line(error)}; expected OWNER/NAME:CONFIG:SPLIT"
        ) from error
