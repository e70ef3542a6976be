"""Two tokens and the true neighbors of all in, the way from one to the other through neighbors out: `Road`."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import ROAD_LEAST
from lexiscape.ask.words import find_word, told_choices
from lexiscape.errors import SelectionError
from lexiscape.frames import token_frame
from lexiscape.map_data import Neighbor, NeighborList, neighbor_of
from lexiscape.neighbors import Neighbors, at_least_one
from lexiscape.one_line import short_line
from lexiscape.space import EmbeddingSpace
from lexiscape.terminal_table import numbered

if TYPE_CHECKING:
    import pandas

#: What is said beside every road.
CAVEAT = (
    "a way leads between nearly any two tokens, and says no more than its steps do: compare their distances with those "
    "of a token's nearest"
)
_SHOWN = 5  # shared neighbors that a console shows


class Shared(NamedTuple):
    """A token that is among the nearest of both, and how far it is from either."""

    id: int
    token: str
    raw: str
    to_a: float
    to_b: float


@dataclass(frozen=True, eq=False)
class Road:
    """The way from one token to another through true neighbors, and why the two are near, or are not.

    Attributes
    ----------
    a, b : Neighbor
        The two tokens; `distance` is 0.
    steps : NeighborList
        The tokens on the way, `a` first and `b` last, each with its distance from the one before. Empty: no way leads
        from one to the other.
    length : float or None
        The sum of the squared distances: twice the cosine distances, which are half of squared chords.
    k : int
        Of how many nearest neighbors `shared`, `own_a` and `own_b` tell.
    shared : list of Shared
        Tokens among the k nearest of both, by the sum of their two distances.
    own_a, own_b : NeighborList
        The k nearest of one that are not among those of the other, nearest first; the two tokens themselves left out.
    place_of_b, place_of_a : int or None
        Where `b` stands among the neighbors found of `a`, from 1 on, and `a` among those of `b`; None: it does not.
    notes : list of str
        What the reader should know: which token an ambiguous word is, that there is no road.
    """

    a: Neighbor
    b: Neighbor
    steps: NeighborList
    length: float | None
    k: int
    shared: list[Shared]
    own_a: NeighborList
    own_b: NeighborList
    place_of_b: int | None
    place_of_a: int | None
    notes: list[str] = field(default_factory=list)

    def frame(self) -> pandas.DataFrame:
        """Return the steps as a DataFrame: id, token, raw, distance; MissingExtra without pandas."""
        return self.steps.frame()

    def shared_frame(self) -> pandas.DataFrame:
        """Return the shared neighbors as a DataFrame: id, token, raw, to_a, to_b; MissingExtra without pandas."""
        return token_frame(self.shared, Shared)

    def __repr__(self) -> str:
        count = len(self.steps) - 1
        way = f"{count} {'step' if count == 1 else 'steps'}, each with its distance" if self.steps else "no way"
        far = ["", *(f"distance {step.distance:.3f}" for step in self.steps[1:])][: len(self.steps)]
        rows = [(step.token, told, f"id {step.id}") for step, told in zip(self.steps, far, strict=True)]
        named = ", ".join(one.token for one in self.shared[:_SHOWN]) + (" …" if len(self.shared) > _SHOWN else "")
        shared = f"      in common of the {self.k} nearest of either: {named or 'none'}"
        notes = [f"Note: {note}" for note in (*self.notes, *([CAVEAT] if self.steps else []))]
        first = f"{short_line(self.a.token)} to {short_line(self.b.token)}: {way}"
        return "\n".join([first, *numbered(rows, range(len(rows))), *map(short_line, (shared, *notes))])


def find_road(space: EmbeddingSpace, found: Neighbors, a: str, b: str, k: int = 10) -> Road:
    """Find the shortest way from one token to another through true neighbors, and the neighbors that they share.

    Parameters
    ----------
    space : EmbeddingSpace
        The tokens; their vectors are not asked for, so that a map that was opened from a file will do.
    found : Neighbors
        The true neighbors of each: an edge joins two tokens if either is among those found of the other. A way's length
        is the sum of the squared distances along it, so that many short steps are better than one long one.
    a, b : str
        Tokens, raw or readable.
    k : int
        How many of the nearest neighbors of each are compared; at most as many as were found.

    Returns
    -------
    Road
        From `b` to `a` it is the same way back; of ways equally long, that through lower rows.

    Raises
    ------
    SelectionError
        A word is no token, or both are the same token.
    OptionError
        `k` is no whole number, or less than 1.
    """
    k = at_least_one("k", k)
    words = [find_word(space, word) for word in (a, b)]
    row_a, row_b = (word.rows[0] for word in words)
    if row_a == row_b:
        raise SelectionError(f"{a!r} and {b!r} are the same token: expected two, to find the way between them")
    notes = told_choices(space, words)
    k = min(k, found.indices.shape[1])
    way = _shortest(found, min(row_a, row_b), max(row_a, row_b))
    way = way if row_a < row_b else way[::-1]
    if not way:
        notes.append(
            f"no road leads from {space.readable[row_a]!r} to {space.readable[row_b]!r} through the "
            f"{found.indices.shape[1]} nearest neighbors of each token: draw the map with more (--neighbors)"
        )
    hops = [0.0, *(_distance(found, one, two) for one, two in pairwise(way))]
    steps = NeighborList(neighbor_of(space, row, hop) for row, hop in zip(way, hops, strict=False))
    near_a, near_b = _nearest(found, row_a, k), _nearest(found, row_b, k)
    shared = [Shared(*neighbor_of(space, row, 0)[:3], near_a[row], near_b[row]) for row in near_a if row in near_b]
    return Road(
        neighbor_of(space, row_a, 0.0),
        neighbor_of(space, row_b, 0.0),
        steps,
        math.fsum(_squared(found.metric, np.array(hops)).tolist()) if way else None,
        k,
        sorted(shared, key=lambda one: one.to_a + one.to_b),
        NeighborList(neighbor_of(space, row, d) for row, d in near_a.items() if row not in near_b and row != row_b),
        NeighborList(neighbor_of(space, row, d) for row, d in near_b.items() if row not in near_a and row != row_a),
        _place(found, row_a, row_b),
        _place(found, row_b, row_a),
        notes,
    )


def _shortest(found: Neighbors, start: int, end: int) -> list[int]:
    """Return the rows of the shortest way, both ends included; none where there is no way.

    By Dijkstra's algorithm from the start; then back from the end, each time to the lowest row from which the way to
    here is as long as it is at least. SciPy's own predecessors would depend on the order of its heap.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    n, k = found.indices.shape
    if not k:
        return []
    costs = _costs(found)
    graph = csr_array((costs.ravel(), found.indices.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    far = dijkstra(graph, directed=False, indices=np.array([start]))[0]
    if not np.isfinite(far[end]):
        return []
    way = [end]
    while way[-1] != start:
        here = way[-1]
        listing, place = np.nonzero(found.indices == here)
        rows = np.concatenate([found.indices[here], listing])
        lengths = far[rows] + np.concatenate([costs[here], costs[listing, place]])
        way.append(int(rows[lengths == far[here]].min()))
    return way[::-1]


def _costs(found: Neighbors) -> NDArray[np.float64]:
    """Return what each step costs, (n, k) float64, up to 1: its squared distance, by the largest."""
    costs = _squared(found.metric, found.distances.astype(np.float64))
    return np.maximum(costs / (costs.max() or 1.0), ROAD_LEAST)


def _squared(metric: str, distances: NDArray[np.float64]) -> NDArray[np.float64]:
    return 2 * distances if metric == "cosine" else distances * distances


def _distance(found: Neighbors, one: int, two: int) -> float:
    for row, other in ((one, two), (two, one)):
        place = _place(found, row, other)
        if place is not None:
            return float(found.distances[row, place - 1])
    raise AssertionError("a step of a road joins two neighbors")


def _place(found: Neighbors, row: int, other: int) -> int | None:
    places = np.flatnonzero(found.indices[row] == other)
    return int(places[0]) + 1 if len(places) else None


def _nearest(found: Neighbors, row: int, k: int) -> dict[int, float]:
    return dict(zip(found.indices[row, :k].tolist(), found.distances[row, :k].tolist(), strict=True))
