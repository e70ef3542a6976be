"""Two matrices in, how far one is the other turned and scaled out: the orthogonal Procrustes fit."""

from __future__ import annotations

import numpy as np

from lexiscape.compare.scores import Score, jackknife, rounded
from lexiscape.compare.space_pair import SpacePair
from lexiscape.space.whole_numbers import Matrix, product

#: Permutations for the Procrustes null, which has no closed form but hardly any spread.
PERMUTATIONS = 10


def score(pair: SpacePair) -> list[Score]:
    """Score two spaces by the orthogonal Procrustes fit.

    Returns
    -------
    list of Score
        ``procrustes``: 1 - residual, where residual is the share of variance left after the best rotation, reflection
        and scaling: (|X'Y|_* / (|X| |Y|))^2 (Schönemann 1966, doi:10.1007/BF02289451). Its null is high in many
        dimensions: read it against the null only. To `DECIMALS` decimals.
    """
    grouped, products = pair.grouped, pair.grouped.cross
    total = products.sum(axis=0, dtype=np.float64)
    spans = grouped.spans
    squares = [np.einsum("ij,ij->i", rows, rows, dtype=np.float64) for rows in (grouped.x, grouped.y)]
    value = _fit(total, float(squares[0].sum()), float(squares[1].sum()))
    n = len(grouped.x)
    without = np.empty(len(spans))
    for g, (start, stop) in enumerate(spans):
        kept = n - (stop - start)
        # the rest is no longer centered: its means are minus those of the group, over the rows that stay
        gone_x = grouped.x[start:stop].sum(axis=0, dtype=np.float64)
        gone_y = grouped.y[start:stop].sum(axis=0, dtype=np.float64)
        cross = total - products[g] - np.outer(gone_x, gone_y) / kept
        left_x = float(squares[0].sum() - squares[0][start:stop].sum() - (gone_x * gone_x).sum() / kept)
        left_y = float(squares[1].sum() - squares[1][start:stop].sum() - (gone_y * gone_y).sum() / kept)
        without[g] = _fit(cross, left_x, left_y)
    rng = np.random.default_rng([pair.seed, 1])
    null = np.empty(PERMUTATIONS)
    for j in range(PERMUTATIONS):
        order = rng.permutation(n)
        shuffled = sum(product(grouped.x[start:stop], grouped.y[order[start:stop]]) for start, stop in spans)
        null[j] = _fit(np.asarray(shuffled), float(squares[0].sum()), float(squares[1].sum()))
    low, high = jackknife(value, without)
    told = (value, low, high, float(null.mean()), float(null.std(ddof=1)))
    return [Score("procrustes", *(rounded(number) for number in told))]


def _fit(cross: Matrix, squares_x: float, squares_y: float) -> float:
    if squares_x <= 0 or squares_y <= 0:
        return 0.0
    # the singular values' sum, from the smaller Gram matrix: several times faster than an SVD, and those lost to
    # rounding, 1e-8 of the largest, do not count
    gram = cross @ cross.T if cross.shape[0] <= cross.shape[1] else cross.T @ cross
    nuclear = float(np.sqrt(np.maximum(np.linalg.eigvalsh(gram), 0)).sum())
    return nuclear**2 / (squares_x * squares_y)
