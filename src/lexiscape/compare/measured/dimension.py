"""In how many directions a token's surroundings reach: the intrinsic dimension."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.figures import significant
from lexiscape.compare.scores import rounded
from lexiscape.compare.traits import Lacking, Measured, Trait

_MOST_ROWS = 1000
_FEWEST = 100
_CLOUDS = 3
_ROWS_A_DIMENSION = 10  # of which the covariance is taken: of fewer, a cloud would be flatter than what it stands for
_MOST_DIMENSIONS = 1024  # a cloud of more takes seconds
_CANDIDATES = 4


def measure(measured: Measured) -> list[Trait]:
    """Estimate the intrinsic dimension from each token's two nearest neighbors (Facco et al. 2017, TWO-NN).

    doi:10.1038/s41598-017-11873-y: (m - 1) / Σ ln(r2 / r1) over m rows, the unbiased maximum likelihood of its
    equation 3, where r1 and r2 are a row's distances to its two nearest. Of a random sample of at most 1,000 rows,
    whose scale it is the dimension at; of rows that are the same, one is taken, and rows of zeros by cosine are not.
    The null: normally distributed clouds of as many rows with the space's covariance, at length 1 by cosine; its mean
    over three, and the estimate's own asymptotic standard deviation, null / √m. A space below it holds structure that
    its covariance does not tell.

    Returns
    -------
    list of Trait
        ``dimension:two-nn``.

    Raises
    ------
    Lacking
        Fewer than 100 rows differ, fewer than ten are there for each dimension, or dimensions are more than 1,024.
    """
    n, dim = measured.space.vectors.shape
    if dim > _MOST_DIMENSIONS:
        raise Lacking("wide", dim, _MOST_DIMENSIONS)
    if n < (needed := max(_ROWS_A_DIMENSION * dim, _FEWEST)):
        raise Lacking("few", n, needed)
    random = measured.generator("dimension")
    many = random.permutation(n)[: max(_ROWS_A_DIMENSION * dim, _MOST_ROWS)]
    rows = measured.vectors(np.sort(many))
    rows = rows[(rows != 0).any(axis=1)] if measured.has_unit_rows else rows
    sample = np.unique(rows[random.permutation(len(rows))[:_MOST_ROWS]], axis=0)
    if len(sample) < _FEWEST:
        raise Lacking("different", len(sample), _FEWEST)
    mean = rows.mean(axis=0)
    centered = rows - mean
    clouds = []
    for _ in range(_CLOUDS):
        cloud = mean + random.standard_normal((len(sample), len(rows))) @ centered / math.sqrt(len(rows) - 1)
        clouds.append(_two_nearest(cloud / np.linalg.norm(cloud, axis=1)[:, None] if measured.has_unit_rows else cloud))
    value = _two_nearest(sample)
    if not np.isfinite([value, *clouds]).all():
        raise Lacking("alike")
    null = float(np.mean(clouds))
    return [
        Trait("dimension:two-nn", _told(value), _told(null), _told(null / math.sqrt(len(sample))), len(sample)),
    ]


def _told(value: float) -> float:
    """To six digits: the last ones of products depend on the machine."""
    return rounded(significant(value, 6))


def _two_nearest(rows: NDArray[np.float64]) -> float:
    """Return the estimate of rows that all differ; infinity where all are as far from their second as their first."""
    centered = rows - rows.mean(axis=0)
    squares = (centered * centered).sum(axis=1)
    rough = squares[:, None] + squares - 2 * centered @ centered.T
    np.fill_diagonal(rough, np.inf)
    # differences tell what products round away
    near = np.argpartition(rough, min(_CANDIDATES, len(rows) - 2), axis=1)[:, :_CANDIDATES]
    exact = np.sort([((rows[near[:, i]] - rows) ** 2).sum(axis=1) for i in range(near.shape[1])], axis=0)
    logs = float(np.log(exact[1] / exact[0]).sum()) / 2  # of squared distances
    return (len(rows) - 1) / logs if logs > 0 else math.inf
