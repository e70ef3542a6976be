"""A folder's path in, a `Place` out: a map published on a disk, to be served by anything that serves files."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from lexiscape.errors import OutputError, first_line
from lexiscape.given_files import open_file, read_file
from lexiscape.overwriting import check_place, write_whole
from lexiscape.publish.plan import git_id
from lexiscape.publish.site import PAGE

_BLOCK = 1 << 20  # bytes


class FolderPlace:
    """A folder, there or not yet."""

    url = ""
    asset_url = ""
    parent = ""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path)

    def page_address(self) -> str:
        """Return the page's name: where the folder will be served, nobody can say."""
        return PAGE

    def held(self, names: Collection[str]) -> Mapping[str, str]:
        """Return which of these files lie in it."""
        try:
            if not self.path.exists():
                return {}
            if not self.path.is_dir():
                raise OutputError(f"cannot publish to {self.path}: it is no folder")
            paths = {name: self.path / name for name in sorted(names)}
            for path in paths.values():
                check_place(path)  # what is there may be no file
            return {name: _id_of(path) for name, path in paths.items() if path.exists()}
        except OSError as error:
            raise OutputError(f"cannot read the folder {self.path}: {first_line(error)}") from error

    def read(self, file: str, most: int) -> bytes:
        """Return a file; nothing of one that has more bytes."""
        path = self.path / file
        return read_file(path) if path.stat().st_size <= most else b""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write all files, each whole."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot make the folder {self.path}: {first_line(error)}") from error
        targets = {self.path / name: content for name, content in files.items()}
        for target in targets:
            check_place(target)
        write_whole({target: _writer(content) for target, content in targets.items()})


def _id_of(path: Path) -> str:
    with open_file(path) as stream:
        return git_id(path.stat().st_size, iter(lambda: stream.read(_BLOCK), b""))


def _writer(content: bytes) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


def find(name: str) -> FolderPlace:
    """Return the folder of this name."""
    return FolderPlace(Path(name).expanduser())
