"""Numbers in, their median out, the bits of `numpy.median`: which loads masked arrays, and that takes long."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def median(values: NDArray[np.floating[Any]]) -> Any:
    """Return the median along the first axis: a number of the values' own dtype, or an array of them.

    Parameters
    ----------
    values : ndarray, (n,) or (n, k)
        At least one; with NaN among them the median is NaN.
    """
    middle = len(values) // 2
    first = middle - 1 + len(values) % 2
    ordered = np.partition(values, (first, middle, -1), axis=0)  # NaN is sorted behind all else
    found = ordered[first : middle + 1].mean(axis=0)
    return np.where(np.isnan(ordered[-1]), ordered[-1], found)[()]
