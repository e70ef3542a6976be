"""Which traits a space is measured by that papers have told of, and what one is: a value beside what chance gives."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.neighbors import Neighbors
from lexiscape.space import EmbeddingSpace


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
        return (self.value - self.null) / self.null_sd if self.null_sd > 0 else math.nan

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
    rows : ndarray, (n, d), float32
        Its vectors; unit rows where the metric is cosine.
    found : Neighbors
        Of every token, its nearest others.
    seed : int
        For samples and permutations.
    """

    space: EmbeddingSpace
    rows: NDArray[np.float32]
    found: Neighbors
    seed: int = 0

    def generator(self, name: str) -> np.random.Generator:
        """Return random numbers of this trait's own: what one trait draws is nothing to another."""
        return np.random.default_rng([self.seed, *name.encode("ascii")])

    @cached_property
    def _words(self) -> dict[str, int]:
        """The first row of every text that is no continuation of a word, as it is read and with its case folded."""
        rows: dict[str, int] = {}
        folded: dict[str, int] = {}
        for row, (text, kind) in enumerate(zip(self.space.readable, self.space.kinds, strict=True)):
            if kind != "continuation":
                rows.setdefault(text, row)
                folded.setdefault(text.casefold(), row)
        return folded | rows

    def rows_of(self, words: Iterable[str]) -> list[int]:
        """Return the row of each word, spelled so where there is such a token; [] unless every one is a token."""
        found = [self._words.get(word, self._words.get(word.casefold(), -1)) for word in words]
        return [] if -1 in found else found

    def first_whole(self, ways: Iterable[Iterable[str]]) -> list[int]:
        """Return the rows of the first list of words that are all tokens, each its own; [] where there is none."""
        for words in ways:
            rows = self.rows_of(words)
            if rows and len(set(rows)) == len(rows):
                return rows
        return []

    def numbers(self, most: int) -> list[int]:
        """Return the rows of the numbers 0, 1, 2 …, at most so many of them, up to the first that is no token."""
        rows: list[int] = []
        for number in range(most):
            row = self._words.get(str(number))
            if row is None:
                break
            rows.append(row)
        return rows


def measure_traits(space: EmbeddingSpace, rows: NDArray[np.float32], found: Neighbors, seed: int = 0) -> list[Trait]:
    """Measure every trait of `TRAITS` that a space's tokens tell of.

    Parameters
    ----------
    space : EmbeddingSpace
        n tokens.
    rows : ndarray, (n, d), float32
        Its vectors; unit rows where the metric is cosine.
    found : Neighbors
        Of every token, its nearest others.
    seed : int
        The same seed and input give the same traits.

    Returns
    -------
    list of Trait
        In the order of `TRAITS`; none where the tokens that it is about are not there.
    """
    measured = Measured(space, rows, found, seed)
    return [trait for row in TRAITS.values() for trait in import_module(row.module).measure(measured)]
