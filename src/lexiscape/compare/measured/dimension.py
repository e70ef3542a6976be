"""In how many directions a token's surroundings reach: the intrinsic dimension."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import rounded
from lexiscape.compare.traits import Measured, Trait

_MOST_ROWS = 1000
_CLOUDS = 5
_FEWEST = 20


def measure(measured: Measured) -> list[Trait]:
    """Estimate the intrinsic dimension from each token's two nearest neighbors (Facco et al. 2017, TWO-NN).

    doi:10.1038/s41598-017-11873-y: (n - 1) / Σ ln(r2 / r1), the unbiased maximum likelihood of its equation 3, where r1
    and r2 are a row's distances to its two nearest. Of a random sample of at most 1,000 tokens, whose scale it is the
    dimension at; rows that are the same as another are left out. The null: clouds of as many normally distributed rows
    with the sample's covariance, at unit length where the metric is cosine, five of them. A space below it holds
    structure that its covariance does not tell.

    Returns
    -------
    list of Trait
        ``dimension:two-nn``; none of fewer than 20 different rows.
    """
    random = measured.generator("dimension")
    sample = measured.rows
    if len(sample) > _MOST_ROWS:
        sample = sample[np.sort(random.choice(len(sample), _MOST_ROWS, replace=False))]
    rows = np.unique(sample, axis=0).astype(np.float64)
    if len(rows) < _FEWEST:
        return []
    mean = rows.mean(axis=0)
    variances, axes = np.linalg.eigh(np.cov(rows, rowvar=False).reshape(rows.shape[1], -1))
    spread = axes * np.sqrt(np.maximum(variances, 0))
    has_unit_rows = bool(np.allclose((rows * rows).sum(axis=1), 1, atol=1e-4))
    clouds = []
    for _ in range(_CLOUDS):
        cloud = mean + random.standard_normal(rows.shape) @ spread.T
        clouds.append(_two_nearest(cloud / np.linalg.norm(cloud, axis=1)[:, None] if has_unit_rows else cloud))
    value = _two_nearest(rows)
    if not np.isfinite([value, *clouds]).all():
        return []
    mean_null, sd = float(np.mean(clouds)), float(np.std(clouds, ddof=1))
    return [Trait("dimension:two-nn", _told(value), _told(mean_null), _told(sd), len(rows))]


def _told(value: float) -> float:
    """To six digits: distances are differences of products, whose last digits depend on the machine."""
    return rounded(float(f"{value:.6g}"))


def _two_nearest(rows: NDArray[np.float64]) -> float:
    squares = (rows * rows).sum(axis=1)
    distances = squares[:, None] + squares - 2 * rows @ rows.T
    np.fill_diagonal(distances, np.inf)
    nearest = np.sort(np.partition(distances, 1, axis=1)[:, :2], axis=1)
    told = nearest[nearest[:, 0] > 1e-12 * float(squares.max())]
    logs = float(np.log(told[:, 1] / told[:, 0]).sum()) / 2  # of squared distances
    return (len(told) - 1) / logs if logs > 0 else float("inf")
