"""A layout and the space it came from in, its score card out: beside chance, and beside a plain projection."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lexiscape._rules import RECALL_AT, RECALL_SHARE
from lexiscape.errors import CorruptFile, OptionError, VectorError
from lexiscape.layouts.pca import principal_plane
from lexiscape.layouts.quality import squared_on_map
from lexiscape.neighbors import METRICS, read_vectors
from lexiscape.processors import thread_count
from lexiscape.progress import Progress, silent
from lexiscape.space import EmbeddingSpace

#: Tokens sampled for the card that every map carries: a margin of about .04 for recall, less for the others.
ANCHORS = 100
#: Neighborhoods: of the second recall, and of trustworthiness and continuity.
_WIDE, _RANKED = 50, 15
#: Others to which the distances of an anchor are compared, and how many pairs of them.
_OTHERS, _PAIRS = 2000, 64
#: Rows converted at a time: 50 MB of 768 numbers each.
_PART = 8192
#: The yardstick's components are found from so many rows, in so many rounds: its scores do not change beyond.
_PLANE_ROWS, _PLANE_ROUNDS = 1 << 13, 20
_FIELDS = ("value", "margin", "chance", "pca")
#: Steps of the longest row: the square of twice as many is exact in double precision.
_STEPS = 2.0**25
#: Anchors scored at a time.
_BLOCK = 512


class CardScore(NamedTuple):
    """One score of a map.

    Attributes
    ----------
    value : float
        Mean over the anchors; 1 for a perfect map.
    margin : float
        Half the width of the 95 % confidence interval (normal approximation) of what all tokens of this map would give;
        0 where every token is an anchor.
    chance : float
        What tokens strewn at random get.
    pca : float
        What the plane of the first two principal components gets, by the same anchors.
    """

    value: float
    margin: float
    chance: float
    pca: float


@dataclass(frozen=True)
class ScoreCard:
    """How faithful a map is.

    Attributes
    ----------
    scores : dict of str to CardScore
        By name, in the order in which they are told. ``recall@10``, ``recall@50``: share of the k true neighbors among
        the k nearest on the map (Venna et al. 2010, doi:10.5555/1756006.1756019); ``trustworthiness``, ``continuity``:
        1 minus the penalty for strangers among the 15 nearest on the map, or for true neighbors torn away (Venna and
        Kaski 2001, doi:10.1007/3-540-44668-0_68, equations 1 and 2); ``distances``: Spearman correlation of an
        anchor's true distances to other tokens with those on the map; ``triplets``: share of pairs of other tokens of
        which the same one is nearer to the anchor. What so few tokens cannot tell is left out: a recall needs three
        times its k.
    anchors : int
        Tokens that were sampled.
    tokens : int
        Of how many.
    """

    scores: dict[str, CardScore]
    anchors: int
    tokens: int

    def of_all(self, known: Mapping[str, float | None]) -> ScoreCard:
        """Return it with the scores that are known of all tokens, without a margin, in place of the sample's."""
        whole = {name: value for name, value in known.items() if value is not None and name in self.scores}
        scores = {name: self.scores[name]._replace(value=value, margin=0.0) for name, value in whole.items()}
        return replace(self, scores={**self.scores, **scores})

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON values, rounded to what the margin lets anybody read."""
        scores = {
            name: {field: round(value, 4) for field, value in zip(_FIELDS, score, strict=True)}
            for name, score in self.scores.items()
        }
        return {"anchors": self.anchors, "tokens": self.tokens, "scores": scores}


def score_map(
    vectors: EmbeddingSpace | ArrayLike,
    xy: ArrayLike,
    *,
    metric: str = "cosine",
    anchors: int = 2000,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress = silent,
) -> ScoreCard:
    """Score a map against its space, exactly for a random sample of anchor tokens.

    In the space, ties count for the map; on the map they are no neighbors kept, and which of them is a stranger is
    drawn: a map whose points all lie in one place keeps nothing, and the rest of its scores is chance.

    Parameters
    ----------
    vectors : EmbeddingSpace or array_like, (n, dim)
        The space; row i lies at `xy[i]`.
    xy : ndarray, (n, 2)
        The map: anybody's, by whatever tool.
    metric : str
        "cosine" or "euclidean": how near is measured in the space.
    anchors : int
        Tokens sampled; all when there are fewer.
    seed : int
        Of the sample.
    threads : int or None
        Threads to use; None: all. Never changes the result.
    progress : Progress
        Called as the work proceeds.

    Returns
    -------
    ScoreCard
        The same on any processor.

    Raises
    ------
    VectorError
        Vectors or places are no matrix of finite numbers, or differ in length.
    OptionError
        There is no such metric, or fewer than one anchor.
    """
    if metric not in METRICS:
        raise OptionError(f"no metric {metric!r}: choose one of {', '.join(METRICS)}")
    if anchors < 1:
        raise OptionError(f"anchors must be at least 1, not {anchors}")
    rows, squares = read_vectors(vectors, thread_count(threads))
    places = _read_places(xy, len(rows))
    n = len(rows)
    chosen = np.sort(np.random.default_rng(seed).permutation(n)[:anchors])
    if n < RECALL_SHARE:
        return ScoreCard({}, len(chosen), n)
    plane, _ = principal_plane(
        rows, unit=metric == "cosine", threads=threads, most_rows=_PLANE_ROWS, rounds=_PLANE_ROUNDS
    )
    space = _Space(rows, squares, metric)
    rng = np.random.default_rng([seed, 1])
    others = np.sort(rng.permutation(n)[:_OTHERS])
    sampled = _Sampled(space, others, space.whole(others), rng)
    maps = (places, np.asarray(plane, np.float64))
    parts = []
    for start in range(0, len(chosen), _BLOCK):
        part = chosen[start : start + _BLOCK]
        parts.append(_score_anchors(sampled, maps, part))
        progress("score", start + len(part), len(chosen))
    ours, plain = (
        {name: np.concatenate([part[place][name] for part in parts]) for name in parts[0][0]} for place in (0, 1)
    )
    scores = {
        name: CardScore(
            *_mean(values, _is_whole(name, len(chosen), n)), _chance(name, n), _mean(plain[name], whole=True)[0]
        )
        for name, values in ours.items()
    }
    return ScoreCard(scores, len(chosen), n)


def _is_whole(name: str, anchors: int, n: int) -> bool:
    """Tell whether nothing of a score was sampled: no anchors, no others, no pairs of them."""
    return anchors == n and name != "triplets" and (name != "distances" or n <= _OTHERS)


def read_card(meta: Mapping[str, Any]) -> ScoreCard | None:
    """Return the score card that a map's `meta` carries; None where there is none, CorruptFile where it is no card."""
    told = meta.get("card")
    if told is None:
        return None
    try:
        scores = {
            str(name): CardScore(*map(_number, (score[key] for key in _FIELDS)))
            for name, score in told["scores"].items()
        }
        if any(score.margin < 0 for score in scores.values()):
            raise ValueError
        return ScoreCard(scores, _count_of(told["anchors"]), _count_of(told["tokens"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        raise CorruptFile("the map's score card is damaged: draw the map again") from None


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= 1e6:
        raise ValueError
    return float(value)


def _count_of(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError
    return value


def _read_places(xy: ArrayLike, n: int) -> NDArray[np.float64]:
    given = np.asarray(xy)
    if given.shape != (n, 2) or given.dtype.kind not in "fiu" or not np.isfinite(given).all():
        raise VectorError(f"expected a place for each of {n:,} rows, ({n}, 2) finite numbers; got shape {given.shape}")
    return np.asarray(given, np.float64)


class _Space:
    """Rows times a scale, rounded: their squared distances are whole numbers, which add up alike on any processor."""

    def __init__(self, rows: NDArray[np.float32], squares: NDArray[np.float64], metric: str) -> None:
        lengths = np.sqrt(squares)
        unit = lengths if metric == "cosine" else np.full(len(rows), float(lengths.max()))
        self._scales = _STEPS / np.maximum(unit, 1e-30)
        self._rows, self._cosine = rows, metric == "cosine"

    def whole(self, rows: NDArray[np.integer[Any]] | slice) -> NDArray[np.float64]:
        """Return these rows in whole steps, (m, dim)."""
        return np.asarray(np.rint(self._rows[rows] * self._scales[rows, None]))

    def parts(self) -> Iterator[slice]:
        """Yield all rows, some at a time."""
        for start in range(0, len(self._rows), _PART):
            yield slice(start, min(start + _PART, len(self._rows)))

    def between(self, one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
        """Squared distances of whole rows, (one, other): exact. By cosine, zero rows are as for `find_neighbors`."""
        squares, others = (one * one).sum(axis=1), (other * other).sum(axis=1)
        products = one @ other.T
        products *= -2
        products += others
        products += squares[:, None]
        if self._cosine and not (squares.all() and others.all()):
            zero, zeros = squares == 0, others == 0
            products[zero[:, None] != zeros] = 2 * _STEPS * _STEPS  # at a right angle, as it were
        return np.asarray(products)


class _View:
    """What anchors see on a map: `nearest`, (anchors, k), and how many points lie as near as any other."""

    def __init__(
        self, places: NDArray[np.float64], chosen: NDArray[np.integer[Any]], k: int, rng: np.random.Generator
    ) -> None:
        self._places, self._chosen = places, chosen
        self.nearest = np.empty((len(chosen), k), np.int64)
        for at, anchor in enumerate(chosen):
            far = squared_on_map(places - places[anchor])
            far[anchor] = np.inf
            self.nearest[at] = _least(far, k, rng)

    def distances(self, others: NDArray[np.integer[Any]]) -> NDArray[np.float64]:
        """Squared distances on the map, (anchors, others)."""
        return squared_on_map(self._places[self._chosen][:, None] - self._places[others])

    def ranks_of(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Rank on the map of each of these rows, (anchors, m), from 1 upward: ties count as farther."""
        ranks = np.empty(rows.shape, np.int64)
        for at, anchor in enumerate(self._chosen):
            far = squared_on_map(self._places - self._places[anchor])
            ranks[at] = _count(far, far[rows[at]], equal=True) - 1  # the anchor is among them
        return ranks


def _least(values: NDArray[np.float64], k: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """Positions of the k least values; which of equal ones is drawn, for in whatever order they stand says nothing."""
    limit = np.partition(values, k - 1)[k - 1]
    below, ties = np.flatnonzero(values < limit), np.flatnonzero(values == limit)
    missing = k - len(below)
    return np.concatenate([below, ties if len(ties) == missing else rng.choice(ties, missing, replace=False)])


class _Truth(NamedTuple):
    nearest: NDArray[np.int64]  # (anchors, k): the k nearest in the space, nearest first
    ranks: NDArray[np.int64]  # (anchors, m): the rank in the space of each row asked for, ties as nearer


def _measure(
    space: _Space,
    chosen: NDArray[np.integer[Any]],
    k: int,
    asked: NDArray[np.int64],
) -> _Truth:
    """Go once through all rows: the nearest of each anchor, and how many rows are nearer than those asked for."""
    anchors = space.whole(chosen)
    limits = np.empty(asked.shape)
    for at in range(len(chosen)):
        limits[at] = space.between(anchors[at : at + 1], space.whole(asked[at]))[0]
    ranks = np.ones(asked.shape, np.int64)
    best = np.full((len(chosen), k), np.inf)
    rows = np.zeros((len(chosen), k), np.int64)
    for part in space.parts():
        far = space.between(anchors, space.whole(part))
        own = np.flatnonzero((chosen >= part.start) & (chosen < part.stop))
        far[own, chosen[own] - part.start] = np.inf
        for at in range(len(chosen)):
            ranks[at] += _count(far[at], limits[at], equal=False)
            _take_in(best[at], rows[at], far[at], part.start)
    return _Truth(rows, ranks)


def _take_in(best: NDArray[np.float64], rows: NDArray[np.int64], far: NDArray[np.float64], start: int) -> None:
    """Keep the nearest of what is kept and of these rows, nearest first; of equal ones those of lower position."""
    near = np.flatnonzero(far < best[-1])
    if len(near) > len(best):
        near = near[far[near] <= np.partition(far[near], len(best) - 1)[len(best) - 1]]
    distances, positions = np.concatenate([best, far[near]]), np.concatenate([rows, near + start])
    order = np.argsort(distances, kind="stable")[: len(best)]  # what is kept is of lower position than what comes
    best[:], rows[:] = distances[order], positions[order]


def _count(values: NDArray[np.float64], limits: NDArray[np.float64], *, equal: bool) -> NDArray[np.int64]:
    """How many values are less than each limit, or no greater."""
    order = np.argsort(limits, kind="stable")
    values = values[values <= limits[order[-1]]]  # of the space a tenth, seldom more
    place = np.searchsorted(limits[order], values, side="left" if equal else "right")
    counts = np.empty(len(limits), np.int64)
    counts[order] = np.bincount(place, minlength=len(limits) + 1)[:-1].cumsum()
    return counts


class _Sampled(NamedTuple):
    """The space, and the others to which the distances of every anchor are compared."""

    space: _Space
    others: NDArray[np.int64]
    rows: NDArray[np.float64]  # of `others`, in whole steps
    rng: np.random.Generator


def _score_anchors(
    sampled: _Sampled,
    maps: Sequence[NDArray[np.float64]],
    chosen: NDArray[np.integer[Any]],
) -> list[dict[str, NDArray[np.float64]]]:
    """Score these anchors on each map: by name, one value an anchor."""
    space, others, rows, rng = sampled
    n = len(maps[0])
    ranked = min(_RANKED, (n - 1) // 2)
    views = [_View(places, chosen, ranked, rng) for places in maps]
    truth = _measure(space, chosen, min(_WIDE, n - 1), np.hstack([view.nearest for view in views]))
    pairs = rng.integers(len(others), size=(len(chosen), 2, _PAIRS))
    near = space.between(space.whole(chosen), rows)
    is_other = others[None, :] != chosen[:, None]
    found = []
    for view, ranks in zip(views, np.split(truth.ranks, len(views), axis=1), strict=True):
        local = _local_scores(view.ranks_of(truth.nearest), ranks, n, ranked)
        found.append(local | _wide_scores(near, view.distances(others), is_other, pairs))
    return found


def _local_scores(
    map_ranks: NDArray[np.int64], true_ranks: NDArray[np.int64], n: int, k: int
) -> dict[str, NDArray[np.float64]]:
    """Score each anchor by the ranks of its true neighbors on the map, and of the map's neighbors in the space."""
    scores = {
        f"recall@{at}": (map_ranks[:, :at] <= at).mean(axis=1) for at in (RECALL_AT, _WIDE) if n >= at * RECALL_SHARE
    }
    if k == _RANKED:
        worst = k * (2 * n - 3 * k - 1) / 2
        strangers = np.clip(true_ranks - k, 0, None).sum(axis=1)
        torn = np.clip(map_ranks[:, :k] - k, 0, None).sum(axis=1)
        scores |= {"trustworthiness": 1 - strangers / worst, "continuity": 1 - torn / worst}
    return scores


def _wide_scores(
    near: NDArray[np.float64], far: NDArray[np.float64], is_other: NDArray[np.bool_], pairs: NDArray[np.int64]
) -> dict[str, NDArray[np.float64]]:
    """Score each anchor by its distances to the others, in the space and on the map."""
    spearman, triplets = np.empty(len(near)), np.empty(len(near))
    for at in range(len(near)):
        others = is_other[at]
        spearman[at] = _correlation(_ranks(near[at][others]), _ranks(far[at][others]))
        a, b = pairs[at]
        told = others[a] & others[b] & (near[at][a] != near[at][b])
        a, b = a[told], b[told]
        agree = np.sign(near[at][a] - near[at][b]) == np.sign(far[at][a] - far[at][b])
        triplets[at] = agree.mean() if len(agree) else np.nan
    return {"distances": spearman, "triplets": triplets}


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rank of each value less the mean rank; equal values share theirs. All are halves of whole numbers, so exact."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return np.asarray((ends - (counts + len(values)) / 2)[place.ravel()])


def _correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Correlation of two series of mean 0; 0 where one of them says nothing."""
    scale = float((one * one).sum() * (other * other).sum())
    return float((one * other).sum()) / math.sqrt(scale) if scale > 0 else 0.0


def _chance(name: str, n: int) -> float:
    """Return what a score is where the map says nothing: ranks are drawn at random."""
    if name.startswith("recall@"):
        return int(name.removeprefix("recall@")) / (n - 1)
    if name in ("trustworthiness", "continuity"):
        k, m = _RANKED, n - 1
        expected = k * (m - k) * (m - k + 1) / (2 * m)  # each of k ranks beyond k by r - k, r uniform over 1 to m
        return 1 - expected / (k * (2 * n - 3 * k - 1) / 2)
    return 0.5 if name == "triplets" else 0.0


def _mean(values: NDArray[np.float64], whole: bool) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if len(known) == 0:
        return 0.0, 0.0
    spread = known.std(ddof=1) if len(known) > 1 and not whole else 0.0
    return float(known.mean()), float(1.96 * spread / np.sqrt(len(known)))
