"""Values in, the grid that they were rounded to out, if they lie on one: by the values alone, whatever stores them.

A matrix that was quantized and then written as plain floats holds no scales, but its values show them: in a tensor, a
row, a column or a block of a row all of them are whole multiples of one step (from an offset, for some formats), or a
scale times one of a few levels (NF4, float8). That is tried on a sample, and then on every row. How near to a grid a
value lies that was never rounded is known: evenly anywhere between two steps. So each group of values has a chance of
passing by accident, as the product over its values of the share of a step that counts as near; groups that would pass
by accident more often than `CHANCE` prove nothing. A value's own format rounds it once more, and what that leaves open
counts as near: values that only lie on their own float's grid prove nothing either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.space.median import median

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rows = NDArray[np.int64]

#: Chance, as its logarithm, below which values on a grid are there for a reason: one in a million, of each group.
CHANCE = -14.0
#: Of the groups that prove something, the share that must lie on the grid; the others were changed since.
MOST_LIE = 0.9
#: Groups of the sample that must prove it, or, if they are fewer, the logarithm of their chance, all together.
LEAST_GROUPS, LEAST_CHANCE = 16, -200.0
#: The largest whole number of steps, and levels of a codebook, at most.
MOST_STEPS, MOST_LEVELS = 1 << 20, 256
#: How fine the float that holds them must be, in steps, for the step to be told from half of it, or a third: whole
#: multiples of it, and those from an offset.
STORED = {"steps": 0.05, "offset": 0.01}
#: Values of a row, at least: of fewer nothing is told.
LEAST_VALUES = 8
#: Rows that a sample has.
SAMPLE = 64
_FEW = 8  # of these, by which most grids are ruled out
#: How much coarser the grid of smaller groups must be, as a mean square, to go before that of larger ones; and a
#: codebook, to go before even steps. One of more levels is not all seen, and so seems coarser by up to `SEEMS`.
COARSER, COARSER_BOOK = 1.5, 1.05
FEW_LEVELS, SEEMS = 32, 1.15
#: Values of a block, of which a row has a whole number.
BLOCKS = (256, 128, 64, 32, 16)
#: How many times the step the smallest distance may be: of small groups no two values need be neighbors on the grid. Of
#: a sample, and of all rows.
_MULTIPLES, _ALL_MULTIPLES = 16, 64
#: Half units by which a value of a codebook may be off: it is rounded, and so is the one that its group is scaled by.
_NEAR_LEVEL = 8
_TINY = 2.0**-12  # of the largest level: a value so small holds too few digits in float16 to be one of them
_BLOCK = 1 << 11


class Precision(NamedTuple):
    """How exactly a float holds a value: half a unit in its last place is 2^-(fraction + 1) times its power of two.

    `slack` is how many of these a value on the grid may be off: of float32 several, since a step times a number may be
    worked out in several operations.
    """

    fraction: int
    least: int
    slack: float

    def half_units(self, values: Float64) -> Float64:
        """Return half a unit in the last place of each value, times the slack."""
        powers = np.ldexp(0.5, np.frexp(values)[1])
        return np.asarray(np.maximum(powers, 2.0**self.least) * (self.slack * 2.0 ** (-self.fraction - 1)))


#: By the narrowest format that holds all values.
PRECISIONS = {
    "F32": Precision(23, -126, 4.0),
    "F16": Precision(10, -14, 1.02),
    "BF16": Precision(7, -126, 1.02),
}


@dataclass(frozen=True, eq=False)
class ValueGrid:
    """The grid that a matrix's values lie on.

    Attributes
    ----------
    span : str
        What shares a step: "tensor", "row", "column", or "block of 32".
    levels : int
        How many values a group can take, as far as they are seen.
    steps : ndarray, (n or 1, groups), float64
        The step of each group of a row, all of one size; with a codebook what its levels are multiplied by.
    book : ndarray, (levels,), float64, or None
        The levels, ascending; None where they are evenly spaced.
    lies : ndarray, (n,), bool
        Whether a row lies on the grid.
    extent : pair of ndarray, (1, groups), or None
        The least and the largest value of a tensor or its columns, which a row alone does not show.
    """

    span: str
    levels: int
    steps: Float64
    book: Float64 | None
    lies: Bools
    extent: tuple[Float64, Float64] | None = None

    @property
    def name(self) -> str:
        """What the grid is called: how many levels, and of what."""
        return f"a grid of {self.levels:,} levels per {self.span}"

    def steps_of(self, rows: Rows, dim: int) -> Float64:
        """Return the steps of some rows, (k, dim) or (1, dim)."""
        chosen = self.steps if len(self.steps) == 1 else self.steps[rows]
        return np.repeat(chosen, dim // chosen.shape[1], axis=1)

    def cells(self, values: Float32, rows: Rows) -> tuple[Float64, Float64]:
        """Return how far below and above each value of these rows, (k, dim), a number may lie that is rounded to it."""
        steps = self.steps_of(rows, values.shape[1])
        if self.book is None:
            half = np.broadcast_to(steps / 2, values.shape)
            return half, half
        between = (self.book[1:] + self.book[:-1]) / 2
        ends = np.concatenate([2 * self.book[:1] - between[:1], between, 2 * self.book[-1:] - between[-1:]])
        with np.errstate(invalid="ignore", divide="ignore"):
            at = np.searchsorted(between, np.where(steps > 0, values / steps, 0.0))
        return (self.book[at] - ends[at]) * steps, (ends[at + 1] - self.book[at]) * steps

    def errors(self, values: Float32, rows: Rows) -> Float64:
        """Return the expected squared error of these rows, (k,); NaN of a row that lies not on the grid.

        A number that is rounded to a value lies evenly anywhere in its cell.
        """
        squares = expected_squares(*self.cells(values, rows)).sum(axis=1)
        return np.where(self.lies[rows], squares, np.nan)

    def ends(self, values: Float32) -> tuple[Bools, Bools]:
        """Tell of values, (k, dim), which are the least and the largest of their group, beyond which it is cut off."""
        if self.extent is not None:
            return values <= self.extent[0], values >= self.extent[1]
        if len(self.steps) == 1:
            none = np.zeros(values.shape, np.bool_)
            return none, none
        groups = values.reshape(len(values), self.steps.shape[1], -1)
        least, most = (groups == end for end in (groups.min(axis=2, keepdims=True), groups.max(axis=2, keepdims=True)))
        return least.reshape(values.shape), most.reshape(values.shape)


def expected_squares(below: Float64, above: Float64) -> Float64:
    """Return the mean square of what lies evenly between so far below and so far above."""
    width = below + above
    return np.asarray(np.divide(below**3 + above**3, 3 * width, out=np.zeros_like(width), where=width > 0))


class _Tried(NamedTuple):
    """What came of holding groups, (g,), against a grid: their steps, whether they fit, by which chance, how far.

    `top` is the largest whole number of steps of a value, `span` that between the least and the largest value, and
    `doubt` by which part of it a step may be off.
    """

    steps: Float64
    fits: Bools
    chance: Float64
    top: Float64
    span: Float64
    doubt: Float64


def find_grid(vectors: Float32, precision: Precision) -> ValueGrid | None:
    """Return the grid that the rows of a matrix, (n, dim), float32, lie on; None where they lie on none.

    Of several the one of the largest groups, unless smaller ones have a coarser grid: values on the grid of a block lie
    on a finer one of the row, too, if the blocks' steps are powers of two.

    Parameters
    ----------
    vectors : ndarray, (n, dim), float32
    precision : Precision
        Of the narrowest format that holds all values.
    """
    n, dim = vectors.shape
    if n == 0 or dim < LEAST_VALUES:
        return None
    chosen = np.unique(np.linspace(0, n - 1, min(n, SAMPLE)).astype(np.int64))
    sample = np.asarray(vectors[chosen], np.float64)
    sample = sample[np.isfinite(sample).all(axis=1) & sample.any(axis=1)]
    if not len(sample):
        return None
    precision = _as_coarse(sample, precision)
    with np.errstate(all="ignore"):
        sizes = {candidate: candidate.mean_square(sample, precision) for candidate in _candidates(*sample.shape)}
        left = {candidate: size for candidate, size in sizes.items() if size is not None}
        while left:
            best = _coarsest(left)
            found = best.of_all(vectors, sample, precision)
            if found is not None and _mostly(found, vectors):
                return found
            del left[best]
    return None


def _as_coarse(sample: Float64, precision: Precision) -> Precision:
    """Return the coarsest precision that most values are of: float16 of what was bfloat16 shows that one's steps."""
    exact = np.frexp(sample)[0][sample != 0]
    for name in ("BF16", "F16"):
        steps = exact * 2.0 ** (PRECISIONS[name].fraction + 1)
        if 2 * int((steps == np.rint(steps)).sum()) >= len(steps) and PRECISIONS[name].fraction < precision.fraction:
            return PRECISIONS[name]._replace(least=precision.least)
    return precision


def _coarsest(sizes: dict[_Candidate, float]) -> _Candidate:
    """Return the first of these that none behind it is much coarser than."""
    best, *others = sizes
    for candidate in others:
        if sizes[candidate] > (COARSER_BOOK if candidate.kind in _SCALES else COARSER) * sizes[best]:
            best = candidate
    return best


def _mostly(grid: ValueGrid, vectors: Float32) -> bool:
    differ = np.concatenate([block.any(axis=1) for block in _parts(vectors)])
    return int((grid.lies & differ).sum()) >= MOST_LIE * int(differ.sum())


def _parts(vectors: Float32) -> Iterator[Float32]:
    for start in range(0, len(vectors), _BLOCK):
        yield np.asarray(vectors[start : start + _BLOCK], np.float32)


class _Candidate(NamedTuple):
    """A kind of grid: of which groups, and how groups are held against it."""

    span: str
    size: int  # values of a row that share a step; 0: all of the tensor, -1: those of a column
    kind: str  # "steps", "offset", or how the levels of a codebook are scaled: "largest", "power", "as they are"

    def groups(self, rows: Float64) -> Float64:
        if self.size == 0:
            return rows.reshape(1, -1)
        return np.ascontiguousarray(rows.T) if self.size == -1 else rows.reshape(-1, self.size)

    def mean_square(self, sample: Float64, precision: Precision) -> float | None:
        """Return the mean square that rounding to this grid costs a value of the sample; None if it lies not on it."""
        if self.kind in _SCALES:
            book = _book(self, sample, precision)
            if book is None:
                return None
            steps = _SCALES[self.kind](self.groups(sample))
            grid = ValueGrid(self.span, len(book), steps.reshape(self._shape(sample)), book, np.ones(len(sample), bool))
            size = float(grid.errors(sample.astype(np.float32), np.arange(len(sample))).mean()) / sample.shape[1]
            return float(size if len(book) <= FEW_LEVELS else size / SEEMS)
        if not self._may_fit(sample[:: max(1, len(sample) // _FEW)], precision):
            return None
        tried = _TRIALS[self.kind](self.groups(sample), precision, _MULTIPLES)
        proves = tried.chance < CHANCE
        fitting = proves & tried.fits
        enough = int(proves.sum()) >= LEAST_GROUPS or float(tried.chance[proves].sum()) < LEAST_CHANCE
        if not enough or int(fitting.sum()) < MOST_LIE * int(proves.sum()):
            return None
        groups, steps = self.groups(sample)[fitting], tried.steps[fitting]
        units = 2 * precision.half_units(np.abs(groups)) / steps[:, None]
        if float(median(units[groups != 0])) > STORED[self.kind]:
            return None
        return float(np.square(steps).mean()) / 12

    def _may_fit(self, few: Float64, precision: Precision) -> bool:
        """Tell whether half of a few rows' groups fit: of rows that were never rounded nearly none does."""
        tried = _TRIALS[self.kind](self.groups(few), precision, _MULTIPLES)
        proves = tried.chance < CHANCE
        return 2 * int((proves & tried.fits).sum()) >= int(proves.sum()) > 0

    def _shape(self, rows: Float64 | Float32) -> tuple[int, int]:
        n, dim = rows.shape
        return (1, 1) if self.size == 0 else (1, dim) if self.size == -1 else (n, dim // self.size)

    def of_all(self, vectors: Float32, sample: Float64, precision: Precision) -> ValueGrid | None:
        """Return the grid, and which rows of the matrix lie on it."""
        if self.kind in _SCALES:
            return _coded(self, vectors, sample, precision)
        if self.size <= 0:
            tried = _TRIALS[self.kind](self.groups(sample), precision, _MULTIPLES)
            return _shared(self, vectors, tried, precision)
        try_ = _TRIALS[self.kind]
        parts = [try_(self.groups(part.astype(np.float64)), precision, _ALL_MULTIPLES) for part in _parts(vectors)]
        tried = _Tried(*(np.concatenate(column) for column in zip(*parts, strict=True)))
        proves = tried.fits & (tried.chance < CHANCE)
        if not proves.any():
            return None
        # a group of one value, or of few, shows no step of its own: it has as many of them as the others
        usual = max(float(median(tried.top[proves])), 1.0)
        steps = np.where(proves, tried.steps, np.minimum(tried.steps, tried.steps * tried.top / usual))
        shape = len(vectors), vectors.shape[1] // self.size
        levels = _count_levels(tried.top[proves], tried.span[proves])
        return ValueGrid(
            self.span, levels, steps.reshape(shape), None, np.asarray(tried.fits.reshape(shape).all(axis=1))
        )


def _count_levels(top: Float64, span: Float64) -> int:
    """Return how many values groups can take: as many as are seen, or as many below zero as above.

    Where every group has its largest value at one whole number, 2^b - 1, it was scaled by that, on both sides of zero.
    """
    most = int(top.max())
    both = most == int(median(top)) and most & (most + 1) == 0
    return 2 * most + 1 if both else int(span.max()) + 1


def _candidates(rows: int, dim: int) -> Iterator[_Candidate]:
    sizes = [("tensor", 0), ("row", dim), *([("column", -1)] if rows >= LEAST_VALUES else [])]
    sizes += [(f"block of {size}", size) for size in BLOCKS if size < dim and dim % size == 0]
    for span, size in sizes:
        yield _Candidate(span, size, "steps")
        yield _Candidate(span, size, "offset")
        if size == 0:
            yield _Candidate(span, size, "as they are")
        elif size > 0:
            yield _Candidate(span, size, "largest")
            yield _Candidate(span, size, "power")


def _multiples(groups: Float64, precision: Precision, most: int) -> _Tried:
    """Hold groups, (g, m), against the whole multiples of a step."""
    sizes = np.abs(groups)
    near = precision.half_units(sizes)
    at = np.where(sizes > 0, sizes, np.inf).argmin(axis=1)[:, None]
    smallest, unit = (np.take_along_axis(array, at, axis=1)[:, 0] for array in (sizes, near))
    return _fitted(groups, near, (smallest, unit), 1, most)


def _from_an_offset(groups: Float64, precision: Precision, most: int) -> _Tried:
    """Hold groups, (g, m), against the whole multiples of a step from their middle value."""
    ordered = np.sort(groups, axis=1)
    worked_out = PRECISIONS["F32"].half_units(np.abs(ordered[:, [0, -1]]).max(axis=1, keepdims=True))
    near = precision.half_units(np.abs(ordered)) + worked_out  # a step times a number, and the offset, are larger
    gaps, units = np.diff(ordered, axis=1), near[:, 1:] + near[:, :-1]
    gaps = np.where(gaps > 8 * units, gaps, np.inf)
    at = gaps.argmin(axis=1)[:, None]
    smallest, unit = (np.take_along_axis(array, at, axis=1)[:, 0] for array in (gaps, units))
    smallest = np.where(np.isfinite(smallest), smallest, 0.0)
    middle = groups.shape[1] // 2
    near = near + near[:, middle : middle + 1]
    away = ordered - ordered[:, middle : middle + 1]
    return _fitted(np.where(np.abs(away) > near, away, 0.0), near, (smallest, unit), 2, most)


def _fitted(values: Float64, near: Float64, distance: tuple[Float64, Float64], free: int, most: int) -> _Tried:
    """Hold values, (g, m), against whole multiples of a step: a distance by one of the first `most` whole numbers.

    `near` is how far each value may be off; `distance` is the smallest that there is, and how far that may be off;
    `free` is how many numbers are fitted to each group, whose best-placed values prove nothing.
    """
    smallest, unit = distance
    sizes, counted = np.abs(values), values != 0
    largest = sizes.max(axis=1, initial=0)
    # a group of one size has a step, and it proves nothing
    steps, fits = np.where(smallest > 0, smallest, largest), largest == 0
    chance, doubt = np.zeros((2, len(values)))
    left = np.flatnonzero((largest > 0) & (smallest > 0))
    for multiple in range(1, most + 1):
        if not len(left):
            break
        some, inside = sizes[left], counted[left]
        low, high = _bounds(some, near[left], (smallest[left] - unit[left], smallest[left] + unit[left]), multiple)
        step = np.maximum((low + high) / 2, np.finfo(np.float64).tiny)
        whole = some / step[:, None]
        open_ = near[left] + whole * np.maximum(high - low, 0)[:, None] / 2
        tolerance = np.minimum(open_ / step[:, None] + 1e-9, 0.5)
        lies = (np.abs(whole - np.rint(whole)) <= tolerance) | ~inside
        logs = np.where(inside, np.log(2 * tolerance), 0.0)
        told = logs.sum(axis=1) - free * logs.min(axis=1) + np.log(most)
        good = lies.all(axis=1) & (low <= high * (1 + 1e-12)) & (largest[left] < MOST_STEPS * step)
        if multiple == 1:
            chance[left] = told
        steps[left[good]], chance[left[good]], fits[left[good]] = step[good], told[good], True
        doubt[left[good]] = ((high - low) / (2 * step))[good]
        left = left[~good]
    with np.errstate(invalid="ignore", divide="ignore"):
        top, span = (np.where(steps > 0, np.rint(size / steps), 0.0) for size in (largest, np.ptp(values, axis=1)))
    return _Tried(steps, fits, chance, top, span, doubt)


def _bounds(sizes: Float64, near: Float64, ends: tuple[Float64, Float64], multiple: int) -> tuple[Float64, Float64]:
    """Return between which steps, (g,) each, all sizes, (g, m), are whole multiples within what is near.

    Each size whose whole number is beyond doubt says between which steps it is one; the narrower that gets, the more
    sizes do. The lower bound above the upper one: there is no such step.
    """
    low, high = (np.maximum(end / multiple, 0.0) for end in ends)
    for _ in range(5):
        middle = np.maximum((low + high) / 2, np.finfo(np.float64).tiny)[:, None]
        whole = np.rint(sizes / middle)
        doubt = sizes * ((high - low)[:, None] / 2) / np.square(middle)
        sure = (whole > 0) & (doubt + near / middle < 0.45)
        whole = np.where(sure, whole, 1.0)
        low = np.maximum(low, np.max((sizes - near) / whole, axis=1, where=sure, initial=-np.inf))
        high = np.minimum(high, np.min((sizes + near) / whole, axis=1, where=sure, initial=np.inf))
    return low, high


_TRIALS: dict[str, Callable[[Float64, Precision, int], _Tried]] = {"steps": _multiples, "offset": _from_an_offset}


def _shared(candidate: _Candidate, vectors: Float32, tried: _Tried, precision: Precision) -> ValueGrid | None:
    """Return the grid of a tensor or of its columns, by the steps of a sample, and which rows lie on it."""
    steps = tried.steps.reshape(1, -1)
    if candidate.kind == "offset" or not (steps > 0).any():
        return None
    lies = []
    low, high = np.zeros_like(steps), np.zeros_like(steps)
    for part in _parts(vectors):
        values = part.astype(np.float64)
        whole = np.where(steps > 0, values / steps, np.where(values != 0, np.inf, 0.0))
        near = precision.half_units(np.abs(values)) / np.where(steps > 0, steps, 1)
        near += (1e-7 + tried.doubt) * np.abs(whole)
        on = (np.abs(whole - np.rint(whole)) <= near).all(axis=1)
        lies.append(on)
        if on.any():
            least, most = values[on].min(axis=0)[None], values[on].max(axis=0)[None]
            if candidate.size == 0:
                least, most = least.min(axis=1, keepdims=True), most.max(axis=1, keepdims=True)
            low, high = np.minimum(low, least), np.maximum(high, most)
    levels = int(np.rint(np.max((high - low)[steps > 0] / steps[steps > 0]))) + 1
    return ValueGrid(candidate.span, levels, steps, None, np.concatenate(lies), (low, high))


def _largest(groups: Float64) -> Float64:
    return np.asarray(np.abs(groups).max(axis=1))


def _power(groups: Float64) -> Float64:
    largest = np.abs(groups).max(axis=1)
    return np.where(largest > 0, np.ldexp(0.5, np.frexp(largest)[1]), 0.0)


#: What the levels of a codebook are multiplied by, of each group, (g, m).
_SCALES: dict[str, Callable[[Float64], Float64]] = {
    "largest": _largest,
    "power": _power,
    "as they are": lambda groups: np.ones(len(groups)),
}


def _scaled(candidate: _Candidate, rows: Float64) -> tuple[Float64, Float64]:
    """Return values, (g, m), divided by the scale of their group, and the scales, (g,)."""
    groups = candidate.groups(rows)
    scales = _SCALES[candidate.kind](groups)
    return groups / np.where(scales > 0, scales, 1.0)[:, None], scales


def _book(candidate: _Candidate, rows: Float64, precision: Precision) -> Float64 | None:
    """Return the few levels that all values of rows are, in units of their groups' scales; None of many."""
    precision = _of_scaled(candidate, precision)
    values = np.sort(_scaled(candidate, rows)[0], axis=None)
    levels, widths = _levels(values, precision)
    if not 2 <= len(levels) <= min(MOST_LEVELS, len(values) // 8):
        return None
    near = 2 * _NEAR_LEVEL * precision.half_units(np.abs(levels))
    if (widths > near).any():
        return None
    covered = float(near.sum() / (levels[-1] - levels[0]))
    proof = (len(values) - len(levels)) * np.log(min(covered, 1.0))
    return levels if proof < LEAST_CHANCE else None


def _of_scaled(candidate: _Candidate, precision: Precision) -> Precision:
    """Return how exactly levels are known: of values as they are, what was one number is one still."""
    return PRECISIONS["F32"] if candidate.kind == "as they are" else precision


def _levels(values: Float64, precision: Precision) -> tuple[Float64, Float64]:
    """Return the middles of values, ascending, that lie next to one another, and how wide each such place is."""
    far = np.diff(values) > 6 * precision.half_units(np.abs(values[1:]))
    starts = np.concatenate([[0], np.flatnonzero(far) + 1])
    ends = np.concatenate([starts[1:], [len(values)]]) - 1
    return (values[starts] + values[ends]) / 2, values[ends] - values[starts]


def _coded(candidate: _Candidate, vectors: Float32, sample: Float64, precision: Precision) -> ValueGrid | None:
    """Return the grid of a codebook, and which rows lie on it; levels that the sample missed are added to it."""
    book = _book(candidate, sample, precision)
    if book is None:
        return None
    precision = _of_scaled(candidate, precision)
    for part in _parts(vectors):
        values = _scaled(candidate, part.astype(np.float64))[0].reshape(part.shape)
        on = _is_near(values, book, precision)
        some = on.mean(axis=1)
        others = values[(some > 0.9) & (some < 1)]
        missed = np.sort(others[~_is_near(others, book, precision)])
        if len(missed):
            book = np.sort(np.concatenate([book, _levels(missed, precision)[0]]))
            if len(book) > MOST_LEVELS:
                return None
    lies, scales = [], []
    for part in _parts(vectors):
        values, scale = _scaled(candidate, part.astype(np.float64))
        lies.append(_is_near(values, book, precision).reshape(part.shape).all(axis=1))
        scales.append(scale)
    steps = np.ones((1, 1)) if candidate.size == 0 else np.concatenate(scales).reshape(len(vectors), -1)
    return ValueGrid(candidate.span, len(book), steps, book, np.concatenate(lies))


def _is_near(values: Float64, book: Float64, precision: Precision) -> Bools:
    at = np.searchsorted((book[1:] + book[:-1]) / 2, values)
    near = np.abs(values - book[at]) <= _NEAR_LEVEL * precision.half_units(np.abs(book[at]))
    return np.asarray(near | (np.abs(values) < _TINY * max(-book[0], book[-1])))
