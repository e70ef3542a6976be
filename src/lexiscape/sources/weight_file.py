"""A single weight file in, its embedding matrix out, or the space saved in it; the rest of a model lies beside it."""

from __future__ import annotations

from pathlib import Path

from lexiscape.sources import pytorch, safetensors, saved
from lexiscape.sources.blob import LocalBlob
from lexiscape.sources.folder import locate_in
from lexiscape.sources.located import Choice, Located
from lexiscape.sources.repository import Folder
from lexiscape.sources.weights import open_weights


def locate(path: Path, choice: Choice) -> Located:
    """Find the embedding matrix in one weight file of a folder in Hugging Face layout, or a saved space."""
    repository = Folder(path.parent, path.stem)
    if path.suffix.lower() == ".safetensors":
        tensors = safetensors.read_tensors(LocalBlob(path))
        if saved.MARK in tensors:
            return saved.locate(path, choice, tensors)
        return locate_in(
            repository, choice, open_weights(repository, "safetensors", safetensors.read_tensors, path.name)
        )
    if pytorch.is_pytorch(repository.blob(path.name)):
        return locate_in(repository, choice, open_weights(repository, "pytorch", pytorch.read_tensors, path.name))
    # .bin is also what word2vec calls its binary form
    from lexiscape.sources import word_vectors

    return word_vectors.locate(path, choice)
