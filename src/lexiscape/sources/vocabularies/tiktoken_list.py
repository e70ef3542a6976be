"""A tiktoken list in, its vocabulary out: a line is the base64 of a token's bytes, and its id (GPT, Qwen, GLM-4)."""

from __future__ import annotations

import base64
import binascii

from lexiscape.errors import CorruptFile
from lexiscape.sources.storage.repository import Repository, read_small
from lexiscape.sources.vocabularies.tokenizer_class import name_class
from lexiscape.sources.vocabularies.vocabulary import Vocabulary
from lexiscape.text import encode_bytes

_DIGITS = 9  # of an id; Python refuses to read more than some thousands
#: Special tokens that a tokenizer's own code puts after its list, in order of id.
_AFTER = {
    "QWenTokenizer": ("<|endoftext|>", "<|im_start|>", "<|im_end|>", *(f"<|extra_{number}|>" for number in range(205)))
}


def read_tiktoken(repository: Repository, file: str) -> Vocabulary:
    """Read a tiktoken list; CorruptFile where a line is no base64 and id."""
    return read_ranks(repository, file, read_small(repository.blob(file)))


def read_ranks(repository: Repository, file: str, stored: bytes) -> Vocabulary:
    """Turn the bytes of a tiktoken list into its vocabulary, with what the tokenizer's code adds."""
    name = repository.blob(file).name
    tokens: dict[int, str] = {}
    for number, line in enumerate(stored.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            token, token_id = line.split()
            if not token_id.isdigit() or len(token_id) > _DIGITS:
                raise ValueError
            # A lone = is an empty token: the last line of openai-whisper's list, by which its special tokens move on.
            content = b"" if token == b"=" else base64.b64decode(token, validate=True)
        except (ValueError, binascii.Error):
            raise CorruptFile(
                f"{name} is neither a SentencePiece model nor a tiktoken list: line {number:,} is no base64 and id"
            ) from None
        if tokens.setdefault(int(token_id), spelled := encode_bytes(content)) != spelled:
            raise CorruptFile(f"{name}: line {number:,} gives id {int(token_id):,} a second time")
    after = dict(enumerate(_AFTER.get(name_class(repository, file), ()), max(tokens, default=-1) + 1))
    return Vocabulary(dict(sorted(tokens.items())) | after, "byte_bpe", frozenset(after), frozenset(after), name)
