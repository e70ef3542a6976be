"""How much of what tells numbers apart comes round with a period: 2 (odd and even), 5, 10 (the last digit)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import rounded
from lexiscape.compare.traits import Measured, Trait

_PERIODS = (2, 5, 10)
_FEWEST, _MOST = 20, 1000
_PERMUTATIONS = 199


def measure(measured: Measured) -> list[Trait]:
    """Measure the share of the variance of the tokens 0, 1, 2 … that waves of a period have.

    The rows' discrete Fourier transform along the numbers, squared and added up over the dimensions, at one period, as
    a share of the whole; each dimension's mean and straight line are taken out before. Spikes at periods 2, 5 and 10
    are what Fu et al. 2026, arXiv 2604.20817, find in the embeddings of every language model, and in word vectors, too;
    they warn that this alone does not mean that a model can tell a number's remainder. The null: the same of the
    numbers in a random order, 199 times.

    Returns
    -------
    list of Trait
        ``periods:2``, ``periods:5``, ``periods:10``, shares from 0 to 1; none of fewer than 20 numbers.
    """
    rows = measured.numbers(_MOST)
    n = len(rows) // 10 * 10  # whole periods
    if n < _FEWEST:
        return []
    vectors = measured.rows[rows[:n]].astype(np.float64)
    vectors -= vectors.mean(axis=0)
    products = vectors @ vectors.T
    places = np.arange(n)
    line = np.linalg.qr(np.stack([np.ones(n), places], axis=1))[0]
    waves = [wave for period in _PERIODS for wave in (np.cos(2 * np.pi * places / period), _sine(places, period))]
    waves = [wave - line @ (line.T @ wave) for wave in waves]
    # cosine and sine apart by a right angle, each of length 1; of period 2 there is no sine
    along = np.stack([line[:, 1], *(wave / max(float(np.linalg.norm(wave)), 1e-9) for wave in waves)], axis=1)
    random = measured.generator("periods")
    orders = [places, *(random.permutation(n) for _ in range(_PERMUTATIONS))]
    shares = _shares(products, np.stack([along[order] for order in orders]))
    if shares is None:
        return []
    by_chance = shares[1:]
    means, spreads = by_chance.mean(axis=0), by_chance.std(axis=0, ddof=1)
    return [
        Trait(f"periods:{period}", rounded(share), rounded(mean), rounded(sd), n)
        for period, share, mean, sd in zip(_PERIODS, shares[0].tolist(), means.tolist(), spreads.tolist(), strict=True)
    ]


def _sine(places: NDArray[np.int64], period: int) -> NDArray[np.float64]:
    return np.zeros(len(places)) if period == 2 else np.sin(2 * np.pi * places / period)


def _shares(products: NDArray[np.float64], along: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Return each period's share of the variance that the straight line leaves, for every order of the numbers.

    Parameters
    ----------
    products : ndarray, (n, n), float64
        Of the centered rows.
    along : ndarray, (m, n, 1 + 2 p), float64
        In each of m orders: the straight line's direction, then each period's cosine and sine.

    Returns
    -------
    ndarray, (m, p), float64, or None
        None where nothing is left.
    """
    orders, n, directions = along.shape
    flat = along.transpose(1, 0, 2).reshape(n, orders * directions)
    variances = (flat * (products @ flat)).sum(axis=0).reshape(orders, directions)
    whole = float(np.trace(products))
    left = whole - variances[:, :1]
    if float(left.min()) <= 1e-9 * whole:
        return None
    return np.asarray(variances[:, 1:].reshape(orders, -1, 2).sum(axis=2) / left)
