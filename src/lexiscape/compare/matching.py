"""Spaces in, the rows of each that hold the same tokens out: by id where the vocabularies agree, else by text."""

from __future__ import annotations

import unicodedata
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import SelectionError
from lexiscape.space import EmbeddingSpace
from lexiscape.text import SPELLINGS
from lexiscape.text.writing_systems import is_unspaced

#: Kinds whose tokens mean something to one tokenizer only.
_PRIVATE_KINDS = frozenset({"special", "unused", "byte", "extra"})


@dataclass(frozen=True, eq=False)
class Match:
    """Which rows of several spaces hold the same tokens.

    Attributes
    ----------
    how : str
        ``"id"`` or ``"text"``.
    rows : list of ndarray, (n,), int64
        One array a space; position i of each is the same token. In row order of the first space.
    sizes : list of int
        Tokens of each space, shared or not.
    """

    how: str
    rows: list[NDArray[np.int64]]
    sizes: list[int]

    def __len__(self) -> int:
        return len(self.rows[0])

    def coverage(self) -> list[float]:
        """Return the share of each space's tokens that all the spaces have."""
        return [len(self) / size for size in self.sizes]


def match_tokens(spaces: Sequence[EmbeddingSpace], *, by: str = "auto", fold_case: bool = False) -> Match:
    """Find the tokens that all spaces share.

    By id when every id that two spaces share is the same raw token in both. Else by text: `##x`, `Ġx` and `▁x` are
    read as word starts or continuations; where the text has no letter of a script that separates words by spaces
    (punctuation, digits, 頭), the mark is ignored and the token without it preferred. Special, unused and byte tokens
    match by id only. Each token matches at most one of another space.

    Parameters
    ----------
    spaces : sequence of EmbeddingSpace
        At least two.
    by : {"auto", "id", "text"}
        How to match; "auto": by id where the vocabularies agree.
    fold_case : bool
        Whether texts that differ only in case are the same, of tokens that have no partner as they are: first all exact
        matches, then those of the rest, a token that is lower case already before others.

    Returns
    -------
    Match
        At least three tokens.

    Raises
    ------
    SelectionError
        The spaces share fewer than three tokens.
    """
    same_ids = by == "id" or (by == "auto" and all(_same_vocabulary(spaces[0], other) for other in spaces[1:]))
    if same_ids:
        rows = _shared([_by_id(space) for space in spaces])
    else:
        rows = _shared([_by_text(space, False) for space in spaces])
        if fold_case:
            taken = [frozenset(column) for column in rows]
            rest = _shared([_by_text(space, True, own) for space, own in zip(spaces, taken, strict=True)])
            rows = [exact + folded for exact, folded in zip(rows, rest, strict=True)]
    how = "id" if same_ids else "text"
    if len(rows[0]) < 3:
        names = " and ".join(space.name for space in spaces)
        samples = "; ".join(f"{space.name}: {', '.join(map(repr, space.tokens[-3:]))}" for space in spaces)
        raise SelectionError(
            f"{names} share {len(rows[0])} tokens by {how}, expected at least 3 to compare (their last tokens are "
            f"{samples}); compare models of one language, or fold the case with --fold-case"
        )
    columns = [np.array(column, np.int64) for column in rows]
    if np.any(np.diff(columns[0]) < 0):
        order = np.argsort(columns[0], kind="stable")
        columns = [column[order] for column in columns]
    return Match(how, columns, [len(space) for space in spaces])


def coverage_of(match: Match, names: Sequence[str]) -> str:
    """State in words how many tokens spaces of these names share, of how many."""
    shares, sizes = match.coverage(), match.sizes
    parts = [
        f"{_percent(share)} of the {size:,} of {name}" for share, size, name in zip(shares, sizes, names, strict=True)
    ]
    if len(parts) > 3 and len(set(sizes[1:])) == 1:  # layers of one run
        parts[1:] = [f"{_percent(shares[1])} of the {sizes[1]:,} of each of the other {len(sizes) - 1} spaces"]
    return f"{len(match):,} tokens shared by {match.how}: {', '.join(parts)}"


def _percent(share: float) -> str:
    return f"{share:.0%}" if share >= 0.095 or share == 0 else f"{share:.1%}"


def _shared(tables: list[dict[Hashable, int]]) -> list[list[int]]:
    """Return the rows of the keys that are in all tables, a list for each table."""
    keys = [key for key in tables[0] if all(key in other for other in tables[1:])]
    return [[table[key] for key in keys] for table in tables]


def _same_vocabulary(a: EmbeddingSpace, b: EmbeddingSpace) -> bool:
    """Whether the shared ids are the same raw tokens and are most of the smaller space."""
    if a.family != b.family:
        return False
    _, rows_a, rows_b = np.intersect1d(a.ids, b.ids, assume_unique=True, return_indices=True)
    if len(rows_a) < min(len(a), len(b)) / 2:
        return False
    return all(a.tokens[i] == b.tokens[j] for i, j in zip(rows_a.tolist(), rows_b.tolist(), strict=True))


def _by_id(space: EmbeddingSpace) -> dict[Hashable, int]:
    return {token_id: row for row, token_id in enumerate(space.ids.tolist())}


def _by_text(space: EmbeddingSpace, fold_case: bool, taken: frozenset[int] = frozenset()) -> dict[Hashable, int]:
    best: dict[Hashable, tuple[Any, ...]] = {}
    readings = zip(space.tokens, space.readable, space.kinds, strict=True)
    for row, (raw, readable, kind) in enumerate(readings):
        if kind in _PRIVATE_KINDS or row in taken:
            continue
        text, start = spelling(raw, readable, space.family)
        if not text:
            continue
        folded = text.casefold() if fold_case else text
        marked = start == bool(SPELLINGS[space.family].start)
        key = (folded, start) if _has_spaced_letter(text) else (folded, None)
        rank = (key[1] is None and marked, folded != text, row)
        if key not in best or rank < best[key]:
            best[key] = rank
    return {key: rank[-1] for key, rank in best.items()}


def spelling(raw: str, readable: str, family: str) -> tuple[str, bool]:
    """Return a token's bare text and whether it starts a word.

    Where a family marks word ends instead, what ends a word is taken for a whole one; where it marks nothing, every
    token is.
    """
    marks = SPELLINGS[family]
    text = readable.strip("␣ ")
    if marks.start:
        return text, raw.startswith(marks.start)
    if marks.inner:
        return text, not raw.startswith(marks.inner)
    if marks.end:
        return text, raw.endswith(marks.end)
    return text, not (marks.hyphen and raw.endswith(marks.hyphen))


def _has_spaced_letter(text: str) -> bool:
    """Whether a word-start mark says something of a token: where words have no spaces, it tells tokenizers apart."""
    return any(unicodedata.category(char)[0] == "L" and not is_unspaced(char) for char in text)
