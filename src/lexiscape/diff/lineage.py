"""Two matrices of the same tokens in, whether one descends from the other out: whatever was turned, permuted or scaled.

Models that were trained apart come to similar neighborhoods, since words are used alike, and so every score of shape
lies far above a permutation's. But what they share lies in a few directions of large variance; in all the others each
model is by itself. What descends from a matrix shares all of its directions, also where their variance is small, until
noise drowns them. So both matrices are whitened, on one half of the tokens the directions are paired that go together
most (canonical correlation, Hotelling 1936, doi:10.1093/biomet/28.3-4.321), and on the other half it is measured how
well they do. Neither a turn nor a permutation of dimensions, nor any other invertible map, changes that.

Noise drowns the small directions. So what this does not tell is asked of the map from one matrix to the other, whether
it is a turn but for noise (`isometry`), and, before all, whether dimensions are where they were (`in_place`). Unrelated
are two of which neither holds, for sure; where it is not sure, it cannot be told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lexiscape.diff.in_place import in_place_z
from lexiscape.diff.isometry import WHOLE, Stretch, stretch_of
from lexiscape.space.rows import unit_rows

Float64 = NDArray[np.float64]

#: Tokens that are looked at, at most; directions, at most; tokens a direction, at least; fewer tokens tell nothing.
SAMPLE, MOST_DIRECTIONS, TOKENS_EACH, LEAST_TOKENS = 8192, 1024, 4, 64
#: Shared directions from which on one of the two descends from the other, or both from a third; and below which they
#: were trained apart. Between them, it cannot be told from models trained alike on one text, of which pairs of one
#: width reach 0.83 (benchmarks/diff.py). From `CERTAIN` on, whatever their widths: a narrow model of a text is nearly
#: whole in a wide one of it, and such pairs reach 0.96. So are the leading directions of models that were trained
#: apart: where tokens are too few to pair a share of `WHOLE` of all, only `CERTAIN` tells.
RELATED, CERTAIN, UNRELATED = 0.85, 0.99, 0.6
#: Of fewer directions nothing is told.
LEAST_DIRECTIONS = 32
#: How many standard deviations dimensions must go with themselves more than with others, to be the same ones: unrelated
#: pairs come to 3.8, what was changed in place to 17 and more (benchmarks/diff.py).
IN_PLACE = 6.0
#: Of fewer dimensions than `LEAST_DIRECTIONS`, instead: mean cosine of centered rows from which on they lie in the same
#: dimensions, and in units of 1 / sqrt(dimensions), the order of what an unrelated basis could give.
ALIGNED, ALIGNED_SPREADS = 0.3, 2.5
#: What comes out of decompositions is told to so many decimals: libraries and processors differ in the last digits.
_DECIMALS = 6
_LEAST_VARIANCE = 1e-10  # of the largest: below it lies rounding


@dataclass(frozen=True)
class Lineage:
    """What two matrices have in common that neither meaning nor frequency gives.

    Attributes
    ----------
    shared : float or None
        Mean correlation of paired directions, on tokens that did not pair them: about 0 by chance, 1 where nothing is
        lost. None of too few tokens, and of more than `MOST_DIRECTIONS` dimensions where `aligned` tells all.
    null, null_sd : float
        The same with the tokens of one side permuted, and its standard deviation, 1 / sqrt(directions x tokens).
    aligned : float or None
        Mean cosine of centered rows as they are; None where numbers of dimensions differ.
    in_place : float or None
        How much more each dimension goes with itself than with others, in standard deviations (`in_place_z`); None
        where numbers of dimensions differ.
    stretches : tuple of Stretch
        How the map from one to the other, and that back, stretches directions; none where that was not measured, since
        the dimensions are the same, or all of them are shared.
    directions : int
        How many pairs of directions were made.
    paired : float
        What share these are of the directions that the tokens of either matrix span: 1 is all.
    tokens : int
        How many tokens they were measured on.
    dimensions : int
        Those of the smaller matrix.
    """

    shared: float | None
    null: float
    null_sd: float
    aligned: float | None
    in_place: float | None
    stretches: tuple[Stretch, ...]
    directions: int
    paired: float
    tokens: int
    dimensions: int

    @property
    def is_related(self) -> bool:
        """Whether one descends from the other, or both from a third."""
        if self.is_aligned or (self.shared is not None and self.shared >= CERTAIN):
            return True
        if self.in_place is None:  # of unequal widths
            return False
        return self.is_turned or (self.shared is not None and self.shared >= self.bar and not self.is_no_turn)

    @property
    def bar(self) -> float:
        """Shared directions from which on the two are related."""
        return RELATED if self.in_place is not None and self.paired >= WHOLE else CERTAIN

    @property
    def is_turned(self) -> bool:
        """Whether the map from one to the other, or that back, is a turn but for noise."""
        return any(stretch.is_turn for stretch in self.stretches)

    @property
    def is_no_turn(self) -> bool:
        """Whether neither map is one."""
        return len(self.stretches) == 2 and all(stretch.is_no_turn for stretch in self.stretches)

    @property
    def is_aligned(self) -> bool:
        """Whether rows lie in the same dimensions."""
        if self.in_place is not None and self.dimensions >= LEAST_DIRECTIONS:
            return self.in_place >= IN_PLACE
        bar = max(ALIGNED, ALIGNED_SPREADS / math.sqrt(self.dimensions))
        return self.aligned is not None and self.aligned >= bar

    @property
    def is_unrelated(self) -> bool:
        """Whether the two were trained apart; where they are neither this nor related, it cannot be told."""
        return not self.is_aligned and self.shared is not None and self.shared < UNRELATED and self.is_no_turn


def trace_lineage(
    x: NDArray[np.float32],
    y: NDArray[np.float32],
    pairs: tuple[NDArray[np.int64], NDArray[np.int64]],
    seed: int = 0,
) -> Lineage | None:
    """Tell what two matrices, (n_a, d_a) and (n_b, d_b), have in common; None of too few tokens.

    `pairs` are their rows, (m,) each, that are the same tokens. Rows that are zero or not finite are left out. At most
    `SAMPLE` tokens are looked at, drawn by the seed.
    """
    rng = np.random.default_rng([seed, 19])
    drawn = np.sort(rng.permutation(len(pairs[0]))[: 2 * SAMPLE])
    a, b = (_units(matrix[rows[drawn]]) for matrix, rows in zip((x, y), pairs, strict=True))
    sound = rng.permutation(np.flatnonzero(np.isfinite(a[:, 0]) & np.isfinite(b[:, 0])))[:SAMPLE]
    n, dimensions = len(sound), min(a.shape[1], b.shape[1])
    if n < LEAST_TOKENS:
        return None
    a, b = a[sound], b[sound]
    in_place = in_place_z(a, b) if a.shape[1] == b.shape[1] else None
    a, b = a - a.mean(axis=0), b - b.mean(axis=0)
    aligned = _mean_cosine(a, b) if a.shape[1] == b.shape[1] else None
    told = Lineage(None, 0.0, 0.0, aligned, in_place, (), 0, 0.0, n, dimensions)
    if told.is_aligned and dimensions > MOST_DIRECTIONS:
        return told
    half = n // 2
    most = min(MOST_DIRECTIONS, half // TOKENS_EACH)
    maps, paired = zip(*(_whitening(matrix[:half], most) for matrix in (a, b)), strict=True)
    whitened = [matrix @ onto for matrix, onto in zip((a, b), maps, strict=True)]
    directions = min(matrix.shape[1] for matrix in whitened)
    if directions < LEAST_DIRECTIONS:
        return told
    value, permuted = _held_out(whitened[0], whitened[1], half, rng)
    null_sd = 1 / math.sqrt(directions * (n - half))
    told = replace(told, shared=value, null=permuted, null_sd=null_sd, directions=directions, tokens=n - half)
    told = replace(told, paired=round(min(paired), _DECIMALS))
    if told.is_aligned or value >= CERTAIN:
        return told
    both = (stretch_of(a, b), stretch_of(b, a))
    return replace(told, stretches=tuple(stretch for stretch in both if stretch is not None))


def _units(rows: NDArray[np.float32]) -> Float64:
    """Return rows brought to length 1; NaN where they have no direction."""
    chosen = rows.astype(np.float64)
    return unit_rows(chosen, np.sqrt((chosen * chosen).sum(axis=1)), np.nan)


def _whitening(rows: Float64, most: int) -> tuple[Float64, float]:
    """Return the map, (d, q), onto the leading directions of rows, each of variance 1, and what share these are."""
    values, vectors = np.linalg.eigh(rows.T @ rows / len(rows))
    found = np.flatnonzero(values > _LEAST_VARIANCE * max(float(values[-1]), 0.0))[::-1]
    kept = found[:most]
    return vectors[:, kept] / np.sqrt(values[kept]), len(kept) / max(len(found), 1)


def _held_out(x: Float64, y: Float64, half: int, rng: np.random.Generator) -> tuple[float, float]:
    """Pair the directions on the first rows; return the pairs' mean correlation on the rest, and of permuted rows."""
    left, _, right = np.linalg.svd(x[:half].T @ y[:half], full_matrices=False)
    u, v = x[half:] @ left, y[half:] @ right.T
    u, v = u - u.mean(axis=0), v - v.mean(axis=0)
    return _mean_correlation(u, v), _mean_correlation(u, v[rng.permutation(len(v))])


def _mean_correlation(u: Float64, v: Float64) -> float:
    """Return the mean over columns of the correlation of two centered matrices."""
    scale = np.sqrt((u * u).sum(axis=0) * (v * v).sum(axis=0))
    products = (u * v).sum(axis=0)
    correlations = np.divide(products, scale, out=np.zeros_like(products), where=scale > 0)
    return round(float(correlations.mean()), _DECIMALS)


def _mean_cosine(a: Float64, b: Float64) -> float:
    """Return the mean over rows of the cosine of two matrices."""
    lengths = np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1))
    products = (a * b).sum(axis=1)
    cosines = np.divide(products, lengths, out=np.zeros_like(products), where=lengths > 0)
    return round(float(cosines.mean()), _DECIMALS)
