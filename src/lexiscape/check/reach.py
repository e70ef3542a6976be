"""A tokenizer in, how each of its tokens is reached out: `encode(decode(id))`, alone and after another token."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.lengthening import check_texts, normalizer_of
from lexiscape.check.tokenizer import library_errors

#: How a token is reached, in the order of the codes.
WAYS = ("alone", "inside", "special", "partial", "unreachable", "unknown")
#: What a token is put behind, to see whether it is reached inside a word: texts that seldom join with what follows.
#: Then so many words of the vocabulary's own.
BEFORE = ("7", "q", "x", "-", ".", "日", "é", "\n", " a")
_OWN = 6
_BATCH = 4096


class Reached(NamedTuple):
    """How tokens are reached.

    Attributes
    ----------
    way : ndarray, (n,), int64
        Codes into `WAYS`. "alone": encode(decode([id])) == [id]. "inside": not so, but behind other text the token is
        the last one of what is encoded. "special": an added token of the tokenizer's, reached by its name or not at
        all. "partial": its bytes are no whole character, so that no text is its own. "unreachable": none of these.
        "unknown": the tokenizer has no such id.
    becomes : list of list of int
        encode(decode([id])) of each id.
    """

    way: NDArray[np.int64]
    becomes: list[list[int]]


def reach(tokenizer: Any, ids: Sequence[int]) -> Reached:
    """Tell how each id is reached; special tokens are decoded by name, and none are added when encoding.

    Raises
    ------
    LeftOut
        The library cannot use the tokenizer, or it makes texts too long.
    """
    names = [tokenizer.id_to_token(token_id) for token_id in ids]
    normalizer = normalizer_of(tokenizer)
    texts = _decode(tokenizer, [[] if name is None else [token_id] for token_id, name in zip(ids, names, strict=True)])
    check_texts(normalizer, texts)
    becomes = _encode(tokenizer, texts)
    added = set(tokenizer.get_added_tokens_decoder())
    way = np.full(len(ids), WAYS.index("alone"), np.int64)
    for row, (token_id, name, text, ids_of_it) in enumerate(zip(ids, names, texts, becomes, strict=True)):
        if name is None:
            way[row] = WAYS.index("unknown")
        elif ids_of_it == [token_id]:
            continue
        elif "\ufffd" in text and "\ufffd" not in name:
            way[row] = WAYS.index("partial")
        elif token_id in added:
            way[row] = WAYS.index("special")
        else:
            way[row] = WAYS.index("unreachable")
    _look_inside(tokenizer, ids, names, way, normalizer)
    return Reached(way, becomes)


def _look_inside(
    tokenizer: Any, ids: Sequence[int], names: Sequence[str | None], way: NDArray[np.int64], normalizer: Any
) -> None:
    """Mark as "inside" what is the last token of some text before it and its own."""
    with library_errors():
        check_texts(normalizer, BEFORE)
        firsts = [tokenizer.encode(before, add_special_tokens=False).ids for before in BEFORE]
    alone = np.flatnonzero(way == WAYS.index("alone")).tolist()
    firsts += [[ids[row]] for row in islice((row for row in alone if (names[row] or "").isalpha()), _OWN)]
    for first in firsts:
        rest = np.flatnonzero(way == WAYS.index("unreachable"))
        if not first or not len(rest):
            continue
        texts = _decode(tokenizer, [[*first, ids[row]] for row in rest.tolist()])
        check_texts(normalizer, texts)
        for row, found in zip(rest.tolist(), _encode(tokenizer, texts), strict=True):
            if len(found) > 1 and found[-1] == ids[row]:
                way[row] = WAYS.index("inside")


def _decode(tokenizer: Any, sequences: list[list[int]]) -> list[str]:
    with library_errors():
        found: list[str] = tokenizer.decode_batch(sequences, skip_special_tokens=False)
    return found


def _encode(tokenizer: Any, texts: list[str]) -> list[list[int]]:
    # only ids are told: of a library that can do without offsets (from 0.20 on) they are not asked
    encode = getattr(tokenizer, "encode_batch_fast", tokenizer.encode_batch)
    found: list[list[int]] = []
    for start in range(0, len(texts), _BATCH):
        with library_errors():
            encoded = encode(texts[start : start + _BATCH], add_special_tokens=False)
        found += [one.ids for one in encoded]
    return found
