"""A live transformers model and its tokenizer in, a space out; nothing is imported that the caller has not imported."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from lexiscape.errors import SourceError, foreign_errors
from lexiscape.sources.located import Choice, Located, check_matrix
from lexiscape.sources.storage.repository import called
from lexiscape.sources.tensors.matrix import ArrayMatrix
from lexiscape.sources.vocabularies.by_rule import BYTES
from lexiscape.sources.vocabularies.vocabulary import Vocabulary, by_id, name_rows
from lexiscape.text import encode_bytes, guess_family, looks_special


def is_model(source: Any) -> bool:
    """Tell a transformers model from anything else."""
    return hasattr(source, "get_input_embeddings")


def locate(model: Any, tokenizer: Any, choice: Choice) -> Located:
    """Copy the matrix of a live model, so that a map drawn before fine-tuning stays what it was.

    Raises
    ------
    SourceError
        The tokenizer or such a matrix is missing, or its values are not there: quantized, changed by an adapter, or
        offloaded.
    """
    name = str(getattr(model, "name_or_path", "") or type(model).__name__)
    name = called(name) if os.path.isdir(name) or os.path.isabs(name) else name
    if not hasattr(tokenizer, "get_vocab"):
        raise SourceError(
            f"a live model needs its tokenizer: expected open_space(model, tokenizer), got {type(tokenizer).__name__}"
        )
    weight = _weight(model, choice.matrix)
    dtype = str(weight.dtype).removeprefix("torch.")
    # float() first: NumPy has no bfloat16; copy: the parameter goes on changing while the model trains
    with foreign_errors(f"cannot copy the {choice.matrix} matrix of a {type(model).__name__}"):
        array = np.array(weight.detach().float().cpu().numpy(), np.float32)
    matrix = ArrayMatrix(f"get_{choice.matrix}_embeddings().weight", name, array)
    check_matrix(matrix)
    vocabulary = _read(tokenizer)
    special = frozenset(token_id for token_id in vocabulary.special if token_id < len(array))
    config = getattr(model, "config", None)
    facts = {
        "architecture": str(getattr(config, "model_type", "unknown")),
        "format": "live",
        "matrix": choice.matrix,
        "stored_dtype": dtype,
        "tied": getattr(config, "tie_word_embeddings", None),
        "bytes": matrix.stored_bytes,
        "bytes_total": matrix.stored_bytes,
    }
    return Located(name, matrix, name_rows(vocabulary, len(array), name), vocabulary.family, special, facts)


def _weight(model: Any, which: str) -> Any:
    """Return the parameter that is a live model's matrix, where it is its values."""
    kind, method = type(model).__name__, f"get_{which}_embeddings"
    with foreign_errors(f"{kind} has no {which} matrix ({method})"):
        layer = getattr(model, method)()
    weight = getattr(layer, "weight", None)
    if weight is None:
        raise SourceError(f"{kind} has no {which} matrix ({method})")
    if hasattr(layer, "base_layer"):  # PEFT's layers give the weight below their own change
        raise SourceError(f"the {which} matrix of {kind} has an adapter over it: merge it first (merge_and_unload)")
    if str(weight.device) == "meta":
        raise SourceError(
            f"the {which} matrix of {kind} is not in memory (device meta): load the model without offloading, or open "
            "its folder"
        )
    if not weight.is_floating_point():
        raise SourceError(
            f"the {which} matrix of {kind} is quantized ({str(weight.dtype).removeprefix('torch.')}, scales "
            "apart): load the model unquantized, or open its folder"
        )
    return weight


def _read(tokenizer: Any) -> Vocabulary:
    """Return the vocabulary of a live tokenizer, as its saved folder would give it."""
    of_class = type(tokenizer).__name__
    special = _special(tokenizer)
    added = {token_id: text for token_id, (text, _) in _added(tokenizer).items()}
    tokens = dict(sorted((added | by_id(tokenizer.get_vocab(), of_class)).items()))
    in_bytes = of_class in BYTES
    if in_bytes:  # such a tokenizer calls byte 0xE3 ã
        tokens = {
            token_id: token if token_id in special else encode_bytes(token.encode("latin-1", "replace"))
            for token_id, token in tokens.items()
        }
    family = "byte_bpe" if in_bytes else guess_family(list(tokens.values()))
    base = int(getattr(tokenizer, "vocab_size", len(tokens)))
    beyond = frozenset(token_id for token_id in tokens if token_id >= base)
    return Vocabulary(tokens, family, frozenset(special), beyond, of_class)


def _special(tokenizer: Any) -> set[int]:
    """Return the ids of a tokenizer's special tokens, by the rules that hold for its saved folder.

    `all_special_ids` are those that have a role (`pad_token` …); others are marked as special, or named like one, when
    they are added.
    """
    found = set(getattr(tokenizer, "all_special_ids", ()))
    found |= {token_id for token_id, (text, special) in _added(tokenizer).items() if special or looks_special(text)}
    return {token_id for token_id in found if isinstance(token_id, int)}


def _added(tokenizer: Any) -> dict[int, tuple[str, bool]]:
    """Return a tokenizer's added tokens: id → text, and whether it is marked as special."""
    given = getattr(tokenizer, "added_tokens_decoder", None)
    if given is None and hasattr(tokenizer, "get_added_tokens_decoder"):  # of the tokenizers library itself
        given = tokenizer.get_added_tokens_decoder()
    return {
        token_id: (str(getattr(token, "content", token)), bool(getattr(token, "special", False)))
        for token_id, token in (given if isinstance(given, dict) else {}).items()
    }
