"""Two words or groups of words in, every token's place along the line from one to the other out: `Axis`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape._rules import AXIS_DRAWS, AXIS_LAID, AXIS_SHARE, DRAW_SEED
from lexiscape.ask.vectors import Measured, Vector, added_up, measure, products, square
from lexiscape.ask.words import Word, find_word, told_choices
from lexiscape.columns import Column
from lexiscape.errors import SelectionError, VectorError
from lexiscape.frames import encodable, load_pandas
from lexiscape.neighbors import at_least_one
from lexiscape.one_line import short_line
from lexiscape.space import EmbeddingSpace
from lexiscape.space.whole_numbers import most_bits, product, whole_rows
from lexiscape.terminal_table import numbered

if TYPE_CHECKING:
    import pandas

#: Random axes of the null, tokens that are laid along each, and which share of them its interval holds: the page's own.
AXES, TOKENS, SHARE = AXIS_DRAWS, AXIS_LAID, AXIS_SHARE
_SHOWN = 5  # tokens of either end that a console shows
_LARGEST = float(np.finfo(np.float32).max)
_SAME = 1e-6  # two ends as near as float32's rounding are one


class Placed(NamedTuple):
    """One token and its place along an axis."""

    id: int
    token: str
    raw: str
    position: float


@dataclass(frozen=True, eq=False)
class Axis:
    """Every token's place along the line from one word, or group of words, to another.

    Attributes
    ----------
    space : EmbeddingSpace
        Whose tokens these are.
    a, b : tuple of Word
        The words at either end, and which rows they mean.
    positions : ndarray, (n,), float64
        Row i belongs to ``space.tokens[i]``: the foot of its perpendicular, -1 where `a` (of a group, its mean) has it,
        1 where `b` has it. NaN: a zero row, which by cosine has no direction.
    chance : tuple of float, or None
        The null: between which positions 95% of the tokens lie on axes between random tokens, measured in the same
        unit; None where there are too few tokens to draw any. A token beyond lies farther out than chance puts most.
    metric : str
        "cosine": rows are brought to length 1 first.
    notes : tuple of str
        What the reader should know.
    """

    space: EmbeddingSpace
    a: tuple[Word, ...]
    b: tuple[Word, ...]
    positions: NDArray[np.float64]
    chance: tuple[float, float] | None
    metric: str = "cosine"
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The two ends, `he – she`; of a group its first words."""
        return " – ".join(_named(words) for words in (self.a, self.b))

    @property
    def beyond(self) -> float | None:
        """The share of tokens that lie beyond `chance`, of which 5% do on a random axis."""
        if self.chance is None:
            return None
        known = self.positions[np.isfinite(self.positions)]
        return float(np.mean((known < self.chance[0]) | (known > self.chance[1])))

    def ends(self, k: int = 10) -> tuple[list[Placed], list[Placed]]:
        """Return the k tokens farthest toward `a` and beyond, and toward `b`, the farthest first."""
        k = at_least_one("k", k)
        order = np.argsort(self.positions, kind="stable")  # NaN comes last
        known = order[: int(np.isfinite(self.positions).sum())]
        back = np.lexsort((np.arange(len(self.positions)), -self.positions))[: len(known)]
        return [self._placed(row) for row in known[:k].tolist()], [self._placed(row) for row in back[:k].tolist()]

    def _placed(self, row: int) -> Placed:
        space = self.space
        return Placed(int(space.ids[row]), space.readable[row], space.tokens[row], float(self.positions[row]))

    def column(self, name: str = "axis", title: str | None = None) -> Column:
        """Return the positions as a column of a map, to color and filter by."""
        told = f"Place along the line from {_named(self.a)} (-1) to {_named(self.b)} (1)."
        if self.chance is not None:
            low, high = self.chance
            told += f" On random axes {SHARE:.0%} of tokens lie between {low:.2f} and {high:.2f}."
        return Column(name, title or self.title, self.positions.astype(np.float32), None, told)

    def frame(self) -> pandas.DataFrame:
        """Return id, token, raw and position of every token as a DataFrame; MissingExtra without pandas."""
        readable = [encodable(text) for text in self.space.readable]
        raw = [encodable(text) for text in self.space.tokens]
        parts = {"id": self.space.ids, "token": readable, "raw": raw, "position": self.positions}
        return load_pandas().DataFrame(parts)

    def __repr__(self) -> str:
        return "\n".join(map(short_line, self.lines(_SHOWN)))

    def lines(self, k: int) -> list[str]:
        """Return what a terminal shows, as lines of text: the null, and the k tokens farthest toward either end."""
        told = [f"{self.title}: {len(self.positions):,} tokens by {self.metric}"]
        if self.chance is not None:
            low, high = self.chance
            told.append(
                f"on random axes {SHARE:.0%} of tokens lie between {low:.2f} and {high:.2f}; here {self.beyond:.1%} "
                "lie beyond"
            )
        ends = self.ends(k)
        rows = [(one.token, f"{one.position:>6.2f}", f"id {one.id}") for end in ends for one in end]
        table = numbered(rows, [place for end in ends for place in range(1, len(end) + 1)])
        for sign, words, end in zip((-1, 1), (self.a, self.b), ends, strict=True):
            told += ["", f"toward {', '.join(word.text for word in words)} ({sign})", *table[: len(end)]]
            table = table[len(end) :]
        return [*told, *(f"Note: {note}" for note in self.notes)]


def lay_axis(
    space: EmbeddingSpace,
    a: str | Sequence[str],
    b: str | Sequence[str],
    *,
    metric: str = "cosine",
    mean_of_pieces: bool = False,
    tokenizer: Any = None,
    seed: int = 0,
    threads: int | None = None,
) -> Axis:
    """Place every token along the line from one word, or group of words, to another.

    With A and B the means of the groups' rows (by cosine, of the rows at length 1) and d = B - A, a row x stands at
    ``2 (x - (A + B) / 2) . d / |d|^2``. The null draws 200 pairs of random tokens (of groups, random groups as large)
    and lays up to 2,000 tokens along each, the ends themselves left out; their coordinates along the unit direction are
    divided by ``|d| / 2``, so that they are in this axis's unit: on a short axis, from one of two near words to the
    other, all tokens lie far out.

    Parameters
    ----------
    space : EmbeddingSpace
        What is asked.
    a, b : str or sequence of str
        A word, or several whose mean is meant.
    metric, mean_of_pieces, tokenizer, threads
        As for `query`.
    seed : int
        Of the null.

    Returns
    -------
    Axis
        The same bits for any number of threads and on every processor.

    Raises
    ------
    SelectionError, OptionError, VectorError
        As `query`; also where the two ends are one, or a word stands at both, or a token lies so far along a short axis
        that float32, as columns and files have places, does not hold it.
    """
    rows = measure(space, metric, threads)
    ends = [_words(space, group, mean_of_pieces, tokenizer) for group in (a, b)]
    index = [list(dict.fromkeys(row for word in words for row in word.rows)) for words in ends]
    _check_ends(space, rows, index)
    means = [added_up(rows.take(of)) / len(of) for of in index]
    line, middle = means[1] - means[0], (square(means[1]) - square(means[0])) / 2
    length = square(line)
    if length <= (_SAME**2) * max(square(means[0]), square(means[1])):
        raise VectorError("the two ends of the axis are the same: there is no line from one to the other")
    along = products(rows, line)
    if rows.unit:
        with np.errstate(invalid="ignore", divide="ignore"):
            along = np.where(rows.lengths > 0, along / rows.lengths, np.nan)
    positions = 2 * (along - middle) / length
    if np.nanmax(np.abs(positions)) > _LARGEST:
        raise VectorError(
            "some tokens lie farther along the axis than float32 can say (3.4e38 times half its length): measure by "
            "cosine, which does not depend on length"
        )
    spread = _chance(rows, len(index[0]), len(index[1]), seed)
    unit = 2 / math.sqrt(length)
    notes = told_choices(space, (word for words in ends for word in words))
    lost = int(np.isnan(positions).sum())
    if lost:
        notes.append(f"{lost:,} zero {'row has' if lost == 1 else 'rows have'} no direction, and no place on the axis")
    if spread is None:
        notes.append(f"of {len(space):,} tokens no random axes can be drawn: there is no null")
    chance = None if spread is None else (spread[0] * unit, spread[1] * unit)
    return Axis(space, ends[0], ends[1], positions, chance, metric, tuple(notes))


def _words(space: EmbeddingSpace, group: Any, mean_of_pieces: bool, tokenizer: Any) -> tuple[Word, ...]:
    texts = [group] if isinstance(group, str) or not isinstance(group, Iterable) else list(group)
    if not texts:
        raise SelectionError("an end of the axis has no words: expected a word, or a list of them")
    odd = [text for text in texts if not isinstance(text, str)]
    if odd:
        raise SelectionError(f"expected a word or a list of words for an end of the axis, got {odd[0]!r}")
    once = dict.fromkeys(texts)
    return tuple(find_word(space, text, mean_of_pieces=mean_of_pieces, tokenizer=tokenizer) for text in once)


def _check_ends(space: EmbeddingSpace, rows: Measured, index: list[list[int]]) -> None:
    both = sorted(set(index[0]) & set(index[1]))
    if both:
        raise SelectionError(f"{space.tokens[both[0]]!r} stands at both ends of the axis: expected it at one")
    zero = [row for of in index for row in of if rows.unit and not rows.lengths[row]]
    if zero:
        raise VectorError(
            f"{space.tokens[zero[0]]!r} is a zero row of {space.name} and has no direction: leave it out, or "
            "measure by euclidean distance"
        )


def _drawn(count: int, size: int, seed: int) -> NDArray[np.int64]:
    """Draw so many of `count` rows for each axis, as the page does (`web/src/ask/rows.ts`), which draws by seed 0.

    By xorshift of 32 bits (G. Marsaglia, "Xorshift RNGs", 2003, doi:10.18637/jss.v008.i14): NumPy's own generators are
    not to be had in a browser.
    """
    state = (seed + 1) * DRAW_SEED % 2**32 or 1
    drawn = np.empty((AXES, size), np.int64)
    for axis in drawn:
        found: dict[int, None] = {}
        while len(found) < size:
            state ^= state << 13 & 0xFFFFFFFF
            state ^= state >> 17
            state ^= state << 5 & 0xFFFFFFFF
            found[state * count >> 32] = None
        axis[:] = list(found)
    return drawn


def _chance(rows: Measured, size_a: int, size_b: int, seed: int) -> tuple[float, float] | None:
    """Return between which coordinates along random axes of unit length the middle 95% of tokens lie."""
    known = np.flatnonzero(rows.lengths > 0) if rows.unit else np.arange(len(rows.lengths))
    size = size_a + size_b
    if len(known) <= size:
        return None
    laid = known[:: -(-len(known) // TOKENS)]
    drawn = _drawn(len(known), size, seed)
    scale = 1.0 if rows.unit else max(float(rows.vectors.max()), -float(rows.vectors.min())) or 1.0
    means = []
    for part in (drawn[:, :size_a], drawn[:, size_a:]):
        total = np.zeros((AXES, rows.vectors.shape[1]))
        for column in part.T:
            total += rows.take(known[column]) / scale
        means.append(total / part.shape[1])
    lines = means[1] - means[0]
    lengths = np.sqrt(added_up((lines * lines).T.copy()))
    squares = [added_up((mean * mean).T.copy()) for mean in means]
    sound = lengths > 0
    if not sound.any():
        return None
    lines[sound] /= lengths[sound, None]
    middles = (squares[1] - squares[0])[sound] / 2 / lengths[sound]
    found = _exact_products((rows.take(laid) / scale).astype(np.float32), lines[sound].astype(np.float32)) - middles
    are_ends = np.stack([np.isin(laid, known[pair]) for pair in drawn[sound]], axis=1)
    inside = np.sort(found[~are_ends])
    if not len(inside):
        return None
    tail = int((1 - SHARE) / 2 * (len(inside) - 1))
    return float(inside[tail]) * scale, float(inside[-1 - tail]) * scale


def _exact_products(rows: NDArray[np.float32], lines: NDArray[np.float32]) -> Vector:
    """Return rows times lines, (m, axes): of whole numbers, whose products add up to the same in any order."""
    whole, bits = [], 0
    for part in (rows, lines):
        most = most_bits([part])
        whole.append(whole_rows(part, most))
        bits += most
    exact: Vector = np.ldexp(product(whole[0].T, whole[1].T), -bits)
    return exact


def _named(words: tuple[Word, ...]) -> str:
    return ", ".join(word.text for word in words[:3]) + (" …" if len(words) > 3 else "")
