"""Coordinates that somebody has already in, the same out: for people who bring their own layout."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import OptionError
from lexiscape.layouts.layout import Layout, LayoutOptions
from lexiscape.neighbors import Neighbors
from lexiscape.progress import Progress


def lay_out(vectors: NDArray[np.float32], found: Neighbors, options: LayoutOptions, progress: Progress) -> Layout:
    """Take `options.initial` as the map, once `check` has nothing against it."""
    return Layout(np.array(options.initial, np.float32), {"layout": "none"})


def check(n: int, k: int, options: LayoutOptions) -> None:
    """Raise an OptionError when the coordinates are missing, or some of them unknown."""
    if options.initial is None:
        raise OptionError("layout 'none' takes coordinates that you have: give them with --init FILE (initial=…)")
    xy = np.asarray(options.initial, np.float32)
    missing = np.flatnonzero(~np.isfinite(xy).all(axis=1))
    if len(missing):
        raise OptionError(
            f"{len(missing):,} of {len(xy):,} tokens have no coordinates (the first at position {missing[0]}): "
            "choose the others with --range or --words, or let --layout tsne place them"
        )
