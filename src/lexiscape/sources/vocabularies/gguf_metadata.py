"""The metadata of a GGUF file in, its vocabulary out: tokens in order of id, each with llama.cpp's type.

Types: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md, tokenizer.ggml.token_type. A control token or the
unknown token is special; a user-defined one is what its name says, since llama.cpp calls every added token so that the
tokenizer did not mark as special.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lexiscape.errors import SourceError
from lexiscape.sources.vocabularies.rwkv_list import unescape
from lexiscape.sources.vocabularies.vocabulary import Vocabulary
from lexiscape.text import guess_family, kind_by_name, looks_special

#: What is read of the metadata.
KEYS = ("tokenizer.ggml.model", "tokenizer.ggml.tokens", "tokenizer.ggml.token_type")
_UNKNOWN, _CONTROL, _USER_DEFINED = 2, 3, 4
_FAMILIES = {
    **dict.fromkeys(("llama", "bert", "t5", "gemma4", "plamo2"), "sentencepiece"),
    **dict.fromkeys(("gpt2", "rwkv"), "byte_bpe"),
}


def read_metadata(metadata: Mapping[str, Any], name: str) -> Vocabulary:
    """Read the vocabulary out of a GGUF file's metadata; SourceError where there is none."""
    tokens, types = metadata.get("tokenizer.ggml.tokens"), metadata.get("tokenizer.ggml.token_type")
    if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
        raise SourceError(f"{name} has no vocabulary: expected tokenizer.ggml.tokens in its metadata")
    if not isinstance(types, list):
        types = [_USER_DEFINED] * len(tokens)
    special = frozenset(
        row
        for row, (token, of_type) in enumerate(zip(tokens, types, strict=False))
        if of_type in (_UNKNOWN, _CONTROL) or (of_type == _USER_DEFINED and looks_special(token))
    )
    model = str(metadata.get("tokenizer.ggml.model"))
    if model == "rwkv":  # its bytes are escaped as Python writes them
        tokens = [
            token if row in special or kind_by_name(token) else unescape(token) for row, token in enumerate(tokens)
        ]
    family = _FAMILIES.get(model) or guess_family(tokens)
    return Vocabulary(dict(enumerate(tokens)), family, special, frozenset(), name)
