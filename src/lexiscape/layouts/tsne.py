"""Neighbors in, a t-SNE map out: the schedule of the descent; its kernels are in native/."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape import _native
from lexiscape.errors import OptionError
from lexiscape.layouts import Layout, LayoutOptions
from lexiscape.layouts.pca import principal_plane
from lexiscape.neighbors import Neighbors
from lexiscape.progress import Progress

GRID_NODES = 1 << 22
"""Most nodes of the repulsion grid: bounds memory when one far outlier stretches the map."""

START_ROWS, START_ROUNDS = 8192, 12
"""Rows and rounds that the principal components of the start are found from: a start need not be exact."""

FEW = 4
"""So many tokens have a t-SNE map; fewer keep to the start's scale, for any scale is as good as any other for two."""

FARTHEST = 1e6
"""Largest coordinate that a start may have: float32 still tells neighbors apart there."""

CHUNK = 25
"""Steps between two reports of progress, and between two chances to interrupt."""


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
        Steps in all; raising it settles the map further.
    neighbors : int
        How many attract each token, all with the same weight, when no perplexity is asked for; raising it favors
        neighbors further down each token's list over the first ten.
    cell : float
        Width of a grid cell, in the unit of the map; lowering it makes the repulsion more exact and slower.
    momentum : tuple of float
        Share of the last step that is taken again, while exaggerated and afterwards.
    longest : float
        No coordinate moves further than this in one step.
    """

    exaggeration: float = 4.0
    exaggerated: float = 0.2
    iterations: int = 500
    neighbors: int = 12
    cell: float = 0.5
    momentum: tuple[float, float] = (0.5, 0.8)
    longest: float = 5.0


def neighbors_needed(n: int, perplexity: float | None = None) -> int:
    """Return how many neighbors a token `tsne` wants of n tokens: three times the perplexity (van der Maaten 2014)."""
    wanted = Schedule.neighbors if perplexity is None or not 0 < perplexity < n else math.ceil(3 * perplexity)
    return max(min(n - 1, wanted), 0)


def tsne(
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
        affinities' kernel flat, as perplexity -> k makes it. A perplexity beyond (n - 1) / 3 is lowered to that.
    progress : Progress
        Told every `CHUNK` steps, with the Kullback-Leibler divergence.
    schedule : Schedule or None
        Other than the default, for those who measure; `options.iterations` goes before its own.

    Returns
    -------
    Layout
        `meta` holds every parameter used and the final divergence ("kl", nats); "interrupted" when Ctrl-C ended the
        descent early: the map is then the one reached.

    Raises
    ------
    OptionError
        The perplexity or the number of iterations is out of range, or more neighbors must be found for it.
    """
    n = len(found.indices)
    schedule = _schedule(options, schedule or Schedule())
    perplexity, k = _perplexity(found, options.perplexity, schedule)
    meta: dict[str, Any] = {
        **asdict(schedule),
        "perplexity": perplexity,
        "weights": "equal" if perplexity is None else "gaussian",
        "neighbors": k,
        "seed": options.seed,
        "instruction_set": _native.instruction_set(),
    }
    start = _start(vectors, found, options)
    if k == 0:
        return Layout(np.zeros((n, 2), np.float32), meta)
    squared = found.distances[:, :k] * np.float32(2) if found.metric == "cosine" else np.square(found.distances[:, :k])
    threads = options.threads or 0
    starts, columns, values = _native.affinities(
        np.ascontiguousarray(found.indices[:, :k], np.int32),
        np.ascontiguousarray(np.maximum(squared, 0), np.float32),
        perplexity or 0.0,
        threads,
    )
    descent = _native.Descent(starts, columns, values, start, schedule.cell, GRID_NODES, threads)
    del starts, columns, values
    meta |= _descend(descent, n, schedule, progress, gather=options.initial is None and n >= FEW)
    xy = descent.positions()
    xy -= (xy.min(axis=0) + xy.max(axis=0)) / np.float32(2)
    return Layout(xy, meta)


def _perplexity(found: Neighbors, asked: float | None, schedule: Schedule) -> tuple[float | None, int]:
    """Return the perplexity (None: equal weights) and how many neighbors to use."""
    n, have = len(found.indices), found.indices.shape[1]
    if asked is None:
        return None, min(have, schedule.neighbors, n - 1)
    if not 1 <= asked < math.inf:
        raise OptionError(f"perplexity must be at least 1 and finite, not {asked!r}; values from 5 to 50 are usual")
    perplexity = min(float(asked), max((n - 1) / 3, 1.0))
    k = min(have, neighbors_needed(n, perplexity))
    if k < n - 1 and perplexity >= k:
        raise OptionError(
            f"perplexity {perplexity:g} needs more than {k} neighbors a token, {have} were found: "
            f"find {neighbors_needed(n, perplexity)} of them, or lower the perplexity"
        )
    return perplexity, k


def _schedule(options: LayoutOptions, schedule: Schedule) -> Schedule:
    if options.iterations is None:
        return schedule
    if options.iterations < 0:
        raise OptionError(f"iterations must be 0 or more, not {options.iterations}")
    return replace(schedule, iterations=options.iterations)


def _start(vectors: NDArray[np.float32], found: Neighbors, options: LayoutOptions) -> NDArray[np.float32]:
    """Return (n, 2) coordinates to start from: those given, or the principal plane scaled to a deviation of 0.0001."""
    n = len(found.indices)
    # Points in one place would stay together for ever, for no force tells them apart.
    apart = np.random.default_rng(options.seed).normal(size=(n, 2))
    if options.initial is not None:
        given = np.asarray(options.initial, np.float64)
        if given.shape != (n, 2) or not (np.abs(given) <= FARTHEST).all():
            raise OptionError(
                f"initial must be ({n}, 2) coordinates within +-{FARTHEST:g}, "
                f"not of shape {given.shape} with entries up to {np.abs(given).max(initial=0):g}"
            )
        given = given - given.mean(axis=0) + apart * 1e-4
        return np.ascontiguousarray(given, np.float32)
    xy, _ = principal_plane(
        vectors, unit=found.metric == "cosine", threads=options.threads, most_rows=START_ROWS, rounds=START_ROUNDS
    )
    deviation = float(xy[:, 0].std(dtype=np.float64))
    if n < FEW:
        xy /= np.float32(max(deviation, 1e-30))
    elif deviation > 0:  # Kobak and Berens 2019, doi:10.1038/s41467-019-13056-x
        xy *= np.float32(1e-4 / deviation)
    xy += np.float32(1e-6) * apart.astype(np.float32)
    return np.ascontiguousarray(xy, np.float32)


def _descend(
    descent: _native.Descent, n: int, schedule: Schedule, progress: Progress, *, gather: bool
) -> dict[str, Any]:
    """Run the descent to its end or to the first Ctrl-C; return what `Layout.meta` should tell of it."""
    total = schedule.iterations
    exaggerated = round(total * schedule.exaggerated) if gather else 0
    meta: dict[str, Any] = {}
    done = 0
    try:
        while done < total:
            early = done < exaggerated
            if done in (0, 2 * CHUNK, exaggerated) or (done - exaggerated) % (6 * CHUNK) == 0:
                descent.settle()
            steps = min(CHUNK, (exaggerated if early else total) - done)
            factor = schedule.exaggeration if early else 1.0
            # Belkina et al. 2019, doi:10.1038/s41467-019-13055-y: n over the exaggeration.
            divergence = descent.run(steps, factor, n / factor, schedule.momentum[not early], schedule.longest)
            done += steps
            progress("layout", done, total, f"KL {divergence:.3f}")
    except KeyboardInterrupt:
        meta |= {"interrupted": True, "stopped_at": done}
    return meta | {"kl": round(descent.divergence(), 6)}
