"""A GGUF file (llama.cpp), whole or split, in; its matrix and vocabulary out; the gguf library dequantizes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, MissingExtra, SourceError, first_line
from lexiscape.sources.located import Choice, Located, check_matrix
from lexiscape.sources.matrices.choose import choose_tensor
from lexiscape.sources.storage.blob import Blob
from lexiscape.sources.storage.repository import Folder, Repository
from lexiscape.sources.tensors.gguf_header import Entry, read_header
from lexiscape.sources.tensors.matrix import DenseTensor, Float32, Matrix, in_blocks
from lexiscape.sources.tensors.rounding import STEPS, block_errors
from lexiscape.sources.vocabularies.gguf_metadata import KEYS, read_metadata
from lexiscape.sources.vocabularies.vocabulary import name_rows

_WANTED = (
    *("general.architecture", "general.name", "tokenizer.ggml.scores"),
    *KEYS,
)
#: Tensor types that are plain numbers (ggml.h, `ggml_type`); all others are left to the library.
_DENSE = {0: "F32", 1: "F16", 24: "I8", 28: "F64", 30: "BF16"}
_PART = re.compile(r"(.+)-(\d{5})-of-(\d{5})\.gguf", re.IGNORECASE)
#: Architectures that end in vectors of texts: they score no tokens, and no matrix is tied to the one that they have.
_HEADLESS = frozenset(
    (
        *("bert", "modern-bert", "neo-bert", "eurobert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2"),
        *("jina-bert-v3", "t5encoder", "gemma-embedding", "llama-embed", "clip"),
    )
)
_NO_MODEL = ("mmproj", "imatrix")  # a picture encoder's projection, and a calibration's statistics


@dataclass(frozen=True, eq=False)
class QuantizedTensor:
    """A tensor of blocks of quantized values, which never span rows; `type` is its number in `ggml_type`."""

    name: str
    shape: tuple[int, ...]
    blob: Blob
    start: int
    type: int

    @property
    def file(self) -> str:
        """The file's name."""
        return self.blob.name

    @property
    def dtype(self) -> str:
        """The quantization's name."""
        return str(self._kind().name)

    @property
    def stored_bytes(self) -> int:
        """Its size in the file."""
        return self.shape[0] * self._pitch()

    def rows(self, start: int, stop: int) -> Float32:
        """Read and dequantize a block of rows."""
        quants, pitch = _library().quants, self._pitch()
        stored = np.frombuffer(self.blob.read(self.start + start * pitch, self.start + stop * pitch), np.uint8)
        try:
            return np.asarray(quants.dequantize(stored.reshape(stop - start, pitch), self._kind()), np.float32)
        except NotImplementedError:
            raise SourceError(
                f"cannot read {self.name} in {self.file}: the gguf library does not dequantize {self.dtype}; "
                "take a file of the model in another quantization, or a newer library (pip install -U gguf)"
            ) from None
        except Exception as error:
            raise CorruptFile(f"{self.file}: {self.name} cannot be dequantized: {first_line(error)}") from error

    def errors(self, start: int, stop: int) -> NDArray[np.float64]:
        """Return the expected squared error of rows, (stop - start,), by their blocks' scales; NaN where not known."""
        if self.dtype not in STEPS:
            return np.full(stop - start, np.nan)
        values, size = _library().GGML_QUANT_SIZES[self._kind()]
        pitch = self._pitch()
        stored = np.frombuffer(self.blob.read(self.start + start * pitch, self.start + stop * pitch), np.uint8)
        return block_errors(stored.reshape(stop - start, pitch // size, size), self.dtype, values)

    def whole(self) -> Float32:
        """Read and dequantize every row."""
        if self.start + self.stored_bytes > self.blob.size:
            raise _cut_short(self.blob, self.name, self.start + self.stored_bytes)
        self.blob.fetch(self.start, self.start + self.stored_bytes)
        return in_blocks(self)

    def _kind(self) -> Any:
        try:
            return _library().GGMLQuantizationType(self.type)
        except ValueError:
            raise SourceError(
                f"cannot read {self.name} in {self.file}: the gguf library knows no tensor type {self.type}; "
                "perhaps a newer one does (pip install -U gguf)"
            ) from None

    def _pitch(self) -> int:
        """Return the bytes of one row."""
        values, size = _library().GGML_QUANT_SIZES[self._kind()]
        if self.shape[-1] % values:
            raise CorruptFile(
                f"{self.file}: {self.name} has rows of {self.shape[-1]:,} values, but {self.dtype} comes in blocks of "
                f"{values}"
            )
        return int(self.shape[-1] // values * size)


def _library() -> Any:
    try:
        import gguf
    except ImportError as error:
        raise MissingExtra("gguf", "gguf", error) from None
    return gguf


def locate(path: Path, choice: Choice) -> Located:
    """Find the embedding matrix of a local GGUF file; errors as for `locate_in`."""
    folder = Folder(path.parent, path.stem, alone=True)
    return replace(locate_in(folder, path.name, choice), files=tuple(folder.opened))


def find_file(repository: Repository, folder: str = "", asked: str | None = None) -> str | None:
    """Return a repository's GGUF file: the one asked for by its name or a part of it, else the most precise one.

    The files of one repository are the same model in different quantizations, so that the largest is the most precise;
    of a split file, the first part is returned. None if there is none, or none that fits. A folder of somebody's own is
    no repository: there, files that lie in it go before those of its folders, and several folders are several models.

    Raises
    ------
    SourceError
        Several folders of such a folder have one.
    """
    own = isinstance(repository, Folder) and "/" not in repository.name and asked is None
    sizes: dict[str, int] = {}
    first: dict[str, str] = {}
    for file in sorted(repository.files):
        name = file.removeprefix(folder)
        if not (file.startswith(folder) and name.lower().endswith(".gguf")):
            continue
        if asked is not None and asked.lower() not in name.lower():
            continue
        if asked is None and any(mark in name.lower() for mark in _NO_MODEL):
            continue
        part = _PART.fullmatch(file)
        stem = part[1] if part else file
        first.setdefault(stem, file)
        sizes[stem] = sizes.get(stem, 0) + repository.blob(file).size
    if own:
        inner = sorted({stem.removeprefix(folder).rpartition("/")[0] for stem in sizes})
        if len(inner) > 1 and inner[0]:
            raise SourceError(
                f"{repository.name} holds models in {len(inner)} folders ({', '.join(inner[:4])}"
                f"{' …' if len(inner) > 4 else ''}): open one of them"
            )
        sizes = {stem: size for stem, size in sizes.items() if stem.removeprefix(folder).rpartition("/")[0] == inner[0]}
    return first[max(sizes, key=lambda stem: sizes[stem])] if sizes else None


def locate_in(repository: Repository, file: str, choice: Choice) -> Located:
    """Find the embedding matrix of a GGUF file in a repository.

    Raises
    ------
    MissingExtra
        The matrix is quantized, and the gguf library is not installed.
    SourceError
        The file has no vocabulary or no embedding matrix, or lacks a part.
    CorruptFile
        Its bytes contradict its format.
    """
    metadata: dict[str, Any] = {}
    tensors: dict[str, Matrix] = {}
    for part in _parts(repository, file):
        blob = repository.blob(part)
        described, entries = read_header(blob, _WANTED)
        metadata = {**described, **metadata}
        tensors |= {name: _tensor(blob, name, entry) for name, entry in entries.items()}
    vocabulary = read_metadata(metadata, f"{repository.name}/{file}")
    kind = str(metadata.get("general.architecture") or "unknown")
    headless = kind in _HEADLESS and "output.weight" not in tensors
    if headless and choice.matrix == "output" and choice.tensor is None:
        raise SourceError(
            f"{repository.name} has no output matrix: a GGUF file of architecture {kind} has no language-model head; "
            "--matrix input is its only one"
        )
    wanted = "output.weight" if choice.matrix == "output" and "output.weight" in tensors else "token_embd.weight"
    named = choice.tensor or (wanted if wanted in tensors else None)
    matrix = tensors[choose_tensor(tensors, {}, vocabulary.size, file, choice.matrix, named)]
    check_matrix(matrix)
    facts = {
        "architecture": kind,
        "model": str(metadata.get("general.name") or ""),
        "format": "gguf",
        "matrix": choice.matrix,
        "tied": None if headless else "output.weight" not in tensors,
        "vocabulary": file,
        "bytes": matrix.stored_bytes,
        "bytes_total": repository.blob(file).size,
    }
    rows = name_rows(vocabulary, matrix.shape[0], f"{matrix.name} in {matrix.file}")
    fields = _scores(metadata, len(rows))
    return Located(repository.name, matrix, rows, vocabulary.family, vocabulary.special, facts, fields)


def _parts(repository: Repository, file: str) -> list[str]:
    """Return the parts of a split file, in order; a file that is not split is its only part."""
    part = _PART.fullmatch(file)
    if part is None:
        return [file]
    parts = [f"{part[1]}-{number:05d}-of-{part[3]}.gguf" for number in range(1, int(part[3]) + 1)]
    missing = [name for name in parts if name not in repository.files]
    if missing:
        raise SourceError(
            f"{repository.name} lacks {len(missing):,} of the {len(parts):,} parts of {part[1]}.gguf: "
            f"{', '.join(missing[:3])}; download the model again"
        )
    return parts


def _tensor(blob: Blob, name: str, entry: Entry) -> Matrix:
    if entry.type not in _DENSE:
        return QuantizedTensor(name, entry.shape, blob, entry.start, entry.type)
    tensor = DenseTensor(name, _DENSE[entry.type], entry.shape, blob, entry.start)
    if entry.start + tensor.stored_bytes > blob.size:
        raise _cut_short(blob, name, entry.start + tensor.stored_bytes)
    return tensor


def _cut_short(blob: Blob, name: str, end: int) -> CorruptFile:
    return CorruptFile(
        f"{blob.name} is cut short or corrupted: tensor {name[:60]!r} should end at byte {end:,}, the file at "
        f"{blob.size:,}; download or copy it again"
    )


def _scores(metadata: Mapping[str, Any], n_rows: int) -> dict[str, NDArray[Any]]:
    """Return each token's score as a field, where the file has scores that tell anything (BPE has none)."""
    scores = metadata.get("tokenizer.ggml.scores")
    if not isinstance(scores, list) or len(scores) > n_rows or not all(type(x) in (int, float) for x in scores):
        return {}
    if len(set(scores)) < 2:
        return {}
    field = np.full(n_rows, np.nan)
    field[: len(scores)] = scores
    return {"score": field}
