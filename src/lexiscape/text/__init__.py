"""Raw tokens in; what a person reads, what kind of token it is and which script it is in, out. No vectors, no files."""

from __future__ import annotations

from lexiscape.text.names import guess_special, kind_by_name, looks_special
from lexiscape.text.reading import (
    FAMILIES,
    KINDS,
    SPELLINGS,
    Reading,
    Readings,
    Spelling,
    decode_bytes,
    encode_bytes,
    guess_family,
    make_visible,
    read_tokens,
    scripts_of,
)
from lexiscape.text.writing_systems import script_of

__all__ = [
    "FAMILIES",
    "KINDS",
    "SPELLINGS",
    "Reading",
    "Readings",
    "Spelling",
    "decode_bytes",
    "encode_bytes",
    "guess_family",
    "guess_special",
    "kind_by_name",
    "looks_special",
    "make_visible",
    "read_tokens",
    "script_of",
    "scripts_of",
]
