"""Two matrices in, the rank correlation of their similarities out: over all pairs of a sample of tokens."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from lexiscape.compare.scores import PairSums, Score, groups, jackknife, permutation_moments
from lexiscape.compare.space_pair import SpacePair
from lexiscape.space.whole_numbers import most_bits, product, whole_rows

#: Tokens sampled; all their pairs, two million, are ranked.
SAMPLE = 2000


def score(pair: SpacePair) -> list[Score]:
    """Correlate the ranks of the similarities (representational similarity analysis, Kriegeskorte et al. 2008).

    Dot products are the similarities, of at most `SAMPLE` tokens.

    Returns
    -------
    list of Score
        ``spearman``. The interval leaves out groups of tokens (their ranks kept), so it covers the sampling too; the
        null is exact over all permutations of the sampled tokens.
    """
    rng = np.random.default_rng(pair.seed)
    rows = np.sort(rng.choice(len(pair.x), min(SAMPLE, len(pair.x)), replace=False))
    group = groups(len(rows), pair.seed)
    count = int(group.max()) + 1
    starts = np.concatenate([[0], np.cumsum(np.bincount(group))[:-1]])
    rows = rows[np.argsort(group, kind="stable")]
    a, b = (_centered_ranks(matrix[rows]) for matrix in (pair.x, pair.y))
    ab, aa, bb = (_block_sums(left * right, starts) for left, right in ((a, b), (a, a), (b, b)))
    value = _correlation(ab.sum(), aa.sum(), bb.sum())
    without = np.empty(count)
    for g in range(count):
        kept = [float(m.sum() - m[g].sum() - m[:, g].sum() + m[g, g]) for m in (ab, aa, bb)]
        without[g] = _correlation(*kept)
    low, high = jackknife(value, without)
    sums = [PairSums.of_symmetric(float(m.sum()), float((m * m).sum()), m.sum(axis=1)) for m in (a, b)]
    mean, sd = permutation_moments(sums[0], sums[1])
    scale = float(np.sqrt(aa.sum() * bb.sum()))
    return [Score("spearman", value, low, high, *((mean / scale, sd / scale) if scale else (0.0, 0.0)))]


def _centered_ranks(rows: NDArray[np.float32]) -> NDArray[np.float64]:
    """Ranks of all pairs' similarities, their mean taken off: (m, m), symmetric, with an empty diagonal."""
    whole = whole_rows(rows, most_bits([rows]))
    similarities = product(whole.T, whole.T)
    upper = np.triu_indices(len(rows), 1)
    ranks = rankdata(similarities[upper])
    ranks -= ranks.mean()
    matrix = np.zeros(similarities.shape)
    matrix[upper] = ranks
    return matrix + matrix.T


def _block_sums(matrix: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(np.add.reduceat(np.add.reduceat(matrix, starts, axis=0), starts, axis=1))


def _correlation(ab: float, aa: float, bb: float) -> float:
    return float(ab / np.sqrt(aa * bb)) if aa > 0 and bb > 0 else 0.0
