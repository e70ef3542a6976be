"""A single weight file in, its embedding matrix out, or the space saved in it; the rest of a model lies beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from lexiscape.sources.formats import saved
from lexiscape.sources.located import Choice, Located, check_choice
from lexiscape.sources.matrices.joined import PART
from lexiscape.sources.matrices.weights import WEIGHT_FILES, find_weights, open_weights
from lexiscape.sources.places.folder import locate_in, open_folder
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.sources.storage.repository import Folder
from lexiscape.sources.tensors import pytorch
from lexiscape.sources.tensors.safetensors import read_tensors

_SHARD = re.compile(r"(.+)-\d{5}-of-\d{5}(\.safetensors|\.bin)")
_USUAL = re.compile(r"(?:(?:pytorch_)?model\b|consolidated\.).*")  # files called so are told apart by their folder


def locate(path: Path, choice: Choice) -> Located:
    """Find the embedding matrix in one weight file of a folder in Hugging Face layout, or a saved space.

    A shard or a part stands for the model that it is a part of.
    """
    repository = open_folder(path.parent, None if _USUAL.fullmatch(path.stem) else path.stem, alone=True)
    return replace(_locate(path, choice, repository), files=(path, *repository.opened))


def _locate(path: Path, choice: Choice, repository: Folder) -> Located:
    shard = _SHARD.fullmatch(path.name)
    if shard and f"{shard[1]}{shard[2]}.index.json" in repository.files:
        return locate_in(repository, choice)
    if PART.fullmatch(path.name):
        return locate_in(repository, choice, find_weights(repository, asked=path.name))
    if path.suffix.lower() == ".safetensors":
        tensors = read_tensors(LocalBlob(path))
        if saved.MARK in tensors:
            return saved.locate(path, choice, tensors)
    elif not pytorch.is_pytorch(repository.blob(path.name)):
        # .bin is also what word2vec calls its binary form, and fastText its models
        from lexiscape.sources.formats import fasttext_model, word_vectors

        check_choice(choice, path.name, (), " holds word vectors and")
        if fasttext_model.is_fasttext(repository.blob(path.name)):
            return fasttext_model.locate(path, choice)
        return word_vectors.locate(path, choice)
    form, read = WEIGHT_FILES[path.suffix.lower()]
    return locate_in(repository, choice, open_weights(repository, form, read, path.name))
