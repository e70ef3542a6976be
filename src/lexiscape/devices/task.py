"""What is searched: rows, their lengths, the metric, how many neighbors; by the processor alone or with a device."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Task(NamedTuple):
    """What is searched, in the order in which the searches of `_native` take it.

    Attributes
    ----------
    vectors : ndarray, (n_all, dim), float32
        Finite.
    norms : ndarray, (n_all,), float64
        Squared length of each.
    rows : ndarray, (n,), int32
        The positions of those that take part, no two of them equal.
    cosine : bool
        The metric: cosine, else Euclidean.
    k : int
        Neighbors a row.
    threads : int
        Threads to use.
    """

    vectors: NDArray[np.float32]
    norms: NDArray[np.float64]
    rows: NDArray[np.int32]
    cosine: bool
    k: int
    threads: int
