"""A model's tokenizer files in, token id → raw token out. One reader a file, one row each in `VOCABULARIES`.

Only ids and surfaces are needed, never a tokenizer that could split text: tokenizer.json is read as the JSON it is,
which is faster than loading it with the tokenizers library (`benchmarks/opening.py`).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from lexiscape.errors import CorruptFile, LexiscapeWarning, SourceError
from lexiscape.sources.repository import Repository, read_json, read_object, read_text
from lexiscape.tokens import guess_family, guess_special


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The tokens of a model.

    Attributes
    ----------
    tokens : mapping of int to str
        Raw token by id; ids may have gaps.
    family : str
        One of `lexiscape.tokens.FAMILIES`.
    special : frozenset of int
        Ids of special tokens.
    added : frozenset of int
        Ids of tokens added to the model's own vocabulary: these alone may lie beyond the matrix.
    file : str
        Where it was read.
    """

    tokens: Mapping[int, str]
    family: str
    special: frozenset[int]
    added: frozenset[int] = frozenset()
    file: str = ""

    @property
    def size(self) -> int:
        """One more than the last id that is not an added token's."""
        return max((token_id for token_id in self.tokens if token_id not in self.added), default=-1) + 1


def name_rows(vocabulary: Vocabulary, n_rows: int, where: str) -> list[str]:
    """Return the raw token of each row, by id; rows without a token are named `<extra_i>`, with one warning.

    Raises
    ------
    SourceError
        The vocabulary goes beyond the matrix, or names less than half of its rows: it is another model's.
    """
    found = vocabulary.tokens
    if vocabulary.size > n_rows or not found:
        raise SourceError(
            f"{vocabulary.file} has {vocabulary.size:,} tokens, but {where} has {n_rows:,} rows: "
            "is the tokenizer another model's?"
        )
    beyond = sum(1 for token_id in found if token_id >= n_rows)
    missing = n_rows - (len(found) - beyond)
    if missing * 2 > n_rows:
        raise SourceError(
            f"{vocabulary.file} has {len(found):,} tokens, but {where} has {n_rows:,} rows, most of them without a "
            "token: is the tokenizer another model's?"
        )
    if missing:
        warnings.warn(
            f"{missing:,} of the {n_rows:,} rows of {where} have no token in {vocabulary.file}; "
            f"they are called <extra_{next(row for row in range(n_rows) if row not in found)}> and so on",
            LexiscapeWarning,
            stacklevel=2,
        )
    if beyond:
        warnings.warn(
            f"{beyond:,} added tokens of {vocabulary.file} lie beyond the {n_rows:,} rows of {where} and are left out",
            LexiscapeWarning,
            stacklevel=2,
        )
    return [found.get(row, f"<extra_{row}>") for row in range(n_rows)]


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
        file = folder + row.file
        if file in repository.files:
            return _with_added(row.read(repository, file), repository, folder)
    raise SourceError(
        f"no vocabulary in {repository.name}{'/' + folder if folder else ''}: looked for "
        f"{', '.join(row.file for row in VOCABULARIES)}; save the model's tokenizer there (tokenizer.save_pretrained)"
    )


def read_tokenizer_json(repository: Repository, file: str) -> Vocabulary:
    """Read tokenizer.json of the tokenizers library: WordPiece, BPE, Unigram or WordLevel."""
    name = f"{repository.name}/{file}"
    content = read_json(repository, file)
    model = content.get("model") if isinstance(content, dict) else None
    vocab = model.get("vocab") if isinstance(model, dict) else None
    if isinstance(vocab, dict):
        tokens = by_id(vocab.items(), name)
    elif isinstance(vocab, list):  # Unigram: [piece, score], in order of id
        if not all(isinstance(pair, list) and pair and isinstance(pair[0], str) for pair in vocab):
            raise CorruptFile(f"{name}: expected the vocabulary as a list of [piece, score]")
        tokens = {token_id: pair[0] for token_id, pair in enumerate(vocab)}
    else:
        raise CorruptFile(f"{name} has no model.vocab: expected a tokenizer.json of the tokenizers library")
    added = content.get("added_tokens") or []
    vocabulary = Vocabulary(tokens, _family_of(content, tokens), frozenset(), frozenset(), name)
    return _add(vocabulary, ((entry.get("id"), entry) for entry in added if isinstance(entry, dict)), name)


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
    tokens = by_id(read_object(repository, file).items(), name)
    ids = sorted(tokens)
    special = frozenset(ids[row] for row in guess_special([tokens[token_id] for token_id in ids]))
    return Vocabulary(tokens, guess_family(list(tokens.values())), special, frozenset(), name)


class VocabularyRow(NamedTuple):
    """One row of `VOCABULARIES`: a file's name and its reader."""

    file: str
    read: Callable[[Repository, str], Vocabulary]


#: Vocabulary files, the most complete first.
VOCABULARIES = (
    VocabularyRow("tokenizer.json", read_tokenizer_json),
    VocabularyRow("vocab.txt", read_vocab_txt),
    VocabularyRow("vocab.json", read_vocab_json),
)


def lines(text: str) -> list[str]:
    """Split at line feeds only: U+2028 and its like may be tokens, which `str.splitlines` would break."""
    found = text.split("\n")
    return found[:-1] if found[-1] == "" else found


def by_id(items: Iterable[tuple[Any, Any]], name: str) -> dict[int, str]:
    """Turn (token, id) pairs into id → token in order of id; CorruptFile for ids that are none, or given twice."""
    tokens: dict[int, str] = {}
    for token, token_id in items:
        if type(token_id) is not int or token_id < 0 or not isinstance(token, str):
            raise CorruptFile(f"{name}: expected a token and its id, got {token!r}: {token_id!r}")
        if token_id in tokens:
            raise CorruptFile(f"{name}: tokens {tokens[token_id]!r} and {token!r} have the same id {token_id}")
        tokens[token_id] = token
    return dict(sorted(tokens.items()))


def check_unique(tokens: list[str], name: str) -> None:
    """Refuse a list in which a token stands twice: its rows could not be told apart by name."""
    first: dict[str, int] = {}
    for row, token in enumerate(tokens):
        if first.setdefault(token, row) != row:
            raise SourceError(
                f"{name}: token {token!r} stands in rows {first[token]:,} and {row:,} (counted from 0); "
                "every row needs a name of its own"
            )


def _with_added(vocabulary: Vocabulary, repository: Repository, folder: str) -> Vocabulary:
    """Add what the smaller tokenizer files say: added tokens, and which tokens are special."""
    config = read_object(repository, f"{folder}tokenizer_config.json")
    decoder = config.get("added_tokens_decoder")
    if isinstance(decoder, dict):
        entries = ((int(key) if key.isdecimal() and len(key) < 12 else None, entry) for key, entry in decoder.items())
        vocabulary = _add(vocabulary, entries, f"{repository.name}/{folder}tokenizer_config.json")
    extra = read_object(repository, f"{folder}added_tokens.json")
    vocabulary = _add(
        vocabulary, ((token_id, token) for token, token_id in extra.items()), f"{repository.name}/added_tokens.json"
    )
    names = {*_contents(config), *_contents(read_object(repository, f"{folder}special_tokens_map.json"))}
    special = {token_id for token_id, token in vocabulary.tokens.items() if token in names}
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


def _add(vocabulary: Vocabulary, entries: Iterable[tuple[Any, Any]], name: str) -> Vocabulary:
    """Add (id, token) pairs; where an id is taken already, the added token counts, as in the tokenizers library."""
    tokens, special, added = dict(vocabulary.tokens), set(vocabulary.special), set(vocabulary.added)
    for token_id, entry in entries:
        content = entry.get("content") if isinstance(entry, dict) else entry
        if type(token_id) is not int or token_id < 0 or not isinstance(content, str):
            raise CorruptFile(f"{name}: expected an added token with id and content, got {entry!r}")
        if token_id not in tokens:
            added.add(token_id)
        tokens[token_id] = content
        if isinstance(entry, dict) and entry.get("special") is True:
            special.add(token_id)
    return replace(vocabulary, tokens=dict(sorted(tokens.items())), special=frozenset(special), added=frozenset(added))
