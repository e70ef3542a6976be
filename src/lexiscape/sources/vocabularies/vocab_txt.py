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

_NUMBERED = re.compile(r"(.*)\t(-?\d[\d.e+-]*)")  # an id, a count, or a score as SentencePiece exports it


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
    text = read_text(repository, file)
    is_dictionary = fairseq_dictionary.is_dictionary(text)
    if of_class in fairseq_dictionary.CLASSES or (is_dictionary and beside(file, "bpe.codes") in repository.files):
        return fairseq_dictionary.read_dictionary(repository, file)
    if rwkv_list.is_literals(text):
        return rwkv_list.read_literals(repository, file)
    tokens = _by_written_id(lines(text), name)
    if tokens is None and is_dictionary:
        raise SourceError(
            f"{name} has a number after every token: if it is a fairseq dictionary, name its tokenizer_class in "
            f"tokenizer_config.json ({', '.join(fairseq_dictionary.CLASSES)}); else leave the numbers out"
        )
    if tokens is None:
        tokens = _by_line(lines(text), name)
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


def _by_written_id(given: list[str], name: str) -> dict[int, str] | None:
    """Return id → token by the ids in the lines, where every line has a number after a tab; else None."""
    entries = [_NUMBERED.fullmatch(line) for line in given]
    if not given or not all(entries):
        return None
    tokens = {int(entry[2]): entry[1] for entry in entries if entry and entry[2].isdecimal() and len(entry[2]) < 10}
    if sorted(tokens) != list(range(len(given))):
        raise SourceError(
            f"{name} has a number after every token, but these are no ids: expected 0 to {len(given) - 1:,}, each "
            "once; leave them out if the lines are in order of id"
        )
    return dict(sorted(tokens.items()))


def _by_line(given: list[str], name: str) -> dict[int, str]:
    """Return id → token by the lines' numbers, the last of equal ones."""
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
