"""What a file says of its map in, the same out once it is sure to be a map: types, lengths and codes, checked once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.columns import Column
from lexiscape.errors import CorruptFile
from lexiscape.files.payload import Payload
from lexiscape.text import FAMILIES

_FARTHEST = 1e18


def check_payload(payload: Payload, file: str) -> Payload:
    """Return the payload of a file if everything in it is what its type says, and fits the rest.

    Raises
    ------
    CorruptFile
        A part is of another type or length, or refers to rows or categories that are not there.
    """
    try:
        _check(payload)
    except CorruptFile as error:
        raise CorruptFile(f"the map in {file} is damaged: {error}") from None
    return payload


def _check(payload: Payload) -> None:
    meta = _expect(payload.meta, dict, "meta")
    for name in ("space", "source", "neighbors", "scores", "layout", "versions"):
        _expect(meta.get(name, {}), dict, f"meta's {name!r}")
    described = meta.get("space", {})
    if _expect(described.get("family", "words"), str, "the tokens' family") not in FAMILIES:
        raise CorruptFile(f"no family of tokens is called {described['family'][:40]!r}")
    for row in _expect(described.get("special", []), list, "the special tokens"):
        _expect(row, int, "a special token")
    _expect(payload.name, str, "the name")
    _expect(payload.metric, str, "the metric")
    _texts(payload.tokens, "tokens")
    _texts(payload.readable, "readable")
    if not payload.tokens:
        raise CorruptFile("it holds no tokens")
    n, k = len(payload.tokens), payload.indices.shape[1] if payload.indices.ndim == 2 else 0
    _fits(len(payload.readable), n, "readable")
    _numbers(payload.ids, (n,), "iu", "ids")
    _numbers(payload.xy, (n, 2), "f", "xy")
    _numbers(payload.indices, (n, k), "iu", "neighbors")
    _numbers(payload.distances, (n, k), "f", "distances")
    if payload.indices.size and not 0 <= int(payload.indices.min()) <= int(payload.indices.max()) < n:
        raise CorruptFile(f"a neighbor of a token is none of the {n:,} tokens")
    # Widths and squares are taken of them, in single precision: what these do not hold is no place on a map.
    if not (np.abs(payload.xy) < _FARTHEST).all() or not np.isfinite(payload.distances).all():
        raise CorruptFile(f"a place or a distance is NaN, infinite or beyond {_FARTHEST:g}")
    for name, column in payload.columns.items():
        _check_column(name, column, n)


def _check_column(name: Any, column: Column, n: int) -> None:
    for text in (name, column.title, column.help):
        _expect(text, str, "a column's name, title or help")
    _fits(column.values.ndim, 1, f"the column {name!r}, by dimensions,")
    _fits(len(column.values), n, name)
    if column.categories is None:
        _numbers(column.values, (n,), "fiu", name)
        return
    _texts(column.categories, f"categories of {name}")
    _numbers(column.values, (n,), "iu", name)
    if n and not 0 <= int(column.values.min()) <= int(column.values.max()) < len(column.categories):
        raise CorruptFile(f"a value of the column {name!r} is none of its {len(column.categories):,} categories")


def _expect(value: Any, kind: type, what: str) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise CorruptFile(f"{what} should be a {kind.__name__}, found a {type(value).__name__}")
    return value


def _texts(values: Any, what: str) -> None:
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise CorruptFile(f"{what} should be a list of texts")


def _fits(found: int, expected: int, what: str) -> None:
    if found != expected:
        raise CorruptFile(f"{expected:,} tokens, but {found:,} rows of {what}")


def _numbers(values: NDArray[Any], shape: tuple[int, ...], kinds: str, what: str) -> None:
    if values.ndim == len(shape) and len(values) != shape[0]:
        _fits(len(values), shape[0], what)
    if values.shape != shape or values.dtype.kind not in kinds:
        raise CorruptFile(f"{what} should be numbers of shape {shape}, found {values.shape} of {values.dtype}")
