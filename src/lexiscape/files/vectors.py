"""A map's rows as a page carries them: rounded to whole steps, as coarse as their neighbors allow, and compressed.

One step for all numbers, and each dimension by itself in a Huffman code: what lies near zero costs few bits, as of rate
and distortion is best. Principal components before that would save a twentieth, at the price of a basis that differs by
processor. The container is that of `lexiscape.files.payload.contain`; behind the header stand the numbers, dimension by
dimension, folded to be no less than zero, as byte planes.
"""

from __future__ import annotations

import math
import zlib
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.ask.vectors import Measured, added_up, measure
from lexiscape.corrections import rows_in, space_of
from lexiscape.files.payload import contain
from lexiscape.map_data import MapData
from lexiscape.neighbors import nearest_rows

MAGIC, VERSION = b"LXSV", 1
#: The share of the nearest is of so many nearest of so many tokens.
NEAREST, SAMPLE = 10, 1000
#: Steps that are tried: the first is about the root of the mean square of all numbers, each fourth one half as large.
_PARTS, _FINEST = (1.0, 0.875, 0.75, 0.625), 80
_MOST = 1 << 22  # steps that a number has at most
_NUMBERS = 1 << 20  # rounded at once
_BLOCK = 64  # tokens of the sample that are compared with all rows at once
_EXACT = 1 << 24  # up to there float32 holds each whole number, and any order of adding gives the same
_SAME = 1e-6  # distances nearer to one another are one: float32's rounding


class Asked(NamedTuple):
    """Tokens of a sample.

    Attributes
    ----------
    rows : ndarray, (m,), int64
        Their rows, ascending.
    distances : ndarray, (m, k), float32
        From their true neighbors, nearest first.
    """

    rows: NDArray[np.int64]
    distances: NDArray[np.float32]


class Rounded(NamedTuple):
    """Rows in whole steps.

    Attributes
    ----------
    steps : ndarray, (n, dim), float32
        Whole numbers: row i times `size` is about the row of ``space.tokens[i]``; by cosine, that row at length 1.
    size : float
        Of a step.
    recall : float
        The share, over a sample of tokens, of the `NEAREST` rows found nearest by `steps` that are no farther in truth
        than the last of as many true neighbors.
    """

    steps: NDArray[np.float32]
    size: float
    recall: float


def encode(map: MapData, aim: float) -> bytes:  # noqa: A002 - the thing is called a map
    """Round and pack the rows of a map; the same map gives the same bytes wherever zlib is the same library.

    `aim` is the share of the nearest that they are to know, as `lexiscape.files.share_of` gives it.

    Raises
    ------
    OptionError
        The map has no vectors: it was opened from a file.
    VectorError
        A row holds NaN or infinite values.
    """
    n = len(map.space)
    sample = np.sort(np.random.default_rng(0).choice(n, min(SAMPLE, n), replace=False))
    nearest = min(NEAREST, int(map.found.indices.shape[1]))
    named = space_of(map.space.provenance)
    # such a space's distances are not the rows' own: a page that asks the rows is to find what is near by these
    ranks_only = named != rows_in(map.space.provenance)
    far = map.found.distances[sample, :nearest]
    if ranks_only and nearest:
        far = nearest_rows(map.space, sample, nearest, metric=map.found.metric).distances
    rounded = round_rows(measure(map.space, map.found.metric), Asked(sample, far), aim)
    dim = rounded.steps.shape[1]
    whole = rounded.steps.T.astype(np.int32, order="C")
    folded = ((whole << 1) ^ (whole >> 31)).view(np.uint32)
    width = max(1, (int(folded.max(initial=0)).bit_length() + 7) // 8)
    header = {
        "version": VERSION,
        "n": n,
        "dim": dim,
        "width": width,
        "step": rounded.size,
        "metric": map.found.metric,
        "recall": round(rounded.recall, 4),
        "nearest": nearest,
        "sample": len(sample),
        **({"ranked": named} if ranks_only else {}),
    }
    planes = [((folded >> (8 * plane)) & 255).astype(np.uint8).tobytes() for plane in range(width)]
    # there is nothing to find but runs of zeros: that takes a tenth of the time
    return contain(MAGIC, header, planes, zlib.Z_RLE)


def round_rows(rows: Measured, asked: Asked, aim: float) -> Rounded:
    """Round rows to the largest step that finds this share of the true nearest; to the finest, where none does.

    Parameters
    ----------
    rows : Measured
        All rows.
    asked : Asked
        Some of them, and how far their true neighbors are by the metric of `rows`.
    aim : float
        The share.

    Returns
    -------
    Rounded
        The same bits for any number of threads and on every processor.
    """
    n, dim = rows.vectors.shape
    squares = (rows.lengths > 0).astype(np.float64) if rows.unit else rows.lengths * rows.lengths
    mean = float(added_up(squares)) / (n * dim) if n else 0.0
    largest = 2.0 ** math.frexp(math.sqrt(mean))[1] if mean > 0 else 1.0
    entry = 1.0 if rows.unit else max(float(rows.vectors.max(initial=0)), -float(rows.vectors.min(initial=0)))
    finest = max(0, min(_FINEST, 4 * (math.frexp(_MOST * largest / entry)[1] - 1))) if entry > 0 else 0

    def at(place: int) -> Rounded:
        size = math.ldexp(largest * _PARTS[place % 4], -(place // 4))
        steps = _in_steps(rows, size)
        return Rounded(steps, size, _recall(rows, steps, asked))

    low, high = 0, finest
    best: Rounded | None = None
    while low < high:
        middle = (low + high) // 2
        tried = at(middle)
        if tried.recall >= aim:
            high, best = middle, tried
        else:
            low = middle + 1
    return best or at(finest)


def _in_steps(rows: Measured, size: float) -> NDArray[np.float32]:
    n, dim = rows.vectors.shape
    steps = np.empty((n, dim), np.float32)
    height = max(1, _NUMBERS // dim)
    for start in range(0, n, height):
        block = np.arange(start, min(n, start + height))
        steps[block] = np.rint(rows.take(block) / size)
    return steps


def _recall(rows: Measured, steps: NDArray[np.float32], asked: Asked) -> float:
    """Return the share of the true nearest of a sample that the rounded rows find: by distance, so that ties count."""
    sample, true = asked
    nearest = int(true.shape[1])
    if nearest == 0:
        return 1.0
    squares = added_up(np.square(steps.T, dtype=np.float64))
    exact: NDArray[Any] = steps if squares.max() < _EXACT else steps.astype(np.float64)
    lengths = np.sqrt(np.where(squares > 0, squares, np.inf))
    hits = 0
    for start in range(0, len(sample), _BLOCK):
        some = sample[start : start + _BLOCK]
        products = (exact[some] @ exact.T).astype(np.float64)
        far = -products / lengths if rows.unit else squares - 2 * products
        far[np.arange(len(some)), some] = np.inf
        limits = np.partition(far, nearest - 1, axis=1)[:, nearest - 1]
        lasts = true[start : start + _BLOCK, -1].tolist()
        for row, own, limit, last in zip(some.tolist(), far, limits, lasts, strict=True):
            near = np.flatnonzero(own <= limit)
            near = near[np.argsort(own[near], kind="stable")][:nearest]
            hits += int((_distances(rows, row, near) <= last + _SAME * (1.0 if rows.unit else last)).sum())
    return hits / (len(sample) * nearest)


def _distances(rows: Measured, row: int, others: NDArray[np.int64]) -> NDArray[np.float64]:
    one, many = rows.take([row]), rows.take(others)
    if rows.unit:
        return 1 - added_up((one * many).T.copy())
    return np.sqrt(added_up(np.square(one - many).T.copy()))
