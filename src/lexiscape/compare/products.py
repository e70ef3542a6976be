"""Two matrices in, the scores that need only products of their columns out: debiased CKA and the Procrustes fit.

Both work on d_a x d_b products summed over groups of tokens, so memory does not depend on the square of the number of
tokens, and leaving a group out (for the interval) costs a subtraction.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import Score, groups, jackknife

#: Permutations for the Procrustes null, which has no closed form but hardly any spread.
PERMUTATIONS = 10

Matrix = NDArray[np.float64]
Rows = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Grouped:
    """Two centered matrices, their rows sorted by group.

    Attributes
    ----------
    x, y : ndarray, (n, d_a), (n, d_b), float32
        Column means are 0, so that float32 products lose nothing to cancellation; both scores ignore a shift.
    bounds : ndarray, (groups + 1,), int64
        Group g is rows bounds[g] up to bounds[g + 1].
    """

    x: Rows
    y: Rows
    bounds: NDArray[np.int64]


def group_rows(x: Rows, y: Rows, seed: int) -> Grouped:
    """Center both matrices and sort their rows by random group."""
    group = groups(len(x), seed)
    order = np.argsort(group, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(np.bincount(group))]).astype(np.int64)
    centered = [rows - rows.mean(axis=0, dtype=np.float64).astype(np.float32) for rows in (x, y)]
    return Grouped(centered[0][order], centered[1][order], bounds)


def product_scores(x: Rows, y: Rows, seed: int = 0) -> list[Score]:
    """Score two spaces by debiased CKA and by the orthogonal Procrustes fit.

    Parameters
    ----------
    x, y : ndarray, (n, d_a), (n, d_b), float32
        Row i of both is the same token; n is at least 4.
    seed : int
        For the groups of the jackknife and the permutations of the Procrustes null.

    Returns
    -------
    list of Score
        ``cka``: linear CKA with the unbiased HSIC_1 (Song et al. 2012, JMLR 13, equation 5; Kornblith et al. 2019,
        arXiv 1905.00414); its null has mean 0 and standard deviation sqrt(2 / (n (n - 3))) whatever the spaces are.
        ``procrustes``: 1 - residual, where residual is the share of variance left after the best rotation, reflection
        and scaling: (|X'Y|_* / (|X| |Y|))^2 (Schönemann 1966, doi:10.1007/BF02289451). Its null is high in many
        dimensions: read it against the null only.
    """
    grouped = group_rows(x, y, seed)
    xy, xx, yy = (_products(a, b, grouped.bounds) for a, b in _pairs(grouped))
    cka = [_hsic_leaving(grouped, a, b, ab) for (a, b), ab in zip(_pairs(grouped), (xy, xx, yy), strict=True)]
    values = _ratio(cka[0], cka[1], cka[2])
    n = len(x)
    low, high = jackknife(values[0], values[1:])
    scores = [Score("cka", float(values[0]), low, high, 0.0, math.sqrt(2 / (n * (n - 3))) if n > 3 else 0.0)]
    return [*scores, _procrustes(grouped, xy, seed)]


def _pairs(grouped: Grouped) -> list[tuple[Rows, Rows]]:
    return [(grouped.x, grouped.y), (grouped.x, grouped.x), (grouped.y, grouped.y)]


def _products(a: Rows, b: Rows, bounds: NDArray[np.int64]) -> Rows:
    """A'B of every group: (groups, d_a, d_b)."""
    spans = zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
    return np.stack([a[start:stop].T @ b[start:stop] for start, stop in spans])


def _ratio(ab: Matrix, aa: Matrix, bb: Matrix) -> Matrix:
    scale = np.sqrt(np.maximum(aa, 0) * np.maximum(bb, 0))
    return np.asarray(np.divide(ab, scale, out=np.zeros_like(ab), where=scale > 0))


def _hsic_leaving(grouped: Grouped, a: Rows, b: Rows, products: Rows) -> Matrix:
    """HSIC_1 of all rows, then without each group in turn: (1 + groups,).

    With K = A A' and L = B B', diagonals emptied: tr(KL) + (1'K1)(1'L1) / ((n-1)(n-2)) - 2 (1'KL1) / (n-2), over
    n (n-3). In feature space tr(KL) = |A'B|^2 - sum k_ii l_ii, and row i of K sums to a_i . sum(a) - k_ii.
    """
    k_diagonal = np.einsum("ij,ij->i", a, a, dtype=np.float64)
    l_diagonal = k_diagonal if b is a else np.einsum("ij,ij->i", b, b, dtype=np.float64)
    spans = list(zip(grouped.bounds[:-1].tolist(), grouped.bounds[1:].tolist(), strict=True))
    sums_a = np.stack([a[start:stop].sum(axis=0, dtype=np.float64) for start, stop in spans])
    sums_b = sums_a if b is a else np.stack([b[start:stop].sum(axis=0, dtype=np.float64) for start, stop in spans])
    # Row sums against every choice of sum(a) at once: column 0 for all rows, column g for those without group g.
    left_a = np.concatenate([sums_a.sum(axis=0)[None], sums_a.sum(axis=0) - sums_a]).astype(np.float32)
    left_b = left_a if b is a else np.concatenate([sums_b.sum(axis=0)[None], sums_b.sum(axis=0) - sums_b]).astype("f4")
    total = products.sum(axis=0, dtype=np.float64)
    results = np.empty(1 + len(spans))
    rows_k = (a @ left_a.T).astype(np.float64) - k_diagonal[:, None]
    rows_l = rows_k if b is a else (b @ left_b.T).astype(np.float64) - l_diagonal[:, None]
    everything = np.array([(rows_k * rows_l).sum(axis=0), rows_k.sum(axis=0), rows_l.sum(axis=0)])
    diagonals = float(k_diagonal @ l_diagonal)
    for j in range(len(results)):
        kept, product, inner, diagonal = len(a), total, everything[:, j], diagonals
        if j:
            start, stop = spans[j - 1]
            gone = slice(start, stop)
            kept -= stop - start
            product = total - products[j - 1]
            k_gone, l_gone = rows_k[gone, j], rows_l[gone, j]
            inner = inner - np.array([k_gone @ l_gone, k_gone.sum(), l_gone.sum()])
            diagonal = diagonals - float(k_diagonal[gone] @ l_diagonal[gone])
        trace = float((product * product).sum()) - diagonal
        results[j] = _hsic(kept, trace, *inner.tolist())
    return results


def _hsic(n: int, trace: float, crossed: float, k_total: float, l_total: float) -> float:
    if n < 4:
        return math.nan
    return (trace + k_total * l_total / ((n - 1) * (n - 2)) - 2 * crossed / (n - 2)) / (n * (n - 3))


def _procrustes(grouped: Grouped, products: Rows, seed: int) -> Score:
    total = products.sum(axis=0, dtype=np.float64)
    spans = list(zip(grouped.bounds[:-1].tolist(), grouped.bounds[1:].tolist(), strict=True))
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
        left_x = float(squares[0].sum() - squares[0][start:stop].sum() - gone_x @ gone_x / kept)
        left_y = float(squares[1].sum() - squares[1][start:stop].sum() - gone_y @ gone_y / kept)
        without[g] = _fit(cross, left_x, left_y)
    rng = np.random.default_rng([seed, 1])
    null = np.empty(PERMUTATIONS)
    for j in range(PERMUTATIONS):
        shuffled = grouped.x.T @ grouped.y[rng.permutation(n)]
        null[j] = _fit(shuffled.astype(np.float64), float(squares[0].sum()), float(squares[1].sum()))
    low, high = jackknife(value, without)
    return Score("procrustes", value, low, high, float(null.mean()), float(null.std(ddof=1)))


def _fit(cross: Matrix, squares_x: float, squares_y: float) -> float:
    if squares_x <= 0 or squares_y <= 0:
        return 0.0
    # the singular values' sum, from the smaller Gram matrix: several times faster than an SVD, and those lost to
    # rounding, 1e-8 of the largest, do not count
    gram = cross @ cross.T if cross.shape[0] <= cross.shape[1] else cross.T @ cross
    nuclear = float(np.sqrt(np.maximum(np.linalg.eigvalsh(gram), 0)).sum())
    return nuclear**2 / (squares_x * squares_y)
