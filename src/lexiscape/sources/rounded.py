"""A source in, its space out with what storing it has cost: each row's expected rounding error, by its scales."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.processors import made_of_each
from lexiscape.progress import Progress, silent
from lexiscape.sources import given_path, locate
from lexiscape.sources.formats.gguf import QuantizedTensor
from lexiscape.sources.grids.find import find_grid
from lexiscape.sources.grids.groups import ROWS_A_PART, parts
from lexiscape.sources.grids.precision import PRECISIONS
from lexiscape.sources.grids.value_grid import ValueGrid
from lexiscape.sources.located import Choice
from lexiscape.sources.matrices.scaled import MappedMatrix
from lexiscape.sources.tensors.matrix import DenseTensor, Matrix
from lexiscape.sources.tensors.rounding import FLOATS, SPELLED, are_exact, float_errors
from lexiscape.space import EmbeddingSpace

Float64 = NDArray[np.float64]

#: The field of a space that holds each row's expected squared error, (n,), float64; NaN where it is not known.
ROUNDING = "rounding"
_BLOCK = 1 << 11


class RowErrors(np.ndarray[Any, np.dtype[np.float64]]):
    """Errors that were told by a file's scales: a field that a file brings under their name is of no such type."""


class Stored(NamedTuple):
    """What is known of how a space's values were rounded.

    Attributes
    ----------
    format : str
        What they are stored in, or were before: "BF16", "Q8_0" …
    errors : ndarray, (n,), float64
        Each row's expected squared error; NaN where the format's steps are not known.
    grid : str or None
        The narrow float format that holds every value as it is, the narrowest: BF16 also of float16 that came of it.
        None where there is none.
    cells : ValueGrid or None
        The grid of a quantization that the values show, where nothing else tells it.
    floats : str or None
        The narrow float that holds all values, of `PRECISIONS`; None of blocks and other formats.
    as_floats : ndarray, (n,), float64, or None
        Where there are `cells`, what rounding to these floats alone is expected to cost.
    """

    format: str
    errors: Float64
    grid: str | None = None
    cells: ValueGrid | None = None
    floats: str | None = None
    as_floats: Float64 | None = None


def open_rounded(
    source: Any,
    *,
    matrix: str = "input",
    tensor: str | None = None,
    tokenizer: Any = None,
    progress: Progress = silent,
) -> EmbeddingSpace:
    """Open a source as `open_space` does, with `fields["rounding"]`; a matrix alone, too, by its rows' numbers.

    `fields["rounding"]` is the expected squared error of each row, (n,), float64, that comes of rounding to the format
    it is stored in; it is there where that is told by more than the values: by the scales of quantized blocks, of int8
    and of float8. NaN: the format's steps are not known. Of plain floats `rounding_of` tells it. A field of that name
    that the source itself brings is left, and believed nowhere.
    """
    choice = Choice(matrix, tensor, progress, tokenizer=given_path(tokenizer), may_be_unnamed=True)
    located = locate(source, None, choice)
    space = located.read()
    errors = _stored_errors(located.matrix)
    return space if errors is None else replace(space, fields={**space.fields, ROUNDING: errors.view(RowErrors)})


def rounding_of(space: EmbeddingSpace) -> tuple[str, Float64]:
    """Return the format that a space's values are stored in, and each row's expected squared error, (n,), float64.

    As `stored_as` tells them. NaN where the format's steps are not known.
    """
    stored = stored_as(space)
    return stored.format, stored.errors


def stored_as(space: EmbeddingSpace) -> Stored:
    """Return what a space's values are stored in, what that has cost, and which narrow format holds them all.

    A matrix of float32 in which every value is one of bfloat16 or float16 was stored as that before, and is rounded as
    much. What provenance says of a narrower format counts only where every value is one of it. And where floats lie on
    the grid of a quantization, they are rounded to that.
    """
    stored = str(space.provenance.get("stored_dtype") or space.provenance.get("dtype") or "")
    known = space.fields.get(ROUNDING)
    if isinstance(known, RowErrors):
        return Stored(stored, np.asarray(known, np.float64))
    kind = SPELLED.get(stored, stored or "F32")
    if kind not in FLOATS or not _hold(space, kind):
        return Stored(stored, np.full(len(space), np.nan))
    grid: str | None = kind
    if kind in ("F32", "F64", "F16"):
        grid = next((narrow for narrow in ("BF16", "F16") if _hold(space, narrow)), None)
    if kind in ("F32", "F64"):
        kind = grid or kind
    floats = kind if kind in PRECISIONS else None
    cells = find_grid(space.vectors, PRECISIONS[floats]) if floats else None
    plain = np.concatenate([float_errors(block, kind) for block in parts(space.vectors)])
    if cells is not None:
        starts = range(0, len(space), ROWS_A_PART)
        told = [
            cells.errors(part, np.arange(start, start + len(part)))
            for start, part in zip(starts, parts(space.vectors), strict=True)
        ]
        return Stored(f"{kind} on {cells.name}", np.concatenate(told), None, cells, floats, plain)
    return Stored(kind, plain, grid, None, floats)


def _hold(space: EmbeddingSpace, dtype: str) -> bool:
    return all(are_exact(block, dtype) for block in parts(space.vectors))


def _stored_errors(matrix: Matrix) -> Float64 | None:
    """Return each row's expected squared error by what lies beside its values; None where the values tell it."""
    n = matrix.shape[0]
    if isinstance(matrix, QuantizedTensor):
        told = made_of_each(lambda start: matrix.errors(start, min(start + _BLOCK, n)), range(0, n, _BLOCK))
        return np.concatenate(told)
    if isinstance(matrix, DenseTensor) and (matrix.scale is not None or matrix.dtype not in FLOATS):
        return _scaled_errors(matrix)
    if isinstance(matrix, MappedMatrix):
        stored = _stored_errors(matrix.stored)
        if stored is None:
            return None if matrix.weights is None else np.full(n, np.nan)
        errors = stored[matrix.mapping]
        return errors if matrix.weights is None else errors * np.square(matrix.weights.astype(np.float64))
    return None


def _scaled_errors(matrix: DenseTensor) -> Float64:
    """Return the errors of integers and narrow floats that are multiplied by a number, or by one a row."""
    n, dim = matrix.shape
    scale = np.ones((), np.float32) if matrix.scale is None else matrix.scale
    factors = np.broadcast_to(np.square(scale.astype(np.float64)).reshape(-1), (n,))
    if matrix.dtype not in FLOATS:
        return np.asarray(factors * dim / 12)
    plain = replace(matrix, scale=None)
    errors = [float_errors(plain.rows(at, min(at + _BLOCK, n)), matrix.dtype) for at in range(0, n, _BLOCK)]
    return np.asarray(np.concatenate(errors) * factors)
