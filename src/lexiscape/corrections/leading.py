"""A scatter matrix in, its eigenvectors of largest eigenvalue out: the same bits whatever a BLAS does."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.space.orthonormal import orthonormal
from lexiscape.space.whole_numbers import rounded_product

_SPARE = 16  # directions beside those wanted, and as many again as are: the more, the sooner it settles
_ROUNDS, _BETWEEN = 300, 5
_SETTLED = 1e-13  # of the variance held; the directions are off by its root
_SWEEPS, _TURNED = 30, 1e-15

Float64 = NDArray[np.float64]


def leading_directions(scatter: Float64, count: int) -> Float64:
    """Return the first principal components, (dim, q), orthonormal; q is `count`, or fewer where no more hold variance.

    Subspace iteration with Rayleigh and Ritz's method (Halko, Martinsson and Tropp 2011, doi:10.1137/090771806,
    algorithm 4.4), until they hold no more variance. Of components of nearly equal variance, any turn may come out.

    Parameters
    ----------
    scatter : ndarray, (dim, dim), float64
        Symmetric, nowhere negative.
    count : int
        How many are wanted.
    """
    dim = len(scatter)
    guess = np.random.default_rng(0).standard_normal((dim, min(dim, 2 * count + _SPARE)))
    basis, held, values = orthonormal(guess), -1.0, np.zeros(0)
    for step in range(_ROUNDS):
        product = rounded_product(scatter, basis)
        if step % _BETWEEN == 0:
            values, turn = _diagonal(np.einsum("ki,kj->ij", basis, product))
            basis, product = np.einsum("ki,ij->kj", basis, turn), np.einsum("ki,ij->kj", product, turn)
            before, held = held, float(values[:count].cumsum()[-1])
            if held - before <= _SETTLED * held:
                break
        basis = orthonormal(product)
    some = values[:count] > 1e-12 * values[0]
    return np.ascontiguousarray(basis[:, :count][:, some])


def _diagonal(matrix: Float64) -> tuple[Float64, Float64]:
    """Return the eigenvalues of a small symmetric matrix, falling, and its eigenvectors in columns.

    Jacobi's rotations (Golub and Van Loan 2013, algorithm 8.5.2).
    """
    rest = (matrix + matrix.T) / 2
    turn = np.eye(len(rest))
    largest = float(np.abs(rest).max(initial=0))
    for _ in range(_SWEEPS):
        turned = False
        for p in range(len(rest)):
            for q in range(p + 1, len(rest)):
                if abs(rest[p, q]) <= _TURNED * largest:
                    continue
                turned = True
                half = (rest[q, q] - rest[p, p]) / (2 * rest[p, q])
                tangent = (1.0 if half >= 0 else -1.0) / (abs(half) + np.sqrt(half * half + 1))
                cosine = 1 / np.sqrt(tangent * tangent + 1)
                around = np.array([[cosine, tangent * cosine], [-tangent * cosine, cosine]])
                for block in (rest, turn):
                    block[:, [p, q]] = _turned(block[:, p], block[:, q], around)
                rest[[p, q]] = _turned(rest[p], rest[q], around).T
        if not turned:
            break
    order = np.argsort(-rest.diagonal(), kind="stable")
    return np.maximum(rest.diagonal()[order], 0), turn[:, order]


def _turned(first: Float64, second: Float64, around: Float64) -> Float64:
    """Return two vectors turned in their plane, as columns."""
    columns = (first * around[0, 0] + second * around[1, 0], first * around[0, 1] + second * around[1, 1])
    return np.stack(columns, axis=1)
