"""The mean row taken off every row: what all tokens share says nothing of any."""

from __future__ import annotations

from lexiscape.corrections.given import Correction, Given


def find(given: Given) -> Correction:
    """Find the mean.

    x becomes x - m, m = sum of x / n: the first step of All-but-the-Top (Mu and Viswanath 2018, arXiv 1702.01417,
    algorithm 1). Cosines are then those of how tokens differ from the mean one.
    """
    return Correction(given.mean())
