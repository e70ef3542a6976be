"""Coordinates in, the same in whole steps out: as a page holds them, and as its regions are counted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import GRID_STEPS


class Grid(NamedTuple):
    """Where tokens lie: `origin` (2,) float64 + `step` * `steps` (n, 2) int64, each from 0 to `GRID_STEPS`."""

    steps: NDArray[np.int64]
    origin: NDArray[np.float64]
    step: float


def grid_of(xy: NDArray[np.float32], within: NDArray[np.float32] | None = None) -> Grid:
    """Round coordinates, (n, 2), to steps of the map's larger side.

    `within`, (m, 2): places that the grid reaches, all of `xy` among them or between them; None: `xy` alone.
    """
    if not len(xy):
        return Grid(np.zeros((0, 2), np.int64), np.zeros(2), 1.0)
    reached = xy if within is None else within
    low = reached.min(axis=0).astype(np.float64)
    step = float((reached.max(axis=0) - low).max()) / GRID_STEPS or 1.0
    return Grid(np.rint((xy - low) / step).astype(np.int64), low, step)
