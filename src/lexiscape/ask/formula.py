"""A space and a formula in (`king - man + woman`), the tokens nearest to what it adds up to out: `Answer`."""

from __future__ import annotations

import html
import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.ask.terms import Term, parse_formula
from lexiscape.ask.vectors import Measured, Vector, added_up, measure, products, square, squared_distances
from lexiscape.ask.words import Word, find_word, told_choices
from lexiscape.corrections.near import lengthened
from lexiscape.errors import OptionError, VectorError
from lexiscape.frames import token_frame
from lexiscape.map_data import Neighbor, NeighborList, neighbor_of
from lexiscape.neighbors import at_least_one
from lexiscape.one_line import one_line, short_line
from lexiscape.space import EmbeddingSpace
from lexiscape.space.lookup import matching_rows

if TYPE_CHECKING:
    import pandas

#: What is said beside every sum of words.
CAVEAT = (
    "such sums show that directions recur among the vectors, not that a model reasons by them: the words themselves "
    "are left out of the list, and one of them would most often lead it (Linzen 2016, doi:10.18653/v1/W16-2503)"
)
_CANCELLED = 1e-6  # of the lengths that were added: float32's rounding of a row is a tenth of that
_COPY = 1e-13  # a cosine distance below is rounding: of a copy, or of a row that is another times a number


class Input(NamedTuple):
    """A token of the formula, left out of the list; `rank` is where it would have stood, from 1 on."""

    id: int
    token: str
    raw: str
    distance: float
    rank: int


class Answer(NeighborList):
    """The tokens nearest to a formula's sum, nearest first, without those it is made of: a list of `Neighbor`.

    Attributes
    ----------
    formula : str
        As it was typed.
    terms : list of (Term, Word)
        The signs, and which rows each word means.
    inputs : list of Input
        The tokens that the formula is made of, and where they would have stood.
    metric : str
        By which distances are measured.
    notes : list of str
        What the reader should know: which token an ambiguous word is, what such sums show and what they do not.
    """

    def __init__(self, near: list[Neighbor], formula: str, terms: list[tuple[Term, Word]], metric: str) -> None:
        super().__init__(near)
        self.formula, self.terms, self.metric = formula, terms, metric
        self.inputs: list[Input] = []
        self.notes: list[str] = []

    def __repr__(self) -> str:
        lines = [short_line(self.formula), super().__repr__()]
        told = [f"{self._figure} {self._told(one.distance):.3f}" for one in self.inputs]
        left_out = (f"{one.token} (place {one.rank:,}, {said})" for one, said in zip(self.inputs, told, strict=True))
        lines.append(short_line(f"      left out: {', '.join(left_out)}"))
        return "\n".join([*lines, *(short_line(f"Note: {note}") for note in self.notes)])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{one.rank:,}</td><td>{html.escape(one_line(one.token))}</td>"
            f"<td><code>{html.escape(one_line(one.raw))}</code></td><td>{one.id}</td>"
            f"<td>{self._told(one.distance):.3f}</td></tr>"
            for one in self.inputs
        )
        head = "".join(f"<th>{name}</th>" for name in ("place", "token", "raw", "id", self._figure))
        notes = "".join(f"<p>Note: {html.escape(one_line(note))}</p>" for note in self.notes)
        return (
            f"<p>{html.escape(one_line(self.formula))}</p>{super()._repr_html_()}<p>left out, and where they would "
            f"have stood:</p><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{notes}"
        )

    @property
    def _figure(self) -> str:
        return "similarity" if self.metric == "cosine" else "distance"

    def _told(self, distance: float) -> float:
        return 1 - distance if self.metric == "cosine" else distance

    def input_frame(self) -> pandas.DataFrame:
        """Return id, token, raw, distance and rank of the inputs as a DataFrame; MissingExtra without pandas."""
        return token_frame(self.inputs, Input)


def query(
    space: EmbeddingSpace,
    formula: str,
    k: int = 10,
    *,
    metric: str = "cosine",
    mean_of_pieces: bool = False,
    tokenizer: Any = None,
    threads: int | None = None,
) -> Answer:
    """List the tokens nearest to a sum of tokens.

    By cosine, rows are brought to length 1, added and taken away, and the sum's direction is compared with every row's:
    3CosAdd (Mikolov, Yih and Zweig 2013, aclanthology.org/N13-1090; so called by Levy and Goldberg 2014,
    doi:10.3115/v1/W14-1618). By Euclidean distance, rows are added as they are.

    Parameters
    ----------
    space : EmbeddingSpace
        What is asked.
    formula : str
        Words with ``+`` and ``-`` between them, each sign by itself: ``"king - man + woman"``. A word may stand in
        quotation marks (`lexiscape.ask.terms.parse_formula`), which mean its raw spelling; a text that is a token
        itself is that token.
    k : int
        How many to list.
    metric : str
        One of `lexiscape.neighbors.METRICS`.
    mean_of_pieces : bool
        Whether the mean of the tokens that a word becomes stands for it where it is no token; by cosine the mean of
        their directions, which counts as much as any term.
    tokenizer : optional
        What cuts such a word, as for `cut_text`.
    threads : int or None
        Never changes the result.

    Returns
    -------
    Answer
        The same bits for any number of threads and on every processor; equal distances in order of position.

    Raises
    ------
    SelectionError
        A word is no token; the message says which tokens it becomes.
    OptionError
        The text is no formula, `k` is no whole number or less than 1, or the space has no vectors.
    VectorError
        The terms cancel out, a row of them is zero and has no direction, or rows hold NaN or infinite values.
    """
    k = at_least_one("k", k)
    if not isinstance(formula, str):
        raise OptionError(f"expected a formula as text, such as 'king - man + woman', got {type(formula).__name__}")
    rows = measure(space, metric, threads)
    typed = [Term(1, formula)] if matching_rows(space, formula) else parse_formula(formula)
    how = {"mean_of_pieces": mean_of_pieces, "tokenizer": tokenizer}
    words = [find_word(space, term.text, exact=term.quoted, **how) for term in typed]
    terms = list(zip(typed, words, strict=True))
    inputs = list(dict.fromkeys(row for word in words for row in word.rows))
    distances = lengthened(space, _distances(rows, _sum(space, rows, terms)), inputs, metric=metric, threads=threads)
    order = np.argsort(distances, kind="stable")
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(1, len(order) + 1)
    listed = order[: k + len(inputs)]
    near = listed[~np.isin(listed, inputs)][:k]
    answer = Answer([neighbor_of(space, row, distances[row]) for row in near.tolist()], formula, terms, metric)
    answer.inputs = [Input(*neighbor_of(space, row, distances[row]), int(places[row])) for row in inputs]
    answer.notes = told_choices(space, words)
    if len(terms) > 1 or terms[0][0].sign < 0:
        answer.notes.append(CAVEAT)
    return answer


def _sum(space: EmbeddingSpace, rows: Measured, terms: list[tuple[Term, Word]]) -> Vector:
    """Add the terms up in their order; VectorError where nothing is left of them."""
    total, added = np.zeros(rows.vectors.shape[1]), 0.0
    for term, word in terms:
        vector = _vector_of(space, rows, word)
        total += term.sign * vector
        added += math.sqrt(square(vector))
    left = math.sqrt(square(total))
    if rows.unit and left <= _CANCELLED * added:
        raise VectorError("the terms cancel out: no direction is left to be near to")
    return total


def _vector_of(space: EmbeddingSpace, rows: Measured, word: Word) -> Vector:
    taken = rows.take(word.rows)
    vector = added_up(taken.copy()) / len(taken)
    if not rows.unit:
        return vector
    length = math.sqrt(square(vector))
    if not rows.lengths[list(word.rows)].all() or length <= _CANCELLED:
        raise VectorError(
            f"{word.text!r} is a zero row of {space.name} and has no direction to add: leave it out, or measure by "
            "euclidean distance"
        )
    return vector if len(taken) == 1 else vector / length


def _distances(rows: Measured, total: Vector) -> NDArray[np.float32]:
    """Return each row's distance from the sum, (n,) float32; by cosine a zero row's is 1, as for `find_neighbors`."""
    if rows.unit:
        lengths = np.where(rows.lengths > 0, rows.lengths, np.inf)
        far = 1 - products(rows, total) / lengths / math.sqrt(square(total))
        far[np.abs(far) < _COPY] = 0
        return np.asarray(np.clip(far, 0, 2), np.float32)
    with np.errstate(over="ignore"):
        distances: NDArray[np.float32] = np.sqrt(squared_distances(rows, total)).astype(np.float32)
    if not np.isfinite(distances).all():
        raise VectorError(
            "some rows are farther from the sum than float32 can say (3.4e38): measure by cosine, which does not "
            "depend on length"
        )
    return distances
