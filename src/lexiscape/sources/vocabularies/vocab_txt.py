"""vocab.txt in, its vocabulary out: one token a line, the line's number its id (BERT and its kin)."""

from __future__ import annotations

import re
import warnings

from lexiscape.errors import LexiscapeWarning, SourceError
from lexiscape.sources.storage.repository import Repository, read_text
from lexiscape.sources.vocabularies import fairseq_dictionary, rwkv_list
from lexiscape.sources.vocabularies.sentencepiece_model import read_model
from lexiscape.sources.vocabularies.tokenizer_class import beside, name_class
from lexiscape.sources.vocabularies.vocabulary import Vocabulary, lines
from lexiscape.text import guess_family, guess_special

_NUMBERED = re.compile(r"(.*)\t(\d+)")


def read_vocab_txt(repository: Repository, file: str) -> Vocabulary:
    """Read vocab.txt, or what else goes by that name: a fairseq dictionary, RWKV's literals, tokens with their ids.

    Of a token that comes again, the last line is its id, as transformers reads it: the rows before have none, which a
    warning says.

    Raises
    ------
    SourceError
        Every line ends in a number, and nothing says what that is.
    """
    name = f"{repository.name}/{file}"
    of_class = name_class(repository, file)
    if of_class in fairseq_dictionary.CLASSES or beside(file, "bpe.codes") in repository.files:
        return fairseq_dictionary.read_dictionary(repository, file)
    text = read_text(repository, file)
    if rwkv_list.is_literals(text):
        return rwkv_list.read_literals(repository, file)
    tokens = _numbered(lines(text), name)
    if fairseq_dictionary.is_dictionary(text) and len(tokens) > 1 and not of_class.startswith("Bert"):
        raise SourceError(
            f"{name} has a number after every token: if it is a fairseq dictionary, name its tokenizer_class in "
            f"tokenizer_config.json ({', '.join(fairseq_dictionary.CLASSES)}); else leave the numbers out"
        )
    # One ## among characters makes a WordPiece vocabulary; a character-level one has none.
    given = list(tokens.values())
    family = "wordpiece" if any(token.startswith("##") for token in given) else guess_family(given)
    ids = list(tokens)
    special = frozenset(ids[row] for row in guess_special(given))
    # A blank line at the end of a file is more often a slip than a token.
    blank = frozenset(token_id for token_id in ids[-1:] if tokens[token_id] == "")
    return Vocabulary(tokens, family, special, blank, name)


def read_vocab_or_model(repository: Repository, file: str) -> Vocabulary:
    """Read a file that is a vocab.txt or a SentencePiece model by another name (`prophetnet.tokenizer`)."""
    is_model = repository.blob(file).read(0, min(1, repository.blob(file).size)) == b"\n"
    return read_model(repository, file) if is_model else read_vocab_txt(repository, file)


def _numbered(given: list[str], name: str) -> dict[int, str]:
    """Return id → token: by the ids in the lines where all have one, else by their numbers, the last of equal ones."""
    entries = [_NUMBERED.fullmatch(line) for line in given]
    if given and all(entries):
        by_line = {int(entry[2]): entry[1] for entry in entries if entry}
        if sorted(by_line) == list(range(len(given))):
            return dict(sorted(by_line.items()))
        raise SourceError(
            f"{name} has a number after every token, but these are no ids: expected 0 to {len(given) - 1:,}, each "
            "once; leave them out if the lines are in order of id"
        )
    last = {token: row for row, token in enumerate(given)}
    if len(last) < len(given):
        again = next(token for row, token in enumerate(given) if last[token] != row)
        warnings.warn(
            f"{name}: {len(given) - len(last):,} lines hold a token that comes again, such as {again!r}; its id is "
            f"that of the last line, {last[again]:,}, as transformers reads it",
            LexiscapeWarning,
            stacklevel=2,
        )
    return {row: token for token, row in sorted(last.items(), key=lambda item: item[1])}
