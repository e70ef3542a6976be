"""Rows in, each row's k nearest out: proposed by a device, proven by the processor, to the bytes of its own search.

**What is proven**: a line whose proof succeeds is right if no score of the device is off by more than E_i + E_j
(`rounded_rows.py`). **What is checked**: that bound, on every pair that the proof measures, and on pairs drawn from all
over each block (`sampled_scores.py`); and the lines themselves, of `SAMPLED_ROWS` rows drawn from those proven, which
the processor searches by itself. **What is assumed**: that a device which passes keeps to the bound on all other pairs,
and names the greatest scores of a block. One that errs on few pairs of few rows can pass.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape import _native
from lexiscape.devices.device import Device
from lexiscape.devices.proposals import DeviceFailure, Proposer, settings
from lexiscape.devices.rounded_rows import round_rows
from lexiscape.devices.sampled_scores import keep_to_bounds
from lexiscape.devices.task import Task
from lexiscape.errors import LexiscapeWarning
from lexiscape.progress import Progress

#: Rows whose lines the processor finds by itself as well.
SAMPLED_ROWS = 256
_PROVEN, _OPEN, _REFUTED = 0, 1, 2  # Verdict of native/search/review_proposals.hpp
_MOST_SLACK = 1e30  # bounds of rows that are all but parallel: they would not be numbers in single precision
_COARSE = "its products are less exact than what a proof rests on"


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
        The bytes that `_native.nearest_exact` gives, if the device keeps to its bound, of which samples are checked.
        Rows that its proposals do not prove are searched by the processor alone; so are all where the device fails or a
        sample tells of an error, and a LexiscapeWarning says why.
    report : dict
        What `meta["device"]` is to say: JSON values.
    """
    n, name = len(task.rows), device.name
    indices, distances = np.empty((n, task.k), np.int32), np.empty((n, task.k), np.float32)
    try:
        with settings(device.torch, task.threads):
            left, report = _propose_and_prove(device, task, indices, distances, progress, scores)
    except DeviceFailure as failure:
        report = {"type": "cpu", "instead_of": device.key, "left": n}
        left = np.arange(n, dtype=np.int32)
        told = f"{name} ({device.key}) is not used, {failure}: the processor searches instead"
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
    """Fill the lines that are proven; return those that are not, and the report.

    Only the device's own errors become a DeviceFailure: an error of `progress`, or of the processor's part, is the
    caller's.
    """
    n, clock = len(task.rows), time.perf_counter
    started = clock()
    note = f"{n:,} rows, {device.name}"
    progress("neighbors", 0, n, note)
    rounded = round_rows(task)
    if not rounded.slack.max() < _MOST_SLACK:
        raise DeviceFailure("half precision says nothing of rows that are all but parallel")
    seconds = {"round": clock() - started, "propose": 0.0, "prove": 0.0}
    since = clock()
    proposer = Proposer(device, rounded, proposed_to_each(task.k), scores)
    rounded = rounded._replace(values=np.empty((0, 0), np.float16))  # the device has them: two bytes a value less
    verdicts = np.empty(n, np.uint8)
    for block in proposer.blocks():
        seconds["propose"] += clock() - since
        since = clock()
        if not keep_to_bounds(task, rounded, block.pairs, block.pairs_upper):
            raise DeviceFailure(_COARSE)
        lines = slice(block.first, block.first + len(block.proposed))
        tables = indices[lines], distances[lines], verdicts[lines]
        bounds = rounded.half_square, rounded.slack, rounded.unit
        _native.review_proposals(*task[:4], *bounds, *block[:3], *tables, task.threads)
        if (verdicts[lines] == _REFUTED).any():
            raise DeviceFailure(_COARSE)
        seconds["prove"] += clock() - since
        progress("neighbors", lines.stop, n, note)
        since = clock()
    checked = _search_sample(task, np.flatnonzero(verdicts == _PROVEN), indices, distances)
    seconds["check"] = clock() - since
    left = np.flatnonzero(verdicts == _OPEN).astype(np.int32)
    return left, {
        "type": device.key,
        "name": device.name,
        "products": proposer.products.dtype,
        "proposed": proposer.length,
        "checked": checked,
        "left": len(left),
        "seconds": {stage: round(taken, 3) for stage, taken in seconds.items()},
    }


def _search_sample(
    task: Task, proven: NDArray[np.int64], indices: NDArray[np.int32], distances: NDArray[np.float32]
) -> int:
    """Search some of the rows whose lines are proven by the processor alone; return how many.

    Raises
    ------
    DeviceFailure
        A byte of theirs differs.
    """
    asked = np.random.default_rng(len(task.rows)).choice(proven, min(SAMPLED_ROWS, len(proven)), replace=False)
    asked = np.sort(asked).astype(np.int32)
    if len(asked):
        true, far = _search_few(task, asked, lambda done, total: None)
        apart = distances[asked].view(np.uint32) != far.view(np.uint32)
        wrong = np.count_nonzero(((indices[asked] != true) | apart).any(axis=1))
        if wrong:
            raise DeviceFailure(f"it misses neighbors of {wrong:,} of {len(asked):,} rows that were checked")
    return len(asked)


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
    indices[left], distances[left] = _search_few(task, left, tick)


def _search_few(
    task: Task, rows: NDArray[np.int32], tick: Callable[[int, int], None]
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    lines = np.empty((len(rows), task.k), np.int32), np.empty((len(rows), task.k), np.float32)
    _native.nearest_exact_of(*task[:4], rows, *lines, task.threads, tick)
    return lines
