"""`EmbeddingSpace`: tokens, their vectors, and selections of them. Enters: arrays; leaves: a smaller space."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import LexiscapeWarning, SelectionError
from lexiscape.one_line import short_line
from lexiscape.space.mapped import check_unchanged
from lexiscape.text import KINDS, Readings, read_tokens, scripts_of

_BLOCK = 1 << 15
_NAMED = 10  # rows left out that are named; of more, the number is told


@dataclass(frozen=True, eq=False)
class EmbeddingSpace:
    """The tokens of a model and their vectors.

    Attributes
    ----------
    tokens : list of str, n
        Raw tokens, as the vocabulary file spells them; in order of `ids`.
    vectors : ndarray, (n, dim), float32
        Row i belongs to `tokens[i]`. May be memory-mapped: do not write into it.
    ids : ndarray, (n,), int64
        The model's token ids, ascending unless the space was reordered; unique.
    name : str
        What to call it: a hub id, a folder's or a demo's name.
    family : str
        How raw tokens are spelled, one of `lexiscape.text.FAMILIES`.
    special : frozenset of int
        Ids of the tokens that the tokenizer treats as special.
    provenance : mapping
        Where it came from (source, tensor, file dtype, …): JSON values only.
    fields : mapping of str to ndarray, (n,)
        What the source itself knows of each row (occurrence counts, the sentence it stands in, …): numbers, or
        strings in an object array.
    files : tuple of Path
        The local files that were read for it, also those that chose or ordered its tokens: no output may replace them.
    """

    tokens: Sequence[str]
    vectors: NDArray[np.float32]
    ids: NDArray[np.int64]
    name: str = "space"
    family: str = "words"
    special: frozenset[int] = frozenset()
    provenance: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

    def __len__(self) -> int:
        return len(self.tokens)

    def __repr__(self) -> str:
        n, dim = self.vectors.shape
        return f"<EmbeddingSpace {short_line(self.name)}: {n:,} tokens x {dim}>"

    @cached_property
    def _readings(self) -> Readings:
        special_rows = {row for row, token_id in enumerate(self.ids.tolist()) if token_id in self.special}
        return read_tokens(self.tokens, self.family, special_rows)

    @cached_property
    def readable(self) -> list[str]:
        """What a person reads for each token, in row order; may hold the same text twice (`bank`, `##bank`)."""
        return self._readings.texts

    @cached_property
    def kinds(self) -> list[str]:
        """The kind of each token, in row order: one of `lexiscape.text.KINDS`."""
        return self._readings.kinds

    @cached_property
    def scripts(self) -> list[str]:
        """The script of each token's first letter, in row order: "Latin", "Han" …; "None" where there is none."""
        return scripts_of(self._readings)

    def take(self, rows: Sequence[int] | NDArray[np.integer[Any]] | slice) -> EmbeddingSpace:
        """Return the space of these row positions, in the order given; SelectionError when there are none."""
        index = np.arange(len(self))[rows]
        if len(index) == 0:
            raise SelectionError(f"the selection is empty: none of the {len(self):,} tokens of {self.name} is in it")
        whole = len(index) == len(self) and bool((index == np.arange(len(self))).all())
        if whole:
            return self
        contiguous = bool((np.diff(index) == 1).all())
        check_unchanged(self.vectors)
        vectors = self.vectors[index[0] : index[-1] + 1] if contiguous else self.vectors[index]
        check_unchanged(self.vectors)
        tokens = [self.tokens[i] for i in index.tolist()]
        fields = {name: values[index] for name, values in self.fields.items()}
        return replace(self, tokens=tokens, vectors=vectors, ids=self.ids[index], fields=fields)

    def first(self, count: int) -> EmbeddingSpace:
        """Return the first `count` tokens (all when there are fewer)."""
        return self.take(slice(0, max(count, 0)))

    def last(self, count: int) -> EmbeddingSpace:
        """Return the last `count` tokens (all when there are fewer)."""
        return self.take(slice(max(len(self) - max(count, 0), 0), None))

    def range(self, start: int, stop: int) -> EmbeddingSpace:
        """Return the tokens at row positions `start` up to but not including `stop`."""
        return self.take(slice(max(start, 0), max(stop, 0)))

    def match(self, pattern: str) -> EmbeddingSpace:
        """Return the tokens whose raw or readable form the regular expression finds (`re.search`)."""
        try:
            found = re.compile(pattern).search
        except re.error as error:
            raise SelectionError(f"not a regular expression: {pattern!r} ({error})") from None
        pairs = zip(self.tokens, self.readable, strict=True)
        rows = [row for row, (raw, text) in enumerate(pairs) if found(raw) or found(text)]
        if not rows:
            raise SelectionError(f"no token of {self.name} matches {pattern!r}; it is tried on raw and readable forms")
        return self.take(rows)

    def leave_out(self, *kinds: str) -> EmbeddingSpace:
        """Return the tokens that are of none of these kinds.

        Parameters
        ----------
        *kinds : str
            Of `lexiscape.text.KINDS`: ``space.leave_out("unused", "special", "byte")``.

        Raises
        ------
        SelectionError
            There is no such kind, or no token of another.
        """
        unknown = [kind for kind in kinds if kind not in KINDS]
        if unknown:
            raise SelectionError(f"no kind of token {unknown[0]!r}: choose among {', '.join(KINDS)}")
        return self.take([row for row, kind in enumerate(self.kinds) if kind not in kinds])

    def drop_nonfinite(self) -> EmbeddingSpace:
        """Return the space without rows that hold NaN or infinite values; a LexiscapeWarning says which they were.

        `provenance["left_out"]` keeps their ids. SelectionError when no other row is left.
        """
        check_unchanged(self.vectors)
        sound = np.empty(len(self), bool)
        for at in range(0, len(self), _BLOCK):
            sound[at : at + _BLOCK] = np.isfinite(self.vectors[at : at + _BLOCK]).all(axis=1)
        check_unchanged(self.vectors)
        bad = np.flatnonzero(~sound)
        if len(bad) == 0:
            return self
        if len(bad) == len(self):
            raise SelectionError(f"every row of {self.name} holds NaN or infinite values: repair the file")
        ids = self.ids[bad].tolist()
        named = [f"{self.tokens[row]!r} (id {number})" for row, number in zip(bad[:_NAMED].tolist(), ids, strict=False)]
        more = f" and {len(bad) - _NAMED:,} more" if len(bad) > _NAMED else ""
        warnings.warn(
            f"left out {len(bad):,} of the {len(self):,} rows of {self.name}, which hold NaN or infinite values: "
            f"{', '.join(named)}{more}",
            LexiscapeWarning,
            stacklevel=2,
        )
        rest = self.take(np.flatnonzero(sound))
        return replace(rest, provenance={**self.provenance, "left_out": ids})

    def words(self, words: Iterable[str]) -> EmbeddingSpace:
        """Return the tokens with one of these raw or readable forms, in row order; a warning names other words."""
        wanted = dict.fromkeys(words)
        pairs = zip(self.tokens, self.readable, strict=True)
        rows = [row for row, (raw, text) in enumerate(pairs) if raw in wanted or text in wanted]
        if not rows:
            raise SelectionError(f"none of the {len(wanted):,} words is a token of {self.name}")
        known = {form for row in rows for form in (self.tokens[row], self.readable[row])}
        missing = [word for word in wanted if word not in known]
        if missing:
            told = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
            warnings.warn(
                f"{len(missing):,} of {len(wanted):,} words are no tokens of {self.name} and are left out: {told}",
                LexiscapeWarning,
                stacklevel=2,
            )
        return self.take(rows)
