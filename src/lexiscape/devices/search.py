"""Rows in, each row's k nearest out: proposed by a device, proven by the processor, to the bytes of its own search."""

from __future__ import annotations

import time
import warnings
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape import _native
from lexiscape.devices.device import Device
from lexiscape.devices.proposals import DeviceFailure, Proposer, settings
from lexiscape.devices.rounded_rows import round_rows
from lexiscape.errors import LexiscapeWarning, first_line
from lexiscape.progress import Progress

_OPEN, _REFUTED = 1, 2  # Verdict of native/search/review_proposals.hpp
_MOST_SLACK = 1e30  # bounds of rows that are all but parallel: they would not be numbers in single precision


class Task(NamedTuple):
    """What is searched: as `_native.nearest_exact` takes it."""

    vectors: NDArray[np.float32]
    norms: NDArray[np.float64]
    rows: NDArray[np.int32]
    cosine: bool
    k: int
    threads: int


def proposed_to_each(k: int) -> int:
    """Return how many rows are proposed to each: itself, k, and what rounding may put among them."""
    return 1 + k + max(32, k // 2)


def nearest_by_device(
    device: Device, task: Task, progress: Progress, scores: int | None = None
) -> tuple[NDArray[np.int32], NDArray[np.float32], dict[str, Any]]:
    """Find the k nearest rows of each row.

    Parameters
    ----------
    device : Device
        What proposes.
    task : Task
        n rows, no two of them equal, more than k; k at least 1.
    progress : Progress
        Told of the stage ``"neighbors"``.
    scores : int or None
        As `Proposer` takes it.

    Returns
    -------
    indices, distances : ndarray, (n, k), int32 and float32
        The bytes that `_native.nearest_exact` gives. Rows that the device's proposals do not prove are searched by it
        alone; so are all where the device fails, and a LexiscapeWarning says why.
    report : dict
        What `meta["device"]` is to say: JSON values.
    """
    n = len(task.rows)
    indices, distances = np.empty((n, task.k), np.int32), np.empty((n, task.k), np.float32)
    try:
        with settings(device.torch, task.threads):
            left, report = _propose_and_prove(device, task, indices, distances, progress, scores)
    except (DeviceFailure, RuntimeError) as error:
        report = {"type": "cpu", "instead_of": device.key, "left": n}
        left = np.arange(n, dtype=np.int32)
        told = f"{device.name} ({device.key}) is not used, {first_line(error)}: the processor searches instead"
        warnings.warn(told, LexiscapeWarning, stacklevel=4)
    finally:
        device.release()
    started = time.perf_counter()
    _search_rest(task, left, indices, distances, progress)
    if len(left):
        report["seconds"] = {**report.get("seconds", {}), "left": round(time.perf_counter() - started, 3)}
    return indices, distances, report


def _propose_and_prove(
    device: Device,
    task: Task,
    indices: NDArray[np.int32],
    distances: NDArray[np.float32],
    progress: Progress,
    scores: int | None,
) -> tuple[NDArray[np.int32], dict[str, Any]]:
    """Fill the lines that are proven; return those that are not, and the report."""
    n, clock = len(task.rows), time.perf_counter
    started = clock()
    note = f"{n:,} rows, {device.name}"
    progress("neighbors", 0, n, note)
    rounded = round_rows(device.torch, *task[:4])
    if not rounded.slack.max() < _MOST_SLACK:
        raise DeviceFailure("half precision says nothing of rows that are all but parallel")
    seconds = {"round": clock() - started, "propose": 0.0, "prove": 0.0}
    since = clock()
    proposer = Proposer(device, rounded, proposed_to_each(task.k), scores)
    rounded = rounded._replace(values=None)  # the device has them: two bytes a value less here
    verdicts = np.empty(n, np.uint8)
    for first, proposed, upper in proposer.blocks():
        seconds["propose"] += clock() - since
        since = clock()
        lines = slice(first, first + len(proposed))
        tables = indices[lines], distances[lines], verdicts[lines]
        bounds = rounded.half_square, rounded.slack, rounded.unit
        _native.review_proposals(*task[:4], *bounds, first, proposed, upper, *tables, task.threads)
        if (verdicts[lines] == _REFUTED).any():
            raise DeviceFailure("its products are less exact than what a proof rests on")
        seconds["prove"] += clock() - since
        progress("neighbors", lines.stop, n, note)
        since = clock()
    left = np.flatnonzero(verdicts == _OPEN).astype(np.int32)
    return left, {
        "type": device.key,
        "name": device.name,
        "products": proposer.products.dtype,
        "proposed": proposer.length,
        "left": len(left),
        "seconds": {stage: round(taken, 3) for stage, taken in seconds.items()},
    }


def _search_rest(
    task: Task,
    left: NDArray[np.int32],
    indices: NDArray[np.int32],
    distances: NDArray[np.float32],
    progress: Progress,
) -> None:
    """Search these rows by the processor alone; all of them where that is not much more: each pair then serves both."""
    if not len(left):
        return
    note = f"{len(left):,} of {len(task.rows):,} rows left to the processor"

    def tick(done: int, total: int) -> None:
        progress("neighbors", done, total, note)

    if 3 * len(left) > len(task.rows):
        _native.nearest_exact(*task[:4], indices, distances, task.threads, tick)
        return
    lines = np.empty((len(left), task.k), np.int32), np.empty((len(left), task.k), np.float32)
    _native.nearest_exact_of(*task[:4], left, *lines, task.threads, tick)
    indices[left], distances[left] = lines
