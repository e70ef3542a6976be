"""A `.model` file in, its vocabulary out: SentencePiece's protobuf, or tiktoken's lines, which some call the same.

Of the protobuf, two fields of each piece are needed, so they are read here, and neither sentencepiece nor protobuf has
to be installed (sentencepiece_model.proto, message ModelProto). A tiktoken line is the base64 of a token and its id.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from lexiscape.errors import CorruptFile
from lexiscape.sources.storage.repository import Repository, read_object
from lexiscape.sources.vocabularies.vocabulary import Vocabulary
from lexiscape.text import encode_bytes

_UNKNOWN, _CONTROL = 2, 3  # ModelProto.SentencePiece.Type


class Piece(NamedTuple):
    """One piece: its text and its type."""

    text: str
    type: int


def read_model(repository: Repository, file: str) -> Vocabulary:
    """Read a `.model` file; the tokenizer's class, or else the model's type, says how ids follow from its pieces.

    Raises
    ------
    CorruptFile
        It is neither a SentencePiece model nor a tiktoken list.
    """
    blob = repository.blob(file)
    stored = blob.read(0, blob.size)
    if not stored.startswith(b"\n"):  # field 1 of the protobuf
        return _read_tiktoken(stored, blob.name)
    try:
        pieces = [_piece(content) for field, content in _fields(stored) if field == 1 and isinstance(content, bytes)]
    except (ValueError, IndexError) as error:
        raise CorruptFile(f"{blob.name} is no SentencePiece model: {error}") from None
    config = read_object(repository, _beside(file, "tokenizer_config.json"))
    tokens = _layout_of(repository, file, config)(pieces, config)
    kinds = {piece.text for piece in pieces if piece.type in (_UNKNOWN, _CONTROL)}
    special = frozenset(token_id for token_id, token in tokens.items() if token in kinds or token in _SPECIAL)
    return Vocabulary(tokens, "sentencepiece", special, frozenset(), blob.name)


_SPECIAL = ("<s>", "</s>", "<pad>", "<unk>", "<mask>", "<s>NOTUSED", "</s>NOTUSED", "<unk>NOTUSED")
Layout = Callable[[list[Piece], dict[str, Any]], dict[int, str]]


def _as_they_are(pieces: list[Piece], config: dict[str, Any]) -> dict[int, str]:
    return {token_id: piece.text for token_id, piece in enumerate(pieces)}


def _fairseq(pieces: list[Piece], config: dict[str, Any]) -> dict[int, str]:
    """XLM-RoBERTa: fairseq's four special tokens come first, in another order; a mask comes last."""
    return {**_fairseq_languages(pieces, config), len(pieces) + 1: "<mask>"}


def _fairseq_languages(pieces: list[Piece], config: dict[str, Any]) -> dict[int, str]:
    """mBART, NLLB: as XLM-RoBERTa; where its mask is, languages begin, which the tokenizer's other files name."""
    tokens = {token_id: piece.text for token_id, piece in enumerate(pieces[3:], 4)}
    return {0: "<s>", 1: "<pad>", 2: "</s>", 3: "<unk>", **tokens}


def _camembert(pieces: list[Piece], config: dict[str, Any]) -> dict[int, str]:
    """CamemBERT: fairseq's special tokens, then all pieces, so that some stand twice; a mask comes last."""
    tokens = {token_id: piece.text for token_id, piece in enumerate(pieces[1:], 5)}
    first = {0: "<s>NOTUSED", 1: "<pad>", 2: "</s>NOTUSED", 3: "<unk>", 4: "<unk>NOTUSED"}
    return {**first, **tokens, len(pieces) + 4: "<mask>"}


def _t5(pieces: list[Piece], config: dict[str, Any]) -> dict[int, str]:
    """T5: sentinels follow the pieces, the last number first."""
    count = config.get("extra_ids", 100)
    count = count if isinstance(count, int) and 0 <= count <= 10_000 else 100
    sentinels = {len(pieces) + place: f"<extra_id_{count - 1 - place}>" for place in range(count)}
    return {**_as_they_are(pieces, config), **sentinels}


#: How ids follow from a model's pieces, where they are not their positions: tokenizer class → layout.
LAYOUTS: dict[str, Layout] = {
    "XLMRobertaTokenizer": _fairseq,
    "CamembertTokenizer": _camembert,
    **dict.fromkeys(("MBartTokenizer", "MBart50Tokenizer", "NllbTokenizer"), _fairseq_languages),
    "T5Tokenizer": _t5,
    "MT5Tokenizer": _t5,
}


#: The tokenizer of a model's type, where no file names one, as in folders of 2019 and 2020.
_CLASS_OF_TYPE = {
    **dict.fromkeys(("t5", "mt5", "umt5"), "T5Tokenizer"),
    **dict.fromkeys(("xlm-roberta", "xlm-roberta-xl"), "XLMRobertaTokenizer"),
    "camembert": "CamembertTokenizer",
    "mbart": "MBartTokenizer",
}


def _layout_of(repository: Repository, file: str, config: dict[str, Any]) -> Layout:
    model = read_object(repository, _beside(file, "config.json"))
    kind = model.get("model_type")
    fallback = "XLMRobertaTokenizer" if file.endswith("sentencepiece.bpe.model") else ""
    by_type = _CLASS_OF_TYPE.get(kind, fallback) if isinstance(kind, str) else fallback
    name = str(config.get("tokenizer_class") or model.get("tokenizer_class") or by_type)
    return LAYOUTS.get(name.removesuffix("Fast"), _as_they_are)


def _beside(file: str, name: str) -> str:
    folder, slash, _ = file.rpartition("/")
    return f"{folder}{slash}{name}"


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


def _read_tiktoken(stored: bytes, name: str) -> Vocabulary:
    tokens: dict[int, str] = {}
    for number, line in enumerate(stored.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            token, token_id = line.split()
            if not token_id.isdigit():
                raise ValueError
            tokens[int(token_id)] = encode_bytes(base64.b64decode(token, validate=True))
        except (ValueError, binascii.Error):
            raise CorruptFile(
                f"{name} is neither a SentencePiece model nor a tiktoken list: line {number:,} is no base64 and id"
            ) from None
    return Vocabulary(dict(sorted(tokens.items())), "byte_bpe", frozenset(), frozenset(), name)
