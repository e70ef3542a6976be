"""JSON of anybody's in, what it holds out, after its values were counted: two letters of it can become 64 bytes.

`[]` and a comma are three bytes in a file and 64 in memory, `{}` as much, `-9` eight times its length; a file of 45 MB
could take a gigabyte and seconds before anything in it is looked at. So its signs are counted first, at the speed of
reading: no model, vocabulary or map has as many values as are refused here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lexiscape.errors import CorruptFile

_BLOCK = 1 << 20


class Most(NamedTuple):
    """How much a JSON text may hold.

    Attributes
    ----------
    objects, lists : int
        How many there may be.
    values : int
        Of how many values, entries and elements, all of them together may be: as many as there are commas.
    """

    objects: int = 1 << 18
    lists: int = 1 << 21
    values: int = 1 << 23


_SIGNS = ("objects", b"{"), ("lists", b"["), ("values", b",")
#: For what is no vocabulary: merges of pairs are a million lists, words ten million values.
USUAL = Most()
WORDS = Most(values=1 << 24)


def parse_json(
    stored: bytes | str, name: str, most: Most = USUAL, parse_constant: Callable[[str], Any] | None = None
) -> Any:
    """Return what a JSON text, called `name`, holds.

    Raises
    ------
    CorruptFile
        It holds more than anything of ours does.
    ValueError, RecursionError
        It is no JSON, or too deep: the caller says what was expected.
    """
    check_values(stored, name, most)
    # UTF-8 alone: what Python would take for UTF-16 is not what was counted
    text = stored if isinstance(stored, str) else stored.decode("utf-8", "surrogatepass")
    return json.loads(text, parse_constant=parse_constant)


def check_values(stored: bytes | str, name: str, most: Most = USUAL) -> None:
    """Refuse a JSON text that holds more than anything of ours does; what it is written like is not looked at."""
    if len(stored) <= min(most):
        return
    many = [(kind, sign) for kind, sign in _SIGNS if _count(stored, sign) > getattr(most, kind)]
    if not many:
        return
    text = stored.encode("utf-8", "surrogatepass") if isinstance(stored, str) else stored
    outside = _outside_of_strings(text, [sign for _, sign in many])
    for (kind, _), number in zip(many, outside, strict=True):
        if number > getattr(most, kind):
            raise CorruptFile(
                f"{name} is JSON of {number:,} {kind}: nothing that is read has more than {getattr(most, kind):,}"
            )


def _count(stored: bytes | str, sign: bytes) -> int:
    return stored.count(sign.decode()) if isinstance(stored, str) else stored.count(sign)


def _outside_of_strings(text: bytes, signs: list[bytes]) -> list[int]:
    """Count signs where they are JSON's own, and no letter of a string."""
    text = text.replace(b"\\\\", b"").replace(b'\\"', b"")
    counts, inside = [0] * len(signs), 0
    for start in range(0, len(text), _BLOCK):
        block = np.frombuffer(text, np.uint8, min(_BLOCK, len(text) - start), start)
        quotes = np.cumsum(block == ord('"'), dtype=np.uint8) + np.uint8(inside)  # modulo 256, which is even
        outside = quotes % 2 == 0
        counts = [n + int(((block == ord(sign)) & outside).sum()) for n, sign in zip(counts, signs, strict=True)]
        inside = int(quotes[-1]) % 2
    return counts
