"""A repository in Hugging Face layout in, its embedding matrix and vocabulary out.

The layout: config.json, weights (`lexiscape.sources.matrices.weights.WEIGHTS`) and a vocabulary
(`lexiscape.sources.vocabularies.vocabulary_files.VOCABULARIES`). Model2Vec and sentence-transformers folders are of the
same layout. Where there are no other weights, a GGUF file brings all of it.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Any

from lexiscape.errors import SourceError
from lexiscape.given_files import read_text
from lexiscape.sources.formats import gguf
from lexiscape.sources.formats.saved import list_spaces
from lexiscape.sources.located import Choice, Located, check_matrix
from lexiscape.sources.matrices.architectures import model_type, said_untied
from lexiscape.sources.matrices.choose import Model, choose, is_tied, that_would_fit
from lexiscape.sources.matrices.joined import JoinedWeights
from lexiscape.sources.matrices.scaled import complete
from lexiscape.sources.matrices.unpacked import UnpackedWeights
from lexiscape.sources.matrices.weights import WEIGHT_FILES, Weights, find_weights, has_weights
from lexiscape.sources.storage.repository import Folder, Repository, called, read_object
from lexiscape.sources.vocabularies.vocabulary import NoVocabulary, Vocabulary, name_rows, number_rows
from lexiscape.sources.vocabularies.vocabulary_files import read_given, read_vocabulary


def locate(path: Path, choice: Choice) -> Located:
    """Find the embedding matrix in a local folder; of a model's folder in the hub's cache, in its last snapshot."""
    folder = _snapshot(path) or open_folder(path)
    spaces = list_spaces(path) if "config.json" not in folder.files else []
    if spaces:
        raise SourceError(
            f"{path} holds {len(spaces)} layers of a run of text through a model, from {spaces[0].name} to "
            f"{spaces[-1].name}: name one of them, such as {spaces[-1]} (compare takes the folder for all of them)"
        )
    return replace(locate_in(folder, choice), files=tuple(folder.opened))


class _TextEncoder(Folder):
    """A text encoder of a Diffusers pipeline, whose tokenizer lies in a folder beside its own."""

    def __init__(self, path: Path, name: str | None, beside: Path, *, alone: bool) -> None:
        super().__init__(path, name, alone=alone)
        self._beside = Folder(beside, alone=alone)

    def has(self, file: str) -> bool:
        """Tell whether a file is in either."""
        return super().has(file) or self._beside.has(file)

    def names(self, folder: str) -> list[str]:
        """Return the files of one folder, in either, by name."""
        return sorted({*super().names(folder), *self._beside.names(folder)})

    def all(self) -> list[str]:
        """Return all files of both, sorted."""
        return sorted({*super().all(), *self._beside.all()})

    def _path(self, file: str) -> Path:
        own = super()._path(file)
        return own if os.path.lexists(own) else self._beside.path / file


def open_folder(path: Path, name: str | None = None, *, alone: bool = False) -> Folder:
    """Return a folder as a repository; of a Diffusers pipeline's `text_encoder`, with its `../tokenizer`.

    `alone`: whether a file of it was named.
    """
    whole = Path(os.path.realpath(path))
    if whole.name.startswith("text_encoder"):
        beside = whole.with_name(whole.name.replace("text_encoder", "tokenizer", 1))
        if os.path.isdir(beside):
            return _TextEncoder(path, name, beside, alone=alone)
    return Folder(path, name, alone=alone)


def _snapshot(path: Path) -> Folder | None:
    """Return the snapshot that `refs/main` names, or else the newest, of a cache folder `models--ORG--NAME`."""
    if not path.name.startswith("models--") or not (path / "snapshots").is_dir():
        return None
    name = path.name.removeprefix("models--").replace("--", "/")
    try:
        main = path / "snapshots" / read_text(path / "refs" / "main", "ascii").strip()
    except (OSError, ValueError, SourceError):
        main = path
    if os.path.isdir(main) and main.parent == path / "snapshots":
        return Folder(main, name)
    snapshots = [folder for folder in (path / "snapshots").iterdir() if os.path.isdir(folder)]
    return Folder(max(snapshots, key=lambda folder: folder.stat().st_mtime), name) if snapshots else None


def locate_in(repository: Repository, choice: Choice, weights: Weights | JoinedWeights | None = None) -> Located:
    """Find the embedding matrix in a repository; `weights` where they are not to be looked for.

    Raises
    ------
    SourceError
        Weights, matrix or vocabulary are not there, or do not fit each other.
    CorruptFile
        A file's bytes contradict its format.
    """
    folder = _model_folder(repository)
    config = read_object(repository, f"{folder}config.json")
    if weights is None:
        in_gguf = _gguf_file(repository, folder, choice.file)
        if in_gguf is not None:
            return gguf.locate_in(repository, in_gguf, choice)
        weights = find_weights(repository, folder, choice.file)
    target = choice.matrix == "output" or "decoder" in (choice.tensor or "")
    vocabulary, given = _vocabulary_of(repository, folder, choice, target=target)
    tensors = UnpackedWeights(weights, config)
    model = Model(tensors, config, None if vocabulary is None else vocabulary.size, repository.name)
    chosen = choose(model, choice.matrix, None if choice.tensor is None else tensors.shown(choice.tensor))
    matrix = complete(tensors, tensors[chosen.name])
    check_matrix(matrix)
    n = matrix.shape[0]
    try:
        tokens = name_rows(vocabulary, n, f"{matrix.name} in {matrix.file}") if vocabulary else number_rows(n)
    except SourceError as error:
        other = that_would_fit(model, choice.matrix, chosen.name)
        if other is None:
            raise
        rows, dim = tensors[other].shape
        raise SourceError(
            f"{str(error).removesuffix('?')}; {other} ({rows:,} x {dim:,}) would fit: --tensor {other}"
        ) from None
    facts: dict[str, Any] = {
        "architecture": model_type(config),
        "format": weights.format,
        "matrix": choice.matrix,
        "tied": (tied := is_tied(model)),
        **({"said_untied": True} if tied is None and said_untied(config) else {}),
        "also_fits": list(chosen.also_fits),
        "vocabulary": None if vocabulary is None else vocabulary.file,
        "bytes": matrix.stored_bytes,
        "bytes_total": repository.total_bytes(),
        **given,
    }
    name = repository.name
    # messages name files by the folder; a map is called by what says which model it is
    if isinstance(repository, Folder) and name == os.path.basename(os.path.realpath(repository.path)):
        name = called(repository.path, config.get("_name_or_path"))
    if vocabulary is None:
        return Located(name, matrix, tokens, facts=facts)
    special = frozenset(token_id for token_id in vocabulary.special if token_id < len(tokens))
    return Located(name, matrix, tokens, vocabulary.family, special, facts)


def _vocabulary_of(
    repository: Repository, folder: str, choice: Choice, *, target: bool
) -> tuple[Vocabulary | None, dict[str, bool]]:
    """Return a model's own vocabulary, or that of the tokenizer given, or none, and what is to be told of that."""
    try:
        return read_vocabulary(repository, folder, target=target), {}
    except NoVocabulary:
        if choice.tokenizer is not None:
            return read_given(choice.tokenizer), {"vocabulary_given": True}
        if choice.may_be_unnamed:
            return None, {"unnamed": True}
        raise


def _gguf_file(repository: Repository, folder: str, asked: str | None) -> str | None:
    """Return the GGUF file that is meant: asked for, or all the weights that there are."""
    if asked is None:
        return None if has_weights(repository, folder) else gguf.find_file(repository, folder)
    return None if asked.lower().endswith(tuple(WEIGHT_FILES)) else gguf.find_file(repository, folder, asked)


def _model_folder(repository: Repository) -> str:
    """Return the folder of the model itself: sentence-transformers may put it into `0_Transformer/` or the like."""
    if "config.json" in repository.files or "modules.json" not in repository.files:
        return ""
    parts = (file.partition("/") for file in repository.files)
    first = sorted(
        {inner for inner, _, name in parts if name in ("config.json", "tokenizer.json") and inner[:2] == "0_"}
    )
    if len(first) > 1:
        raise SourceError(
            f"{repository.name} has {len(first)} first modules ({', '.join(first[:4])}): open one of them"
        )
    return f"{first[0]}/" if first else ""
