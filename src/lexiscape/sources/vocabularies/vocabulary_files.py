"""A model's tokenizer files in, its vocabulary out. One reader a file, one row each in `VOCABULARIES`.

Only ids and surfaces are needed, never a tokenizer that could split text: tokenizer.json is read as the JSON it is,
which is faster than loading it with the tokenizers library (`benchmarks/opening.py`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.storage.repository import MAX_TEXT, Repository, read_json, read_object, read_text
from lexiscape.sources.vocabularies.sentencepiece_model import read_model
from lexiscape.sources.vocabularies.vocabulary import Vocabulary, add_tokens, by_id, check_unique, lines
from lexiscape.text import guess_family, guess_special

_ASKED_OF_TOKENIZER = {"added_tokens", "pre_tokenizer", "decoder", "model"}


def read_vocabulary(repository: Repository, folder: str = "") -> Vocabulary:
    """Read the vocabulary of the model in `folder` of the repository, from the first of `VOCABULARIES` that is there.

    Raises
    ------
    SourceError
        There is none; the message lists what was looked for.
    CorruptFile
        It is there, but not what its name says.
    """
    for row in VOCABULARIES:
        file = next((file for file in repository.files if fnmatchcase(file, folder + row.file)), None)
        if file is not None:
            return _with_added(row.read(repository, file), repository, folder)
    raise SourceError(
        f"no vocabulary in {repository.name}{'/' + folder if folder else ''}: looked for "
        f"{', '.join(row.file for row in VOCABULARIES)}; save the model's tokenizer there (tokenizer.save_pretrained)"
    )


def read_tokenizer_json(repository: Repository, file: str) -> Vocabulary:
    """Read tokenizer.json of the tokenizers library: WordPiece, BPE, Unigram or WordLevel."""
    name = f"{repository.name}/{file}"
    content = _read_but_merges(repository, file)
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


def _read_but_merges(repository: Repository, file: str) -> Any:
    """Read tokenizer.json without its merges, most of a large one's bytes, where they are the last thing in it.

    So the library writes them. What stands before them, closed by hand, must be JSON and hold all that is asked of the
    file; otherwise it is read whole.
    """
    blob = repository.blob(file)
    stored = blob.read(0, min(blob.size, MAX_TEXT))
    merges = re.search(rb'"merges"\s*:\s*\[', stored)
    if merges and re.search(rb"\]\s*\}\s*\}\s*\Z", stored[-256:]):
        try:
            content = json.loads(stored[: merges.end()].decode() + "]}}")
        except (ValueError, RecursionError):
            content = {}
        if content.keys() >= _ASKED_OF_TOKENIZER and isinstance(content["model"], dict) and "vocab" in content["model"]:
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


def read_vocab_txt(repository: Repository, file: str) -> Vocabulary:
    """Read vocab.txt: one token a line, the line's number its id (BERT)."""
    name = f"{repository.name}/{file}"
    tokens = lines(read_text(repository, file))
    check_unique(tokens, name)
    # One ## among characters makes a WordPiece vocabulary; a character-level one has none.
    family = "wordpiece" if any(token.startswith("##") for token in tokens) else guess_family(tokens)
    return Vocabulary(dict(enumerate(tokens)), family, guess_special(tokens), frozenset(), name)


def read_vocab_json(repository: Repository, file: str) -> Vocabulary:
    """Read vocab.json: an object from token to id (GPT-2 and its kin, beside merges.txt)."""
    name = f"{repository.name}/{file}"
    tokens = by_id(read_object(repository, file), name)
    ids = sorted(tokens)
    special = frozenset(ids[row] for row in guess_special([tokens[token_id] for token_id in ids]))
    return Vocabulary(tokens, guess_family(list(tokens.values())), special, frozenset(), name)


class VocabularyRow(NamedTuple):
    """One row of `VOCABULARIES`: a pattern of file names and its reader."""

    file: str
    read: Callable[[Repository, str], Vocabulary]


#: Vocabulary files, the most complete first.
VOCABULARIES = (
    VocabularyRow("tokenizer.json", read_tokenizer_json),
    VocabularyRow("vocab.txt", read_vocab_txt),
    VocabularyRow("vocab.json", read_vocab_json),
    VocabularyRow("sentencepiece.bpe.model", read_model),
    VocabularyRow("spiece.model", read_model),
    VocabularyRow("spm.model", read_model),
    VocabularyRow("tokenizer.model", read_model),
    VocabularyRow("*.tiktoken", read_model),
    VocabularyRow("tiktoken.model", read_model),
)


def _with_added(vocabulary: Vocabulary, repository: Repository, folder: str) -> Vocabulary:
    """Add what the smaller tokenizer files say: added tokens, and which tokens are special."""
    config = read_object(repository, f"{folder}tokenizer_config.json")
    decoder = config.get("added_tokens_decoder")
    if isinstance(decoder, dict):
        entries = ((int(key) if key.isdecimal() and len(key) < 12 else None, entry) for key, entry in decoder.items())
        vocabulary = add_tokens(vocabulary, entries, f"{repository.name}/{folder}tokenizer_config.json")
    extra = read_object(repository, f"{folder}added_tokens.json")
    vocabulary = add_tokens(
        vocabulary, ((token_id, token) for token, token_id in extra.items()), f"{repository.name}/added_tokens.json"
    )
    names = {*_contents(config), *_contents(read_object(repository, f"{folder}special_tokens_map.json"))}
    special = {token_id for token_id, token in vocabulary.tokens.items() if token in names} if names else set()
    return replace(vocabulary, special=vocabulary.special | special)


def _contents(settings: dict[str, Any]) -> set[str]:
    """Return the special tokens that a tokenizer's settings name (`cls_token`, `additional_special_tokens` …)."""
    found: set[str] = set()
    for key, value in settings.items():
        if key.endswith(("_token", "special_tokens")):
            for entry in value if isinstance(value, list) else [value]:
                content = entry.get("content") if isinstance(entry, dict) else entry
                if isinstance(content, str):
                    found.add(content)
    return found
