"""Neighbors in, a t-SNE map out: the schedule of the descent; its kernels are in native/tsne/."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape import _native
from lexiscape._rules import FEW_TOKENS
from lexiscape.errors import LexiscapeWarning, OptionError
from lexiscape.layouts.copies import crowds, share_out
from lexiscape.layouts.few import (
    EXAGGERATION,
    Compressed,
    affinities_by_rank,
    in_order,
    keep_apart,
    neighbors_of_few,
)
from lexiscape.layouts.layout import Layout, LayoutOptions
from lexiscape.layouts.pca import principal_plane
from lexiscape.layouts.places import count_places
from lexiscape.neighbors import Neighbors
from lexiscape.processors import thread_count
from lexiscape.progress import Progress

GRID_NODES = 1 << 22
"""Most nodes of the repulsion grid: bounds memory when one far outlier stretches the map."""

START_ROWS, START_ROUNDS = 8192, 12
"""Rows and rounds that the principal components of the start are found from: a start need not be exact."""

FLAT = 3
"""So many tokens lie in a plane as they are: their map is that plane, and not what a descent would make of it."""

FARTHEST = 1e6
"""Largest coordinate that a start may have: float32 still tells neighbors apart there."""

CHUNK = 25
"""Most steps between two reports of progress, and between two chances to interrupt; the result depends on no chunk."""

CHUNK_POINTS = 4_000_000
"""Most points times steps of a chunk: a large map, too, is told of and can be interrupted about once a second."""

SHRUNK = 0.1
"""A map that is less than this share of the start's width when its exaggerated steps are over was drawn to a point."""

SETTLE_EARLY, SETTLE_EVERY = 50, 150
"""Steps after which memory is first brought into the order of the map, and between two later times."""


@dataclass(frozen=True)
class Schedule:
    """How the descent goes; the values are the outcome of benchmarks/sweep.py.

    Attributes
    ----------
    exaggeration : float
        Factor on the affinities at first; raising it gathers related tokens sooner and tighter (van der Maaten 2008).
    exaggerated : float
        Share of all iterations that are exaggerated.
    iterations : int
        Steps in all, for up to `SETTLED` tokens; raising it settles the map further. Larger maps take longer to
        unfold: half as many again for each doubling (`iterations_for`).
    neighbors : int
        How many attract each token, all with the same weight, when no perplexity is asked for; raising it favors
        neighbors further down each token's list over the first ten.
    cell : float
        Width of a grid cell, in the unit of the map; lowering it makes the repulsion more exact and slower.
    momentum : tuple of float
        Share of the last step that is taken again: while exaggerated, afterwards, and in the cooled steps at the end.
    cooled : float
        Share of all iterations that are cooled: after much momentum, little lets points come to rest among their
        neighbors.
    longest : float
        No coordinate moves further than this in one step.
    """

    exaggeration: float = 4.0
    exaggerated: float = 0.2
    iterations: int = 500
    neighbors: int = 12
    cell: float = 0.5
    momentum: tuple[float, float, float] = (0.5, 0.8, 0.5)
    cooled: float = 0.0
    longest: float = 5.0


SETTLED = 32768
"""Tokens up to which a map settles in `Schedule.iterations` steps."""

MANY = Schedule(exaggeration=2.0, iterations=250, momentum=(0.5, 0.9, 0.5), cooled=1 / 3)
"""How the descent of more tokens than `SETTLED` goes: it is as faithful in half the steps (docs/how-it-is-fast.md)."""


def iterations_for(n: int, schedule: Schedule) -> int:
    """Return how many steps n tokens get: in all, O(n log n) work."""
    return round(schedule.iterations * (1 + 0.5 * math.log2(max(n / SETTLED, 1.0))) / CHUNK) * CHUNK


def schedule_for(n: int) -> Schedule:
    """Return how the descent of n tokens goes: few are less exaggerated and have fewer neighbors (`layouts.few`)."""
    schedule = Schedule() if n <= SETTLED else MANY
    if n > FEW_TOKENS:
        return schedule
    return replace(schedule, exaggeration=EXAGGERATION, neighbors=min(schedule.neighbors, neighbors_of_few(n)))


def neighbors_needed(n: int, perplexity: float | None = None) -> int:
    """Return how many neighbors a token `tsne` wants of n tokens: three times the perplexity (van der Maaten 2014)."""
    wanted = Schedule.neighbors
    if perplexity is not None and perplexity > 0:
        wanted = math.ceil(3 * min(perplexity, n))
    return max(min(n - 1, wanted), 0)


def neighbors_wanted(n: int, options: LayoutOptions) -> int:
    """Return how many neighbors a token the perplexity that was asked for needs; 0 when none was."""
    return 0 if options.perplexity is None else neighbors_needed(n, options.perplexity)


def check(n: int, k: int, options: LayoutOptions) -> None:
    """Raise the OptionError that `tsne` would raise of n tokens with k neighbors each."""
    schedule = _schedule(n, options, schedule_for(n))
    _perplexity(n, k, options.perplexity, schedule)
    if options.initial is not None:
        farthest = float(np.abs(np.asarray(options.initial, np.float64)[~np.isnan(options.initial)]).max(initial=0))
        if farthest > FARTHEST:
            raise OptionError(
                f"initial must be ({n}, 2) coordinates within +-{FARTHEST:g}, not with entries up to {farthest:g}"
            )


def lay_out(
    vectors: NDArray[np.float32],
    found: Neighbors,
    options: LayoutOptions,
    progress: Progress,
    schedule: Schedule | None = None,
) -> Layout:
    """Lay tokens out by t-SNE.

    Parameters
    ----------
    vectors : ndarray, (n, dim), float32
        Row i belongs to row i of `found`; only the start of the map is taken from it.
    found : Neighbors
        True neighbors: at least `neighbors_needed(n, perplexity)` a row for the perplexity to mean what it says.
    options : LayoutOptions
        Without a perplexity, each token is drawn to `Schedule.neighbors` nearest with equal weight: t-SNE with the
        affinities' kernel flat, as perplexity -> k makes it; up to `FEW_TOKENS` tokens to fewer, with weights that fall
        with the rank, and less exaggerated (`layouts.few` says why); up to `FLAT` lie as their vectors do,
        wherever they were to start. A perplexity beyond (n - 1) / 3 is lowered to that, and a LexiscapeWarning says so.
    progress : Progress
        Told at least every `CHUNK` steps, with the Kullback-Leibler divergence.
    schedule : Schedule or None
        Other than the default, for those who measure; `options.iterations` goes before its own.

    Returns
    -------
    Layout
        `meta` holds every parameter used and the final divergence ("kl", nats); "interrupted" when Ctrl-C ended the
        descent early: the map is then the one reached after "stopped_at" steps, and a LexiscapeWarning says so.

    Raises
    ------
    OptionError
        The perplexity or the number of iterations is out of range, or more neighbors must be found for it.
    """
    n = len(found.indices)
    schedule = _schedule(n, options, schedule or schedule_for(n))
    perplexity, k = _perplexity(n, found.indices.shape[1], options.perplexity, schedule)
    meta: dict[str, Any] = {
        **asdict(schedule),
        "perplexity": perplexity,
        "weights": "gaussian" if perplexity is not None else "by rank" if n <= FEW_TOKENS else "equal",
        "neighbors": k,
        "seed": options.seed,
        "instructions": _native.instruction_set(),
    }
    if n <= FLAT or k == 0:
        return Layout(_flat(vectors, found, options), meta | {"iterations": 0})
    if perplexity is not None and options.perplexity is not None and perplexity < options.perplexity:
        lowered = f"perplexity {options.perplexity:g} is more than {n:,} tokens can have: the map is drawn with"
        warnings.warn(f"{lowered} {perplexity:g}, a third of the other tokens", LexiscapeWarning, stacklevel=3)
    start = _start(vectors, found, options)

    def begin() -> _native.Descent:  # which holds the affinities in its own form: they are not kept twice
        affinities = _affinities(found, k, perplexity, options)
        return _native.Descent(*affinities, start, schedule.cell, GRID_NODES, thread_count(options.threads))

    told, xy = _descend(begin, start, schedule, progress, gather=options.initial is None)
    if n <= FEW_TOKENS and schedule.iterations > 0:
        xy = keep_apart(xy, options.seed)
    xy -= (xy.min(axis=0) + xy.max(axis=0)) / np.float32(2)
    return Layout(xy, meta | told)


def _affinities(found: Neighbors, k: int, perplexity: float | None, options: LayoutOptions) -> Compressed:
    """Return the affinities of each row and its first k neighbors, as `_native.affinities` does."""
    n = len(found.indices)
    indices = np.ascontiguousarray(found.indices[:, :k], np.int32)
    squared = _squared_distances(found, k, needed=perplexity is not None)
    if n <= FEW_TOKENS:
        if perplexity is None:
            return affinities_by_rank(indices)
        squared = in_order(squared)
    else:
        indices = share_out(indices, crowds(found, k), options.seed)
    starts, columns, values = _native.affinities(indices, squared, perplexity or 0.0, thread_count(options.threads))
    return starts, columns, values


def _squared_distances(found: Neighbors, k: int, *, needed: bool) -> NDArray[np.float32]:
    """Return (n, k) squared distances, each row in its own unit; zeros where all neighbors weigh the same."""
    n = len(found.indices)
    if not needed:
        return np.zeros((n, k), np.float32)
    near = np.maximum(found.distances[:, :k], 0)
    if found.metric == "cosine":
        return np.ascontiguousarray(near * np.float32(2))
    # Each row's bandwidth is found from its own distances, so their unit is free: no square is too large for float32.
    farthest = near.max(axis=1, keepdims=True, initial=0)
    return np.ascontiguousarray(np.square(near / np.where(farthest > 0, farthest, np.float32(1))))


def _perplexity(n: int, have: int, asked: float | None, schedule: Schedule) -> tuple[float | None, int]:
    """Return the perplexity (None: equal weights) and how many of `have` neighbors to use."""
    if asked is None:
        return None, min(have, schedule.neighbors, n - 1)
    if not 1 <= asked < math.inf:
        raise OptionError(f"perplexity must be at least 1 and finite, not {asked!r}; values from 5 to 50 are usual")
    perplexity = min(float(asked), max((n - 1) / 3, 1.0))
    k = min(have, neighbors_needed(n, perplexity))
    if k < n - 1 and perplexity >= k:
        raise OptionError(
            f"perplexity {perplexity:g} needs more than {k} neighbors a token: "
            f"find {neighbors_needed(n, perplexity)} of them, or lower the perplexity"
        )
    return perplexity, k


def _schedule(n: int, options: LayoutOptions, schedule: Schedule) -> Schedule:
    if options.iterations is None:
        return replace(schedule, iterations=iterations_for(n, schedule))
    if options.iterations < 0:
        raise OptionError(f"iterations must be 0 or more, not {options.iterations}")
    return replace(schedule, iterations=options.iterations)


def _flat(vectors: NDArray[np.float32], found: Neighbors, options: LayoutOptions) -> NDArray[np.float32]:
    """Return (n, 2) coordinates of up to three tokens, at their true distances from each other, two units wide.

    With the metric "cosine", the distances are those of the directions, sqrt(2 - 2 cos); equal vectors lie on a circle.
    """
    n = len(found.indices)
    xy, _ = principal_plane(vectors, unit=found.metric == "cosine", threads=options.threads)
    width = float(np.ptp(xy[:, 0]))
    if n == 1:
        return np.zeros((n, 2), np.float32)
    if width == 0:
        angle = 2 * np.pi / n * np.arange(n)
        xy, width = np.stack([np.cos(angle), np.sin(angle)], axis=1).astype(np.float32), 2.0
    xy = keep_apart(xy * np.float32(2 / width), options.seed)
    return np.asarray(xy - (xy.min(axis=0) + xy.max(axis=0)) / np.float32(2), np.float32)


def _start(vectors: NDArray[np.float32], found: Neighbors, options: LayoutOptions) -> NDArray[np.float32]:
    """Return (n, 2) coordinates to start from: those given, or the principal plane scaled to a deviation of 0.0001."""
    n = len(found.indices)
    # Points in one place would stay together for ever, for no force tells them apart.
    apart = np.random.default_rng(options.seed).normal(size=(n, 2))
    if options.initial is not None:
        given = np.asarray(options.initial, np.float64)
        given = given - given.mean(axis=0) + apart * 1e-4
        return np.ascontiguousarray(given, np.float32)
    xy, _ = principal_plane(
        vectors, unit=found.metric == "cosine", threads=options.threads, most_rows=START_ROWS, rounds=START_ROUNDS
    )
    deviation = float(xy[:, 0].std(dtype=np.float64))
    if deviation > 0:  # Kobak and Berens 2019, doi:10.1038/s41467-019-13056-x
        xy *= np.float32(1e-4 / deviation)
    xy += np.float32(1e-6) * apart.astype(np.float32)
    return np.ascontiguousarray(xy, np.float32)


def _descend(
    begin: Callable[[], _native.Descent],
    start: NDArray[np.float32],
    schedule: Schedule,
    progress: Progress,
    *,
    gather: bool,
) -> tuple[dict[str, Any], NDArray[np.float32]]:
    """Run the descent to its end or to the first Ctrl-C; return what `Layout.meta` should tell of it, and the map.

    Where the exaggerated steps drew all tokens together instead of apart (`layouts.few` says when they do), they are
    dropped: the others begin from the start.
    """
    n, total = len(start), schedule.iterations
    exaggerated = round(total * schedule.exaggerated) if gather else 0
    ends = (exaggerated, max(total - round(total * schedule.cooled), exaggerated), total)
    chunk = max(1, min(CHUNK, CHUNK_POINTS // n))
    meta: dict[str, Any] = {}
    descent = begin()
    done = 0
    try:
        while done < total:
            phase = next(at for at, end in enumerate(ends) if done < end)
            if done and done == exaggerated and _has_shrunk(start, descent.positions()):
                descent = begin()
                meta["exaggerated"] = 0.0
            if done in (0, SETTLE_EARLY) or (done - exaggerated) % SETTLE_EVERY == 0:
                descent.settle()
            stop = _next_stop(done, ends[phase], exaggerated, chunk)
            factor = 1.0 if phase else schedule.exaggeration
            # Belkina et al. 2019, doi:10.1038/s41467-019-13055-y: n over the exaggeration.
            how = (factor, n / factor, schedule.momentum[phase], schedule.longest)
            # Counted before they are taken: Ctrl-C during the steps is seen only when all of them are done.
            steps, done = stop - done, stop
            divergence = descent.run(steps, *how)
            progress("layout", done, total, f"KL {divergence:.3f}")
    except KeyboardInterrupt:
        meta |= {"interrupted": True, "stopped_at": done}
        told = f"interrupted: the layout stopped after {done:,} of {total:,} steps; the map is unfinished"
        warnings.warn(told, LexiscapeWarning, stacklevel=5)
    return meta | {"kl": round(descent.divergence(), 6)}, descent.positions()


def _has_shrunk(start: NDArray[np.float32], now: NDArray[np.float32]) -> bool:
    """Tell whether the map is far less wide or far less high than it was at the start, or most tokens lie on others."""
    narrow = np.ptp(now, axis=0) < SHRUNK * np.ptp(start, axis=0)
    return bool(narrow.any()) or 2 * count_places(now, 0.0) < len(now)


def _next_stop(done: int, end: int, exaggerated: int, chunk: int) -> int:
    """Return after which step to stop next: for news, for the end of the phase, or to settle."""
    settle = done + SETTLE_EVERY - (done - exaggerated) % SETTLE_EVERY
    if done < SETTLE_EARLY:
        settle = min(settle, SETTLE_EARLY)
    return min(done + chunk, end, settle)
