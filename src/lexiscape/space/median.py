"""Numbers in, their median or a quantile out, the bits of NumPy's own, which load masked arrays: that takes long."""

from __future__ import annotations

import math
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


def quantile(values: NDArray[np.float64], share: float) -> float:
    """Return the value below which that share of numbers lies, (n,), at least one, none NaN; as `numpy.quantile`.

    Linear between two of them (Hyndman and Fan 1996, doi:10.1080/00031305.1996.10473566, definition 7).
    """
    place = (len(values) - 1) * share
    at = min(math.floor(place), len(values) - 1)
    ordered = np.partition(values, (at, min(at + 1, len(values) - 1)))
    low, high = float(ordered[at]), float(ordered[min(at + 1, len(values) - 1)])
    part = place - at
    return high - (high - low) * (1 - part) if part >= 0.5 else low + (high - low) * part
