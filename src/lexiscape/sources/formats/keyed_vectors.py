"""A file of gensim's, `KeyedVectors` or a whole model, in, a space out; without gensim, and its pickle is not run.

The pickle is of one object: its words in `index_to_key` (before gensim 4 `index2word`), its matrix in `vectors` (before
gensim 3 `syn0`). An array of more than 10 MB lies beside it, in `FILE.vectors.npy`, and `__numpys` says so
(gensim/utils.py, `SaveLoad`). A model of gensim's (`Word2Vec.save`) holds such an object as `wv`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import IO, Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.given_files import is_file
from lexiscape.sources.formats.arrays import locate_pair, open_npy
from lexiscape.sources.located import Choice, Located
from lexiscape.sources.storage.blob import BlobFile, LocalBlob
from lexiscape.sources.tensors.matrix import count
from lexiscape.sources.tensors.pickles import Dialect, Name, are_sizes, read_pickle


class Record:
    """An instance of a class that is not here: its attributes."""

    def __init__(self) -> None:
        self.attributes: dict[str, Any] = {}

    def build(self, state: Any) -> None:
        """Take the attributes."""
        if isinstance(state, dict):
            self.attributes.update(state)


class StoredType:
    """NumPy's type of an array's elements, by its code: `f4`; its byte order comes as its state."""

    def __init__(self, code: Any) -> None:
        self.code = code if isinstance(code, str) and re.fullmatch("[fiu][1248]", code) else None
        self.order = "<"

    def build(self, state: Any) -> None:
        """Take the byte order."""
        if isinstance(state, tuple) and len(state) > 1 and state[1] == ">":
            self.order = ">"


class StoredArray:
    """A NumPy array: `array` is None while it has no state, and where its elements are no plain numbers."""

    def __init__(self) -> None:
        self.array: NDArray[Any] | None = None

    def build(self, state: Any) -> None:
        """Take shape, type and elements: (version, shape, type, whether columns come first, bytes)."""
        if not isinstance(state, tuple) or len(state) != 5 or not are_sizes(state[1]) or len(state[1]) > 32:
            raise CorruptFile("an array needs a shape, a type and its elements")
        _, shape, kind, by_columns, stored = state
        self.fill(shape, kind, stored, "F" if by_columns is True else "C")

    def fill(self, shape: tuple[int, ...], kind: Any, stored: Any, order: Literal["C", "F"]) -> None:
        """Take the elements, if they are numbers and as many as the shape says."""
        if not isinstance(kind, StoredType) or kind.code is None:
            return
        stored = stored.encode("latin-1") if isinstance(stored, str) else stored  # as Python 2 wrote them
        dtype = np.dtype(kind.order + kind.code)
        if not isinstance(stored, bytes | bytearray) or count(shape) * dtype.itemsize != len(stored):
            raise CorruptFile(f"an array of shape {shape} and type {kind.code} does not have that many bytes")
        self.array = np.frombuffer(stored, dtype).reshape(shape, order=order)


def _from_buffer(stored: Any, kind: Any, shape: Any, order: Any) -> StoredArray:
    """`numpy._core.numeric._frombuffer`, by which protocol 5 spells arrays."""
    if not are_sizes(shape) or len(shape) > 32:
        raise CorruptFile("an array needs a shape, a type and its elements")
    made = StoredArray()
    made.fill(shape, kind, stored, "F" if order == "F" else "C")
    return made


def _encode(text: Any, encoding: Any) -> bytes:
    """`_codecs.encode`, by which protocol 2, of Python 3, spells bytes."""
    if not isinstance(text, str) or encoding != "latin1":
        raise CorruptFile("a broken pickle (bytes in an unknown encoding)")
    return text.encode("latin-1")


_CLASSES = (
    *("keyedvectors.KeyedVectors", "keyedvectors.Word2VecKeyedVectors", "keyedvectors.EuclideanKeyedVectors"),
    *("keyedvectors.FastTextKeyedVectors", "keyedvectors.WordEmbeddingsKeyedVectors", "keyedvectors.Vocab"),
    *("keyedvectors.CompatVocab", "fasttext.FastTextKeyedVectors", "word2vec.Vocab"),
)
_MODELS = ("word2vec.Word2Vec", "fasttext.FastText", "doc2vec.Doc2Vec")
#: What a model holds beside its vectors is of these: its random state, its vocabulary's rules, counters, dates.
_TRAINING = ("gensim", "numpy", "collections", "datetime")
_PLAIN = frozenset(
    f"builtins.{name}" for name in ("int", "float", "str", "set", "frozenset", "hash", "object", "range")
)


def _is_of_training(name: Name) -> bool:
    return name.module.partition(".")[0] in _TRAINING or str(name) in _PLAIN


GENSIM = Dialect(
    "word vectors",
    calls={
        "numpy.core.multiarray._reconstruct": lambda *_: StoredArray(),
        "numpy._core.multiarray._reconstruct": lambda *_: StoredArray(),
        "numpy.core.multiarray.scalar": lambda *_: None,
        "numpy._core.multiarray.scalar": lambda *_: None,
        "numpy.core.numeric._frombuffer": _from_buffer,
        "numpy._core.numeric._frombuffer": _from_buffer,
        "numpy.dtype": lambda code, *_: StoredType(code),
        "_codecs.encode": _encode,
    },
    classes={f"gensim.models.{name}": Record for name in (*_CLASSES, *_MODELS)},
    allows=lambda name: str(name) == "numpy.ndarray",
    passes_over=_is_of_training,
)


def locate(path: Path, choice: Choice) -> Located:
    """Find the vectors of a file of `KeyedVectors.save`.

    Raises
    ------
    SourceError
        Its pickle names what is no part of word vectors (nothing was run), or it is of something else.
    CorruptFile
        Its bytes contradict its format, or the file beside it is missing.
    """
    blob = LocalBlob(path)
    if path.suffix.lower() == ".model" and blob.read(0, min(1, blob.size)) != b"\x80":
        raise SourceError(
            f"{path.name} is no model of gensim's; a tokenizer of SentencePiece's is called so, too: open the folder "
            "that it is in"
        )
    try:
        found = read_pickle(cast("IO[bytes]", BlobFile(blob)), GENSIM)
    except CorruptFile as error:
        raise CorruptFile(f"{path.name}: {error}") from None
    except SourceError as error:
        raise SourceError(
            f"{path.name}: {error}; load it with gensim and save the vectors alone: model.wv.save('words.kv')"
        ) from None
    attributes = found.attributes if isinstance(found, Record) else {}
    beside = _beside(attributes, path)
    inner = attributes.get("wv")
    prefix = path.name
    if isinstance(inner, Record):
        attributes, prefix = inner.attributes, f"{path.name}.wv"
        beside += _beside(attributes, path.with_name(prefix))
    words = _first(attributes, "index_to_key", "index2word", "index2entity")
    if not isinstance(words, list):
        raise CorruptFile(f"{path.name} holds no KeyedVectors of gensim's: expected a list of words in index_to_key")
    vectors = _array(attributes, path.with_name(prefix), "vectors", "syn0")
    located = locate_pair(words, vectors, path.stem, f"vectors of {path.name}")
    facts = {
        **located.facts,
        "architecture": "word vectors",
        "format": "gensim",
        "bytes_total": sum(map(os.path.getsize, [path, *beside])),
    }
    counts = _counts(attributes, len(words))
    fields = {} if counts is None else {"count": counts}
    return Located(path.stem, located.matrix, located.tokens, "words", frozenset(), facts, fields, tuple(beside))


def _first(attributes: dict[str, Any], *names: str) -> Any:
    return next((attributes[name] for name in names if attributes.get(name) is not None), None)


def _array(attributes: dict[str, Any], path: Path, *names: str) -> NDArray[Any]:
    beside = attributes.get("__numpys")
    for name in names:
        if isinstance(beside, list) and name in beside:
            file = path.with_name(f"{path.name}.{name}.npy")
            if not is_file(file):
                raise CorruptFile(f"{path.name} keeps its vectors in {file.name}, which is not beside it: copy both")
            return open_npy(file)
        stored = attributes.get(name)
        if isinstance(stored, StoredArray) and stored.array is not None:
            return stored.array
    if "vectors_ngrams" in attributes or (isinstance(beside, list) and "vectors_ngrams" in beside):
        raise SourceError(
            f"{path.name} holds fastText's vectors of n-grams, of which gensim makes those of the words as it loads "
            "them: call open_space(FastTextKeyedVectors.load(path)), or save_word2vec_format and open that"
        )
    raise CorruptFile(f"{path.name} has no matrix of numbers: looked for {', '.join(names)}")


def _counts(attributes: dict[str, Any], n: int) -> NDArray[np.float64] | None:
    """Return how often each word occurred in the text that the vectors were trained on, where the file says so."""
    expandos = attributes.get("expandos")
    stored = expandos.get("count") if isinstance(expandos, dict) else None
    if not isinstance(stored, StoredArray) or stored.array is None or stored.array.shape != (n,):
        return None
    return stored.array.astype(np.float64)


def _beside(attributes: dict[str, Any], path: Path) -> list[Path]:
    """Return the files that hold an object's large arrays, those that are there."""
    names = attributes.get("__numpys")
    plain = [name for name in names if isinstance(name, str) and name.isidentifier()] if isinstance(names, list) else []
    files = [path.with_name(f"{path.name}.{name}.npy") for name in plain]
    return [file for file in files if is_file(file)]
