"""What a widget is told and tells, in the form in which Python has it: token ids, and filters by column."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from lexiscape.columns import Column


class TokenIds(traitlets.TraitType[NDArray[np.int64], Any]):
    """Token ids: an int64 array here, the bytes of float64 on the wire (every id is exact in both)."""

    info_text = "an array of token ids"
    default_value = np.empty(0, np.int64)

    def validate(self, obj: Any, value: Any) -> NDArray[np.int64]:
        """Take any sequence of whole numbers."""
        try:
            ids = np.asarray(value if isinstance(value, np.ndarray) else list(value))
            if ids.size == 0:
                return np.empty(0, np.int64)
            if ids.ndim == 1 and np.issubdtype(ids.dtype, np.integer):
                return ids.astype(np.int64)
        except (TypeError, ValueError):
            pass
        self.error(obj, value)
        raise AssertionError  # `error` raises

    def set(self, obj: Any, value: Any) -> None:
        """Notify only when the ids differ: arrays have no truth value, so the inherited comparison cannot tell."""
        before = self.get(obj)
        if before is None or not np.array_equal(self.validate(obj, value), before):
            super().set(obj, value)


def to_wire(ids: NDArray[np.int64], widget: object) -> memoryview:
    """Return the ids as the bytes of float64."""
    return memoryview(ids.astype("<f8").tobytes())


def from_wire(data: Any, widget: object) -> NDArray[np.int64]:
    """Return the ids of such bytes."""
    return np.frombuffer(data or b"", "<f8").astype(np.int64)


def checked_filters(columns: Mapping[str, Column], given: Mapping[Any, Any]) -> dict[str, list[Any]]:
    """Return filters in the one form that the page has: lists of categories, or of a range's two ends, None where open.

    Parameters
    ----------
    columns : mapping of str to Column
        What can be filtered by.
    given : mapping
        By column one category or several, or a range ``(low, high)``, either of which may be None.

    Raises
    ------
    TraitError
        There is no such column or category, or a range has not two ends of which the first is the lower.
    """
    return {str(name): _checked_filter(columns, name, kept) for name, kept in given.items()}


def _checked_filter(columns: Mapping[str, Column], name: Any, kept: Any) -> list[Any]:
    column = columns.get(name)
    if column is None:
        raise traitlets.TraitError(f"no column {name!r} to filter by: choose one of {', '.join(columns)}")
    if column.categories is not None:
        names = [kept] if isinstance(kept, str) else list(kept) if isinstance(kept, list | tuple | set) else [kept]
        lost = [one for one in names if one not in column.categories]
        if lost or not names:
            some = ", ".join(column.categories[:10]) + (" …" if len(column.categories) > 10 else "")
            told = (
                f"no category {lost[0]!r} of the column {name!r}" if lost else f"the filter of {name!r} keeps nothing"
            )
            raise traitlets.TraitError(f"{told}: choose among {some}")
        return [one for one in column.categories if one in names]
    try:
        low, high = (None if end is None else float(end) for end in ([] if isinstance(kept, str) else kept))
    except (TypeError, ValueError):
        low = high = math.nan
    low, high = (None if end is not None and math.isinf(end) else end for end in (low, high))
    if (low is None and high is None) or not (-math.inf if low is None else low) <= (
        math.inf if high is None else high
    ):
        raise traitlets.TraitError(
            f"expected a range (low, high) for the column {name!r}, one of which may be None, but got {kept!r}"
        )
    return [low, high]
