"""Two matrices of the same tokens in, how the map from one to the other stretches directions out: alike, by a turn.

Where a matrix was turned, and noise added, the linear map from the old rows to the new ones is still that turn: it
stretches every direction alike, those of small variance, too, however far noise lies above them, for what is regressed
on, the old rows, is free of it. Of models that were trained apart either holds what the other does not, so that the map
from one to the other shrinks the directions in which that is most, or stretches those that the other has more of.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Float64 = NDArray[np.float64]

#: How far the stretch of directions may lie from that of the leading ones, relative, beyond two standard errors, for a
#: map to be a turn, and how large these errors may be: unrelated pairs of one width that are measured so well are
#: off by .12 and more beyond two of them (benchmarks/diff.py).
TOLERANCE, PRECISE = 0.05, 0.075
#: How far, beyond so many standard errors, makes sure that it is none.
FAR, SURE = 0.15, 3.0
#: What share of the directions must be measured for a map to be a turn: what models that were trained apart have in
#: common lies in the leading ones, so that these alone say nothing for it.
WHOLE = 0.95
#: Parts that directions are cut into, in order of variance; and tokens a direction, at least.
PARTS, TOKENS_EACH = 4, 8
_LEAST_VARIANCE = 1e-10  # of the largest: below it lies rounding
_DECIMALS = 6


@dataclass(frozen=True)
class Stretch:
    """How the linear map from one matrix to another stretches the directions of the first, in order of variance.

    Attributes
    ----------
    squares : tuple of float, (PARTS,)
        Mean squared length of what the map makes of unit vectors along these directions.
    errors : tuple of float, (PARTS,)
        Their standard errors.
    share : float
        What share of the directions of the first these are, at least, the leading ones: 1 is all of them.
    """

    squares: tuple[float, ...]
    errors: tuple[float, ...]
    share: float

    @property
    def relative(self) -> list[tuple[float, float]]:
        """The stretch of each part but the first, in that of the first, with its standard error."""
        first, error = self.squares[0], self.errors[0]
        return [
            (square / first, float(np.hypot(each, square / first * error)) / first)
            for square, each in zip(self.squares[1:], self.errors[1:], strict=True)
        ]

    @property
    def is_measured(self) -> bool:
        """Whether the map makes anything of the leading directions that chance would not."""
        return self.squares[0] > SURE * self.errors[0]

    @property
    def is_turn(self) -> bool:
        """Whether all directions, and not only the leading ones, are stretched alike, and are sure to be."""
        return (
            self.share >= WHOLE
            and self.is_measured
            and self.squares[0] <= 1 + FAR
            and all(error <= PRECISE and abs(ratio - 1) <= TOLERANCE + 2 * error for ratio, error in self.relative)
        )

    @property
    def is_no_turn(self) -> bool:
        """Whether some directions are sure to be stretched otherwise, or the leading ones by far too much or little.

        By more than 1 none is of rows of length 1 that were turned, and brought to length 1 again with noise on them.
        """
        most, least = (self.squares[0] + sign * SURE * self.errors[0] for sign in (1, -1))
        if least > 1 + FAR or (not self.is_measured and most < FAR):
            return True
        return self.is_measured and any(abs(ratio - 1) - SURE * error > FAR for ratio, error in self.relative)


def stretch_of(a: Float64, b: Float64) -> Stretch | None:
    """Measure how the least-squares map from `a`, (n, d), to `b`, (n, e), stretches the directions of `a`.

    Both are rows of length 1, and then centered.

    With p_k the principal directions of `a`, of variance v_k, and w_k = sum_i (a_i p_k) b_i / (n v_k) what the map
    makes of them, |w_k|^2 is too large by what noise adds to it, in expectation sum_i (a_i p_k)^2 |e_i|^2 / (n v_k)^2,
    with e_i the residual of row i. That is taken off, each residual over 1 - h_i, h_i being the row's leverage: the
    heteroscedasticity-consistent estimate HC2 (MacKinnon and White 1985, doi:10.1016/0304-4076(85)90158-7). The mean
    of a quarter of the directions and its standard error are those of its directions.

    Of the leading directions, one for each `TOKENS_EACH` tokens, no more than either has dimensions, and none that
    holds nothing but rounding; None of fewer than two for each part.
    """
    from scipy.linalg import eigh  # takes a fifth of a second to import

    n, dim = a.shape
    most = min(dim, b.shape[1], n // TOKENS_EACH)
    if most < 2 * PARTS:
        return None
    values, vectors = eigh(a.T @ a, subset_by_index=(dim - most, dim - 1))
    kept = np.flatnonzero(values > _LEAST_VARIANCE * max(float(values[-1]), 0.0))[::-1]
    if len(kept) < 2 * PARTS:
        return None
    share = most / min(dim, n - 1) if len(kept) == most else 1.0  # the rank of n centered rows is below n
    lengths = np.sqrt(values[kept])
    scores = a @ (vectors[:, kept] / lengths)
    made = scores.T @ b
    rest = b - scores @ made
    squares = scores * scores
    noise = (rest * rest).sum(axis=1) / np.maximum(1 - 1 / n - squares.sum(axis=1), 1 / n)
    stretch = ((made * made).sum(axis=1) - squares.T @ noise) / (lengths * lengths)
    parts = np.array_split(stretch, PARTS)
    return Stretch(
        tuple(round(float(part.mean()), _DECIMALS) for part in parts),
        tuple(round(float(part.std(ddof=1)) / len(part) ** 0.5, _DECIMALS) for part in parts),
        round(share, _DECIMALS),
    )
