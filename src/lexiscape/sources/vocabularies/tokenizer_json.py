"""tokenizer.json in, its vocabulary out.

Only ids and surfaces are needed, never a tokenizer that could split text: the file is read as the JSON it is, which is
faster than loading it with the tokenizers library (`benchmarks/opening.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lexiscape.bounded_json import parse_json
from lexiscape.errors import CorruptFile
from lexiscape.sources.storage.repository import MAX_TEXT, Repository, read_json
from lexiscape.sources.vocabularies.vocabulary import Vocabulary, add_tokens, by_id
from lexiscape.text import guess_family

_ASKED = {"added_tokens", "pre_tokenizer", "decoder", "model"}


def read_tokenizer_json(repository: Repository, file: str) -> Vocabulary:
    """Read tokenizer.json of the tokenizers library: WordPiece, BPE, Unigram or WordLevel."""
    name = f"{repository.name}/{file}"
    content = _read_but_merges(repository, file, name)
    model = content.get("model") if isinstance(content, dict) else None
    vocab = model.get("vocab") if isinstance(model, dict) else None
    if isinstance(vocab, dict):
        tokens = by_id(vocab, name)
    elif isinstance(vocab, list):  # Unigram: [piece, score], in order of id
        if not all(isinstance(pair, list) and pair and isinstance(pair[0], str) for pair in vocab):
            raise CorruptFile(f"{name}: expected the vocabulary as a list of [piece, score]")
        tokens = {token_id: pair[0] for token_id, pair in enumerate(vocab)}
    else:
        raise CorruptFile(f"{name} has no model.vocab: expected a tokenizer.json of the tokenizers library")
    added = content.get("added_tokens") or []
    vocabulary = Vocabulary(tokens, _family_of(content, tokens), frozenset(), frozenset(), name)
    return add_tokens(
        vocabulary,
        ((entry.get("id"), entry) for entry in (added if isinstance(added, list) else []) if isinstance(entry, dict)),
        name,
    )


def _read_but_merges(repository: Repository, file: str, name: str) -> Any:
    """Read tokenizer.json without its merges, most of a large one's bytes, where they are the last thing in it.

    So the library writes them. What stands before them, closed by hand, must be JSON and hold all that is asked of the
    file; otherwise it is read whole. Of Gemma's size (262,144 tokens, 514,000 merges as pairs, 48 MB) that takes 0.33 s
    and 63 MB at its peak; reading it whole takes 1.1 s and 279 MB.
    """
    blob = repository.blob(file)
    stored = blob.read(0, min(blob.size, MAX_TEXT))
    merges = re.search(rb'"merges"\s*:\s*\[', stored)
    if merges and re.search(rb"\]\s*\}\s*\}\s*\Z", stored[-256:]):
        try:
            content = parse_json(stored[: merges.end()].decode() + "]}}", name)
        except (ValueError, RecursionError):
            content = {}
        if content.keys() >= _ASKED and isinstance(content["model"], dict) and "vocab" in content["model"]:
            return content
    return read_json(repository, file)


def _family_of(content: dict[str, Any], tokens: Mapping[int, str]) -> str:
    """Tell the family from the model's own words where they suffice, else from the tokens."""
    model = content["model"]
    kind = model.get("type")
    steps = repr((content.get("pre_tokenizer"), content.get("decoder")))
    in_bytes = "'ByteLevel'" in steps
    if model.get("end_of_word_suffix"):
        return "end_byte_bpe" if in_bytes else "end_bpe"
    if in_bytes:
        return "byte_bpe"
    if kind == "WordPiece" or model.get("continuing_subword_prefix") == "##":
        return "wordpiece"
    if kind == "Unigram" or model.get("byte_fallback") or "▁" in steps:
        return "sentencepiece"
    return "words" if kind == "WordLevel" else guess_family(list(tokens.values()))
