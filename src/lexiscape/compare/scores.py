"""Which scores there are, and what one is: a value, how far it may be off, and what it would be by chance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class ScoreRow(NamedTuple):
    """One row of `SCORES`: the module that holds `score(pair)`, which gives one `Score` or several of a `SpacePair`."""

    module: str


#: What two spaces are scored by, in the order in which it is told.
SCORES: dict[str, ScoreRow] = {
    "overlap": ScoreRow("lexiscape.compare.overlap"),
    "cka": ScoreRow("lexiscape.compare.cka"),
    "spearman": ScoreRow("lexiscape.compare.spearman"),
    "procrustes": ScoreRow("lexiscape.compare.procrustes"),
}

#: Random groups of tokens for the delete-a-group jackknife; Student's t with GROUPS - 1 degrees of freedom at 97.5%.
GROUPS = 20
_T_QUANTILE = 2.093

#: Of numbers whose last digits depend on the machine: the Procrustes score and the share of the first component.
DECIMALS = 8


@dataclass(frozen=True)
class Score:
    """One score of two spaces.

    Attributes
    ----------
    name : str
        Identifier, such as ``"overlap@10"``.
    value : float
        1: the same up to what the score ignores; about `null`: nothing in common.
    low, high : float
        95% confidence interval, the shared tokens taken as a sample of the vocabulary.
    null, null_sd : float
        Mean and standard deviation of the score when the tokens of one space are permuted at random.
    """

    name: str
    value: float
    low: float
    high: float
    null: float
    null_sd: float

    @property
    def z(self) -> float:
        """How many null standard deviations the value lies above the null mean; NaN where the null has no spread."""
        return deviations(self.value, self.null, self.null_sd)

    def as_dict(self) -> dict[str, Any]:
        """Return the score as JSON values; `z` is None where the null has no spread."""
        z = self.z
        return {
            "value": self.value,
            "low": self.low,
            "high": self.high,
            "null": self.null,
            "null_sd": self.null_sd,
            "z": None if math.isnan(z) else z,
        }


def deviations(value: float, null: float, null_sd: float) -> float:
    """Return how many standard deviations of a null a value lies above its mean; NaN where it has no spread."""
    return (value - null) / null_sd if null_sd > 0 else math.nan


def rounded(value: float) -> float:
    """Return a value to `DECIMALS` decimals, when it comes out of a decomposition.

    What eigenvalues cost a linear algebra library in accuracy, about 1e-13, differs by processor and by threads.
    """
    return round(value, DECIMALS) + 0.0


def groups(n: int, seed: int) -> NDArray[np.intp]:
    """Put each of n tokens in one of at most `GROUPS` random groups of equal size (to within one token)."""
    return np.random.default_rng(seed).permutation(np.arange(n) % min(GROUPS, n))


def jackknife(value: float, without_group: NDArray[np.float64]) -> tuple[float, float]:
    """Return the 95% interval from the score without each group in turn (delete-a-group jackknife, Shao & Tu 1995)."""
    count = len(without_group)
    spread = without_group - without_group.mean()
    error = math.sqrt((count - 1) / count * float((spread * spread).sum()))
    return float(value - _T_QUANTILE * error), float(value + _T_QUANTILE * error)


@dataclass(frozen=True)
class PairSums:
    """The sums over an (n, n) matrix with an empty diagonal that `permutation_moments` needs.

    Attributes
    ----------
    n : int
        Rows.
    total, squares, mirrored : float
        Sums of a_ij, of a_ij squared, and of a_ij a_ji over i != j.
    rows, columns : float
        Sums of the squared row sums and of the squared column sums.
    crossed : float
        Sum over i of (row sum i) x (column sum i).
    """

    n: int
    total: float
    squares: float
    mirrored: float
    rows: float
    columns: float
    crossed: float

    @classmethod
    def of_symmetric(cls, total: float, squares: float, row_sums: NDArray[np.float64]) -> PairSums:
        """Make the sums of a symmetric matrix from its row sums."""
        rows = float((row_sums * row_sums).sum())
        return cls(len(row_sums), total, squares, squares, rows, rows, rows)


def permutation_moments(a: PairSums, b: PairSums) -> tuple[float, float]:
    """Mean and standard deviation of sum_ij a_ij b_p(i)p(j) over all n! permutations p, in closed form.

    The sum over pairs of pairs is split by which of the four indices coincide; under a random permutation each class
    is independent between the two matrices (Mantel 1967, Cancer Research 27:209; Hubert & Schultz 1976,
    doi:10.1111/j.2044-8317.1976.tb00714.x). Exact, so a null needs no Monte Carlo and has no seed.
    """
    n = a.n
    pairs = float(n * (n - 1))
    mean = a.total * b.total / pairs
    classes = [_classes(a), _classes(b)]
    counts = [pairs, pairs, pairs * (n - 2), pairs * (n - 2), pairs * (n - 2), pairs * (n - 2) * (n - 3)]
    second = 0.0
    for weight, count, left, right in zip((1, 1, 1, 1, 2, 1), counts, *classes, strict=True):
        if count > 0:
            second += weight * left * right / count
    return mean, math.sqrt(max(second - mean * mean, 0.0))


def _classes(a: PairSums) -> tuple[float, ...]:
    """Sum a_ij a_kl by coincidence: same pair, mirrored, same row, same column, chained (x 2), all distinct."""
    same_row, same_column, chained = a.rows - a.squares, a.columns - a.squares, a.crossed - a.mirrored
    distinct = a.total**2 - a.squares - a.mirrored - same_row - same_column - 2 * chained
    return a.squares, a.mirrored, same_row, same_column, chained, distinct
