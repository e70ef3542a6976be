"""Rows in the order of a curve that visits near places one after another, so that near rows have near numbers.

The Z-order curve: Morton, A computer oriented geodetic data base and a new technique in file sequencing, IBM 1966.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def along_curve(grid: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Return the rows in the order in which the curve meets their places; of rows at one place, the first row first.

    Parameters
    ----------
    grid : ndarray, (n, 2), integers from 0 to 65535
        Where each row lies.

    Returns
    -------
    ndarray, (n,), int64
        Row numbers.
    """
    keys = _spread(grid[:, 0]) | _spread(grid[:, 1]) << np.uint32(1)
    return np.argsort(keys, kind="stable")


def _spread(values: NDArray[np.integer[Any]]) -> NDArray[np.uint32]:
    """Return 16-bit numbers with a zero before each of their bits."""
    spread = values.astype(np.uint32)
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        spread = (spread | spread << np.uint32(shift)) & np.uint32(mask)
    return spread
