"""The name of a data set on the hub in, its records out, streamed by the `datasets` library, one shard at a time.

A name is written OWNER/NAME[:CONFIG[:SPLIT]]; CONFIG may be empty, and without a split it is `train`. The library's
shards, mostly a file each, are the shards of a run. From version 4 on it runs no code that a data set brings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from lexiscape.errors import MissingExtra, SourceError, SourceNotFound, first_line, foreign_errors

#: Before the name in `Shard.path`, so that no file is mistaken for a data set.
SCHEME = "hub:"
_NAME = re.compile(r"[\w.-]+/[\w.-]+(:[\w.-]*){0,2}")
#: Endings that make a missing file of what could be a name: nobody is to wait for the hub's answer then.
_FILES = frozenset({".txt", ".text", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".gz", ".cor", ".zip"})


def looks_like_name(text: str) -> bool:
    """Whether this can be a data set's name rather than a path that is not there."""
    return bool(_NAME.fullmatch(text)) and PurePath(text).suffix not in _FILES


def count_shards(name: str) -> int:
    """Return how many shards the data set has.

    Raises
    ------
    MissingExtra
        The `datasets` library is not installed.
    SourceNotFound, SourceError
        The hub has no such data set; it cannot be read, or has no such configuration or split.
    """
    return int(_open(name).num_shards)


def read_records(name: str, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the place and the fields of every record of one shard."""
    data = _open(name)
    with foreign_errors(f"the data set {name} broke off in shard {number}"):
        for row, record in enumerate(data.shard(num_shards=data.num_shards, index=number)):
            yield f"{name}:{number}:{row}", record


def revision(name: str) -> str:
    """Return what tells one revision of a data set from another: its fingerprint and the files that were resolved.

    The files of a hub are named with the commit that they were found in.
    """
    data = _open(name)
    files = getattr(getattr(data, "_ex_iterable", None), "kwargs", {})  # no public name tells them
    return repr([str(data.info.version), sorted((str(key), repr(value)) for key, value in files.items())])


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
