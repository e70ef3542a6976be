"""Which traits a space is measured by that papers have told of, and what one is: a value beside what chance gives."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
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
        Holds `measure(measured)`, which gives the traits of a `Measured` space: none where its tokens do not tell.
    source : str
        The paper that tells of it.
    """

    module: str
    source: str


#: What papers have found in such spaces, in the order in which it is told.
TRAITS: dict[str, TraitRow] = {
    "scripts": TraitRow("lexiscape.compare.measured.scripts", "Wen-Yi and Mimno 2023, arXiv 2311.18034"),
    "months": TraitRow("lexiscape.compare.measured.months", "Engels et al. 2024, arXiv 2405.14860"),
    "weekdays": TraitRow("lexiscape.compare.measured.weekdays", "Engels et al. 2024, arXiv 2405.14860"),
    "numbers": TraitRow("lexiscape.compare.measured.numbers", "Kantamneni and Tegmark 2025, arXiv 2502.00873"),
    "periods": TraitRow("lexiscape.compare.measured.periods", "Fu et al. 2026, arXiv 2604.20817"),
    "dimension": TraitRow("lexiscape.compare.measured.dimension", "Facco et al. 2017, doi:10.1038/s41598-017-11873-y"),
}


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

    def as_dict(self) -> dict[str, Any]:
        """Return the trait and its source as JSON values; `z` is None where the null has no spread."""
        return {
            "name": self.name,
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
        """Return the rows of the first list of words that are all tokens of one form; [] where there is none.

        With the mark of a whole word before without. Spelled as they are, else all of them in lower or in upper case:
        of the months in any case, some would be other words, such as may and march.
        """
        for words in ways:
            for cased in (words, [word.lower() for word in words], [word.upper() for word in words]):
                for rows in self._spoken:
                    found = [rows.get(word, -1) for word in cased]
                    if -1 not in found:
                        return found
        return []

    def numbers(self, most: int) -> list[int]:
        """Return the rows of the numbers 0, 1, 2 …, at most so many, up to the first that is no token of their form.

        Of the form that reaches furthest, so that no number has a mark that another lacks.
        """
        runs: list[list[int]] = []
        for rows in self._spoken:
            run = (rows.get(str(number), -1) for number in range(most))
            runs.append(list(takewhile(lambda row: row >= 0, run)))
        return max(runs, key=len)


def _begins(raw: str, mark: str) -> bool:
    return bool(mark) and raw.startswith(mark) and raw != mark


def _ends(raw: str, mark: str) -> bool:
    return bool(mark) and raw.endswith(mark) and raw != mark


def measure_traits(space: EmbeddingSpace, found: Neighbors, seed: int = 0) -> list[Trait]:
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
    list of Trait
        In the order of `TRAITS`; none where the tokens that it is about are not there.
    """
    measured = Measured(space, found, seed)
    return [trait for row in TRAITS.values() for trait in import_module(row.module).measure(measured)]
