"""A map as a table for spreadsheets and pandas: one line a token."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.columns import Column

if TYPE_CHECKING:
    from lexiscape.map_data import MapData


def write(map: MapData, path: Path) -> None:  # noqa: A002
    """Write id, token, raw, x, y and every column, in row order; lone surrogates as backslash escapes.

    Numbers are spelled by `number_texts`. The page's table is the same to the byte (`web/src/save/table.ts`) for what a
    page holds of the map, but for a mark before the text, and before formulas.
    """
    columns = list(map.columns.values())
    header = ["id", "token", "raw", "x", "y", *(column.name for column in columns)]
    values = [
        map.space.ids.tolist(),
        map.space.readable,
        map.space.tokens,
        number_texts(map.xy[:, 0]),
        number_texts(map.xy[:, 1]),
        *(column_texts(column) for column in columns),
    ]
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(zip(*values, strict=True))


def column_texts(column: Column) -> list[Any]:
    """Return what a table says of each row in a column."""
    return number_texts(column.values) if column.categories is None else column.labels()


def number_texts(values: NDArray[np.floating[Any]]) -> list[str]:
    """Spell single-precision numbers so that reading them as such gives every bit back, and no longer than that takes.

    A whole number has all of its digits and no point: `2000`, `-3`. Any other has the fewest significant digits, 1 to
    9, to which it can be rounded (ties to even) and still be read back: `0.20017497`; from 1e16 on and below 0.0001
    with an exponent. `nan`, `inf`, `-inf` are what pandas and `float` read. (NumPy's own texts are these but for powers
    of two, where they need not be the nearest of their length.)
    """
    single = np.asarray(values, np.float32)
    texts = [repr(float(text)) for text in single.astype(str).tolist()]
    mantissas = single.view(np.uint32) & 0x7FFFFF
    with np.errstate(invalid="ignore"):
        whole = (single == np.rint(single)) & (np.abs(single) < 1e16)
    for row in np.flatnonzero((mantissas == 0) & np.isfinite(single) & ~whole).tolist():
        texts[row] = _shortest(float(single[row]))
    for row, value in zip(np.flatnonzero(whole).tolist(), single[whole].tolist(), strict=True):
        texts[row] = str(int(value))
    return texts


def _shortest(value: float) -> str:
    rounded = (float(f"{value:.{digits}g}") for digits in range(1, 10))
    return repr(next(short for short in rounded if np.float32(short) == np.float32(value)))
