"""A folder's or a hub model's files by name: what the Hugging Face layout is read from, wherever it lies."""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from pathlib import Path
from typing import Any, Protocol

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.storage.blob import Blob, LocalBlob

MAX_TEXT = 512 << 20  # the largest tokenizer.json known has 34 MB


class Repository(Protocol):
    """The files of one model.

    Attributes
    ----------
    name : str
        What to call the model in messages and on the map.
    files : collection of str
        Paths inside it, `/` between folders; sorted.
    """

    name: str
    files: Collection[str]

    def blob(self, file: str) -> Blob:
        """Return one file's bytes, to be read anywhere."""

    def total_bytes(self) -> int:
        """Return the size of all files."""


class Folder:
    """A local folder as a repository: its files and those one folder down.

    Attributes
    ----------
    opened : dict of Path to None
        The files that were asked for, in that order.
    """

    def __init__(self, path: Path, name: str | None = None) -> None:
        self.path = path
        self.name = name or path.resolve().name or str(path)
        try:
            self._sizes = dict(sorted(_walk(path)))
        except OSError as error:
            raise SourceError(f"cannot read the folder {path}: {error.strerror or error}") from error
        self.files: Collection[str] = self._sizes.keys()
        self.opened: dict[Path, None] = {}

    def blob(self, file: str) -> LocalBlob:
        """Return one file's bytes."""
        path = self._path(file)
        self.opened[path] = None
        return LocalBlob(path, f"{self.name}/{file}")

    def _path(self, file: str) -> Path:
        return self.path / file

    def total_bytes(self) -> int:
        """Return the size of all files."""
        return sum(self._sizes.values())


def _walk(path: Path, depth: int = 1) -> list[tuple[str, int]]:
    found = []
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and depth:
                found += [(f"{entry.name}/{file}", size) for file, size in _walk(Path(entry.path), depth - 1)]
            elif entry.is_file():
                found.append((entry.name, entry.stat().st_size))
    return found


def read_text(repository: Repository, file: str) -> str:
    """Return a text file whole, its line ends all line feeds."""
    return decode(read_small(repository.blob(file)), f"{repository.name}/{file}")


def read_small(blob: Blob) -> bytes:
    """Return all bytes of a vocabulary or a configuration; CorruptFile where it is too large for one."""
    if blob.size > MAX_TEXT:
        raise CorruptFile(f"{blob.name} is too large for a vocabulary or a configuration: {blob.size:,} bytes")
    return blob.read(0, blob.size)


def decode(stored: bytes, name: str) -> str:
    """Decode UTF-8 with or without a byte order mark, line ends as line feeds; CorruptFile where it is no UTF-8."""
    try:
        text = stored.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorruptFile(
            f"{name} is no UTF-8 text: byte {stored[error.start]:#04x} at {error.start:,}; save it as UTF-8"
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_json(repository: Repository, file: str) -> Any:
    """Return what a JSON file holds; CorruptFile where it is none."""
    try:
        return json.loads(read_text(repository, file))
    except (ValueError, RecursionError) as error:
        raise CorruptFile(f"{repository.name}/{file} is no JSON: {error}") from None


def read_object(repository: Repository, file: str) -> dict[str, Any]:
    """Return what a JSON file holds if it is an object, {} if there is no such file; CorruptFile for anything else."""
    if file not in repository.files:
        return {}
    value = read_json(repository, file)
    if not isinstance(value, dict):
        raise CorruptFile(f"{repository.name}/{file} should hold a JSON object, got a {type(value).__name__}")
    return value
