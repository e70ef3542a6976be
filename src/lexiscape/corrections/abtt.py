"""All-but-the-Top: the mean and the few directions of most variance, which tell of frequency, taken off every row."""

from __future__ import annotations

from lexiscape.corrections.given import Correction, Given
from lexiscape.corrections.leading import leading_directions


def find(given: Given) -> Correction:
    """Find mean and directions.

    x becomes (x - m) - sum of u_i u_i'(x - m) over the first D principal components u_i of the centered rows (Mu and
    Viswanath 2018, arXiv 1702.01417, algorithm 1). The paper takes D about d/100; here it is d/100 rounded down, and at
    least 1, which is also what spaces of fewer than 200 dimensions get.
    """
    mean = given.mean()
    count = max(1, given.dim // 100)
    away = leading_directions(given.scatter(mean), count)
    return Correction(mean, away, told={"components": int(away.shape[1])})
