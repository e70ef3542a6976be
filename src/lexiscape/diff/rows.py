"""Paired rows of two spaces in, how far each moved out: cosine, relative error, and what rounding alone would cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lexiscape.diff.bars import LEAST
from lexiscape.diff.cells import CellTest
from lexiscape.diff.changes import RowChanges
from lexiscape.diff.scaling import Scaling
from lexiscape.processors import made_of_each
from lexiscape.sources.rounded import Stored
from lexiscape.sources.tensors.rounding import round_to
from lexiscape.space import EmbeddingSpace
from lexiscape.space.pairing import Pairing
from lexiscape.space.rows import distances, squared_lengths

Float64 = NDArray[np.float64]

_BLOCK = 1 << 11


def measure_rows(
    a: EmbeddingSpace,
    b: EmbeddingSpace,
    pairing: Pairing,
    stored: tuple[Stored, Stored],
    threads: int | None = None,
) -> RowChanges:
    """Measure how far each row of `a` is from the one of `b` that it is paired with.

    Parameters
    ----------
    a, b : EmbeddingSpace
        Before and after.
    pairing : Pairing
        Of `b` with `a`: `rows` are positions in `b`, `others` in `a`.
    stored : pair of Stored
        How the values of either were rounded.
    threads : int or None
        None: all processors. Never changes the result.
    """
    m = len(pairing.rows)
    same, cast = np.zeros(m, np.bool_), np.zeros(m, np.bool_)
    cosine, error = (np.full(m, np.nan) for _ in range(2))
    expected = np.full((2, m), np.nan)  # squared, of either file alone
    if a.vectors.shape[1] != b.vectors.shape[1]:
        return RowChanges(same, cosine, error, expected[0], cast)
    scaling, cells = Scaling.untried(m), CellTest.of(stored, pairing)

    def measure(start: int) -> None:
        part = slice(start, start + _BLOCK)
        rows, others = pairing.others[part], pairing.rows[part]
        before, after = _take(a.vectors, rows), _take(b.vectors, others)
        unequal = (before != after) & ~(np.isnan(before) & np.isnan(after))
        same[part] = ~unequal.any(axis=1)
        with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
            x, y = (np.sqrt(squared_lengths(block, 1)) for block in (before, after))
            apart = np.zeros(len(rows))
            moved = np.flatnonzero(~same[part])
            apart[moved] = distances(before[moved], after[moved])
            sound = np.isfinite(x) & np.isfinite(y)
            cast[start + moved] = sound[moved] & _are_cast(before[moved], after[moved], stored)
            both = sound & (x > 0) & (y > 0)
            # 1 - |x/|x| - y/|y||^2 / 2 loses nothing where rows hardly differ: (|x - y|^2 - (|x| - |y|)^2) / 2 |x| |y|
            angle = (apart**2 - (x - y) ** 2) / (2 * x * y)
            cosine[part] = np.where(both, np.clip(1 - angle, -1, 1), np.nan)
            error[part] = np.where(sound, np.where(apart > 0, apart / x, 0.0), np.nan)
            alone = np.stack([stored[0].errors[rows], stored[1].errors[others]])
            expected[:, part] = np.where(sound & (x > 0), alone / x**2, np.nan)
            plain = np.stack([_as_floats(stored[0])[rows], _as_floats(stored[1])[others]])
            scaling.measure((before, after), (x, y), np.vstack([plain, alone]), start + moved, (cosine, start))
            if cells is not None:
                cells.measure((before, after), start + moved, start)

    made_of_each(measure, range(0, m, _BLOCK), threads)
    changes = RowChanges(same, cosine, error, np.sqrt(expected.sum(axis=0)), cast, scaling=scaling.explained())
    if cells is not None:
        return cells.told(changes)
    return _explained(changes, np.sqrt(expected))


def _as_floats(stored: Stored) -> Float64:
    """Return what rounding to the floats that hold its values is expected to cost, whatever grid these lie on."""
    return stored.errors if stored.as_floats is None else stored.as_floats


def _explained(changes: RowChanges, alone: Float64) -> RowChanges:
    """Return what was measured beside the rounding that explains it, of both files or of one, `alone`, (2, m).

    Of both, where each was rounded from what neither holds; where that would make rows differ by more than they do, of
    one alone, if that is what they differ by: it was made of the other file as it is, like a Q8_0 one of a Q4_0 one.
    """
    if changes.is_less:
        for expected in alone[::-1]:
            made = replace(changes, expected=expected)
            if LEAST <= made.usual <= 1 / LEAST:
                return made
    return changes


def _are_cast(
    before: NDArray[np.float32], after: NDArray[np.float32], stored: tuple[Stored, Stored]
) -> NDArray[np.bool_]:
    """Tell of each pair of rows whether one of them is the other, rounded to the format of its file."""
    found = np.zeros(len(before), np.bool_)
    for one, given, made in zip(stored, (after, before), (before, after), strict=True):
        if one.floats in ("F16", "BF16"):
            found |= (round_to(given, one.floats) == made).all(axis=1)
    return found


def _take(vectors: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """Return rows, without a copy where they stand together."""
    together = len(rows) and rows[-1] - rows[0] == len(rows) - 1 and bool((np.diff(rows) == 1).all())
    block = vectors[rows[0] : rows[-1] + 1] if together else vectors[rows]
    return np.ascontiguousarray(block, np.float32)
