"""A GGUF file (llama.cpp) in, its embedding matrix and vocabulary out; the gguf library dequantizes its rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from lexiscape.errors import CorruptFile, MissingExtra, SourceError
from lexiscape.sources.architectures import choose_tensor
from lexiscape.sources.located import Choice, Located, check_matrix
from lexiscape.sources.matrix import Float32
from lexiscape.sources.vocabulary import Vocabulary, name_rows
from lexiscape.tokens import guess_family

# llama.cpp's token types: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, tokenizer.ggml.token_type
_CONTROL, _UNUSED = 3, 5
_FAMILIES = {"llama": "sentencepiece", "gpt2": "byte_bpe", "bert": "sentencepiece", "t5": "sentencepiece"}
_BLOCK_ROWS = 4096


@dataclass(frozen=True, eq=False)
class GgufMatrix:
    """A matrix of a GGUF file, memory-mapped, in whatever quantization."""

    name: str
    file: str
    dtype: str
    shape: tuple[int, ...]
    stored_bytes: int
    tensor: Any

    def rows(self, start: int, stop: int) -> Float32:
        """Dequantize a block of rows; blocks of a quantization never span rows."""
        from gguf.quants import dequantize

        return np.asarray(dequantize(self.tensor.data[start:stop], self.tensor.tensor_type), np.float32)

    def whole(self) -> Float32:
        """Dequantize every row, block by block."""
        out = np.empty((self.shape[0], self.shape[1]), np.float32)
        for start in range(0, len(out), _BLOCK_ROWS):
            out[start : start + _BLOCK_ROWS] = self.rows(start, min(start + _BLOCK_ROWS, len(out)))
        return out


def locate(path: Path, choice: Choice) -> Located:
    """Find the embedding matrix of a GGUF file.

    Raises
    ------
    MissingExtra
        The gguf library is not installed.
    CorruptFile
        The library cannot read the file.
    """
    try:
        import gguf
    except ImportError:
        raise MissingExtra("gguf", "gguf") from None
    try:
        reader = gguf.GGUFReader(path)
        tokens = _field(reader, "tokenizer.ggml.tokens")
        types = _field(reader, "tokenizer.ggml.token_type") or []
        kind = _field(reader, "tokenizer.ggml.model")
        architecture = _field(reader, "general.architecture")
        name = _field(reader, "general.name")
        matrices = {tensor.name: _matrix(tensor, path.name) for tensor in reader.tensors}
    except Exception as error:  # the library meets broken files with whatever NumPy raises
        raise CorruptFile(f"{path.name} is no GGUF file that can be read: {str(error)[:120]}") from None
    if not isinstance(tokens, list):
        raise SourceError(f"{path.name} has no vocabulary: expected tokenizer.ggml.tokens in its metadata")
    special = frozenset(row for row, of_type in enumerate(types) if of_type in (_CONTROL, _UNUSED))
    family = _FAMILIES.get(str(kind)) or guess_family(tokens)
    vocabulary = Vocabulary(dict(enumerate(tokens)), family, special, frozenset(), path.name)
    wanted = "output.weight" if choice.matrix == "output" and "output.weight" in matrices else "token_embd.weight"
    tensor = choice.tensor or (wanted if wanted in matrices else None)
    matrix = matrices[choose_tensor(matrices, {}, len(tokens), path.name, choice.matrix, tensor)]
    check_matrix(matrix)
    facts = {
        "architecture": str(architecture or "unknown"),
        "model": str(name or ""),
        "format": "gguf",
        "matrix": choice.matrix,
        "tied": "output.weight" not in matrices,
        "bytes": matrix.stored_bytes,
        "bytes_total": path.stat().st_size,
    }
    rows = name_rows(vocabulary, matrix.shape[0], f"{matrix.name} in {path.name}")
    return Located(path.stem, matrix, rows, family, special, facts)


def _field(reader: Any, name: str) -> Any:
    field = reader.get_field(name)
    return None if field is None else field.contents()


def _matrix(tensor: Any, file: str) -> GgufMatrix:
    shape = tuple(int(extent) for extent in reversed(tensor.shape.tolist()))  # GGUF counts the fastest first
    return GgufMatrix(tensor.name, file, tensor.tensor_type.name, shape, int(tensor.n_bytes), tensor)
