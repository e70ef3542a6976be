"""Vectors in, their first two principal components out; the kernel is native/principal/principal.hpp."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape import _native
from lexiscape.layouts.layout import Layout, LayoutOptions
from lexiscape.neighbors import Neighbors, within_range
from lexiscape.processors import thread_count
from lexiscape.progress import Progress

ROUNDS = 100
"""Most multiplications by the covariance; it stops sooner, once the two components hold no more variance."""


def lay_out(vectors: NDArray[np.float32], found: Neighbors, options: LayoutOptions, progress: Progress) -> Layout:
    """Project onto the two directions of most variance (of unit rows when the neighbors are by cosine).

    Returns
    -------
    Layout
        Coordinates along the first and the second principal component; each component's largest entry is positive.
        `meta["variance_kept"]` is their share of the variance.
    """
    xy, share = principal_plane(vectors, unit=found.metric == "cosine", threads=options.threads)
    return Layout(xy, {"variance_kept": round(share, 6)})


def check(n: int, k: int, options: LayoutOptions) -> None:
    """Refuse nothing: every space has a principal plane."""


def principal_plane(
    vectors: NDArray[np.float32],
    *,
    unit: bool,
    threads: int | None = None,
    most_rows: int | None = None,
    rounds: int = ROUNDS,
) -> tuple[NDArray[np.float32], float]:
    """Return each row's first two principal components, (n, 2) float32, and their share of the variance.

    Vectors whose squares are beyond float32 are scaled first (`within_range`), and so are then their components.

    `most_rows` bounds how many rows, evenly spaced, the components are found from (None: all).
    """
    rows = within_range(np.require(vectors, np.float32, ["C", "A"]), unit=unit)
    if 0 in rows.shape:
        return np.zeros((len(rows), 2), np.float32), 0.0
    return _native.principal_plane(rows, unit, most_rows or len(rows), rounds, thread_count(threads))
