"""Counted tokens and their states in, sums by token out: all that means and self-similarity need, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch

_FIRST_ROWS = 1024
_BLOCK = 256
_GRID_BITS = 34


class TypeSums:
    """Sums over the occurrences of each token seen, layer by layer.

    Rows are added as tokens are seen, so memory follows the vocabulary in use, 8 bytes x layers x dim a token, and not
    the length of the text. The sums of one stretch of text are float32, those of several are added up in float64,
    exactly (see `to_grid`).

    Parameters
    ----------
    layers, dim : int
        How many layers, and the length of a state.
    kind : {numpy.float32, numpy.float64}
        Of the sums: float32 for one stretch of text; float64 for several, whose sums were brought to a grid.

    Attributes
    ----------
    ids : ndarray, (rows,), int64
        The tokens seen, in the order they were met.
    counts : ndarray, (rows,), int64
        Occurrences of each.
    """

    def __init__(self, layers: int, dim: int, kind: type[np.floating[Any]] = np.float32) -> None:
        self._shape = (layers, dim)
        self._row_of: dict[int, int] = {}
        self._ids: list[int] = []
        self._counts = np.zeros(_FIRST_ROWS, np.int64)
        # rows first, so that growing keeps every row in place and the system can extend the block without a copy
        self._sums: NDArray[np.floating[Any]] = np.zeros((_FIRST_ROWS, 2, layers, dim), kind)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The tokens seen, in the order they were met."""
        return np.array(self._ids, np.int64)

    @property
    def counts(self) -> NDArray[np.int64]:
        """Occurrences of each token seen."""
        return self._counts[: len(self)]

    def vectors(self, layer: int) -> NDArray[np.floating[Any]]:
        """Sum of the states of each token seen, (rows, dim), in the layer at that position."""
        return self._sums[: len(self), 0, layer]

    def units(self, layer: int) -> NDArray[np.floating[Any]]:
        """Sum of the unit vectors of each token seen, (rows, dim), in the layer at that position."""
        return self._sums[: len(self), 1, layer]

    def add_states(self, ids: NDArray[np.int64], states: list[torch.Tensor]) -> None:
        """Add occurrences: their ids, (m,), and for each layer their states, (m, dim), float32, on any device."""
        import torch

        if len(ids) == 0:
            return
        unique, inverse, counts = np.unique(ids, return_inverse=True, return_counts=True)
        rows = self._rows(unique)
        self._counts[rows] += counts
        target = torch.from_numpy(inverse).to(states[0].device)
        for layer, state in enumerate(states):
            norms = torch.linalg.vector_norm(state, dim=1, keepdim=True).clamp_min_(1e-12)
            partial = torch.stack([sum_by_row(part, target, len(unique)) for part in (state, state / norms)], dim=1)
            self._sums[rows, :, layer] += partial.cpu().numpy()

    def add_sums(self, other: TypeSums) -> None:
        """Add the sums of another stretch of text."""
        self.add_rows(other.ids, other.counts, other.rows())

    def rows(self) -> NDArray[np.floating[Any]]:
        """Return all sums, (rows, 2, layers, dim): of states and of unit vectors."""
        return self._sums[: len(self)]

    def add_rows(self, ids: NDArray[np.int64], counts: NDArray[np.int64], sums: NDArray[np.floating[Any]]) -> None:
        """Add sums laid out as `rows` returns them."""
        if len(ids) == 0:
            return
        rows = self._rows(ids)
        self._counts[rows] += counts
        for start in range(0, len(rows), _BLOCK):  # indexing by rows copies what it finds: a little at a time
            part = slice(start, start + _BLOCK)
            self._sums[rows[part]] += sums[part]

    def to_grid(self, exponents: Sequence[int]) -> None:
        """Round all sums to whole multiples of a small power of two, so that float64 adds any of them exactly.

        Then the same text gives the same bits, in whatever order and however often its stretches are added up. In a
        layer whose numbers are below 2^e these are multiples of 2^(e - 34), of unit vectors those of 2^-34: less than a
        thousandth of what float32 keeps of the largest numbers, and still a part of what it keeps of those a thousand
        times smaller, as most are beside the few huge ones of a large model. Sums are exact up to 2^(e + 19).
        """
        for layer, exponent in enumerate(exponents):
            for part, power in enumerate((exponent, 0)):
                for start in range(0, len(self), _BLOCK):
                    own = self._sums[start : start + _BLOCK, part, layer]
                    own[...] = np.ldexp(np.rint(np.ldexp(own, _GRID_BITS - power)), power - _GRID_BITS)

    def _rows(self, ids: NDArray[np.int64]) -> NDArray[np.intp]:
        row_of = self._row_of
        rows = np.empty(len(ids), np.intp)
        for place, token_id in enumerate(ids.tolist()):
            row = row_of.get(token_id)
            if row is None:
                row = row_of[token_id] = len(self._ids)
                self._ids.append(token_id)
            rows[place] = row
        if len(self._ids) > len(self._counts):
            room = max(len(self._ids), len(self._counts) * 9 // 8)
            self._counts.resize(room, refcheck=False)
            self._sums.resize((room, 2, *self._shape), refcheck=False)
        return rows


def sum_by_row(values: torch.Tensor, rows: torch.Tensor, count: int) -> torch.Tensor:
    """Add up values, (m, dim), by the row, (m,), that each belongs to: (count, dim), the same bits each time.

    On CUDA `index_add_` adds in the order in which its threads come; there the values of a row are brought together,
    and one thread adds them.
    """
    import torch

    if values.device.type != "cuda":
        zeros = torch.zeros((count, values.shape[1]), dtype=values.dtype, device=values.device)
        return zeros.index_add_(0, rows, values)
    return _sum_brought_together(values, rows, count)


def _sum_brought_together(values: torch.Tensor, rows: torch.Tensor, count: int) -> torch.Tensor:
    import torch

    order = torch.argsort(rows, stable=True)
    lengths = torch.bincount(rows, minlength=count)
    return torch.segment_reduce(values[order].contiguous(), "sum", lengths=lengths, axis=0, unsafe=True)


def self_similarity(units: NDArray[np.float64], counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Mean cosine between two different occurrences of each token (Ethayarajh 2019, arXiv 1909.00512, section 3.2).

    Over all pairs, from the sum u of a token's unit vectors: (|u|^2 - n) / (n (n - 1)).

    Parameters
    ----------
    units : ndarray, (rows, dim), float64
        Sum of the unit vectors of each token's occurrences.
    counts : ndarray, (rows,), int64
        Occurrences of each token.

    Returns
    -------
    ndarray, (rows,), float64
        NaN for a token that occurs once.
    """
    squares = np.einsum("ij,ij->i", units, units)
    pairs = np.where(counts > 1, counts * (counts - 1.0), np.nan)
    return np.asarray((squares - counts) / pairs)


def occurrence_anisotropy(units: NDArray[np.float64], counts: NDArray[np.int64]) -> float:
    """Mean cosine of an occurrence of one token and an occurrence of another, each token weighing the same.

    The baseline of self-similarity: (|sum m|^2 - sum |m|^2) / (v (v - 1)) with m the mean unit vector of each of v
    tokens; NaN when there is only one token.
    """
    means = units / counts[:, None]
    total = means.sum(axis=0)
    v = len(means)
    return float((total @ total - np.einsum("ij,ij->", means, means)) / (v * (v - 1))) if v > 1 else float("nan")
