"""t-SNE as its paper writes it, in plain NumPy: slow, dense, double precision, one formula a line.

van der Maaten and Hinton (2008), "Visualizing Data using t-SNE", JMLR 9:2579-2605.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def conditional(squared: Array, perplexity: float) -> Array:
    """Return p_(j|i) of one row over its neighbors' squared distances, by bisection on beta (section 2)."""
    low, high = 1e-30, 1e30
    for _ in range(300):
        beta = np.sqrt(low * high)
        p = np.exp(-beta * (squared - squared.min()))
        p /= p.sum()
        entropy = -np.sum(p[p > 0] * np.log(p[p > 0]))
        low, high = (beta, high) if entropy > np.log(perplexity) else (low, beta)
    return p


def affinities(indices: NDArray[np.int32], squared: Array, perplexity: float) -> Array:
    """Return P, (n, n), sums to 1 (equation 3), from each row's nearest neighbors; perplexity 0: equal weights."""
    n, k = indices.shape
    p = np.zeros((n, n))
    for i in range(n):
        p[i, indices[i]] += 1 / k if perplexity == 0 else conditional(squared[i].astype(np.float64), perplexity)
    return (p + p.T) / (2 * n)


def student(y: Array) -> Array:
    """Return 1 / (1 + |y_i - y_j|^2), (n, n), with a zero diagonal (equation 4's numerator)."""
    q = 1 / (1 + np.square(y[:, None] - y[None]).sum(axis=2))
    np.fill_diagonal(q, 0)
    return q


def divergence(p: Array, y: Array) -> float:
    """Return KL(P || Q) in nats (equation 2)."""
    q = student(y)
    kept = p > 0
    return float(np.sum(p[kept] * np.log(p[kept] * q.sum() / q[kept])))


def forces(p: Array, y: Array) -> tuple[Array, Array, float]:
    """Return A, R, (n, 2), and Z: the gradient (equation 5) is 4 (A - R / Z)."""
    q = student(y)
    apart = y[:, None] - y[None]
    attraction = np.einsum("ij,ijd->id", p * q, apart)
    repulsion = np.einsum("ij,ijd->id", q * q, apart)
    return attraction, repulsion, float(q.sum())
