"""A model's tokenizer files in, its vocabulary out. One reader a file, one row each in `VOCABULARIES`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from lexiscape.errors import SourceError, SourceNotFound
from lexiscape.given_files import is_file
from lexiscape.sources.storage.repository import Folder, Repository, names_in, read_object, read_small
from lexiscape.sources.vocabularies.by_rule import read_by_rule
from lexiscape.sources.vocabularies.fairseq_dictionary import read_dictionary
from lexiscape.sources.vocabularies.rwkv_list import read_rwkv
from lexiscape.sources.vocabularies.sentencepiece_model import read_model
from lexiscape.sources.vocabularies.tekken import read_tekken
from lexiscape.sources.vocabularies.tiktoken_list import read_tiktoken
from lexiscape.sources.vocabularies.tokenizer_json import read_tokenizer_json
from lexiscape.sources.vocabularies.vocab_json import read_vocab_json
from lexiscape.sources.vocabularies.vocab_txt import read_vocab_or_model, read_vocab_txt
from lexiscape.sources.vocabularies.vocabulary import NoVocabulary, Vocabulary, add_tokens


class VocabularyRow(NamedTuple):
    """One row of `VOCABULARIES`.

    Attributes
    ----------
    file : str
        A pattern of file names.
    read : callable
        Its reader.
    target : str
        What holds the vocabulary of the decoder, where a model has two.
    """

    file: str
    read: Callable[[Repository, str], Vocabulary]
    target: str = ""


#: Vocabulary files, the most complete first.
VOCABULARIES = (
    VocabularyRow("tokenizer.json", read_tokenizer_json),
    VocabularyRow("vocab.txt", read_vocab_txt),
    VocabularyRow("vocab.json", read_vocab_json, "target_vocab.json"),
    VocabularyRow("vocab-src.json", read_vocab_json, "vocab-tgt.json"),
    VocabularyRow("tekken.json", read_tekken),
    VocabularyRow("sentencepiece.bpe.model", read_model),
    VocabularyRow("spiece.model", read_model),
    VocabularyRow("spm.model", read_model),
    VocabularyRow("sentencepiece.model", read_model),
    VocabularyRow("spm_char.model", read_model),
    VocabularyRow("tokenizer.model", read_model),
    VocabularyRow("*.model.v[0-9]*", read_model),
    VocabularyRow("source.spm", read_model, "target.spm"),
    VocabularyRow("*spm*.model", read_model),
    VocabularyRow("*sentencepiece*.model", read_model),
    VocabularyRow("prophetnet.tokenizer", read_vocab_or_model),
    VocabularyRow("rwkv_vocab*.txt", read_rwkv),
    VocabularyRow("*.tiktoken", read_tiktoken),
    VocabularyRow("tiktoken.model", read_tiktoken),
    VocabularyRow("dict.txt", read_dictionary),
)


def read_vocabulary(repository: Repository, folder: str = "", *, target: bool = False) -> Vocabulary:
    """Read the vocabulary of the model in `folder` of the repository, from the first of `VOCABULARIES` that is there.

    Parameters
    ----------
    repository : Repository
        Where to look.
    folder : str
        The model's folder in it, with a `/` at its end.
    target : bool
        Whether the decoder's vocabulary is meant, of a model that translates between two.

    Raises
    ------
    NoVocabulary
        There is none; the message lists what was looked for.
    SourceError
        There are several, and nothing says whose rows the model has.
    CorruptFile
        It is there, but not what its name says.
    """
    for row in VOCABULARIES:
        file = _only_file(repository, folder, row.file)
        if file is not None:
            if target and row.target and folder + row.target in repository.files:
                file = folder + row.target
            return _with_added(row.read(repository, file), repository, folder)
    by_rule = read_by_rule(repository, folder)
    if by_rule is not None:
        return _with_added(by_rule, repository, folder)
    raise NoVocabulary(
        f"no vocabulary in {repository.name}{'/' + folder if folder else ''}: looked for "
        f"{', '.join(row.file for row in VOCABULARIES)}; save the model's tokenizer there (tokenizer.save_pretrained), "
        "or name a tokenizer.json (--tokenizer FILE)"
    )


def read_given(path: Path) -> Vocabulary:
    """Read a tokenizer.json by its path, whatever it is called; SourceError where it is none, or not there."""
    if not is_file(path):
        raise SourceNotFound(f"no tokenizer {path}: expected a tokenizer.json of the tokenizers library (--tokenizer)")
    folder = Folder(path.parent, alone=True)
    return replace(read_tokenizer_json(folder, path.name), file=path.name)


def _only_file(repository: Repository, folder: str, pattern: str) -> str | None:
    """Return the file of the folder itself, none further down, that a pattern fits; SourceError where two differ."""
    if "*" not in pattern:
        return folder + pattern if folder + pattern in repository.files else None
    fitting = [folder + name for name in names_in(repository, folder) if fnmatchcase(name, pattern)]
    if len(fitting) > 1 and len({_content(repository, file) for file in fitting}) > 1:
        raise SourceError(
            f"{repository.name} holds {len(fitting)} vocabularies that differ ({', '.join(fitting[:4])}"
            f"{' …' if len(fitting) > 4 else ''}): leave only the model's own there, or put its tokenizer.json beside "
            "them (tokenizer.save_pretrained)"
        )
    return fitting[0] if fitting else None


def _content(repository: Repository, file: str) -> bytes:
    return hashlib.sha256(read_small(repository.blob(file))).digest()


def _with_added(vocabulary: Vocabulary, repository: Repository, folder: str) -> Vocabulary:
    """Add what the smaller tokenizer files say: added tokens, and which tokens are special."""
    own = vocabulary.tokens
    config = read_object(repository, f"{folder}tokenizer_config.json")
    decoder = config.get("added_tokens_decoder")
    if isinstance(decoder, dict):
        entries = ((int(key) if key.isdecimal() and len(key) < 12 else None, entry) for key, entry in decoder.items())
        vocabulary = add_tokens(vocabulary, entries, f"{repository.name}/{folder}tokenizer_config.json")
    extra = read_object(repository, f"{folder}added_tokens.json")
    vocabulary = add_tokens(
        vocabulary, ((token_id, token) for token, token_id in extra.items()), f"{repository.name}/added_tokens.json"
    )
    moved = [token_id for token_id, token in vocabulary.tokens.items() if own.get(token_id, token) != token]
    if vocabulary.assumed and moved:
        raise SourceError(
            f"{vocabulary.file} says {own[moved[0]]!r} of id {moved[0]:,}, the tokenizer's settings say "
            f"{vocabulary.tokens[moved[0]]!r}, and {vocabulary.assumed}: put the model's tokenizer.json beside it "
            "(load the tokenizer with transformers.AutoTokenizer and save_pretrained it there)"
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
