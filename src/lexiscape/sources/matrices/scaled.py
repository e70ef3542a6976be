"""A stored matrix that needs a second tensor in, one row a token out: scales of int8 and float8, Model2Vec's mapping.

Layouts that are known, by the second tensor's name:

- `X_scale` (compressed-tensors), `X_scale_inv` (fine-grained float8), `X.scale`, `X._scale` (quanto), `scale` or
  `scale_weight` beside `weight`: multiply; one number, or one a row;
- `SCB` beside `weight` (bitsandbytes LLM.int8()): each row's largest absolute value, so multiply by SCB / 127;
- `mapping` and `weights` beside `embeddings` (Model2Vec with a reduced vocabulary): token i has row mapping[i], times
  weights[i]. Model2Vec's int8 comes without its scale: one number for all rows, which changes no cosine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.matrices.packed import refuse_packed
from lexiscape.sources.tensors.matrix import DenseTensor, Float32, Matrix, flat_floats, flat_values

_QUANTIZED = ("I8", "F8_E4M3", "F8_E5M2")
_OF_INPUTS = re.compile(r"(?:input|output|activation)_(?:scale|zero)")
_OF_ONE_SCALE = ("embeddings", "embedding.weight")  # Model2Vec's int8, see above


@dataclass(frozen=True, eq=False)
class MappedMatrix:
    """Rows of another matrix, chosen by token, and weighted."""

    stored: Matrix
    mapping: NDArray[np.int64]
    weights: Float32 | None

    @property
    def name(self) -> str:
        """The stored matrix's name."""
        return self.stored.name

    @property
    def file(self) -> str:
        """The stored matrix's file."""
        return self.stored.file

    @property
    def dtype(self) -> str:
        """The stored matrix's element type."""
        return self.stored.dtype

    @property
    def shape(self) -> tuple[int, ...]:
        """One row a token."""
        return (len(self.mapping), self.stored.shape[1])

    @property
    def stored_bytes(self) -> int:
        """The stored matrix's size."""
        return self.stored.stored_bytes

    def rows(self, start: int, stop: int) -> Float32:
        """Return the rows of some tokens."""
        return self._weighted(self.stored.whole(), start, stop)

    def whole(self) -> Float32:
        """Return every token's row."""
        return self._weighted(self.stored.whole(), 0, len(self.mapping))

    def _weighted(self, rows: Float32, start: int, stop: int) -> Float32:
        chosen: Float32 = rows[self.mapping[start:stop]]
        return chosen if self.weights is None else chosen * self.weights[start:stop, None]


def complete(tensors: Mapping[str, Matrix], matrix: Matrix) -> Matrix:
    """Return the matrix with one row a token and true proportions, from whatever second tensor it needs.

    Raises
    ------
    SourceError
        It is quantized in a layout that is not known.
    CorruptFile
        The second tensor does not fit it.
    """
    if matrix.name == "embeddings" and ("mapping" in tensors or "weights" in tensors):
        return _map(tensors, matrix)
    refuse_packed(tensors, matrix)
    if matrix.dtype not in _QUANTIZED or not isinstance(matrix, DenseTensor):
        return matrix
    stem = matrix.name.removesuffix("weight")
    _refuse_unknown_scales(tensors, matrix, stem, "zero")
    factors = [matrix.name + ending for ending in ("_scale", "_scale_inv", ".scale", "._scale")]
    factors += [stem + ending for ending in ("scale", "scale_weight", "scale_inv")]
    for name, divisor in (*((name, 1.0) for name in factors), (f"{stem}SCB", 127.0)):
        if name in tensors:
            scale = flat_floats(tensors[name], matrix.name) / np.float32(divisor)
            if scale.size not in (1, matrix.shape[0]):
                raise SourceError(
                    f"cannot read {matrix.name} in {matrix.file}: its scales, {name}, are of shape "
                    f"{tensors[name].shape}; expected one number, or one a row"
                )
            return replace(matrix, scale=scale.reshape(()) if scale.size == 1 else scale.reshape(-1))
    _refuse_unknown_scales(tensors, matrix, stem, "scale|absmax")
    if matrix.dtype == "I8" and matrix.name not in _OF_ONE_SCALE:
        raise SourceError(
            f"cannot read {matrix.name} in {matrix.file}: it is int8 without scales that are known "
            f"(looked for {matrix.name}_scale, {stem}SCB); open the model before it was quantized"
        )
    return matrix


def _refuse_unknown_scales(tensors: Mapping[str, Matrix], matrix: Matrix, stem: str, kind: str) -> None:
    """Refuse a matrix beside which other scales lie, or zero points: without them, its proportions would be wrong."""
    others = (name.removeprefix(stem) for name in tensors if name.startswith(stem) and name != matrix.name)
    unknown = [name for name in others if stem and re.search(kind, name) and not _OF_INPUTS.search(name)]
    if unknown:
        raise SourceError(
            f"cannot read {matrix.name} in {matrix.file}: it is {matrix.dtype} with scales of a kind that is "
            f"not known, {stem}{unknown[0]}; open the model before it was quantized"
        )


def _map(tensors: Mapping[str, Matrix], matrix: Matrix) -> Matrix:
    weights = flat_values(tensors["weights"]).astype(np.float32) if "weights" in tensors else None
    if "mapping" in tensors:
        mapping = flat_values(tensors["mapping"]).astype(np.int64)
    else:
        mapping = np.arange(matrix.shape[0], dtype=np.int64)
    if len(mapping) and not 0 <= mapping.min() <= mapping.max() < matrix.shape[0]:
        raise CorruptFile(f"{matrix.file}: mapping points beyond the {matrix.shape[0]:,} rows of {matrix.name}")
    if weights is not None and len(weights) != len(mapping):
        raise CorruptFile(f"{matrix.file}: {len(weights):,} weights do not fit {len(mapping):,} tokens")
    return MappedMatrix(matrix, mapping, weights)
