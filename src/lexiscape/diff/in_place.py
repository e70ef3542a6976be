"""Two matrices of the same tokens and of one width in, whether each dimension goes with itself most out.

What was changed in place keeps its dimensions where they are, however loud the noise: over thousands of tokens each
still goes with itself more than with others. Of models that were trained apart, dimension j has no more to do with
dimension j than with any other, whatever their neighborhoods have in common.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Float64 = NDArray[np.float64]

#: Dimensions that are paired, at most: of more, so many, evenly spread.
MOST_PAIRED = 1024
_TIES, _DECIMALS = 9, 2
_ROUNDING = 1e-9


def in_place_z(a: Float64, b: Float64) -> float:
    """Tell by how many standard deviations dimensions go with themselves more than with one another.

    Of each matrix the mean row is taken off, and from every row what lies along it and along the direction in which
    rows vary most, as Mu and Viswanath do (2018, arXiv 1702.01417): what all tokens have more or less of, by their
    frequency, say, is no dimension's own. With r_jk the correlation, over tokens, of dimension j of `a` and k of
    `b`, s_jk is the mean of its ranks in row j and in column k. Then z is the sum of s_jj, less its expectation, in
    standard deviations, both exact for a random pairing of the dimensions (Hoeffding 1951,
    doi:10.1214/aoms/1177729545)::

        z = (sum_j s_jj - d m) / sqrt(sum_jk (s_jk - m_j. - m_.k + m)^2 / (d - 1)),

    where m, m_j. and m_.k are means of s over all, row j and column k. That null keeps what unrelated models may share,
    for it pairs the very same dimensions: correlations of whatever size. Ranks take from a dimension its scale, and
    leave none more than 1/d of the say, so that outlying dimensions that two models have in common by chance decide
    nothing. The most that z can be is about sqrt(3 d).

    Parameters
    ----------
    a, b : ndarray, (n, d), float64
        Rows of length 1; row i of both is the same token.

    Returns
    -------
    float
        0 where all is constant, and of a single dimension.
    """
    from scipy.stats import rankdata  # takes a second to import, and most files ask for no lineage

    kept = np.arange(a.shape[1])
    if len(kept) > MOST_PAIRED:
        kept = np.linspace(0, len(kept) - 1, MOST_PAIRED).astype(np.int64)
    one, other = (_standard(_without_common(rows[:, kept])) for rows in (a, b))
    correlations = np.round(one.T @ other, _TIES)  # equal ones tie, whatever adds them up
    ranks = (rankdata(correlations, axis=1) + rankdata(correlations, axis=0)) / 2
    return _paired_z(ranks)


def _paired_z(scores: Float64) -> float:
    d = len(scores)
    spread = scores - scores.mean(axis=0) - scores.mean(axis=1)[:, None] + scores.mean()
    variance = float((spread * spread).sum()) / max(1, d - 1)
    if variance <= 0:
        return 0.0
    return round((float(np.trace(scores)) - d * float(scores.mean())) / math.sqrt(variance), _DECIMALS)


def _without_common(rows: Float64) -> Float64:
    """Return rows less their mean, less what then lies along it, and less the direction of largest variance."""
    mean = rows.mean(axis=0)
    rest = _without(rows - mean, mean)
    return _without(rest, np.linalg.eigh(rest.T @ rest)[1][:, -1])


def _without(rows: Float64, direction: Float64) -> Float64:
    square = float(direction @ direction)
    return rows - np.outer(rows @ direction / square, direction) if square > 0 else rows


def _standard(rows: Float64) -> Float64:
    """Return columns centered and of length 1; zeros where no more than rounding is left of one of unit rows."""
    rest = rows - rows.mean(axis=0)
    lengths = np.sqrt((rest * rest).sum(axis=0))
    return np.asarray(
        np.divide(rest, lengths, out=np.zeros_like(rest), where=lengths > _ROUNDING * math.sqrt(len(rows)))
    )
