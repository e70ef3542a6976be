"""`Vocabulary`: token id → raw token, family and special tokens; fitted to a matrix, it gives each row its name."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import Any

from lexiscape.errors import CorruptFile, LexiscapeWarning, SourceError, SourceNotFound
from lexiscape.text import looks_special


class NoVocabulary(SourceNotFound):
    """Nothing names the rows; what says so lists what was looked for."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The tokens of a model.

    Attributes
    ----------
    tokens : dict of int to str
        Raw token by id, in order of id; ids may have gaps.
    family : str
        One of `lexiscape.text.FAMILIES`.
    special : frozenset of int
        Ids of special tokens.
    added : frozenset of int
        Ids of tokens added to the model's own vocabulary: these alone may lie beyond the matrix.
    file : str
        Where it was read.
    assumed : str
        Why its ids are only assumed, where nothing says how they follow from the file: such a vocabulary is refused
        unless it has exactly as many tokens as the matrix has rows. "" where they are known.
    """

    tokens: dict[int, str]
    family: str
    special: frozenset[int]
    added: frozenset[int] = frozenset()
    file: str = ""
    assumed: str = ""

    @cached_property
    def size(self) -> int:
        """One more than the last id that is not an added token's."""
        return next((token_id for token_id in reversed(self.tokens) if token_id not in self.added), -1) + 1


def name_rows(vocabulary: Vocabulary, n_rows: int, where: str) -> list[str]:
    """Return the raw token of each row, by id; rows without a token are named `<extra_i>`, with one warning.

    Raises
    ------
    SourceError
        The vocabulary goes beyond the matrix, or names less than half of its rows: it is another model's. Or its ids
        are assumed, and their number is not that of the rows.
    """
    found = vocabulary.tokens
    if vocabulary.assumed and (len(found) != n_rows or max(found) != n_rows - 1):
        raise SourceError(
            f"{vocabulary.file} has {len(found):,} tokens, but {where} has {n_rows:,} rows, and {vocabulary.assumed}, "
            "so that the labels could be shifted: put the model's tokenizer.json beside it (load the tokenizer with "
            "transformers.AutoTokenizer and save_pretrained it there)"
        )
    if vocabulary.size > n_rows or not found:
        raise SourceError(
            f"{vocabulary.file} has {vocabulary.size:,} tokens, but {where} has {n_rows:,} rows: "
            "is the tokenizer another model's?"
        )
    beyond = sum(1 for _ in takewhile(lambda token_id: token_id >= n_rows, reversed(found)))
    missing = n_rows - (len(found) - beyond)
    if missing * 2 > n_rows:
        raise SourceError(
            f"{vocabulary.file} has {len(found):,} tokens, but {where} has {n_rows:,} rows, most of them without a "
            "token: is the tokenizer another model's?"
        )
    if missing:
        warnings.warn(
            f"{missing:,} of the {n_rows:,} rows of {where} have no token in {vocabulary.file}; "
            f"they are called <extra_{next(row for row in range(n_rows) if row not in found)}> and so on",
            LexiscapeWarning,
            stacklevel=2,
        )
    if beyond:
        warnings.warn(
            f"{beyond:,} added tokens of {vocabulary.file} lie beyond the {n_rows:,} rows of {where} and are left out",
            LexiscapeWarning,
            stacklevel=2,
        )
    if not missing and not beyond:
        return list(found.values())
    return [found.get(row, f"<extra_{row}>") for row in range(n_rows)]


def number_rows(n_rows: int) -> list[str]:
    """Return what rows that nothing names are called."""
    return [f"row {row}" for row in range(n_rows)]


def lines(text: str) -> list[str]:
    """Split at line feeds only: U+2028 and its like may be tokens, which `str.splitlines` would break."""
    found = text.split("\n")
    return found[:-1] if found[-1] == "" else found


def by_id(ids: Mapping[Any, Any], name: str) -> dict[int, str]:
    """Turn token → id into id → token, in order of id; CorruptFile for ids that are none, or given twice."""
    for token, token_id in ids.items():
        if type(token_id) is not int or token_id < 0 or not isinstance(token, str):
            raise CorruptFile(f"{name}: expected a token and its id, got {token!r}: {token_id!r}")
    tokens = dict(zip(ids.values(), ids, strict=True))
    if len(tokens) < len(ids):
        token, token_id = next((token, token_id) for token, token_id in ids.items() if tokens[token_id] != token)
        raise CorruptFile(f"{name}: tokens {token!r} and {tokens[token_id]!r} have the same id {token_id}")
    return dict(sorted(tokens.items()))


def check_unique(tokens: list[str], name: str) -> None:
    """Refuse a list in which a token stands twice: its rows could not be told apart by name."""
    first: dict[str, int] = {}
    for row, token in enumerate(tokens):
        if first.setdefault(token, row) != row:
            raise SourceError(
                f"{name}: token {token!r} stands in rows {first[token]:,} and {row:,} (counted from 0); "
                "every row needs a name of its own"
            )


def add_tokens(vocabulary: Vocabulary, entries: Iterable[tuple[Any, Any]], name: str) -> Vocabulary:
    """Add (id, token) pairs; where an id is taken already, the added token counts, as in the tokenizers library."""
    given = list(entries)
    if not given:
        return vocabulary
    tokens, special, added = dict(vocabulary.tokens), set(vocabulary.special), set(vocabulary.added)
    in_order = True
    for token_id, entry in given:
        content = entry.get("content") if isinstance(entry, dict) else entry
        if type(token_id) is not int or token_id < 0 or not isinstance(content, str):
            raise CorruptFile(f"{name}: expected an added token with id and content, got {entry!r}")
        if token_id not in tokens:
            added.add(token_id)
            in_order = False
        tokens[token_id] = content
        if looks_special(content) or (isinstance(entry, dict) and entry.get("special") is True):
            special.add(token_id)
    if not in_order:
        tokens = dict(sorted(tokens.items()))
    return replace(vocabulary, tokens=tokens, special=frozenset(special), added=frozenset(added))
