"""Tokens as a person holds them in, the name of each row out: a list, an array, bytes, or a mapping with ids."""

from __future__ import annotations

import operator
from collections.abc import Iterable, KeysView, Mapping, Set
from dataclasses import dataclass
from numbers import Number
from typing import Any

import numpy as np

from lexiscape.errors import SourceError
from lexiscape.sources.vocabularies.vocabulary import Vocabulary, by_id, check_unique, name_rows
from lexiscape.text import encode_bytes, guess_family, guess_special

_PARTS = "join the words of an n-gram (' '.join), and give pairs of token and id as a mapping, dict(pairs)"
_WAYS_OUT: dict[type, str] = {tuple: _PARTS, list: _PARTS, dict: "give a list of what in it is the token"}


@dataclass(frozen=True)
class GivenTokens:
    """The tokens of an array's rows, (n,), how they are spelled, and the rows of special ones."""

    names: list[str]
    family: str
    special: frozenset[int]


def name_given(tokens: Any, n_rows: int, where: str) -> GivenTokens:
    """Name the rows of an array by the tokens given with it.

    Parameters
    ----------
    tokens : iterable, mapping, or tokenizer
        One token a row, in row order; or token → id, as `tokenizer.get_vocab()` returns it; or id → token. Bytes are
        decoded: as UTF-8 where all are, else every token is spelled in GPT-2's byte alphabet (`byte_bpe`).
    n_rows : int
        How many rows there are.
    where : str
        What holds them, for messages.

    Raises
    ------
    SourceError
        The tokens have no order, one is missing, is no scalar or stands twice, or they are not as many as the rows.
    """
    mapping = getattr(tokens, "mapping", None) if isinstance(tokens, KeysView) else None
    if mapping is not None and _are_ids(mapping.values()):
        tokens = mapping  # a vocabulary's keys: their order is the dictionary's, not that of the ids
    if hasattr(tokens, "get_vocab"):
        tokens = tokens.get_vocab()
    if isinstance(tokens, Mapping):
        return _by_ids(tokens, n_rows, where)
    if isinstance(tokens, Set) and not isinstance(tokens, KeysView):
        raise SourceError(
            f"the tokens of {where} are of type {type(tokens).__name__}, which has no order: give a list in row order, "
            "or a mapping from token to id"
        )
    named, family = _spell([_token(token, row, where) for row, token in enumerate(_column(tokens, where))])
    if len(named) != n_rows:
        raise SourceError(f"{len(named):,} tokens do not fit {n_rows:,} rows of {where}: one token a row is needed")
    check_unique(named, f"the token list of {where}")
    return GivenTokens(named, family or guess_family(named), guess_special(named))


def _by_ids(given: Mapping[Any, Any], n_rows: int, where: str) -> GivenTokens:
    """Name rows by ids, in whichever direction the mapping goes; rows without a token are named `<extra_7>`."""
    forward, backward = _are_ids(given.values()), _are_ids(given)
    if forward and not backward:
        pairs = [(key, int(value)) for key, value in given.items()]
    elif backward and not forward:
        pairs = [(value, int(key)) for key, value in given.items()]
    else:
        raise SourceError(
            f"the tokens of {where} are a mapping from {_kind(given)} to {_kind(given.values())}: expected token → id, "
            "as tokenizer.get_vocab() returns it, or id → token"
        )
    named, family = _spell([_token(token, token_id, where) for token, token_id in pairs])
    name = f"the vocabulary given with {where}"
    check_unique(named, name)
    tokens = by_id(dict(zip(named, (token_id for _, token_id in pairs), strict=True)), name)
    in_order = list(tokens.values())
    family = family or guess_family(in_order)
    ids = list(tokens)
    special = frozenset(ids[row] for row in guess_special(in_order))
    rows = name_rows(Vocabulary(tokens, family, special, frozenset(), name), n_rows, where)
    return GivenTokens(rows, family, special)


def _are_ids(values: Iterable[Any]) -> bool:
    """Tell whether all are whole numbers (also NumPy's), and there are some."""
    found = list(values)
    return bool(found) and all(isinstance(value, int | np.integer) and not isinstance(value, bool) for value in found)


def _kind(values: Iterable[Any]) -> str:
    return next((type(value).__name__ for value in values), "nothing")


def _column(tokens: Any, where: str) -> list[Any]:
    """Return a column of tokens: an array or data frame of one column is flattened, one of more is refused."""
    shape = getattr(tokens, "shape", None)
    if isinstance(shape, tuple) and len(shape) != 1:
        if len(shape) != 2 or shape[1] != 1:
            raise SourceError(f"the tokens of {where} should be one column, got shape {shape}")
        flat = getattr(tokens, "to_numpy", lambda: tokens)()
        return [row[0] for row in flat.tolist()]
    # A Series of pandas, too, iterates over its values; tolist() makes Python's numbers and strings of NumPy's.
    try:
        found = list(tokens.tolist() if hasattr(tokens, "tolist") else tokens)
    except TypeError:
        raise SourceError(
            f"the tokens of {where} are of type {type(tokens).__name__}: expected a list in row order, or a mapping "
            "from token to id"
        ) from None
    if found and all(isinstance(token, list) and len(token) == 1 for token in found):
        return [token[0] for token in found]
    return found


def _token(token: Any, row: int, where: str) -> str | bytes:
    """Return one token as text or bytes; None, NaN, pandas' NA, and objects that are no scalars are no tokens."""
    if hasattr(token, "as_py"):  # a scalar of Arrow
        token = token.as_py()
    if isinstance(token, str | bytes):
        return str(token) if isinstance(token, str) else bytes(token)
    if isinstance(token, bytearray | memoryview):
        return bytes(token)
    if token is None or type(token).__name__ in ("NAType", "NaTType") or (isinstance(token, float) and token != token):
        raise SourceError(
            f"the token of row {row:,} of {where} is missing ({token}): a table reader may have taken the word itself "
            "for a missing value (pandas: keep_default_na=False)"
        )
    if isinstance(token, Number | np.generic) and not isinstance(token, np.void):
        try:
            return str(token)
        except ValueError as error:  # Python spells out no number of thousands of digits
            raise SourceError(f"the token of row {row:,} of {where} is no word: {error}") from None
    content = getattr(token, "content", None)  # of an AddedToken
    if isinstance(content, str):
        return content
    raise SourceError(
        f"the token of row {row:,} of {where} is of type {type(token).__name__}: expected text, bytes or a number; "
        f"{_WAYS_OUT.get(type(token), 'give its text')}"
    )


def _spell(tokens: list[str | bytes]) -> tuple[list[str], str]:
    """Return tokens as text, and their family where bytes decide it."""
    if not any(isinstance(token, bytes) for token in tokens):
        return [str(token) for token in tokens], ""
    try:
        return [token.decode("utf-8") if isinstance(token, bytes) else token for token in tokens], ""
    except UnicodeDecodeError:  # a vocabulary of bytes, such as tiktoken's: some are no whole characters
        ordered = [token for token in tokens if isinstance(token, bytes)]
        if len(tokens) == len(ordered) > 2 and all(map(operator.lt, ordered, ordered[1:])):
            raise SourceError(
                "the tokens are bytes in the order of bytes, as tiktoken's token_byte_values() lists them, and no "
                "vocabulary is: give them in order of id, or a mapping from bytes to id"
            ) from None
        return [
            encode_bytes(t if isinstance(t, bytes) else t.encode("utf-8", "surrogatepass")) for t in tokens
        ], "byte_bpe"
