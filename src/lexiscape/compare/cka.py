"""Two matrices in, how far their similarities agree out: debiased linear CKA."""

from __future__ import annotations

import math

import numpy as np

from lexiscape.compare.products import Grouped
from lexiscape.compare.scores import Score, jackknife
from lexiscape.compare.space_pair import SpacePair
from lexiscape.space.whole_numbers import Matrix, Rows


def score(pair: SpacePair) -> list[Score]:
    """Score two spaces by debiased CKA; n is at least 4.

    Returns
    -------
    list of Score
        ``cka``: linear CKA with the unbiased HSIC_1 (Song et al. 2012, JMLR 13, equation 5; Kornblith et al. 2019,
        arXiv 1905.00414); its null has mean 0 and standard deviation sqrt(2 / (n (n - 3))) whatever the spaces are.
    """
    grouped, n = pair.grouped, len(pair.x)
    x, y = grouped.x, grouped.y
    values = _ratio(
        hsic_leaving(grouped, x, y, grouped.cross),
        hsic_leaving(grouped, x, x, grouped.products(x, x)),
        hsic_leaving(grouped, y, y, grouped.products(y, y)),
    )
    low, high = jackknife(values[0], values[1:])
    return [Score("cka", float(values[0]), low, high, 0.0, math.sqrt(2 / (n * (n - 3))) if n > 3 else 0.0)]


def _ratio(ab: Matrix, aa: Matrix, bb: Matrix) -> Matrix:
    scale = np.sqrt(np.maximum(aa, 0) * np.maximum(bb, 0))
    return np.asarray(np.divide(ab, scale, out=np.zeros_like(ab), where=scale > 0))


def hsic_leaving(grouped: Grouped, a: Rows, b: Rows, products: Rows) -> Matrix:
    """HSIC_1 of all rows, then without each group in turn: (1 + groups,).

    With K = A A' and L = B B', diagonals emptied: tr(KL) + (1'K1)(1'L1) / ((n-1)(n-2)) - 2 (1'KL1) / (n-2), over
    n (n-3). In feature space tr(KL) = |A'B|^2 - sum k_ii l_ii, and row i of K sums to a_i . sum(a) - k_ii.
    """
    k_diagonal = np.einsum("ij,ij->i", a, a, dtype=np.float64)
    l_diagonal = k_diagonal if b is a else np.einsum("ij,ij->i", b, b, dtype=np.float64)
    spans = grouped.spans
    total = products.sum(axis=0, dtype=np.float64)
    results = np.empty(1 + len(spans))
    rows_k = _row_sums(a, spans) - k_diagonal[:, None]
    rows_l = rows_k if b is a else _row_sums(b, spans) - l_diagonal[:, None]
    everything = np.array([(rows_k * rows_l).sum(axis=0), rows_k.sum(axis=0), rows_l.sum(axis=0)])
    diagonals = float((k_diagonal * l_diagonal).sum())
    for j in range(len(results)):
        kept, product, inner, diagonal = len(a), total, everything[:, j], diagonals
        if j:
            start, stop = spans[j - 1]
            gone = slice(start, stop)
            kept -= stop - start
            product = total - products[j - 1]
            k_gone, l_gone = rows_k[gone, j], rows_l[gone, j]
            inner = inner - np.array([(k_gone * l_gone).sum(), k_gone.sum(), l_gone.sum()])
            diagonal = diagonals - float((k_diagonal[gone] * l_diagonal[gone]).sum())
        trace = float((product * product).sum()) - diagonal
        results[j] = _hsic(kept, trace, *inner.tolist())
    return results


def _row_sums(a: Rows, spans: list[tuple[int, int]]) -> Matrix:
    """Row sums of A A': (n, 1 + groups), over all columns, and over those without each group in turn."""
    sums = np.stack([a[start:stop].sum(axis=0, dtype=np.float64) for start, stop in spans])
    of_group = np.concatenate([a[start:stop].astype(np.float64) @ sums.T for start, stop in spans])  # exact
    whole = of_group.sum(axis=1, keepdims=True)
    return np.concatenate([whole, whole - of_group], axis=1)


def _hsic(n: int, trace: float, crossed: float, k_total: float, l_total: float) -> float:
    if n < 4:
        return math.nan
    return (trace + k_total * l_total / ((n - 1) * (n - 2)) - 2 * crossed / (n - 2)) / (n * (n - 3))
