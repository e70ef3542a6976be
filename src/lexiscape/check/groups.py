"""Rows in, groups of them that differ from one another by nothing but noise out: what training never touched.

A row that training never touched is where it was put: at a center that it shares with others like it (the origin, the
mean of all rows, or wherever the softmax pushed them all alike), plus noise of one size, the same in every direction.
Trained rows are not like that: what a token means lies in few directions more than in others. So around a center c, of
a row x in d dimensions, two numbers tell them apart whatever the tokens are called:

- its distance |x - c|. For noise of standard deviation s, log |x - c| is about Gaussian: mean log(s sqrt(d)), standard
  deviation 1 / sqrt(2 d);
- the share of |x - c|^2 that lies in the space's q main directions. For noise it is distributed as
  Beta(q / 2, (d - q) / 2): mean q / d, variance 2 q (d - q) / (d^2 (d + 2)).

Only c and s are not known. Centers are proposed (`centers`), s is where rows with a noise-like share crowd at one
distance, and a group is believed where it stands out of its surroundings: how many other rows lie inside is estimated
from how many lie beside it, on all four sides, which is also the false share that is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.check import poisson
from lexiscape.check.directions import coordinates, count_for
from lexiscape.check.evidence import Evidence
from lexiscape.space.median import median, quantile
from lexiscape.space.rows import squared_gaps, squared_lengths

Float64 = NDArray[np.float64]
Rows = NDArray[np.int64]

#: Fewer rows than these are no group, fewer dimensions and fewer rows in all are not looked at.
LEAST_ROWS, LEAST_DIM, LEAST_ALL = 8, 16, 64
#: Fewer rows than make a crowd are a group where they lie around a point that is known, with nothing far and wide.
LEAST_FEW = 5
#: A group that is more than this share of all rows is how the space is; so are more than so many groups.
MOST_SHARE, MOST_GROUPS = 0.5, 5
#: Share of other rows in a group that the upper end of its interval must not exceed for the group to be believed; and
#: where it is of few rows around a point that is known.
MOST_FALSE, MOST_FALSE_FEW = 1 / 5, 1 / 3
#: Probability from which on a row is listed: below one half, so that few of a group are missed.
LEAST_CHANCE = 0.2
#: Half the width of a group, in standard deviations (of a Gaussian 0.05% lie outside); the share's Beta leans right.
REACH, REACH_RIGHT = 3.5, 4.2
#: Where its surroundings begin, and how wide they are, in the same unit.
GAP, SIDE = 0.5, 4.0
#: Few rows have too few beside them to tell by: how many times as wide their surroundings may be.
_WIDER = (1, 2, 4, 8)
#: Wider than theory by more than this factor is no noise of one size.
_WIDEST = 2.5
#: From so many rows on, what lies directly beside them tells enough.
_MANY = 40
_BUCKETS, _SIGNS, _FIRST = 12, 12, 16
_SHIFTS = 4
_PEAKS = 3
_ROUNDS = 2
_ANEW = 0.05  # of the row's squared length
#: As many rows that are equal bit for bit are untrained: training moves rows apart, but for two tied on purpose.
LEAST_COPIES = 3


@dataclass(frozen=True, eq=False)
class Center:
    """A point around which untrained rows could lie.

    Attributes
    ----------
    name : str
        What it is, in words.
    point : ndarray, (dim,), float64
        Where.
    rows : ndarray, (m,), int64
        Rows that may be near it.
    is_known : bool
        Whether it was not found by rows crowding there: then few of them are enough.
    """

    name: str
    point: Float64
    rows: Rows
    is_known: bool = True


@dataclass(frozen=True, eq=False)
class Group:
    """Rows that differ from one another by nothing but noise.

    Attributes
    ----------
    center : Center
        What they lie around.
    noise : float
        Standard deviation of the noise in each dimension.
    rows : ndarray, (m,), int64
        The rows, the most certain first.
    chance : ndarray, (n,), float64
        Of every row of the space, the probability that it is one of the group (0 for those that were not looked at).
    expected, low, high : float
        How many of its rows are expected to be of other sorts, and the 95% interval of that.
    """

    center: Center
    noise: float
    rows: Rows
    chance: Float64
    expected: float
    low: float
    high: float


def find_groups(evidence: Evidence) -> tuple[list[Group], str]:
    """Find the groups of untrained rows, the largest first, and why there are none where there are none.

    Exact copies of one another, zero rows and rows that are not sound are not looked at: they are told by other means.
    """
    rows = candidates(evidence)
    little = too_little(evidence, rows)
    if little:
        return [], little
    found: list[Group] = []
    whole = 0
    left = rows
    for _ in range(_ROUNDS):
        seen = without_repeats(_look(evidence, left))
        new = [group for group in seen if len(group.rows) <= MOST_SHARE * len(rows)]
        # what most rows are like is no sign; what lies apart from them, is
        whole = max([whole, *(len(group.rows) for group in seen if group not in new)])
        found += new
        if not new:
            break
        # what was found lies beside the rest no more
        left = without(left, new)
    share = sum(len(group.rows) for group in found) / len(rows)
    if share > MOST_SHARE or (whole and not found):
        share = share or whole / len(rows)
        return [], f"none stand out: {share:.0%} of all rows lie like noise around a point"
    if len(found) > MOST_GROUPS:
        return [], f"none stand out: rows lie like noise around {len(found)} points or more, as if it were their way"
    found.sort(key=lambda group: -(len(group.rows) - group.expected))
    return (
        found,
        ""
        if found
        else "none stand out that differ by nothing but noise; noise as long as most rows are may be missed",
    )


def without(rows: Rows, groups: Iterable[Group]) -> Rows:
    """Return rows, (m,), that are in none of some groups, in their order."""
    for group in groups:
        rows = rows[~np.isin(rows, group.rows, assume_unique=True)]
    return rows


def too_little(evidence: Evidence, rows: Rows) -> str:
    """Say so where there are too few rows that differ, or too few dimensions, to tell noise by; else nothing."""
    dim = evidence.vectors.shape[1]
    if len(rows) >= LEAST_ALL and dim >= LEAST_DIM:
        return ""
    return f"too little to tell by: {len(rows):,} different rows of {dim:,} dimensions"


def _look(evidence: Evidence, rows: Rows) -> list[Group]:
    """Return the groups among some rows, ascending, around each center; one may be found around several."""
    if len(rows) < LEAST_ALL:
        return []
    places = evidence.coordinates if len(rows) == len(evidence) else evidence.coordinates[rows]
    found: list[Group] = []
    for center in centers(evidence, rows, places):
        for group in _around(evidence, center):
            mean = evidence.mean_of(group.rows)
            near = rows if len(center.rows) == len(rows) else rows[_ball(places, np.searchsorted(rows, group.rows))]
            found += _around(evidence, replace(center, point=mean, rows=near)) or [group]
    return found


def candidates(evidence: Evidence) -> Rows:
    """Return the positions of sound rows that are not copies of another."""
    return np.flatnonzero(evidence.sound & (evidence.copies < LEAST_COPIES)).astype(np.int64)


def centers(evidence: Evidence, rows: Rows, places: NDArray[np.float32]) -> list[Center]:
    """Propose centers: reserved rows' mean, the origin, the mean of all rows, and where rows crowd.

    Rows crowd where many have the same signs of their first twelve coordinates about the mean; from there a center
    moves to the mean of those near it, four times (mean shift: Fukunaga and Hostetler 1975,
    doi:10.1109/TIT.1975.1055330).

    Parameters
    ----------
    rows : ndarray, (m,), int64
        The rows that are looked at, ascending.
    places : ndarray, (m, q), float32
        Their coordinates along the main directions.
    """
    kinds = np.array([kind in ("unused", "extra") for kind in evidence.space.kinds], bool)
    reserved = np.flatnonzero(kinds[rows])
    made = []
    if len(reserved) >= LEAST_ROWS:
        mean = evidence.mean_of(rows[reserved])
        made.append(Center("the mean of the reserved rows", mean, rows[_ball(places, reserved)]))
    made.append(Center("the origin", np.zeros(evidence.vectors.shape[1]), rows))
    made.append(Center("the mean of all rows", evidence.moments[0], rows))
    first = places[:, :_FIRST].copy()  # of few dimensions it is all of them, which others need as they are
    first -= first.mean(axis=0, dtype=np.float64).astype(np.float32)
    signs = min(_SIGNS, first.shape[1], max(2, int(np.log2(len(rows) / 8))))
    bucket = (first[:, :signs] > 0) @ (1 << np.arange(signs))
    counts = np.bincount(bucket, minlength=1)
    seen: list[tuple[Float64, float]] = []
    for chosen in np.argsort(-counts, kind="stable")[:_BUCKETS].tolist():
        inside = np.flatnonzero(bucket == chosen)
        if len(inside) < LEAST_ROWS:
            break
        point, radius = _settle(first, inside)
        if any(np.sum((point - other) ** 2) < min(radius, size) for other, size in seen):
            continue
        seen.append((point, radius))
        near = np.flatnonzero(_squares(first, point) <= 2 * radius)
        if LEAST_ROWS <= len(near) <= MOST_SHARE * len(rows):
            mean = evidence.mean_of(rows[near])
            made.append(Center("a point where they crowd", mean, rows[_ball(places, near)], is_known=False))
    return made


def _settle(places: NDArray[np.float32], inside: NDArray[np.intp]) -> tuple[Float64, float]:
    """Return where the center of a crowd comes to rest, and the median square of the distance from it."""
    point = median(places[inside]).astype(np.float64)
    radius = float(median(_squares(places[inside], point)))
    for _ in range(_SHIFTS):
        squares = _squares(places, point)
        near = squares <= 2 * radius
        if np.count_nonzero(near) < LEAST_ROWS:
            break
        point = places[near].mean(axis=0, dtype=np.float64)
        radius = float(median(squares[near]))
    return point, radius


def _squares(places: NDArray[np.float32], point: Float64) -> Float64:
    return squared_gaps(places, point, 1)


def _ball(places: NDArray[np.float32], members: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """Tell which rows are, along the main directions, not much farther from some rows' middle than those are."""
    point = places[members].mean(axis=0, dtype=np.float64)
    radius = quantile(_squares(places[members], point), 0.9)
    return _squares(places, point) <= 6 * radius


def _around(evidence: Evidence, center: Center) -> list[Group]:
    """Return the groups around a center: at each distance at which rows crowd."""
    dim = evidence.vectors.shape[1]
    distance, share = _measure(evidence, center)
    looked = distance > 0
    rows, logs = center.rows[looked], np.log(distance[looked])
    across = of_share(share[looked], dim)
    like_noise = is_like_noise(across)
    made = []
    for place, width in crowds(logs[like_noise], 1 / np.sqrt(2 * dim)):
        group = _group(center, rows, (logs - place) / width, across, np.exp(place) / np.sqrt(dim), len(evidence))
        if group is not None:
            made.append(group)
    return made


def of_share(share: Float64, dim: int) -> Float64:
    """Return how many standard deviations shares in the main directions are from the mean share of noise."""
    q = count_for(dim)
    spread: float = np.sqrt(2 * q * (dim - q) / (dim**2 * (dim + 2)))
    return (share - q / dim) / spread


def is_like_noise(across: Float64) -> NDArray[np.bool_]:
    """Tell which shares, in standard deviations, noise has."""
    return (across >= -REACH) & (across <= REACH_RIGHT)


def _group(center: Center, rows: Rows, along: Float64, across: Float64, noise: float, n: int) -> Group | None:
    """Return the group of rows within reach, told in standard deviations; None if it is not believed."""
    like_noise = is_like_noise(across)
    inside = like_noise & (np.abs(along) <= REACH)
    count = int(np.count_nonzero(inside))
    few = count < _MANY and center.is_known
    for wider in _WIDER if few else _WIDER[: 2 if count < _MANY else 1]:
        beside, scale = _beside(along, across, like_noise, SIDE * wider)
        if poisson.upper(beside) * scale <= (MOST_FALSE_FEW if few else MOST_FALSE) * count:
            break
    else:
        return None
    density = max(beside * scale, 0.5) / (2 * REACH * (REACH + REACH_RIGHT))
    bell = (count - beside * scale) * np.exp(-(along**2 + across**2) / 2) / (2 * np.pi)
    chance = np.zeros(n)
    # Exponentials differ in their last digits between versions of NumPy, and between processors: these do not.
    chance[rows] = np.round(bell / (bell + density), 9)
    found = rows[inside & (chance[rows] >= LEAST_CHANCE)]
    if len(found) < (LEAST_FEW if few else LEAST_ROWS):
        return None
    order = np.argsort(-chance[found], kind="stable")
    ends = poisson.lower(beside) * scale, poisson.upper(beside) * scale
    return Group(center, float(noise), found[order], chance, beside * scale, *ends)


def _measure(evidence: Evidence, center: Center) -> tuple[Float64, Float64]:
    """Return distance from a center, and its share in the main directions, of the center's rows.

    Of many rows the share is of the coordinates that are known already; near the center, where their rounding would
    tell, it is measured anew.
    """
    point = center.point.astype(np.float32)
    squares, energy = np.empty(len(center.rows)), np.empty(len(center.rows))
    known = evidence.coordinates
    shift = evidence.along(center.point).astype(np.float32)
    at = 0
    for chosen, part in evidence.blocks(center.rows):
        stop = at + len(part)
        squares[at:stop] = squared_gaps(part, point, 1)
        near = squares[at:stop] < _ANEW * evidence.norms[chosen] ** 2
        along = known[chosen] - shift
        along[near] = coordinates(part[near] - point, evidence.directions)
        energy[at:stop] = squared_lengths(along, 1)
        at = stop
    return np.sqrt(squares), energy / np.where(squares > 0, squares, 1)


def crowds(logs: Float64, width: float) -> list[tuple[float, float]]:
    """Return where on the line values crowd most for their surroundings, and their standard deviation there."""
    if len(logs) < LEAST_FEW:
        return []
    step = width / 2
    low = float(logs.min())
    bins = np.floor((logs - low) / step).astype(np.int64)
    half, gap, side = round(REACH / 0.5), round(GAP / 0.5), round(SIDE / 0.5)
    counts = np.bincount(bins[bins < 1 << 20]).astype(np.float64)
    sums = np.concatenate([[0.0], np.cumsum(np.pad(counts, half + gap + side))])
    at = np.arange(len(counts)) + half + gap + side
    inside = sums[at + half + 1] - sums[at - half]
    left = sums[at - half - gap] - sums[at - half - gap - side]
    right = sums[at + half + 1 + gap + side] - sums[at + half + 1 + gap]
    expected = np.maximum(left, right) / side * (2 * half + 1)
    contrast = (inside - expected) / np.sqrt(expected + 1)
    made = []
    for _ in range(_PEAKS):
        best = int(np.argmax(contrast))
        if contrast[best] <= 0 or inside[best] - expected[best] < LEAST_FEW - 1:
            break
        contrast[max(0, best - half) : best + half + 1] = 0
        peak = _fit(logs, low + (best + 0.5) * step, width)
        if peak is not None:
            made.append(peak)
    return made


def _fit(logs: Float64, place: float, width: float) -> tuple[float, float] | None:
    """Return the median and the robust standard deviation near a place; None where that is wider than noise can be."""
    spread = width
    for _ in range(3):
        near = logs[np.abs(logs - place) <= REACH * spread]
        if len(near) < LEAST_FEW - 1:
            return None
        place = float(median(near))
        spread = max(width, float(1.4826 * median(np.abs(near - place))))
        if spread > _WIDEST * width:
            return None
    return place, spread


def _beside(along: Float64, across: Float64, like_noise: NDArray[np.bool_], side: float) -> tuple[int, float]:
    """Return how many rows lie on the most crowded side of a group, and how many inside are expected for each of them.

    At other distances as many are expected as inside, for the same width. Toward a share like noise's the trained rows
    get fewer and fewer: they are counted in two strips, and inside are expected as many as if they went on to fall by
    the same factor from strip to strip. Of densities that is an upper bound where they are log-concave; of counts,
    for whose own chance only `_most` allows, it is an estimate.
    """
    level = np.abs(along) <= REACH
    counts = beside_in_distance(along[like_noise], side)
    width = REACH + REACH_RIGHT
    for away in (across - REACH_RIGHT - GAP, -across - REACH - GAP):
        at = away[level & (away > 0) & (away <= side)]
        counts.append(min([(len(at), width / side), *falling_beside(at, width, side)], key=_most))
    return max(counts, key=_most)


def beside_in_distance(along: Float64, side: float = SIDE) -> list[tuple[int, float]]:
    """Return how many rows lie beyond a group and before it, and how many inside are expected for each of them."""
    begin, end = REACH + GAP, REACH + GAP + side
    return [(int(np.count_nonzero((away > begin) & (away <= end))), 2 * REACH / side) for away in (along, -along)]


def falling_beside(away: Float64, width: float, side: float = SIDE) -> list[tuple[int, float]]:
    """Return how many rows lie so far before a border, and how many behind it are expected for each, by two strips."""
    told = []
    for strip in (side / 2, side / 4):
        near, far = (int(np.count_nonzero((away > edge) & (away <= edge + strip))) for edge in (0, strip))
        told.append((near, _falling(min(1.0, (near + 1) / (far + 1)), width / strip)))
    return told


def _most(pair: tuple[int, float]) -> float:
    """Return the upper end of what is expected inside, of a count beside and what each of it stands for."""
    return poisson.upper(pair[0]) * pair[1]


def _falling(factor: float, strips: float) -> float:
    """Return how many rows lie in so many strips, for each in the one before them, where `factor` lies between two."""
    whole = int(strips)
    total, last = 0.0, 1.0
    for _ in range(whole):  # by products, whose last digit no library of exponentials decides
        last *= factor
        total += last
    return total + (strips - whole) * last * factor


def without_repeats(groups: list[Group]) -> list[Group]:
    """Return groups that share no more than half of the smaller's rows, the better ones kept; the largest first."""
    kept: list[Group] = []
    for group in sorted(groups, key=lambda group: -(len(group.rows) - group.expected)):
        if all(np.isin(group.rows, other.rows, assume_unique=True).mean() <= 0.5 for other in kept):
            kept.append(group)
    return kept
