"""What every layout takes and gives: `LayoutOptions` in, a `Layout` out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Steps beyond which nothing settles further; more is a slip of the finger, which would run for days.
MOST_ITERATIONS = 1_000_000


@dataclass(frozen=True, eq=False)
class LayoutOptions:
    """What a layout may be told; an algorithm ignores what it has no use for.

    Attributes
    ----------
    perplexity : float or None
        Effective number of neighbors that attract each token; raising it favors wider structure. None: the default.
    iterations : int or None
        Steps of the descent; raising it settles the map further. None: the algorithm's default.
    seed : int
        The same seed and input give the same coordinates, to the last bit.
    threads : int or None
        Threads to use; None: as many as there are processors. Never changes the result.
    initial : ndarray or None
        (n, 2) coordinates to start from, row i for token i, NaN where unknown: such a token starts among its neighbors.
        None: the algorithm's own start.
    """

    perplexity: float | None = None
    iterations: int | None = None
    seed: int = 0
    threads: int | None = None
    initial: NDArray[np.float32] | None = None


@dataclass(frozen=True, eq=False)
class Layout:
    """Two coordinates a token: `xy`, (n, 2), float32; `meta`: how it was made (JSON values only)."""

    xy: NDArray[np.float32]
    meta: dict[str, Any] = field(default_factory=dict)
