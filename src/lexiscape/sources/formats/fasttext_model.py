"""fastText's native `.bin` in, a space out: each word's vector made of its n-grams' rows, without the library.

The format (https://github.com/facebookresearch/fastText, fasttext.cc `FastText::loadModel`, dictionary.cc), all
little-endian: magic number and version; 12 integers of 32 bits and a double of settings; the dictionary's counts and
entries (a word, its count, its type); whether the input is quantized; then rows, dimensions and float32 values of the
input matrix: a row a word, then a row a bucket of n-grams. A word's vector is the mean of its own row and the rows of
the n-grams of `<word>` (Bojanowski et al. 2017, arXiv 1607.04606); an n-gram's bucket is its FNV-1a hash, in which
bytes beyond 127 count as negative. The library is a compiled package that few platforms have wheels of.
"""

from __future__ import annotations

from pathlib import Path
from struct import Struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.located import Choice, Located, check_matrix
from lexiscape.sources.storage.blob import Blob, BlobFile, LocalBlob
from lexiscape.sources.tensors.matrix import ArrayMatrix, Float32

MAGIC = 793712314
_VERSIONS = (11, 12)
_HEAD = Struct("<2i12id")
_COUNTS = Struct("<3i2q")
_ENTRY = Struct("<qb")
_MATRIX = Struct("<2q")
_PRIME, _BASIS = np.uint32(16777619), np.uint32(2166136261)
_WORDS_AT_ONCE = 8192
_LONGEST_WORD = 4096
_MOST_BYTES = 4  # of a character


class _Model(NamedTuple):
    """What of a model makes the vectors; `first` is where the input matrix's values begin in the file."""

    words: list[bytes]
    counts: list[int]
    dim: int
    buckets: int
    shortest: int
    longest: int
    rows: int
    first: int


def is_fasttext(blob: Blob) -> bool:
    """Tell a native model of fastText's by its magic number."""
    return blob.size >= _HEAD.size and int.from_bytes(blob.read(0, 4), "little") == MAGIC


def locate(path: Path, choice: Choice) -> Located:
    """Read the words of a model and make their vectors.

    Raises
    ------
    SourceError
        It is quantized (`.ftz`), or of a version that is not known.
    CorruptFile
        Its bytes contradict its format.
    """
    blob = LocalBlob(path)
    model = _read(blob)
    stored = blob.view(model.first, model.first + 4 * model.rows * model.dim).view("<f4")
    vectors = _vectors(model, stored.reshape(model.rows, model.dim))
    words = [word.decode("utf-8", "surrogateescape") for word in model.words]
    matrix = ArrayMatrix("mean of the rows of a word and of its n-grams", path.name, vectors)
    check_matrix(matrix)
    facts = {
        "architecture": "word vectors",
        "format": "fasttext",
        "bytes": 4 * model.rows * model.dim,
        "bytes_total": blob.size,
    }
    fields = {"count": np.array(model.counts, np.float64)}
    return Located(path.stem, matrix, words, "words", frozenset(), facts, fields)


def _read(blob: Blob) -> _Model:
    file = BlobFile(blob)
    _, version, dim, *settings, _ = _HEAD.unpack(_take(file, _HEAD.size, blob))
    buckets, shortest, longest = settings[7:10]
    if version not in _VERSIONS:
        raise SourceError(
            f"cannot read {blob.name}: expected fastText's version 11 or 12, got {version}; save it again"
        )
    size, n_words, _, _, pruned = _COUNTS.unpack(_take(file, _COUNTS.size, blob))
    if not (0 < n_words <= size <= blob.size and 0 < dim < 1 << 20 and buckets >= 0):
        raise CorruptFile(f"{blob.name} is corrupted: {n_words:,} words of {size:,} entries x {dim:,}")
    words, counts = [], []
    for _ in range(size):
        words.append(_word(file, blob))
        count, kind = _ENTRY.unpack(_take(file, _ENTRY.size, blob))
        counts.append(count)
        if kind not in (0, 1):
            raise CorruptFile(f"{blob.name} is corrupted: an entry is neither a word nor a label")
    if pruned > 0 or _take(file, 1, blob) != b"\0":
        raise SourceError(
            f"cannot read {blob.name}: it is quantized, as .ftz files are; open the model before it was quantized"
        )
    rows, width = _MATRIX.unpack(_take(file, _MATRIX.size, blob))
    first = file.tell()
    if width != dim or rows < n_words or first + 4 * rows * dim > blob.size:
        raise CorruptFile(
            f"{blob.name} is cut short or corrupted: {rows:,} x {width:,} values for {n_words:,} words x {dim:,}; "
            "download or copy it again"
        )
    if longest > 0 and rows != n_words + buckets:
        raise CorruptFile(f"{blob.name} is corrupted: {rows:,} rows for {n_words:,} words and {buckets:,} buckets")
    return _Model(words[:n_words], counts[:n_words], dim, buckets, max(shortest, 1), longest, rows, first)


def _take(file: BlobFile, size: int, blob: Blob) -> bytes:
    held = file.read(size)
    if len(held) < size:
        raise CorruptFile(f"{blob.name} is cut short: it ends in its header; download or copy it again")
    return held


def _word(file: BlobFile, blob: Blob) -> bytes:
    begin = file.tell()
    held = file.read(64)
    if b"\0" not in held:
        file.seek(begin)
        held = file.read(_LONGEST_WORD)
    end = held.find(b"\0")
    if end <= 0:
        raise CorruptFile(f"{blob.name} is cut short or corrupted: a word is empty or without an end at byte {begin:,}")
    file.seek(begin + end + 1)
    return held[:end]


def _vectors(model: _Model, rows: Float32) -> Float32:
    if model.longest <= 0 or model.buckets == 0:
        return np.ascontiguousarray(rows[: len(model.words)], np.float32)
    vectors = np.empty((len(model.words), model.dim), np.float32)
    for start in range(0, len(model.words), _WORDS_AT_ONCE):
        words = model.words[start : start + _WORDS_AT_ONCE]
        owners, buckets = _ngrams(words, model)
        own = np.arange(len(words))
        owners = np.concatenate([own, owners])
        parts = np.concatenate([start + own, len(model.words) + buckets])
        order = np.argsort(owners, kind="stable")
        bounds = np.searchsorted(owners[order], own)
        sums = np.add.reduceat(rows[parts[order]], bounds, axis=0)
        vectors[start : start + len(words)] = sums / np.bincount(owners, minlength=len(words))[:, None]
    return vectors


def _ngrams(words: list[bytes], model: _Model) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each n-gram's word and bucket; all n-grams that begin at any byte grow together, byte by byte."""
    framed = [b"" if word == b"</s>" else b"<" + word + b">" for word in words]  # the end of a line has none
    lengths = np.array([len(word) for word in framed], np.int64)
    text = np.frombuffer(b"".join(framed), np.uint8)
    owner = np.repeat(np.arange(len(words)), lengths)
    begin = np.repeat(np.cumsum(lengths) - lengths, lengths)
    end = begin + lengths[owner]
    leads = (text & 0xC0) != 0x80  # the first byte of each character
    at = np.flatnonzero(leads)
    hashes = np.full(len(at), _BASIS, np.uint32)
    characters = np.zeros(len(at), np.int64)
    found: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    signed = text.astype(np.int8).astype(np.int32).astype(np.uint32)
    for step in range(model.longest * _MOST_BYTES):
        here = at + step
        alive = here < end[at]
        at, hashes, characters, here = at[alive], hashes[alive], characters[alive], here[alive]
        characters = characters + leads[here]
        keep = characters <= model.longest
        at, hashes, characters, here = at[keep], hashes[keep], characters[keep], here[keep]
        if len(at) == 0:
            break
        hashes = (hashes ^ signed[here]) * _PRIME
        after = here + 1
        last = after == end[at]
        whole = last | leads[np.minimum(after, len(text) - 1)]
        edge = (characters == 1) & ((at == begin[at]) | last)  # the marks < and > alone are no n-grams
        took = whole & (characters >= model.shortest) & ~edge
        found.append((owner[at[took]], (hashes[took] % np.uint32(model.buckets)).astype(np.int64)))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])
