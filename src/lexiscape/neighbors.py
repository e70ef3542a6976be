"""Vectors in, each row's k nearest other rows out: computed once; layout, hover, scores and comparison reuse it.

The search itself is in native/search/ (nearest_exact.hpp, nearest_approximate.hpp, nearest_rows.hpp) and native/graph/;
`docs/how-it-is-fast.md` tells how it works and what it costs.
"""

from __future__ import annotations

import logging
import operator
import time
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lexiscape import _native
from lexiscape.devices import Device, Task, choose_device
from lexiscape.errors import LexiscapeWarning, OptionError, VectorError
from lexiscape.processors import thread_count
from lexiscape.progress import Progress, silent
from lexiscape.space import EmbeddingSpace
from lexiscape.space.mapped import check_unchanged
from lexiscape.space.rows import first_equal, squared_lengths

METRICS = ("cosine", "euclidean")
METHODS = ("auto", "exact", "approximate")
_SAFE_EXPONENT = 40  # float32 ends at 2^127, and a sum of squares of 2^40 in 2^40 dimensions at 2^120


# From this many products on, n * n * width / 2, "auto" is approximate; read off the growth of both searches
# (benchmarks/growth.py, docs/how-it-is-fast.md). A row's width is its dimensions, rounded up to `WIDTH_STEP`.
EXACT_PRODUCTS = 4e12
WIDTH_STEP = 64
# Rows whose true neighbors an approximate search finds as well, to tell how many of them it found.
CHECKED_ROWS = 512
# An approximate search is judged by so many neighbors, and searches for as many at least.
_JUDGED = 15
# What an approximate search aims at, unless told otherwise: this share of the true 15 nearest.
RECALL = 0.97
# From this many rows on an approximate search builds a graph of neighbors (native/graph/), and compares all pairs only
# where that does not reach the aim.
_GRAPH_ROWS = 45_000
# What keeping and reviewing one row of a shortlist costs, in products of eight bits; estimated from a profile.
_ENTRY_COST = 80_000
# What an approximate search may spend on proving the neighbors of near-copies among themselves: what "auto" spends on
# proving all.
_COPY_PRODUCTS = EXACT_PRODUCTS

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Neighbors:
    """Each row's nearest other rows.

    Attributes
    ----------
    indices : ndarray, (n, k), int32
        Row positions, nearest first; equal distances in order of position. A row is never its own neighbor.
    distances : ndarray, (n, k), float32
        1 - cosine similarity, or Euclidean distance; ascending along each row.
    metric : str
        One of `METRICS`.
    meta : dict
        How they were found (method, sampled recall, seconds, …): JSON values only.
    before : Touching or None
        Of lists that were ranked anew, after which copies are at no distance 0: what was so before.
    """

    indices: NDArray[np.int32]
    distances: NDArray[np.float32]
    metric: str = "cosine"
    meta: dict[str, Any] = field(default_factory=dict)
    before: Touching | None = None

    def touching(self) -> Touching:
        """Tell which rows are at distance 0 from each; of lists of at least one."""
        if self.before is not None:
            return self.before
        return Touching(self.indices[:, 0], np.count_nonzero(self.distances <= 0, axis=1))


class Touching(NamedTuple):
    """Rows at distance 0 from each row, of its list.

    Attributes
    ----------
    nearest : ndarray, (n,), int32
        The first of its list: of equal distances that of the first position.
    at_zero : ndarray, (n,), int64
        How many are at distance 0.
    """

    nearest: NDArray[np.int32]
    at_zero: NDArray[np.int64]


def find_neighbors(
    space: EmbeddingSpace | ArrayLike,
    k: int = 30,
    *,
    metric: str = "cosine",
    method: str = "auto",
    recall: float = RECALL,
    start: NDArray[np.int32] | None = None,
    device: str = "auto",
    threads: int | None = None,
    progress: Progress = silent,
) -> Neighbors:
    """Find each row's k nearest other rows.

    Parameters
    ----------
    space : EmbeddingSpace or array_like, (n, dim)
        The vectors. float32 is read in place, memory-mapped or not, and never written; other types are converted.
    k : int
        Neighbors a row; at most n - 1 are returned.
    metric : str
        ``"cosine"``: 1 - cosine similarity. A zero row has no direction: it is at distance 1 from every row that is
        not zero, and 0 from those that are. ``"euclidean"``: the length of the difference.
    method : str
        ``"exact"``: the true neighbors, proven; time grows with n squared. ``"approximate"``: a fraction of that time,
        nearly all of the true neighbors; ``meta["recall"]`` says how many, measured on a sample of rows in every run.
        ``"auto"``: exact up to `EXACT_PRODUCTS`, 144,000 rows of 384 dimensions or 112,000 of 640, also where an
        approximate search would take half of the time; approximate beyond.
    recall : float
        The share of the true 15 nearest that an approximate search is to find, above 0 and below 1; raising it costs
        time. Reached on rows whose true neighbors it knows; ``meta["recall_at_15"]`` is measured on others, and a
        warning is logged where it misses the aim by more than its margin.
    start : ndarray, (n, m), int32, or None
        Neighbors of the same rows in a space much like this one, another step of a training say: an approximate search
        of many rows begins with them, in a fraction of the time, where that reaches `recall`, and as ever where it does
        not. An exact one has no use for them.
    device : str
        ``"cuda"``, ``"mps"``: a GPU proposes neighbors and the processor proves them (extra: gpu); the search is exact,
        however many rows there are, and gives the bytes of ``method="exact"``. The proof rests on a bound of the GPU's
        errors, of which samples are checked; where one breaks it, a LexiscapeWarning says so, and the processor
        searches. ``"cpu"``: the processor alone.
        ``"auto"``: a CUDA device, where there is one, for an exact search of `lexiscape.devices.device.DEVICE_PRODUCTS`
        or more, 102,000 rows of 384 dimensions; else the processor. ``meta["device"]`` says which it was.
    threads : int or None
        Threads to use; None: as many as this process may use. Never changes the result.
    progress : Progress
        Told of the stage ``"neighbors"`` a few dozen times.

    Returns
    -------
    Neighbors
        Distances are computed in double precision, in an order that no option changes; copies of a row are at
        distance 0. An approximate search tells rows that lie closer together than eight bits can say by proving their
        neighbors among themselves; where they are too many for that, a LexiscapeWarning says so, and
        ``meta["near_copies_left"]`` how many they are.

    Raises
    ------
    VectorError
        A row holds NaN or infinite values, there is no row, `space` is not a matrix of real numbers, or a distance is
        beyond float32.
    CorruptFile
        The vectors stay in a file, and it was changed meanwhile.
    OptionError
        An option is none of its choices, less than 1, or a recall outside its range; a device is not there, or is asked
        for an approximate search.
    MissingExtra
        A device is asked for, and PyTorch is not installed or cannot be imported.
    """
    clock = time.perf_counter()
    _check_choice("metric", metric, METRICS)
    _check_choice("method", method, METHODS)
    if not 0 < recall < 1:
        raise OptionError(f"recall must be above 0 and below 1, not {recall}; method='exact' finds all")
    if device not in ("auto", "cpu") and method == "approximate":
        raise OptionError(f"device={device!r} searches exactly: leave out method='approximate', or the device")
    workers = thread_count(threads)
    vectors, norms = read_vectors(space, workers)
    k = min(at_least_one("k", k), len(vectors) - 1)
    first = first_equal(vectors, workers)
    distinct = np.flatnonzero(first == np.arange(len(vectors))).astype(np.int32)
    cosine = metric == "cosine"
    width = -(-vectors.shape[1] // WIDTH_STEP) * WIDTH_STEP
    products = len(distinct) ** 2 * width / 2
    exact = method == "exact" or (method == "auto" and products <= EXACT_PRODUCTS)
    proposer = choose_device(device, exact=exact, products=products)
    exact = exact or proposer is not None
    meta: dict[str, Any] = {
        "method": "exact" if exact else "approximate",
        "k": k,
        "copies": len(vectors) - len(distinct),
        "zero_rows": int(np.count_nonzero(norms == 0)) if cosine else 0,
        "instructions": _native.instruction_set(),
        "device": {"type": "cpu"},
    }
    task = Task(vectors, norms, distinct, cosine, min(k, len(distinct) - 1), workers)
    if not exact:  # which neighbors are near-copies, and how many were found, is judged by fifteen
        task = task._replace(k=min(max(k, _JUDGED), len(distinct) - 1))
    if exact:
        indices, distances, meta["device"] = _exactly(task, progress, proposer)
    else:
        near = np.empty((len(distinct), 0), np.int32) if start is None else _among(start, first, distinct)
        indices, distances, report = _approximately(task, recall, near, progress)
        indices, distances = np.ascontiguousarray(indices[:, :k]), np.ascontiguousarray(distances[:, :k])
        meta |= report
    if meta["copies"]:
        found = indices, distances
        indices, distances = _tables(len(vectors), k)
        _native.spread_to_copies(first, distinct, *found, indices, distances, workers)
    check_unchanged(_given(space))
    _check_distances(distances)
    meta["seconds"] = round(time.perf_counter() - clock, 3)
    if note := tell_left(meta):
        warnings.warn(note, LexiscapeWarning, stacklevel=2)
    return Neighbors(indices, distances, metric, meta)


def tell_left(meta: Mapping[str, Any]) -> str | None:
    """Say of a search's `meta` how many near-copies it could not tell apart; None where there are none."""
    left = meta.get("near_copies_left")
    if not left:
        return None
    return (
        f"{left:,} rows lie closer together than an approximate search can tell, and are too many to be compared "
        "exactly: which of them are each other's nearest is left to chance; --exact (method='exact') finds the true "
        "ones, in more time"
    )


def nearest_rows(
    space: EmbeddingSpace | ArrayLike,
    rows: Sequence[int] | NDArray[np.integer[Any]],
    k: int = 10,
    *,
    metric: str = "cosine",
    threads: int | None = None,
) -> Neighbors:
    """Find the k nearest other rows of a few rows, without a search over all.

    Parameters
    ----------
    space : EmbeddingSpace or array_like, (n, dim)
        As for `find_neighbors`.
    rows : sequence of int
        Positions of the rows asked for.
    k, metric, threads
        As for `find_neighbors`.

    Returns
    -------
    Neighbors
        Line i belongs to ``rows[i]``; the same bytes as that row's line of `find_neighbors`.

    Raises
    ------
    VectorError, CorruptFile, OptionError
        As `find_neighbors`; OptionError too for a row that is not there.
    """
    clock = time.perf_counter()
    _check_choice("metric", metric, METRICS)
    workers = thread_count(threads)
    vectors, norms = read_vectors(space, workers)
    asked = np.asarray(rows, np.int64).reshape(-1)
    outside = asked[(asked < 0) | (asked >= len(vectors))]
    if len(outside):
        raise OptionError(f"no row {outside[0]}: rows are numbered from 0 to {len(vectors) - 1:,}")
    indices, distances = _tables(len(asked), min(at_least_one("k", k), len(vectors) - 1))
    cosine = metric == "cosine"
    _native.nearest_rows(vectors, norms, asked.astype(np.int32), cosine, indices, distances, workers)
    check_unchanged(_given(space))
    _check_distances(distances)
    seconds = round(time.perf_counter() - clock, 3)
    return Neighbors(indices, distances, metric, {"method": "exact", "k": indices.shape[1], "seconds": seconds})


def within_range(vectors: NDArray[np.float32], *, unit: bool) -> NDArray[np.float32]:
    """Return rows of which float32 holds the squares: scaled by powers of two, which round nothing, where need be.

    Parameters
    ----------
    vectors : ndarray, (n, dim), float32
        Finite.
    unit : bool
        Whether only directions count: then each row that is too long or too short is scaled by itself. Else all are
        scaled together, which changes no ratio of distances.
    """
    if 0 in vectors.shape:
        return vectors
    peaks = np.maximum(vectors.max(axis=1), -vectors.min(axis=1))  # of absolute values, without a copy of all
    exponents = np.frexp(peaks if unit else peaks.max(keepdims=True))[1]
    exponents[np.abs(exponents) <= _SAFE_EXPONENT] = 0
    if not exponents.any():
        return vectors
    scaled: NDArray[np.float32] = np.ldexp(vectors, -exponents[:, None])
    return scaled


def _exactly(
    task: Task, progress: Progress, device: Device | None
) -> tuple[NDArray[np.int32], NDArray[np.float32], dict[str, Any]]:
    """Return indices into `task.rows`, distances, and what `meta` is to say of the device."""
    if device and task.k:
        from lexiscape.devices.search import nearest_by_device

        return nearest_by_device(device, task, progress)
    indices, distances = _tables(len(task.rows), task.k)
    if task.k:
        note = f"{len(task.rows):,} rows"
        _native.nearest_exact(*task[:4], indices, distances, task.threads, _steps(progress, note))
    return indices, distances, {"type": "cpu"}


def _among(start: NDArray[np.int32], first: NDArray[np.int32], distinct: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return neighbors of all rows as those of the rows that differ, (len(distinct), m): positions among them."""
    if start.ndim != 2 or len(start) != len(first) or (start.size and not 0 <= start.min() <= start.max() < len(first)):
        raise OptionError(f"start must be (n, m) positions of the {len(first):,} rows, got {start.shape}")
    place = np.empty(len(first), np.int32)
    place[distinct] = np.arange(len(distinct), dtype=np.int32)
    return np.ascontiguousarray(place[first[start[distinct]]])


def _approximately(
    task: Task, aim: float, start: NDArray[np.int32], progress: Progress
) -> tuple[NDArray[np.int32], NDArray[np.float32], dict[str, Any]]:
    """Return indices into `task.rows`, distances, and what `meta` is to say of them."""
    indices, distances = _tables(len(task.rows), task.k)
    if not task.k:
        return indices, distances, {"recall": 1.0, "recall_at_15": 1.0}
    step = max(1, len(task.rows) // CHECKED_ROWS)
    checked = np.arange(step // 2, len(task.rows), step, dtype=np.int32)[:CHECKED_ROWS]
    truth = np.empty((len(checked), task.k), np.int32)
    tick = _steps(progress, f"{len(task.rows):,} rows, approximate")
    by_graph = len(task.rows) >= _GRAPH_ROWS
    told = _native.nearest_many(
        *task[:4],
        indices,
        distances,
        checked,
        truth,
        by_graph,
        start,
        aim,
        _ENTRY_COST,
        _COPY_PRODUCTS,
        task.threads,
        tick,
    )
    hits = _are_among(truth, indices[checked], len(task.rows))
    recall = float(hits.mean())
    progress("neighbors", 1000, 1000, f"{recall:.1%} of true neighbors found")
    report = {
        "recall": round(recall, 4),
        "recall_margin": _margin(hits),
        "recall_rows": len(checked),
        "aim": aim,
    } | told
    near = _are_among(truth[:, :15], indices[checked][:, :15], len(task.rows))
    report["recall_at_15"] = round(float(near.mean()), 4)  # of all k, where fewer were asked for
    report["recall_at_15_margin"] = _margin(near)
    if near.mean() + report["recall_at_15_margin"] < aim:  # by more than the sample may err
        log.warning(
            "only %.1f%% of the true %d nearest found, and not the %g%% aimed at; method='exact' finds all, in "
            "more time",
            100 * near.mean(),
            near.shape[1],
            100 * aim,
        )
    return indices, distances, report


def _are_among(wanted: NDArray[np.int32], found: NDArray[np.int32], n: int) -> NDArray[np.bool_]:
    """Tell of each entry of `wanted`, (rows, k) indices below n, whether its row of `found` holds it."""
    row = np.arange(len(wanted), dtype=np.int64)[:, None] * n
    return np.isin(row + wanted, row + found)


def _margin(hits: NDArray[np.bool_]) -> float:
    """Return half the width of the 95% interval around the share of hits, whose rows were drawn."""
    return round(float(1.96 * hits.mean(axis=1).std() / np.sqrt(len(hits))), 4)


def _check_choice(name: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise OptionError(f"no {name} {value!r}: choose one of {', '.join(choices)}")


def at_least_one(name: str, value: Any) -> int:
    """Return a count as an int; OptionError where it is no whole number, or less than 1."""
    try:
        count = operator.index(value)
    except TypeError:
        raise OptionError(f"{name} must be a whole number of at least 1, not {value!r:.60}") from None
    if count < 1:
        raise OptionError(f"{name} must be at least 1, not {count}")
    return count


def _tables(rows: int, k: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    return np.empty((rows, k), np.int32), np.empty((rows, k), np.float32)


def _steps(progress: Progress, note: str) -> Any:
    return lambda done, total: progress("neighbors", done, total, note)


def _given(space: EmbeddingSpace | ArrayLike) -> NDArray[Any]:
    return np.asanyarray(space.vectors if isinstance(space, EmbeddingSpace) else space)


def as_matrix(space: EmbeddingSpace | ArrayLike) -> NDArray[np.float32]:
    """Return the vectors as C-ordered float32 (no copy when they are), finite or not.

    Raises
    ------
    VectorError
        They are no matrix of real numbers.
    """
    given = _given(space)
    check_unchanged(given)
    if given.ndim != 2 or given.dtype.kind not in "fiub":
        raise VectorError(f"expected vectors as a matrix of real numbers, (rows, dimensions); got {_shape_of(given)}")
    if len(given) == 0:
        raise VectorError(f"expected at least one row; got {_shape_of(given)}")
    with np.errstate(over="ignore"):  # what float32 cannot hold becomes infinite, and whoever reads it says so
        return np.require(given, np.float32, ["C", "A"])


def read_vectors(space: EmbeddingSpace | ArrayLike, threads: int) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return the vectors as `as_matrix` does, and the squared norm of each row.

    Raises
    ------
    VectorError
        They are no matrix of real numbers, or rows hold NaN or infinite values.
    """
    vectors = as_matrix(space)
    norms = squared_lengths(vectors, threads)
    bad = np.flatnonzero(~np.isfinite(norms))
    if len(bad):
        tokens = space.tokens if isinstance(space, EmbeddingSpace) else None
        named = ", ".join(f"{row} ({tokens[row]!r})" if tokens else str(row) for row in bad[:5].tolist())
        more = f" and {len(bad) - 5:,} more" if len(bad) > 5 else ""
        rows = "row" if len(bad) == 1 else "rows"
        raise VectorError(
            f"{len(bad):,} of {len(vectors):,} rows hold NaN or infinite values: {rows} {named}{more}; "
            "they have no neighbors: leave them out (--drop-nonfinite, or space.drop_nonfinite() in Python)"
        )
    return vectors, norms


def _check_distances(distances: NDArray[np.float32]) -> None:
    if not np.isfinite(distances).all():
        raise VectorError(
            "some rows are farther apart than float32 can say (3.4e38): divide all vectors by one number, or measure "
            "by cosine, which does not depend on length"
        )


def _shape_of(array: NDArray[Any]) -> str:
    return f"shape {array.shape}, {array.dtype}"
