"""Rows in, groups of them that are noise around the origin as long as trained rows are out.

Around the origin, where a matrix begins, `lexiscape.check.groups` tells noise by its length and its share in 64 main
directions; where many trained rows are as long and have such a share by chance, they hide it. Here a row must also have
its energy spread over all directions as noise has (`lexiscape.check.evenness`): then noise is at 0 +- 1, as many above
as below, and trained rows lie below. So what there is above 0 tells how many rows of noise there are, and what is below
more than that, how many others.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.check import poisson
from lexiscape.check.directions import count_for
from lexiscape.check.evenness import MOST_DIM, evenness
from lexiscape.check.evidence import Evidence
from lexiscape.check.groups import (
    GAP,
    LEAST_ALL,
    LEAST_CHANCE,
    MOST_FALSE,
    MOST_SHARE,
    REACH,
    REACH_RIGHT,
    SIDE,
    Center,
    Group,
    beside_in_distance,
    candidates,
    crowds,
    falling_beside,
    of_share,
    without,
    without_repeats,
)
from lexiscape.space.rows import squared_lengths

Float64 = NDArray[np.float64]

#: Products of numbers that the rows with a share like noise's may cost.
_MOST_PRODUCTS = 8e9
_STEP = 0.25
#: By so many standard deviations a row that the main directions were made with has drawn them toward itself.
_DRAWN = 2.0
_Z = 1.959963984540054


def find_long(evidence: Evidence, known: Sequence[Group]) -> list[Group]:
    """Find noise around the origin that is as long as trained rows, beside the groups that are known."""
    dim = evidence.vectors.shape[1]
    every = candidates(evidence)
    most = MOST_SHARE * len(every)
    rows = without(every, known)
    if len(rows) < max(LEAST_ALL, 2 * dim) or dim > MOST_DIM or count_for(dim) < 2:
        return []
    energy = squared_lengths(evidence.coordinates[rows], 1)
    across = of_share(energy / evidence.norms[rows] ** 2, dim)
    looked = rows[(across >= -REACH) & (across <= REACH_RIGHT + _DRAWN)]
    if not len(looked) or len(looked) * dim**2 > _MOST_PRODUCTS:
        return []
    told = evenness(evidence.vectors, looked, rows)
    like_noise = np.all([np.abs(deviation) <= REACH for deviation in told], axis=0)
    logs = np.log(evidence.norms[looked])
    made = []
    upper = np.all([deviation >= -1 for deviation in told], axis=0) & like_noise  # few others are so even
    for place, width in crowds(logs[upper], 1 / math.sqrt(2 * dim)):
        crowd = _Crowd(looked, (logs - place) / width, like_noise, math.exp(place) / math.sqrt(dim), dim)
        seen = [_group(crowd, deviation, len(evidence)) for deviation in told]
        made += sorted((group for group in seen if group is not None), key=lambda group: -len(group.rows))[:1]
    return without_repeats([group for group in made if len(group.rows) <= most])


class _Crowd(NamedTuple):
    """Rows of a share like noise's, (m,): how far each is from a length at which they crowd, and whether it is even."""

    rows: NDArray[np.int64]
    along: Float64
    like_noise: NDArray[np.bool_]
    noise: float
    dim: int


def _group(crowd: _Crowd, deviation: Float64, n: int) -> Group | None:
    """Return the group with the lowest cut at which few enough rows of others are expected; None where there is none.

    Above 0 are half of the noise, so that below it as many are of noise as a Gaussian has there; the rest is of others,
    of whose number the standard deviation is that of a difference of Poisson counts. Or they are as many as if others,
    of which there are fewer and fewer toward noise, went on to fall beyond the cut: the lower upper end is told.
    """
    level = np.abs(crowd.along) <= REACH
    inside = level & crowd.like_noise
    above = int(np.count_nonzero(inside & (deviation >= 0)))
    beyond = int(np.count_nonzero(level & (deviation > REACH + GAP) & (deviation <= REACH + GAP + SIDE)))
    for cut in np.arange(-REACH, 0, _STEP).tolist():
        kept = inside & (deviation >= cut)
        count, below = int(np.count_nonzero(kept)), int(np.count_nonzero(kept & (deviation < 0)))
        half = math.erf(-cut / math.sqrt(2))
        others, doubt = max(0.0, below - half * above), _Z * math.sqrt(below + half**2 * above)
        falling = [_ends(*pair) for pair in falling_beside(cut - deviation[level], REACH - cut)]
        told = [
            min((others, max(0.0, others - doubt), others + doubt), *falling, key=_upper),
            _ends(beyond, (REACH - cut) / SIDE),
            *(_ends(*pair) for pair in beside_in_distance(crowd.along[crowd.like_noise & (deviation >= cut)])),
        ]
        expected, low, high = max(told, key=_upper)
        if high <= MOST_FALSE * count:
            break
    else:
        return None
    chance = np.zeros(n)
    chance[crowd.rows[kept]] = _chance(deviation[kept], above, expected)
    found = crowd.rows[kept & (chance[crowd.rows] >= LEAST_CHANCE)]
    center = Center("the origin", np.zeros(crowd.dim), crowd.rows)
    order = np.argsort(-chance[found], kind="stable")
    return Group(center, crowd.noise, found[order], chance, expected, low, high)


def _ends(beside: int, scale: float) -> tuple[float, float, float]:
    """Return what a count beside a group stands for inside it, with its 95% interval."""
    return beside * scale, poisson.lower(beside) * scale, poisson.upper(beside) * scale


def _upper(ends: tuple[float, float, float]) -> float:
    return ends[2]


def _chance(deviation: Float64, above: int, others: float) -> Float64:
    """Return the probability that a row is one of noise, of rows of which so many are expected to be others.

    They are held to lie where there are more rows than are due to noise.
    """
    place = np.minimum(np.floor(deviation / _STEP), 0).astype(np.int64)  # 0: above 0
    first = int(place.min(initial=0))
    counts = np.bincount(place - first, minlength=1 - first)[:-1]
    ends = np.array([math.erf(-edge * _STEP / math.sqrt(2)) for edge in range(first, 1)])
    more = np.maximum(counts + above * np.diff(ends), 0)
    share = np.append(1 - more * (others / max(more.sum(), 1)) / np.maximum(counts, 1), 1.0)
    # Functions of a C library differ in their last digits.
    return np.asarray(np.round(np.clip(share, 0, 1), 9)[place - first])
