"""A layout and the space it came from in, its score card out: beside chance, and beside a plain projection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lexiscape import _native
from lexiscape._rules import RECALL_AT, RECALL_SHARE
from lexiscape.errors import CorruptFile, OptionError, VectorError
from lexiscape.layouts.pca import principal_plane
from lexiscape.neighbors import METRICS, as_matrix, read_vectors
from lexiscape.processors import thread_count
from lexiscape.progress import Progress, silent
from lexiscape.space import EmbeddingSpace

#: Tokens sampled for the card that every map carries: a margin of about .04 for recall, less for the others.
ANCHORS = 100
#: Neighborhoods: of the second recall, and of trustworthiness and continuity.
_WIDE, _RANKED = 50, 15
#: Others to which the distances of an anchor are compared, and how many pairs of them.
_OTHERS, _PAIRS = 2000, 64
#: The yardstick's components are found from so many rows, in so many rounds: its scores do not change beyond.
_PLANE_ROWS, _PLANE_ROUNDS = 1 << 13, 20
_FIELDS = ("value", "margin", "chance", "pca")
#: Anchors scored at a time.
_BLOCK = 512


class CardScore(NamedTuple):
    """One score of a map.

    Attributes
    ----------
    value : float
        Mean over the anchors; 1 for a perfect map.
    margin : float
        Half the width of the 95% confidence interval (normal approximation) of what all tokens of this map would give;
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
    workers = thread_count(threads)
    rows = as_matrix(vectors)
    places = _read_places(xy, len(rows))
    n = len(rows)
    chosen = np.sort(np.random.default_rng(seed).permutation(n)[:anchors]).astype(np.int32)
    if n < RECALL_SHARE:
        read_vectors(vectors, workers)  # which refuses what is not finite
        return ScoreCard({}, len(chosen), n)
    plane, _ = principal_plane(
        rows, unit=metric == "cosine", threads=threads, most_rows=_PLANE_ROWS, rounds=_PLANE_ROUNDS
    )
    maps = np.stack([places, plane.astype(np.float64)])
    rng = np.random.default_rng([seed, 1])
    others = np.sort(rng.permutation(n)[:_OTHERS]).astype(np.int32)
    salt = int(np.random.default_rng([seed, 2]).integers(2**63))
    parts = []
    for start in range(0, len(chosen), _BLOCK):
        part = chosen[start : start + _BLOCK]
        scored = _score_anchors(rows, metric, maps, _Sampled(part, others, rng, salt, workers))
        if scored is None:
            read_vectors(vectors, workers)  # names the rows
            raise VectorError("the vectors were changed while they were scored: score the map again")
        parts.append(scored)
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


class _Sampled(NamedTuple):
    """Who is asked, and what of them."""

    anchors: NDArray[np.int32]  # ascending
    others: NDArray[np.int32]  # ascending: to which the distances of every anchor are compared
    rng: np.random.Generator
    salt: int
    threads: int


def _score_anchors(
    rows: NDArray[np.float32], metric: str, maps: NDArray[np.float64], sampled: _Sampled
) -> list[dict[str, NDArray[np.float64]]] | None:
    """Score these anchors on each map, (maps, n, 2): by name, one value an anchor. None where rows are not finite."""
    n = len(rows)
    ranked, wide = min(_RANKED, (n - 1) // 2), min(_WIDE, n - 1)
    anchors, others, rng, salt, threads = sampled
    pairs = rng.integers(len(others), size=(len(anchors), 2, _PAIRS)).astype(np.int32)
    told = _native.score_anchors(rows, metric == "cosine", maps, anchors, others, pairs, wide, ranked, salt, threads)
    if told is None:
        return None
    return [
        _local_scores(map_ranks, true_ranks, n, ranked) | {"distances": correlations, "triplets": triplets}
        for map_ranks, true_ranks, correlations, triplets in zip(*told, strict=True)
    ]


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
