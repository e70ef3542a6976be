"""Zipfian whitening: tokens weigh as often as they occur, and no direction has more variance than another."""

from __future__ import annotations

import numpy as np

from lexiscape.corrections.given import Correction, Given
from lexiscape.corrections.whitening import whitening
from lexiscape.errors import OptionError, VectorError


def find(given: Given) -> Correction:
    """Find the mean and covariance that tokens have as they occur.

    With p the tokens' shares of all occurrences: m = sum of p x, C = sum of p (x - m)(x - m)', and x becomes
    C^(-1/2) (x - m), up to a turn (Zipfian whitening: Yokoi, Bao, Kurita and Shimodaira 2024, arXiv 2411.00680,
    algorithm 1). A token that was not seen has p = 0: it says nothing of m and C, and becomes what the formula makes of
    it.

    Raises
    ------
    OptionError
        No counts are known, or not as many as there are tokens, or they are no counts.
    VectorError
        The tokens that occur are too few to vary in all dimensions in which others do.
    """
    counts = given.counts
    if counts is None:
        raise OptionError(
            f"the space zipf weighs tokens by how often they occur, and no counts of {given.name} are known: add "
            "--frequency FILE or --frequency wordfreq:LANGUAGE (in Python counts=…, or "
            "lexiscape.space.frequency.order_by_frequency)"
        )
    seen = given.counting[counts[given.counting] > 0]
    shares = np.zeros(len(counts))
    shares[seen] = counts[seen] / counts[seen].max(initial=1)
    total = float(shares.cumsum()[-1])
    shares /= total or 1.0
    mean = given.mean(shares)
    matrix = whitening(given.scatter(mean, shares))
    wanted = given.varying
    few = matrix.shape[1] < wanted and len(seen) < len(given.counting)
    if few or len(seen) <= matrix.shape[1] + 1:
        raise VectorError(
            f"{len(seen):,} tokens of {given.name} occur in the counts, which is too few: they vary in "
            f"{matrix.shape[1]:,} of {wanted:,} dimensions, and whitening needs more tokens than dimensions; give "
            "counts of more text, or take --space centered"
        )
    return Correction(mean, matrix=matrix, told={"seen": len(seen), "rank": int(matrix.shape[1])})
