"""`Evidence`: what the findings are made of, each part measured once, when it is first asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.directions import coordinates, first_component, main_directions
from lexiscape.check.reach import Reached, reach
from lexiscape.check.report import Finding, LeftOut
from lexiscape.check.tokenizer import check_same_tokens, open_tokenizer
from lexiscape.neighbors import Neighbors
from lexiscape.progress import Progress, silent
from lexiscape.space import EmbeddingSpace
from lexiscape.space.median import median
from lexiscape.space.pairing import Pairing, pair_rows
from lexiscape.space.rows import first_equal, squared_lengths

#: Rows at a time: small beside any matrix, and in a processor's cache at usual widths.
BLOCK = 2048
#: Rows this many times longer than the middle one are told as far outside and left out of what is measured of others.
VAST = 1e4
#: Rows of a usual length beyond two to the power of this, or below its inverse, are scaled before they are measured.
_SAFE_EXPONENT = 40


@dataclass(frozen=True, eq=False)
class Evidence:
    """A space, and what is measured of it.

    Attributes
    ----------
    space : EmbeddingSpace
        What is checked.
    tokenizer : object or None
        As `open_tokenizer` takes it; None: the one that the space was read with.
    other : EmbeddingSpace or None
        What it is compared with.
    output : EmbeddingSpace or None
        The unembedding matrix, of an untied model.
    neighbors : int
        How many neighbors to find for each row; 0: none.
    near : Neighbors or None
        The neighbors of every row, where they are known already.
    verify : str
        The model to ask, as `lexiscape.contextual.repetition` takes it; "": none.
    progress : Progress
        Called by what takes long.
    threads : int or None
        None: all processors. Never changes the result.
    device : str
        What neighbors are searched on, as for `find_neighbors`.
    is_asked_for : bool
        Whether what takes long was asked for by its name (`unargmaxable`).
    found : dict of str to Finding
        What earlier findings said; later ones may build on it.
    left_out : dict of str to str
        Which of them could not be told, and why.
    begun : list of Future
        What `begin` began in another thread: `reached`.
    """

    space: EmbeddingSpace
    tokenizer: Any = None
    other: EmbeddingSpace | None = None
    output: EmbeddingSpace | None = None
    neighbors: int = 0
    near: Neighbors | None = None
    verify: str = ""
    progress: Progress = silent
    threads: int | None = None
    device: str = "auto"
    is_asked_for: bool = False
    found: dict[str, Finding] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    begun: list[Future[Reached]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.space)

    @cached_property
    def stored(self) -> NDArray[np.float32]:
        """The rows as the space has them, (n, dim), float32, C order; not a copy where they are that already."""
        return np.require(self.space.vectors, np.float32, ["C", "A"])

    @cached_property
    def unit(self) -> float:
        """The power of two that all lengths here are told in: 1 but where float32 does not hold squares of the rows.

        The median length tells, not the largest: one vast row among others must not push them below what is a number.
        """
        lengths = self._stored_norms[np.isfinite(self._stored_norms) & (self._stored_norms > 0)]
        exponent = int(np.frexp(median(lengths))[1]) if len(lengths) else 0
        return math.ldexp(1.0, exponent) if abs(exponent) > _SAFE_EXPONENT else 1.0

    @cached_property
    def vectors(self) -> NDArray[np.float32]:
        """The rows in `unit`, (n, dim), float32, C order: `stored` itself where that is 1.

        Rows that are not sound may have become infinite.
        """
        if self.unit == 1:
            return self.stored
        with np.errstate(over="ignore"):
            scaled: NDArray[np.float32] = np.ldexp(self.stored, 1 - math.frexp(self.unit)[1])
        return scaled

    @cached_property
    def _stored_norms(self) -> NDArray[np.float64]:
        lengths: NDArray[np.float64] = np.sqrt(squared_lengths(self.stored, self.threads))
        return lengths

    @cached_property
    def norms(self) -> NDArray[np.float64]:
        """Euclidean length of each row in `unit`, (n,); NaN or infinite where the row holds such values."""
        return self._stored_norms if self.unit == 1 else self._stored_norms / self.unit

    @cached_property
    def finite(self) -> NDArray[np.bool_]:
        """Whether a row holds neither NaN nor infinite values, (n,)."""
        return np.isfinite(self._stored_norms)

    @cached_property
    def usual_norm(self) -> float:
        """The median length, in `unit`, of the finite rows that are not zero; 0 where there are none."""
        lengths = self.norms[self.finite & (self.norms > 0)]
        return float(median(lengths)) if len(lengths) else 0.0

    @cached_property
    def sound(self) -> NDArray[np.bool_]:
        """Whether a row is finite, not zero and not vast, (n,): what is measured is measured of these."""
        return self.finite & (self.norms > 0) & (self.norms <= VAST * self.usual_norm)

    @cached_property
    def first_equal(self) -> NDArray[np.int32]:
        """The position of the first row that each row equals value by value, (n,); its own where it is the first."""
        return first_equal(self.stored, self.threads)

    @cached_property
    def copies(self) -> NDArray[np.int64]:
        """How many rows equal each row value by value, itself among them, (n,)."""
        return np.bincount(self.first_equal, minlength=len(self))[self.first_equal]

    def blocks(self, rows: NDArray[np.bool_] | NDArray[np.int64] | None = None) -> Iterator[tuple[Any, Any]]:
        """Yield (positions, rows) of so many rows at a time, of a mask or of positions; None: of the sound ones."""
        if rows is None:
            rows = self.sound
        if rows.dtype == bool:
            for start in range(0, len(self), BLOCK):
                inside = np.flatnonzero(rows[start : start + BLOCK])
                if len(inside):
                    part = self.vectors[start : start + BLOCK]
                    yield inside + start, part if len(inside) == len(part) else part[inside]
            return
        for start in range(0, len(rows), BLOCK):
            chosen = rows[start : start + BLOCK]
            first, last = int(chosen[0]), int(chosen[-1])
            in_a_row = last - first == len(chosen) - 1 and bool((np.diff(chosen) == 1).all())
            yield chosen, self.vectors[first : last + 1] if in_a_row else self.vectors[chosen]

    @cached_property
    def moments(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Mean and standard deviation of each dimension over the sound rows, in `unit`: two arrays, (dim,), float64.

        Sums of float32 blocks about the first block's mean, added up in double precision in the order of the rows.
        """
        dim = self.vectors.shape[1]
        shift = np.zeros(dim, np.float32)
        total, squares, count = np.zeros(dim), np.zeros(dim), 0
        for position, (_, part) in enumerate(self.blocks()):
            if position == 0:
                shift = part.mean(axis=0, dtype=np.float64).astype(np.float32)
            moved = part - shift
            total += moved.sum(axis=0)
            squares += np.square(moved).sum(axis=0)
            count += len(part)
        mean = total / max(count, 1)
        spread = np.sqrt(np.maximum(squares / max(count, 1) - mean**2, 0))
        return shift + mean, spread

    @cached_property
    def directions(self) -> NDArray[np.int8]:
        """The space's main directions, (q, dim), int8, as `main_directions` of lexiscape.check.directions."""
        known = np.flatnonzero(self.sound & (self.first_equal == np.arange(len(self))))
        return main_directions(self.vectors, known)

    @cached_property
    def first_component(self) -> NDArray[np.float64]:
        """The first principal component of the sound rows, (dim,), float64, of unit length."""
        return first_component(self.vectors, np.flatnonzero(self.sound).astype(np.int64), self.threads)

    @cached_property
    def coordinates(self) -> NDArray[np.float32]:
        """Coordinates of each row along `directions`, in `unit`, (n, q), float32; 0 for rows that are not sound."""
        found = np.zeros((len(self), len(self.directions)), np.float32)
        for rows, part in self.blocks():
            found[rows] = coordinates(part, self.directions)
        return found

    def mean_of(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the mean of rows in `unit`, (dim,), float64, added up in their order."""
        total = np.zeros(self.vectors.shape[1])
        for _, part in self.blocks(rows):
            total += part.sum(axis=0, dtype=np.float64)
        return total / max(len(rows), 1)

    def along(self, point: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a point's coordinates along `directions`, (q,), float64; added up in a fixed order, not by a BLAS."""
        whole = self.directions.astype(np.float64)
        lengths = np.sqrt(np.square(whole).sum(axis=1))
        found: NDArray[np.float64] = (point[:, None] * whole.T).sum(axis=0) / np.where(lengths > 0, lengths, 1)
        return found

    @cached_property
    def reached(self) -> Reached:
        """How each token is reached by its tokenizer; LeftOut where there is none."""
        return self.begun[0].result() if self.begun else self._reach()

    def begin(self, pool: Executor) -> None:
        """Begin `reached` in a thread: the tokenizers library is at work beside what is measured of the matrix."""
        self.begun.append(pool.submit(self._reach))

    def _reach(self) -> Reached:
        tokenizer = open_tokenizer(self.space, self.tokenizer)
        check_same_tokens(tokenizer, self.space, is_given=self.tokenizer is not None)
        return reach(tokenizer, self.space.ids.tolist())

    @cached_property
    def pairing(self) -> Pairing:
        """Which rows of the space and of the other one are the same token."""
        if self.other is None:
            raise LeftOut("nothing to compare with was given (--against)")
        return pair_rows(self.space, self.other)
