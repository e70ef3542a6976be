"""Whether whole numbers lie on a line, evenly or the closer the larger they are."""

from __future__ import annotations

import numpy as np

from lexiscape.compare.measured.orders import order_traits
from lexiscape.compare.traits import Measured, Trait

FEWEST, MOST = 20, 1000


def measure(measured: Measured) -> list[Trait]:
    """Correlate the distances between the tokens 0, 1, 2 … with the numbers' differences, and with their logarithms'.

    A number line is part of the helix that Kantamneni and Tegmark 2025, arXiv 2502.00873, find. Logarithms are those of
    i + 1.

    Returns
    -------
    list of Trait
        ``numbers:line`` and ``numbers:log``, correlations from -1 to 1.

    Raises
    ------
    Lacking
        Fewer than 20 numbers are there, or all are alike.
    """
    rows = measured.numbers(FEWEST, MOST)
    numbers = np.arange(len(rows), dtype=np.float64)
    places = {"line": numbers, "log": np.log1p(numbers)}
    apart = {shape: np.abs(np.subtract.outer(at, at)) for shape, at in places.items()}
    return order_traits("numbers", measured, rows, apart)
