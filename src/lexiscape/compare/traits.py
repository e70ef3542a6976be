"""Which traits a space is measured by that papers have told of, and what one is: a value beside what chance gives."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from itertools import takewhile
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import deviations
from lexiscape.neighbors import Neighbors, within_range
from lexiscape.space import EmbeddingSpace
from lexiscape.space.rows import squared_lengths, unit_rows
from lexiscape.text.reading import SPELLINGS


class TraitRow(NamedTuple):
    """One row of `TRAITS`.

    Attributes
    ----------
    module : str
        Holds `measure(measured)`, which gives the traits of a `Measured` space, or raises `Lacking` where its tokens do
        not tell.
    source : str
        The paper that tells of it.
    meanings : mapping of str to str
        What each trait of it is, in a sentence, by what stands behind the colon of its name; a key `#` is any number,
        which takes the place of `{k}`.
    """

    module: str
    source: str
    meanings: Mapping[str, str] = {}


#: What papers have found in such spaces, in the order in which it is told.
TRAITS: dict[str, TraitRow] = {
    "scripts": TraitRow(
        "lexiscape.compare.measured.scripts",
        "Wen-Yi and Mimno 2023, arXiv 2311.18034",
        {"#": "writing systems among the {k} nearest of a token, on average"},
    ),
    "months": TraitRow(
        "lexiscape.compare.measured.months",
        "Engels et al. 2024, arXiv 2405.14860",
        {
            "circle": "distances of the months follow the year's circle (correlation)",
            "line": "distances of the months follow a line from first to last (correlation)",
        },
    ),
    "weekdays": TraitRow(
        "lexiscape.compare.measured.weekdays",
        "Engels et al. 2024, arXiv 2405.14860",
        {
            "circle": "distances of the days follow the week's circle (correlation)",
            "line": "distances of the days follow a line from first to last (correlation)",
        },
    ),
    "numbers": TraitRow(
        "lexiscape.compare.measured.numbers",
        "Kantamneni and Tegmark 2025, arXiv 2502.00873",
        {
            "line": "distances of 0, 1, 2 … follow their differences (correlation)",
            "log": "distances of 0, 1, 2 … follow those of their logarithms (correlation)",
        },
    ),
    "periods": TraitRow(
        "lexiscape.compare.measured.periods",
        "Fu et al. 2026, arXiv 2604.20817",
        {"#": "share of what tells numbers apart that comes round every {k}"},
    ),
    "dimension": TraitRow(
        "lexiscape.compare.measured.dimension",
        "Facco et al. 2017, doi:10.1038/s41598-017-11873-y",
        {"two-nn": "intrinsic dimension (TWO-NN); by chance: of a normal cloud of the same covariance"},
    ),
}

#: Why a trait is not measured.
REASONS = {
    "words": "{have} of {need} are tokens in one spelling; lacking: {lacking}",
    "run": "numbers from 0 to {need} are needed, all of one form; here {have} is lacking",
    "script": "all tokens with letters are of one writing system: {lacking}",
    "letters": "no token has letters",
    "few": "tokens: {have} of {need} that are needed, ten for each dimension, and 100 at least",
    "different": "different rows: {have} of {need} that are needed",
    "wide": "dimensions: {have}, and {need} at most can be measured",
    "alike": "these tokens' rows are all alike",
}


@dataclass(frozen=True)
class Reason:
    """Why a trait is not measured: a key of `REASONS`, and what is filled in there."""

    why: str
    have: int = 0
    need: int = 0
    lacking: tuple[str, ...] = ()

    def __str__(self) -> str:
        return REASONS[self.why].format(have=f"{self.have:,}", need=f"{self.need:,}", lacking=", ".join(self.lacking))

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON values, the sentence as `reason`."""
        told = {"why": self.why, "have": self.have, "need": self.need, "lacking": list(self.lacking)}
        return {"reason": str(self), **told}


class Lacking(Exception):  # noqa: N818 - reads as the condition
    """A space lacks what a trait of it is told by."""

    def __init__(self, why: str, have: int = 0, need: int = 0, lacking: Sequence[str] = ()) -> None:
        self.reason = Reason(why, have, need, tuple(lacking))
        super().__init__(str(self.reason))


@dataclass(frozen=True)
class Trait:
    """One trait of a space.

    Attributes
    ----------
    name : str
        Identifier, such as ``"months:circle"``; what stands before the colon is a key of `TRAITS`.
    value : float
        What was measured; its module says in which unit.
    null, null_sd : float
        Mean and standard deviation of the same where the tokens are exchanged at random, or, for the dimension, in a
        cloud without shape.
    count : int
        Of how many tokens it is.
    """

    name: str
    value: float
    null: float
    null_sd: float
    count: int

    @property
    def z(self) -> float:
        """How many null standard deviations the value lies above the null mean; NaN where the null has no spread."""
        return deviations(self.value, self.null, self.null_sd)

    @property
    def meaning(self) -> str:
        """What it is, in a sentence; "" where its row does not say."""
        family, _, kind = self.name.partition(":")
        meanings = TRAITS[family].meanings
        return meanings.get(kind, meanings.get("#", "") if kind.isdecimal() else "").replace("{k}", kind)

    def as_dict(self) -> dict[str, Any]:
        """Return the trait, what it is and its source as JSON values; `z` is None where the null has no spread."""
        return {
            "name": self.name,
            "meaning": self.meaning,
            "value": self.value,
            "null": self.null,
            "null_sd": self.null_sd,
            "z": None if math.isnan(self.z) else self.z,
            "count": self.count,
            "source": TRAITS[self.name.partition(":")[0]].source,
        }


@dataclass(frozen=True, eq=False)
class Measured:
    """What a trait is measured on.

    Attributes
    ----------
    space : EmbeddingSpace
        Its tokens, n of them.
    found : Neighbors
        Of every token, its nearest others.
    seed : int
        For samples and permutations.
    """

    space: EmbeddingSpace
    found: Neighbors
    seed: int = 0

    @property
    def has_unit_rows(self) -> bool:
        """Whether only the directions of vectors count: the metric is cosine."""
        return self.found.metric == "cosine"

    def vectors(self, rows: Sequence[int] | NDArray[np.intp]) -> NDArray[np.float64]:
        """Return the vectors of some rows, (m, d): by cosine at length 1, or zeros where they have no direction."""
        picked = within_range(np.asarray(self.space.vectors[rows], np.float32), unit=self.has_unit_rows)
        wide = picked.astype(np.float64)
        return unit_rows(wide, np.sqrt(squared_lengths(picked, 1))) if self.has_unit_rows else wide

    def generator(self, name: str) -> np.random.Generator:
        """Return random numbers of this trait's own: what one trait draws is nothing to another."""
        return np.random.default_rng([self.seed, *name.encode("ascii")])

    @cached_property
    def _spoken(self) -> tuple[dict[str, int], dict[str, int]]:
        """The first row of every text: of tokens with a mark of whole words, and of those without any mark."""
        spelling = SPELLINGS[self.space.family]
        marked: dict[str, int] = {}
        plain: dict[str, int] = {}
        texts = zip(self.space.tokens, self.space.readable, self.space.kinds, strict=True)
        for row, (raw, text, kind) in enumerate(texts):
            is_part = _begins(raw, spelling.inner) or _ends(raw, spelling.hyphen)
            if not is_part and kind not in ("special", "unused", "byte"):
                is_marked = _begins(raw, spelling.start) or _ends(raw, spelling.end)
                (marked if is_marked else plain).setdefault(text, row)
        return marked, plain

    def first_whole(self, ways: Iterable[Sequence[str]]) -> list[int]:
        """Return the rows of the first list of words that are all tokens of one form; where none is, raise `Lacking`.

        With the mark of a whole word before without. Spelled as they are, else all of them in lower or in upper case:
        of the months in any case, some would be other words, such as may and march.
        """
        nearest: tuple[int, int, list[str]] = (-1, 0, [])
        for words in ways:
            for cased in (words, [word.lower() for word in words], [word.upper() for word in words]):
                for rows in self._spoken:
                    found = [rows.get(word, -1) for word in cased]
                    if -1 not in found:
                        return found
                    lacking = [word for word, row in zip(cased, found, strict=True) if row < 0]
                    if (have := len(cased) - len(lacking)) > nearest[0]:
                        nearest = (have, len(cased), lacking)
        raise Lacking("words", *nearest)

    def numbers(self, fewest: int, most: int) -> list[int]:
        """Return the rows of the numbers 0, 1, 2 …, at most so many, up to the first that is no token of their form.

        Of the form that reaches furthest, so that no number has a mark that another lacks. Raise `Lacking` of fewer.
        """
        runs: list[list[int]] = []
        for rows in self._spoken:
            told = (rows.get(str(number), -1) for number in range(most))
            runs.append(list(takewhile(lambda row: row >= 0, told)))
        run = max(runs, key=len)
        if len(run) < fewest:
            raise Lacking("run", len(run), fewest - 1)
        return run


def _begins(raw: str, mark: str) -> bool:
    return bool(mark) and raw.startswith(mark) and raw != mark


def _ends(raw: str, mark: str) -> bool:
    return bool(mark) and raw.endswith(mark) and raw != mark


class Traits(list[Trait]):
    """The traits of a space, and of those that could not be measured why.

    Attributes
    ----------
    lacking : dict of str to Reason
        By key of `TRAITS`, what the space lacks.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lacking: dict[str, Reason] = {}

    def not_measured(self) -> list[dict[str, Any]]:
        """Return what is missing as JSON values."""
        return [
            {"name": name, **reason.as_dict(), "source": TRAITS[name].source} for name, reason in self.lacking.items()
        ]


def measure_traits(space: EmbeddingSpace, found: Neighbors, seed: int = 0) -> Traits:
    """Measure every trait of `TRAITS` that a space's tokens tell of.

    Parameters
    ----------
    space : EmbeddingSpace
        n tokens.
    found : Neighbors
        Of every token, its nearest others; their metric is that of the traits.
    seed : int
        The same seed and input give the same traits.

    Returns
    -------
    Traits
        A list of `Trait` in the order of `TRAITS`; where the tokens that one is about are not there, its `lacking` says
        what there is not.
    """
    measured = Measured(space, found, seed)
    traits = Traits()
    for name, row in TRAITS.items():
        try:
            traits.extend(import_module(row.module).measure(measured))
        except Lacking as lacking:
            traits.lacking[name] = lacking.reason
    return traits
