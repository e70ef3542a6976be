"""A folder's or a hub model's files by name: what the Hugging Face layout is read from, wherever it lies."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, Protocol

from lexiscape.bounded_json import parse_json
from lexiscape.errors import CorruptFile, SourceError
from lexiscape.given_files import check_file, is_file
from lexiscape.sources.storage.blob import Blob, LocalBlob

_SEPARATOR = re.compile(r"[\\:\0]" if os.name == "nt" else r"\0")  # of what would be another place
MAX_TEXT = 512 << 20  # the largest tokenizer.json known has 34 MB


#: Names of folders that say where a model lies, and not which it is.
_SAYS_NOTHING = re.compile(
    r"(?i:hf|models?|checkpoints?|outputs?|out|final|best|last|latest|main|snapshots?|weights|export(ed)?|saved|"
    r"pytorch|safetensors|(checkpoint|step|epoch)[-_]?\d+)"
)


def called(path: str | os.PathLike[str], told: object = None) -> str:
    """Return what to call the model of a folder on a map: its name, never where it lies.

    Where the name says nothing (`hf`, `checkpoint-500`): what the model's own configuration calls it (`told`), or else
    the name with that of the folder around it.
    """
    whole = os.path.realpath(path)
    name = os.path.basename(whole)
    if not name or not _SAYS_NOTHING.fullmatch(name):
        return name or str(path)
    own = os.path.basename(told.rstrip("/\\")) if isinstance(told, str) else ""
    if own and not _SAYS_NOTHING.fullmatch(own):
        return str(told) if str(told).count("/") == 1 and not str(told).startswith((".", "/")) else own
    around = os.path.basename(os.path.dirname(whole))
    return f"{around}/{name}" if around else name


class Repository(Protocol):
    """The files of one model.

    Attributes
    ----------
    name : str
        What to call the model in messages and on the map.
    files : collection of str
        Paths inside it, `/` between folders; sorted. To ask for one is cheap; all of them are listed only where they
        are gone through.
    """

    name: str
    files: Collection[str]

    def blob(self, file: str) -> Blob:
        """Return one file's bytes, to be read anywhere."""

    def total_bytes(self) -> int:
        """Return the size of all files."""


class Folder:
    """A local folder as a repository: its files and those one folder down, without what is hidden.

    What is not asked for cannot fail it: what lies beside is looked at only where a list is needed, and what cannot be
    looked at is not in the list.

    Parameters
    ----------
    path : Path
        The folder.
    name : str, optional
        What to call it; by default as it is called.
    alone : bool
        Whether a file of it was named: then the folder need not be one that can be listed.

    Attributes
    ----------
    opened : dict of Path to None
        The files that were asked for, in that order.

    Raises
    ------
    SourceError
        It cannot be listed; or what has a name that is asked for is a pipe, a socket or a device.
    """

    def __init__(self, path: Path, name: str | None = None, *, alone: bool = False) -> None:
        self.path = path
        self.name = name or os.path.basename(os.path.realpath(path)) or str(path)
        self.files: Collection[str] = _Files(self)
        self.opened: dict[Path, None] = {}
        self._alone = alone
        self._listed: dict[str, tuple[list[str], list[str]]] = {}
        if not alone:
            self._list("")

    def blob(self, file: str) -> LocalBlob:
        """Return one file's bytes."""
        path = self._path(file)
        self.opened[path] = None
        return LocalBlob(path, f"{self.name}/{file}")

    def names(self, folder: str) -> list[str]:
        """Return the files of one folder by name, sorted."""
        return self._list(folder)[0]

    def has(self, file: str) -> bool:
        """Tell whether a file is there."""
        parts = file.split("/")
        if len(parts) > 2 or any(not part or part.startswith(".") or _SEPARATOR.search(part) for part in parts):
            return False  # what a list would not hold: names may come from a model's own index
        path = self._path(file)
        if os.path.isdir(path):
            return False
        check_file(path)
        return is_file(path)

    def all(self) -> list[str]:
        """Return all files, sorted."""
        folders = self._list("")[1]
        return sorted(
            [*self.names(""), *(f"{folder}/{file}" for folder in folders for file in self.names(f"{folder}/"))]
        )

    def total_bytes(self) -> int:
        """Return the size of all files; where a file of it was named, of those that were opened."""
        return sum(map(_size, self.opened if self._alone else map(self._path, self.files)))

    def _path(self, file: str) -> Path:
        return self.path / file

    def _list(self, folder: str) -> tuple[list[str], list[str]]:
        """Return the names of a folder's files and of its folders, each sorted."""
        if folder not in self._listed:
            try:
                self._listed[folder] = _scan(self.path / folder)
            except OSError as error:
                if not (folder or self._alone):
                    raise SourceError(f"cannot read the folder {self.path}: {error.strerror or error}") from error
                self._listed[folder] = [], []
        return self._listed[folder]


class _Files(Collection[str]):
    """The files of a folder, by name: each is looked for, all are listed only to go through them."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def __contains__(self, file: object) -> bool:
        return isinstance(file, str) and self._folder.has(file)

    def __iter__(self) -> Iterator[str]:
        return iter(self._folder.all())

    def __len__(self) -> int:
        return len(self._folder.all())

    def inside(self, folder: str) -> list[str]:
        """Return the files of one folder by name, sorted."""
        return self._folder.names(folder)


def names_in(repository: Repository, folder: str) -> list[str]:
    """Return the files of one folder (`""`, or its path and a `/`) by name, none further down; sorted."""
    files = repository.files
    if isinstance(files, _Files):
        return files.inside(folder)
    names = [file.removeprefix(folder) for file in files if file.startswith(folder)]
    return sorted(name for name in names if "/" not in name)


def _scan(path: Path) -> tuple[list[str], list[str]]:
    files, folders = [], []
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_file():
                    files.append(entry.name)
                elif entry.is_dir():
                    folders.append(entry.name)
            except OSError:  # links in a circle, a place that is closed: nobody asked for it
                continue
    return sorted(files), sorted(folders)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


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
        return parse_json(read_text(repository, file), f"{repository.name}/{file}")
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
