"""`spacy:PACKAGE` in, a spaCy pipeline's word vectors out; its vocabulary folder alone is loaded, not the pipeline."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from lexiscape.errors import CorruptFile, MissingExtra, SourceNotFound, first_line
from lexiscape.given_files import check_file, is_file
from lexiscape.sources.located import Choice, Located, check_matrix
from lexiscape.sources.tensors.matrix import ArrayMatrix


def locate(name: str, choice: Choice) -> Located:
    """Find the vectors of a spaCy package, or of a pipeline's folder.

    Pruned vectors are shared by several words; the row is named after its own, which spaCy lists first
    (`Vocab.prune_vectors` keeps the most frequent words, then lets the others point to the nearest of them).

    Raises
    ------
    SourceNotFound
        No such package or folder, or it has no vectors.
    MissingExtra
        spaCy is not installed.
    """
    key = name.removeprefix("spacy:")
    folder = _vocab_folder(key)
    if folder is None:
        raise SourceNotFound(f"no spaCy package or folder {key!r} with a vocab folder: pip install --no-deps {key}")
    try:
        from spacy.strings import StringStore
        from spacy.vectors import Vectors
    except ImportError as error:
        raise MissingExtra("spaCy", "spacy", error) from None
    for file in ("strings.json", "vectors", "vectors.cfg", "key2row"):
        check_file(folder / file)
    try:
        strings = StringStore().from_disk(folder / "strings.json")
        vectors = Vectors(strings=strings).from_disk(folder)
        array = np.asarray(vectors.data, np.float32)
        names: dict[int, str] = {}
        for key_hash, row in vectors.key2row.items():  # whatever was packed: spaCy does not look at it
            if not all(type(part) is int for part in (key_hash, row)):
                continue
            if row >= 0 and row not in names and key_hash in strings:
                names[row] = strings[key_hash]
    except MemoryError:
        raise
    except Exception as error:
        raise CorruptFile(f"spaCy cannot read {folder}: {first_line(error)[:120]}") from None
    named = sorted(names)
    if named and named[-1] >= len(array):
        raise CorruptFile(f"{folder} has {len(array):,} vectors, and words of more: are its files of two pipelines?")
    tokens = [names[row] for row in named]
    matrix = ArrayMatrix("vocab/vectors", name, array if len(named) == len(array) else array[named])
    check_matrix(matrix)
    facts = {
        "architecture": "word vectors",
        "format": "spacy",
        "keys": len(vectors.key2row),
        "bytes": int(array.nbytes),
        "bytes_total": sum(os.path.getsize(path) for path in folder.parent.rglob("*") if is_file(path)),
    }
    return Located(name, matrix, tokens, "words", frozenset(), facts)


def _vocab_folder(key: str) -> Path | None:
    """Return the folder that holds `vectors`, in a package (found, never imported) or a pipeline's folder."""
    roots = [Path(key).expanduser()]
    if key.isidentifier():
        spec = find_spec(key)
        if spec is not None and spec.origin is not None:
            roots.append(Path(spec.origin).parent)
    for root in roots:
        for folder in (root / "vocab", *sorted(root.glob("*/vocab"))):
            if os.path.exists(folder / "vectors"):
                return folder
    return None
