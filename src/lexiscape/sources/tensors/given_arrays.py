"""Vectors as a person holds them in, a matrix of real numbers out: columns of lists, tensors, sparse matrices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import SourceError, first_line

_MOST_DENSE = 1 << 31  # numbers that a sparse matrix may have when it is made dense: 8 GB of float32
_LARGEST = float(np.finfo(np.float32).max)


def as_matrix(vectors: Any, where: str) -> NDArray[Any]:
    """Return vectors as an array of real numbers, (n, dim), without a copy where they are one.

    Parameters
    ----------
    vectors : array_like
        Whatever NumPy reads as a matrix; also tensors of PyTorch (parameters, on a device, bfloat16, sparse,
        quantized), sparse matrices of SciPy, and a column or a list of rows. Masked values are NaN.
    where : str
        What holds them, for messages.

    Raises
    ------
    SourceError
        They are no matrix of real numbers, rows differ in length, or a value is beyond float32.
    """
    try:
        array = _to_numpy(vectors)
        if array.ndim == 1 and array.dtype == object:
            array = _stacked([_to_numpy(row) for row in array], where)
        elif array.dtype == object:
            array = array.astype(np.float64)
        elif array.dtype.kind == "V" and array.dtype.names is None:  # bfloat16 and float8 of ml_dtypes
            array = array.astype(np.float32)
    except SourceError:
        raise
    except Exception as error:  # whatever another library's object does when it is asked for its numbers
        raise SourceError(
            f"{where} should be an array of real numbers, (tokens, dimensions): {first_line(error)[:200]}"
        ) from None
    if array.ndim == 2 and not len(array):
        raise SourceError(f"{where} holds no tokens: expected a row for each, got shape {array.shape}")
    if array.ndim != 2 or array.dtype.kind not in "fiu" or 0 in array.shape:
        raise SourceError(
            f"{where} should be real numbers of shape (tokens, dimensions), got shape {array.shape} of {array.dtype}"
        )
    _check_size(array, where)
    return array


def _to_numpy(value: Any) -> NDArray[Any]:
    for is_kind, convert in _KINDS:
        if is_kind(value):
            value = convert(value)
    if isinstance(value, list | tuple) and value and hasattr(value[0], "detach"):
        value = [_to_numpy(row) for row in value]
    return np.asarray(value)


def _from_torch(tensor: Any) -> Any:
    tensor = tensor.detach()
    if getattr(tensor, "is_quantized", False):
        tensor = tensor.dequantize()
    if str(tensor.layout) != "torch.strided":
        _check_dense(tensor.shape)
        tensor = tensor.to_dense()
    if tensor.is_floating_point() and tensor.element_size() < 4:
        tensor = tensor.float()  # NumPy has no bfloat16
    return tensor.cpu().numpy()


def _from_sparse(matrix: Any) -> Any:
    _check_dense(matrix.shape)
    return matrix.toarray()


def _from_masked(array: Any) -> Any:
    if not np.ma.getmaskarray(array).any():
        return np.ma.getdata(array)
    return array.astype(np.result_type(array.dtype, np.float32)).filled(np.nan)


#: What NumPy does not read as it is meant: how it is told, and what makes an array of it. Nothing is imported for it.
_KINDS: tuple[tuple[Callable[[Any], bool], Callable[[Any], Any]], ...] = (
    (lambda value: hasattr(value, "detach") and hasattr(value, "layout"), _from_torch),
    (lambda value: hasattr(value, "tocsr") and hasattr(value, "toarray"), _from_sparse),
    (lambda value: isinstance(value, np.ma.MaskedArray), _from_masked),
)


def _check_dense(shape: Any) -> None:
    if np.prod([float(extent) for extent in shape]) > _MOST_DENSE:
        raise SourceError(
            f"a sparse matrix of shape {tuple(shape)} is too large to be made dense: reduce it first, for example with "
            "scikit-learn's TruncatedSVD"
        )


def _stacked(rows: list[NDArray[Any]], where: str) -> NDArray[Any]:
    for number, row in enumerate(rows):
        if row.ndim != 1 or row.shape != rows[0].shape:
            raise SourceError(
                f"{where} should be rows of one length: row {number} has shape {row.shape}, row 0 {rows[0].shape}"
            )
    return np.stack(rows) if rows else np.empty((0, 0), np.float32)


def _check_size(array: NDArray[Any], where: str) -> None:
    """Refuse what would become infinite as float32: its length would be lost. What is infinite already stays so."""
    if array.dtype.kind != "f" or array.dtype.itemsize <= 4:
        return
    beyond = _largest(array)
    if beyond == np.inf:  # rarely: the mask of a whole matrix is large
        beyond = max(_largest(rows[np.isfinite(rows)]) for rows in _blocks(array))
    if beyond > _LARGEST:
        told = f"{beyond:.3g}" if float(beyond) < np.inf else str(beyond)
        raise SourceError(
            f"{where} holds {told}, which is beyond float32 (3.4e38): divide all vectors by one number first"
        )


def _largest(array: NDArray[Any]) -> Any:
    """Return the largest absolute value that is a number, of the array's own type: a long double may be 1e400."""
    with np.errstate(invalid="ignore"):
        parts = np.fmax.reduce(array, axis=0, initial=0), -np.fmin.reduce(array, axis=0, initial=0)
        return max(part.max() for part in parts)


def _blocks(array: NDArray[Any]) -> Iterator[NDArray[Any]]:
    step = max(1, (1 << 20) // array.shape[1])
    return (array[start : start + step] for start in range(0, len(array), step))
