"""Numbers in, the step of the color scale that each has out. The page's rule (`web/src/colors/color.ts`)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import SCALE_SAMPLE, SCALE_STEPS, SCALE_TAIL
from lexiscape.columns import Column


def scale_ends(values: NDArray[np.floating[Any]]) -> tuple[float, float]:
    """Return where the scale of a column begins and ends: the 1st and 99th percentile of its finite values.

    Of a long column every so-manieth value is looked at; one without finite values reaches from 0 to 1.
    """
    sample = np.asarray(values, np.float64)[:: max(1, len(values) // SCALE_SAMPLE)]
    ordered = np.sort(sample[np.isfinite(sample)])
    if len(ordered) == 0:
        return 0.0, 1.0
    last = len(ordered) - 1
    return float(ordered[math.floor(SCALE_TAIL * last)]), float(ordered[math.ceil((1 - SCALE_TAIL) * last)])


def common_ends(maps: Iterable[Mapping[str, Column]]) -> dict[str, list[float]]:
    """Return by numeric column where the scale of all these maps' columns begins and ends: a color says one thing."""
    ends: dict[str, list[float]] = {}
    for columns in maps:
        for name, column in columns.items():
            if column.categories is None:
                low, high = scale_ends(column.values)
                known = ends.setdefault(name, [low, high])
                ends[name] = [min(known[0], low), max(known[1], high)]
    return ends


def scale_steps(values: NDArray[np.floating[Any]], ends: tuple[float, float]) -> NDArray[np.int64]:
    """Return each value's step, 0 to 255, (n,) int64; beyond the ends, infinity included, the end's; -1 for NaN."""
    low, high = ends
    known = np.asarray(values, np.float64)
    share = np.clip((known - low) / ((high - low) or 1.0), 0, 1)
    steps = np.floor((SCALE_STEPS - 1) * share + 0.5)
    return np.where(np.isnan(known), -1, np.nan_to_num(steps, nan=0)).astype(np.int64)
