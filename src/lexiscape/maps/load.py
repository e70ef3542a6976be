"""A file that `EmbeddingMap.save` wrote in, the map out: to be restyled without being computed anew."""

from __future__ import annotations

import zipfile
from importlib import import_module
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexiscape.errors import CorruptFile, SourceError, SourceNotFound, foreign_errors
from lexiscape.files import readable_again
from lexiscape.given_files import check_file, is_file, open_file
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace

if TYPE_CHECKING:
    from lexiscape.files.payload import Payload


def is_map(path: Path) -> bool:
    """Tell a saved map from vectors: a page by its name, there or not; an .npz, which both may be, by what it holds."""
    if path.suffix.lower() != ".npz":
        return path.suffix.lower() in readable_again()
    if not is_file(path):
        return False
    try:
        with open_file(path) as file, zipfile.ZipFile(file) as archive:
            return {"xy.npy", "tokens.npy"} <= set(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


def load_map(path: str | PathLike[str]) -> EmbeddingMap:
    """Open a map again that was saved as .npz or .html.

    Parameters
    ----------
    path : str or path
        A file that Lexiscape wrote. The .npz holds everything but the vectors, exactly; the .html the 10 nearest
        neighbors of each token, and coordinates to 1/65535 of the map's larger side. Vectors and a tokenizer that the
        page carries stay aboard where the map is published.

    Returns
    -------
    EmbeddingMap
        Its `space.vectors` has shape (n, 0): every view works, but nothing can be computed from them anew.

    Raises
    ------
    SourceNotFound
        There is no such file.
    SourceError
        The suffix is neither of the two, or the file cannot be read.
    CorruptFile
        The file is not one of ours, is damaged, or comes from a newer version.
    """
    source = Path(path)
    formats = readable_again()
    if source.suffix.lower() not in formats:
        told = " or ".join(formats)
        raise SourceError(f"cannot open {source.name} as a map: expected a file that ends in {told}")
    check_file(source)
    try:
        stored: Payload = import_module(formats[source.suffix.lower()].module).read(source)
    except FileNotFoundError:
        raise SourceNotFound(f"no file {source}: `lexiscape map SOURCE -o {source.name}` would write it") from None
    except OSError as error:
        raise SourceError(f"cannot read {source}: {error.strerror or error}") from error
    with foreign_errors(f"the map in {source.name} is damaged", CorruptFile):
        return _restore(stored)


def _restore(stored: Payload) -> EmbeddingMap:
    described = stored.meta.get("space", {})
    space = EmbeddingSpace(
        stored.tokens,
        np.empty((len(stored.tokens), 0), np.float32),
        stored.ids,
        stored.name,
        described.get("family", "words"),
        frozenset(described.get("special", ())),
        stored.meta.get("source", {}),
    )
    # What was read then is what is shown now, even if this version would read the raw tokens differently.
    space.__dict__["readable"] = list(stored.readable)
    if "kind" in stored.columns:
        space.__dict__["kinds"] = [str(kind) for kind in stored.columns["kind"].labels()]
    found = Neighbors(stored.indices, stored.distances, stored.metric, dict(stored.meta.get("neighbors", {})))
    return EmbeddingMap(space, found, stored.xy, dict(stored.columns), dict(stored.meta), dict(stored.carried))
