"""How much of what tells numbers apart comes round with a period: 2 (odd and even), 5, 10 (the last digit)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.measured.numbers import FEWEST, MOST
from lexiscape.compare.scores import rounded
from lexiscape.compare.traits import Lacking, Measured, Trait

_PERIODS = (2, 5, 10)
_PERMUTATIONS = 199


def measure(measured: Measured) -> list[Trait]:
    """Measure the share of the variance of the tokens 0, 1, 2 … that waves of a period have.

    Of n numbers, as many as make whole tens, each dimension's mean and straight line are taken out; of the discrete
    Fourier transform X of what is left, r, along the numbers, Σ |X_f|² / (n Σ r²) at the frequencies f = n / period and
    n - f, added up over the dimensions. Spikes at periods 2, 5 and 10 are what Fu et al. 2026, arXiv 2604.20817, find
    in the embeddings of every language model, and in word vectors, too; they warn that this alone does not mean that a
    model can tell a number's remainder. The null: the same of what is left in a random order, 199 times.

    Returns
    -------
    list of Trait
        ``periods:2``, ``periods:5``, ``periods:10``, shares from 0 to 1.

    Raises
    ------
    Lacking
        Fewer than 20 numbers are there, or nothing but a line tells them apart.
    """
    rows = measured.numbers(FEWEST, MOST)
    n = len(rows) // 10 * 10
    left, is_flat = _without_line(measured.vectors(rows[:n]))
    if is_flat:
        raise Lacking("alike")
    random = measured.generator("periods")
    orders = [np.arange(n), *(random.permutation(n) for _ in range(_PERMUTATIONS))]
    shares = _shares(left, np.stack(orders))
    means, spreads = shares[1:].mean(axis=0), shares[1:].std(axis=0, ddof=1)
    return [
        Trait(f"periods:{period}", rounded(share), rounded(mean), rounded(sd), n)
        for period, share, mean, sd in zip(_PERIODS, shares[0].tolist(), means.tolist(), spreads.tolist(), strict=True)
    ]


def _without_line(rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], bool]:
    """Return what the least squares line through each dimension leaves, and whether that is rounding alone."""
    centered = rows - rows.mean(axis=0)
    places = np.arange(len(rows)) - (len(rows) - 1) / 2
    slopes = (places[:, None] * centered).sum(axis=0) / float((places * places).sum())
    left = centered - places[:, None] * slopes
    return left, float((left * left).sum()) <= 1e-12 * float((rows * rows).sum())


def _shares(left: NDArray[np.float64], orders: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return each period's share, (m, 3), for the rows in each of m orders, (m, n)."""
    n = len(left)
    products = left @ left.T
    shares = []
    for period in _PERIODS:
        angles = 2 * np.pi * np.arange(n) / period
        power = np.zeros(len(orders))
        for wave in (np.cos(angles), np.sin(angles)):
            # a row in place i of an order has the wave's value there
            along = np.empty((n, len(orders)))
            np.put_along_axis(along, orders.T, np.broadcast_to(wave[:, None], along.shape), axis=0)
            power += (along * (products @ along)).sum(axis=0)
        both = 1 if period == 2 else 2  # frequencies f and n - f, which are one of period 2
        shares.append(both * power / (n * float(np.trace(products))))
    return np.stack(shares, axis=1)
