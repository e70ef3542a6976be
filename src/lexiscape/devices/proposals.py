"""Rounded rows in, for each row those with the greatest scores out, a block of rows at a time, found by a device."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.devices.device import Device
from lexiscape.devices.rounded_rows import RoundedRows
from lexiscape.devices.sampled_scores import Pairs, draw_pairs
from lexiscape.errors import first_line

#: Columns of which only the greatest score is looked at first.
GROUP = 32
#: A device's memory is laid out for so many values at a time.
_WIDTH_STEP = 8
_MOST_COLUMNS = 2**17
_MOST_ROWS = 4096
_MOST_SCORES = 2**28  # of a block: 1 GiB, and no faster beyond
_LEAST_SCORES = 2**12
_FAR = 1e38  # beyond any score, and no infinity, of which some devices' fast arithmetic makes anything
_PROBED_ROWS = 128
_PROBED_COLUMNS = 2048

log = logging.getLogger(__name__)


class DeviceFailure(Exception):  # noqa: N818 - never seen by anybody: it becomes a warning
    """A device cannot propose; the message says why, as the middle of a sentence."""


@contextmanager
def failures() -> Iterator[None]:
    """Turn an error of a device's own work into a DeviceFailure."""
    try:
        yield
    except RuntimeError as error:
        raise DeviceFailure(first_line(error)) from None


def _of_halves(torch: Any, rows: Any, columns: Any) -> Any:
    return torch.mm(rows, columns.t(), out_dtype=torch.float32)  # PyTorch 2.8, on CUDA


def _of_floats(torch: Any, rows: Any, columns: Any) -> Any:
    return torch.mm(rows, columns.t())


class Products(NamedTuple):
    """A way to multiply rows in half precision and to add in single precision: the type they are held in, and how."""

    dtype: str
    multiply: Callable[[Any, Any, Any], Any]


#: The fastest first; the first is taken that a device can do and that keeps to the bound. Halves held as floats keep
#: their 11 bits also where a device multiplies floats as TF32.
PRODUCTS = (Products("float16", _of_halves), Products("float32", _of_floats))


class Block(NamedTuple):
    """What a device says of some rows.

    Attributes
    ----------
    first : int
        The first of them.
    proposed : ndarray, (rows, length), int32
        Rows proposed to each.
    upper : ndarray, (rows, length), float32
        Their upper scores.
    pairs : Pairs, (m,)
        Pairs drawn from all that were looked at, proposed or not: rows, and columns.
    pairs_upper : ndarray, (m,), float32
        Their upper scores.
    """

    first: int
    proposed: NDArray[np.int32]
    upper: NDArray[np.float32]
    pairs: Pairs
    pairs_upper: NDArray[np.float32]


class Proposer:
    """A table of rounded rows on a device, and the blocks of scores that are made of it.

    Parameters
    ----------
    device : Device
        Where.
    rounded : RoundedRows
        n rows.
    length : int
        How many rows to propose to each; no more than n, rounded up to `GROUP`.
    scores : int or None
        How many scores a block may hold at most; None: by the device's free memory.

    Raises
    ------
    DeviceFailure
        The rows do not fit, no way to multiply them keeps to the bound, or the device fails.
    """

    def __init__(self, device: Device, rounded: RoundedRows, length: int, scores: int | None = None) -> None:
        self.device = device
        with failures():
            self.products = _probe(device, rounded)
        n, width = rounded.values.shape
        self.rows = n
        columns = -(-n // GROUP) * GROUP
        self.length = min(length, columns)
        torch, place = device.torch, device.row.place
        dtype = getattr(torch, self.products.dtype)
        try:
            self.table = torch.zeros((columns, -(-width // _WIDTH_STEP) * _WIDTH_STEP), dtype=dtype, device=place)
            for start in range(0, n, _MOST_COLUMNS):
                part = torch.from_numpy(rounded.values[start : start + _MOST_COLUMNS])
                self.table[start : start + len(part), :width] = part.to(place).to(dtype)
            # What is taken off a column's products; what is no row is never near.
            behind = np.full(columns, _FAR, np.float32)
            behind[:n] = rounded.half_square - rounded.slack
            self.behind = torch.from_numpy(behind).to(place)
            free = device.row.free_bytes(torch)
        except RuntimeError as error:
            if device.is_full(error):
                raise DeviceFailure("its memory does not hold the rows") from None
            raise DeviceFailure(first_line(error)) from None
        # Half of what is free, and half as much again is taken by what is made of the scores.
        self.scores = scores or max(_LEAST_SCORES, min(_MOST_SCORES, free // 12))

    def blocks(self) -> Iterator[Block]:
        """Yield blocks in order of the rows, each while the device is at work on the next.

        No row that is missing in a line has a greater upper score than the least in it, as far as the device can be
        believed. Where its memory does not suffice, blocks become smaller.

        Raises
        ------
        DeviceFailure
            Not even a small block fits, or the device fails.
        """
        first, begun = 0, None
        while first < self.rows:
            columns = min(len(self.table), _MOST_COLUMNS, max(GROUP, self.scores // GROUP * GROUP))
            rows = max(1, min(_MOST_ROWS, self.scores // columns, self.rows - first))
            try:
                following = self._begin(first, rows, columns)
            except RuntimeError as error:
                if not self.device.is_full(error):
                    raise DeviceFailure(first_line(error)) from None
                following = None
            if following is None:  # outside of the handler, which would keep the block's tensors alive
                if self.scores <= _LEAST_SCORES:
                    raise DeviceFailure("its memory holds no block of scores")
                self.scores = max(_LEAST_SCORES, min(self.scores, rows * columns) // 2)
                self.device.release()
                log.warning(
                    "%s is out of memory: blocks of %s scores from here on", self.device.name, f"{self.scores:,}"
                )
                continue
            if begun is not None:
                yield begun.fetch()
            begun = following
            first += rows
        if begun is not None:
            yield begun.fetch()

    def _begin(self, first: int, rows: int, columns: int) -> _Begun:
        torch, place = self.device.torch, self.device.row.place
        queries = self.table[first : first + rows]
        best: tuple[Any, Any] | None = None
        starts = range(0, len(self.table), columns)
        drawn = [draw_pairs(first, rows, start, min(start + columns, self.rows) - start) for start in starts]
        # All are brought there before the block is begun: bringing waits for whatever the device is at work on.
        there = [tuple(torch.from_numpy(part).to(place) for part in pairs) for pairs in drawn]
        pairs_upper = []
        for start, positions in zip(starts, there, strict=True):
            stop = min(start + columns, len(self.table))
            scores = self.products.multiply(torch, queries, self.table[start:stop])
            scores -= self.behind[start:stop]
            pairs_upper.append(scores[positions])
            upper, position = greatest(scores, min(self.length, stop - start))
            position += start
            if best is not None:
                upper, position = torch.cat([best[0], upper], 1), torch.cat([best[1], position], 1)
                upper, at = upper.topk(min(self.length, upper.shape[1]), dim=1, sorted=False)
                position = position.gather(1, at)
            best = upper, position
        assert best is not None  # noqa: S101 - a table has rows
        pairs = Pairs(
            np.concatenate([pairs.rows + first for pairs in drawn]),
            np.concatenate([pairs.columns + start for start, pairs in zip(starts, drawn, strict=True)]),
        )
        return _Begun(first, best[1].to(torch.int32), best[0], pairs, torch.cat(pairs_upper))


class _Begun(NamedTuple):
    """A block that a device may still be at work on: a `Block`, but for what it is made of, the device's tensors."""

    first: int
    proposed: Any
    upper: Any
    pairs: Pairs
    pairs_upper: Any

    def fetch(self) -> Block:
        """Wait for it. A device takes the memory that a block needs when the block is begun, not now.

        Raises
        ------
        DeviceFailure
            The device fails.
        """
        with failures():
            proposed, upper, pairs_upper = (
                part.to("cpu").numpy() for part in (self.proposed, self.upper, self.pairs_upper)
            )
        return Block(self.first, proposed, upper, self.pairs, pairs_upper)


def greatest(scores: Any, length: int) -> tuple[Any, Any]:
    """Return the `length` greatest of each line and their columns, unsorted.

    The greatest lie in the `length` groups of columns with the greatest maxima: these hold as many scores that are no
    less than the last of those maxima, and no other group holds a greater one. So the scores are read once, and sorting
    is done among few. A group's columns stand `columns // GROUP` apart: so neighboring groups are read side by side.

    Parameters
    ----------
    scores : torch.Tensor, (rows, columns), float32
        columns: a multiple of `GROUP`.
    length : int
        At most the number of columns.
    """
    rows, columns = scores.shape
    groups = columns // GROUP
    if groups <= 2 * length:
        upper, position = scores.topk(length, dim=1, sorted=False)
        return upper, position
    grouped = scores.view(rows, GROUP, groups)
    top = grouped.amax(dim=1).topk(length, dim=1, sorted=False).indices
    inside = grouped.gather(2, top[:, None, :].expand(rows, GROUP, length)).view(rows, GROUP * length)
    upper, at = inside.topk(length, dim=1, sorted=False)
    return upper, at // length * groups + top.gather(1, at % length)


def _probe(device: Device, rounded: RoundedRows) -> Products:
    """Return the first way to multiply that the device can do and that keeps to the bound on some of these rows."""
    torch, place = device.torch, device.row.place
    n = len(rounded.slack)
    rows, columns = (
        torch.from_numpy(rounded.values[np.unique(np.linspace(0, n - 1, count, dtype=np.int64))])
        for count in (_PROBED_ROWS, _PROBED_COLUMNS)
    )
    left, right = rows.to(torch.float64), columns.to(torch.float64)
    true, bound = left @ right.t(), rounded.sum_error * (left.abs() @ right.abs().t())
    failed = ""
    for products in PRODUCTS:
        dtype = getattr(torch, products.dtype)
        try:
            found = products.multiply(torch, rows.to(place).to(dtype), columns.to(place).to(dtype))
        except (RuntimeError, TypeError, NotImplementedError) as error:
            if device.is_full(error):
                raise DeviceFailure("its memory is full") from None
            continue
        if bool(((found.to("cpu").to(torch.float64) - true).abs() <= bound + 1e-30).all()):
            return products
        failed = products.dtype
    raise DeviceFailure(f"its products of {failed or 'rows'} are less exact than what a proof rests on")


@contextmanager
def settings(torch: Any, threads: int) -> Iterator[None]:
    """Let cuBLAS add products of halves in single precision only, and PyTorch start so many threads; undo it after."""
    cublas = torch.backends.cuda.matmul
    reduced, split = "allow_fp16_reduced_precision_reduction", "allow_fp16_reduced_precision_reduction_split_k"
    before: dict[str, Any] = {reduced: getattr(cublas, reduced)}
    if hasattr(cublas, split):
        before[reduced] = before[reduced], getattr(cublas, split)
    if hasattr(cublas, "allow_fp16_accumulation"):
        before["allow_fp16_accumulation"] = cublas.allow_fp16_accumulation
    started = torch.get_num_threads()
    try:
        for name in before:
            setattr(cublas, name, False)
        torch.set_num_threads(threads)
        yield
    finally:
        torch.set_num_threads(started)
        for name, value in before.items():
            setattr(cublas, name, value)
