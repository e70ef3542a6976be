"""Raw tokens in, what a person reads and what kind of token it is out; no vectors, no files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

FAMILIES = ("wordpiece", "byte_bpe", "sentencepiece", "words")
KINDS = (
    "word",
    "continuation",
    "number",
    "punctuation",
    "whitespace",
    "byte",
    "control",
    "special",
    "unused",
    "extra",
)


class Reading(NamedTuple):
    """What a person reads for one token, and what kind of token it is (one of `KINDS`)."""

    text: str
    kind: str


def read_tokens(raw: Sequence[str], family: str, special: Collection[int] = ()) -> list[Reading]:
    """Read every token of a vocabulary."""
    return [Reading(token.removeprefix("##"), "special" if row in special else "word") for row, token in enumerate(raw)]
