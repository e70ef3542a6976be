"""Words that come round in a circle, such as months, in: whether their vectors lie on a circle or a line, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from lexiscape.compare.measured.orders import order_traits
from lexiscape.compare.traits import Measured, Trait


def cycle_traits(name: str, ways: Iterable[Sequence[str]], measured: Measured) -> list[Trait]:
    """Correlate the distances between words with their steps round the circle, and with those along the line.

    Engels et al. 2024, arXiv 2405.14860, show months and days of the week on circles in the states of language models.
    Round a circle two words are as many steps apart as the shorter way round has; along a line, j - i.

    Returns
    -------
    list of Trait
        ``NAME:circle`` and ``NAME:line``, correlations from -1 to 1.

    Raises
    ------
    Lacking
        The words are no tokens, or all alike.
    """
    rows = measured.first_whole(ways)
    steps = np.abs(np.subtract.outer(np.arange(len(rows)), np.arange(len(rows)))).astype(np.float64)
    return order_traits(name, measured, rows, {"circle": np.minimum(steps, len(rows) - steps), "line": steps})
