"""A `.model` file in, its vocabulary out: SentencePiece's protobuf, or tiktoken's lines, which some call the same.

Of the protobuf, two fields of each piece are needed, so they are read here, and neither sentencepiece nor protobuf has
to be installed (sentencepiece_model.proto, message ModelProto).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lexiscape.errors import CorruptFile
from lexiscape.sources.storage.repository import Repository, read_object, read_small
from lexiscape.sources.vocabularies.fairseq_dictionary import read_bartpho
from lexiscape.sources.vocabularies.sentencepiece_layouts import CLASS_OF_TYPE, LAYOUTS, POSITIONS, Rule
from lexiscape.sources.vocabularies.tiktoken_list import read_ranks
from lexiscape.sources.vocabularies.tokenizer_class import beside, name_class
from lexiscape.sources.vocabularies.vocabulary import Vocabulary
from lexiscape.text import looks_special

_UNKNOWN, _CONTROL, _USER_DEFINED = 2, 3, 4  # ModelProto.SentencePiece.Type


class Piece(NamedTuple):
    """One piece: its text and its type."""

    text: str
    type: int


def read_model(repository: Repository, file: str) -> Vocabulary:
    """Read a `.model` file; the tokenizer's class, or else the model's type, says how ids follow from its pieces.

    Raises
    ------
    SourceError
        The tokenizer's class keeps its ids in another file, which is not there.
    CorruptFile
        It is neither a SentencePiece model nor a tiktoken list.
    """
    blob = repository.blob(file)
    stored = read_small(blob)
    if not stored.startswith(b"\n"):  # field 1 of the protobuf
        return read_ranks(repository, file, stored)
    try:
        pieces = [_piece(content) for field, content in _fields(stored) if field == 1 and isinstance(content, bytes)]
    except (ValueError, IndexError) as error:
        raise CorruptFile(f"{blob.name} is no SentencePiece model: {error}") from None
    if name_class(repository, file) == "BartphoTokenizer":
        return read_bartpho(repository, file)
    rule, assumed = _rule_of(repository, file)
    return _lay_out(pieces, rule, read_object(repository, beside(file, "tokenizer_config.json")), blob.name, assumed)


def _lay_out(pieces: list[Piece], rule: Rule, settings: dict[str, Any], name: str, assumed: str) -> Vocabulary:
    """Give every piece its id, and the tokens that have no piece theirs."""
    layout = rule(settings)
    tokens = {place + layout.offset: piece.text for place, piece in enumerate(pieces)}
    special = {place + layout.offset for place, piece in enumerate(pieces) if _is_special(piece)}
    for token_id, token in enumerate(layout.first):
        tokens[token_id] = token
        special.add(token_id)
    end = max(len(pieces) + layout.offset, len(layout.first))
    texts = set(tokens.values()) if layout.named else set()
    last = (*layout.last, *(name for name in dict.fromkeys(layout.named) if name not in texts))
    tokens |= dict(enumerate(last, end))
    added = frozenset(range(end, end + len(last)))
    return Vocabulary(dict(sorted(tokens.items())), "sentencepiece", frozenset(special | added), added, name, assumed)


def _is_special(piece: Piece) -> bool:
    if piece.type == _USER_DEFINED:
        return looks_special(piece.text)
    return piece.type in (_UNKNOWN, _CONTROL)


def _rule_of(repository: Repository, file: str) -> tuple[Rule, str]:
    """Return the rule for a model's ids, and why it is only assumed ("" where it is known)."""
    name = name_class(repository, file)
    if name in LAYOUTS:
        return LAYOUTS[name], ""
    if name:
        return POSITIONS, f"how a {name} numbers them is not known"
    kind = read_object(repository, beside(file, "config.json")).get("model_type")
    if isinstance(kind, str) and kind in CLASS_OF_TYPE:
        return LAYOUTS[CLASS_OF_TYPE[kind]], ""
    # fairseq's own name for its models' vocabularies
    likely = LAYOUTS["XLMRobertaTokenizer"] if file.endswith("sentencepiece.bpe.model") else POSITIONS
    return likely, "no file says how they are numbered"


def _piece(content: bytes) -> Piece:
    text, kind = "", 1
    for field, value in _fields(content):
        if field == 1 and isinstance(value, bytes):
            text = value.decode("utf-8")
        elif field == 3 and isinstance(value, int):
            kind = value
    return Piece(text, kind)


def _fields(stored: bytes) -> Iterator[tuple[int, bytes | int]]:
    """Yield the fields of a protobuf message (https://protobuf.dev/programming-guides/encoding)."""
    at = 0
    while at < len(stored):
        key, at = _varint(stored, at)
        wire = key & 7
        if wire == 0:
            value, at = _varint(stored, at)
            yield key >> 3, value
            continue
        if wire == 2:
            size, at = _varint(stored, at)
        elif wire in (1, 5):
            size = 8 if wire == 1 else 4
        else:
            raise ValueError(f"wire type {wire} at byte {at:,}")
        if at + size > len(stored):
            raise ValueError(f"cut short at byte {at:,}")
        yield key >> 3, stored[at : at + size]
        at += size


def _varint(stored: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        byte = stored[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    raise ValueError(f"a number of more than 10 bytes at byte {at:,}")
