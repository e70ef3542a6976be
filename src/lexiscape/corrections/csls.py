"""CSLS: how near two tokens are, less how crowded either one's surroundings are: no hub is near to everybody."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.neighbors import Neighbors

#: Neighbors whose mean cosine tells how crowded it is around a token: K of the paper.
AROUND = 10


def lengthen(found: Neighbors) -> NDArray[np.float64]:
    """Return r(x) / 2 of each token x, (n,): its mean cosine with its 10 nearest, halved.

    CSLS(x, y) = 2 cos(x, y) - r(x) - r(y) (Conneau, Lample, Ranzato, Denoyer and Jégou 2018, arXiv 1710.04087,
    equation 4, with both languages one): the distance 1 - CSLS / 2 = 1 - cos(x, y) + r(x) / 2 + r(y) / 2. That is no
    inner product of corrected rows: each token would need a dimension of its own.
    """
    near = found.distances[:, :AROUND].astype(np.float64)
    total = np.zeros(len(near))
    for column in near.T:  # in order: how NumPy adds up a row depends on the processor
        total += 1 - column
    mean: NDArray[np.float64] = total / max(near.shape[1], 1)
    return mean / 2
