"""A fairseq dictionary in, its vocabulary out: a line is a token and how often it occurred.

PhoBERT, BERTweet and BARTpho have such. Four special tokens come before the first line (fairseq's `Dictionary`), a mask
after the last.
"""

from __future__ import annotations

import re

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.storage.repository import Repository, read_text
from lexiscape.sources.vocabularies.tokenizer_class import beside
from lexiscape.sources.vocabularies.vocabulary import Vocabulary, lines
from lexiscape.text import guess_family

_FIRST = ("<s>", "<pad>", "</s>", "<unk>")
_LINE = re.compile(r"(.+?)[ \t]+(\d+)(?: #fairseq:overwrite)?")
#: Tokenizer classes whose vocab.txt is such a dictionary.
CLASSES = ("PhobertTokenizer", "BertweetTokenizer")


def is_dictionary(text: str) -> bool:
    """Tell whether every line that is not blank is a token and a count."""
    written = [line for line in lines(text) if line.strip()]
    return bool(written) and all(_LINE.fullmatch(line.strip()) for line in written)


def read_dictionary(repository: Repository, file: str) -> Vocabulary:
    """Read a fairseq dictionary.

    Raises
    ------
    SourceError
        Its tokens are the numbers of another vocabulary, as in the dictionaries of RoBERTa and BART.
    CorruptFile
        A line is no token and count.
    """
    name = f"{repository.name}/{file}"
    found = _tokens(repository, file)
    if sum(token.isdecimal() for token in found) * 2 > len(found):
        raise SourceError(
            f"{name} holds the numbers of GPT-2's tokens instead of tokens, as fairseq's RoBERTa and BART do: put the "
            "model's vocab.json or tokenizer.json beside it (any model of the family has the same)"
        )
    return _vocabulary(_number(found), guess_family(found), name)


def read_bartpho(repository: Repository, file: str) -> Vocabulary:
    """Read BARTpho's vocabulary: pieces of the SentencePiece model `file`, but only those of dict.txt, in its order."""
    dictionary = beside(file, "dict.txt")
    if dictionary not in repository.files:
        raise SourceError(f"the ids of a BartphoTokenizer are in dict.txt, which {repository.name} lacks: add it")
    return _vocabulary(_number(_tokens(repository, dictionary)), "sentencepiece", f"{repository.name}/{dictionary}")


def _tokens(repository: Repository, file: str) -> list[str]:
    found = []
    for number, line in enumerate(lines(read_text(repository, file)), 1):
        if not line.strip():
            continue
        entry = _LINE.fullmatch(line.strip())
        if entry is None:
            raise CorruptFile(f"{repository.name}/{file}: line {number:,} is no token and count: {line[:60]!r}")
        found.append(entry[1])
    return found


def _number(found: list[str]) -> dict[int, str]:
    """Give each token its id: as many as have come before it, so that one that comes again moves back."""
    ids = {token: token_id for token_id, token in enumerate(_FIRST)}
    for token in found:
        ids[token] = len(ids)
    if "<mask>" not in ids:
        ids["<mask>"] = len(ids)
    return dict(sorted({token_id: token for token, token_id in ids.items()}.items()))


def _vocabulary(tokens: dict[int, str], family: str, name: str) -> Vocabulary:
    named = (*_FIRST, "<mask>")
    special = frozenset(token_id for token_id, token in tokens.items() if token in named)
    last = max(tokens)
    added = frozenset({last}) if tokens[last] == "<mask>" else frozenset()
    return Vocabulary(tokens, family, special, added, name)
