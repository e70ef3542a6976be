"""Tokens in an order in, how well their vectors follow each way of standing in it out, as traits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.mantel import order_correlation
from lexiscape.compare.traits import Lacking, Measured, Trait


def order_traits(
    name: str, measured: Measured, rows: Sequence[int], apart: Mapping[str, NDArray[np.float64]]
) -> list[Trait]:
    """Correlate the distances between rows with how far apart, (m, m), they stand by each shape: see `mantel`.

    Returns
    -------
    list of Trait
        ``NAME:SHAPE``, correlations from -1 to 1.

    Raises
    ------
    Lacking
        The rows are all alike.
    """
    vectors = measured.vectors(rows)
    found = {shape: order_correlation(vectors, steps) for shape, steps in apart.items()}
    traits = [
        Trait(f"{name}:{shape}", told[0], 0.0, told[1], len(rows)) for shape, told in found.items() if told is not None
    ]
    if not traits:
        raise Lacking("alike")
    return traits
