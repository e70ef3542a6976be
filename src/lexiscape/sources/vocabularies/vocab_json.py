"""vocab.json in, its vocabulary out: an object from token to id (GPT-2, RoBERTa, Whisper, Marian, M2M-100, FSMT)."""

from __future__ import annotations

from lexiscape.sources.storage.repository import Repository, read_object
from lexiscape.sources.vocabularies.language_tokens import M2M100, WMT21
from lexiscape.sources.vocabularies.tokenizer_class import beside, name_class
from lexiscape.sources.vocabularies.vocabulary import Vocabulary, by_id
from lexiscape.text import guess_family, guess_special


def read_vocab_json(repository: Repository, file: str) -> Vocabulary:
    """Read vocab.json; M2M-100's languages follow its tokens."""
    name = f"{repository.name}/{file}"
    tokens = by_id(read_object(repository, file), name)
    ids = list(tokens)
    special = frozenset(ids[row] for row in guess_special(list(tokens.values())))
    vocabulary = Vocabulary(tokens, guess_family(list(tokens.values())), special, frozenset(), name)
    return _with_languages(vocabulary, repository, file)


def _with_languages(vocabulary: Vocabulary, repository: Repository, file: str) -> Vocabulary:
    of_class = name_class(repository, file)
    if not of_class:
        kind = read_object(repository, beside(file, "config.json")).get("model_type")
        of_class = "M2M100Tokenizer" if kind == "m2m_100" else ""
    if of_class != "M2M100Tokenizer":
        return vocabulary
    settings = read_object(repository, beside(file, "tokenizer_config.json"))
    languages = WMT21 if settings.get("language_codes") == "wmt21" else M2M100
    last = dict(enumerate(languages, len(vocabulary.tokens)))
    added = frozenset(last) - frozenset(vocabulary.tokens)
    tokens = dict(sorted((last | vocabulary.tokens).items()))
    return Vocabulary(tokens, vocabulary.family, vocabulary.special | added, added, vocabulary.file)
