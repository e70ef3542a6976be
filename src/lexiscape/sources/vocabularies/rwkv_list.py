r"""RWKV's vocabulary in, as a text or escaped as in GGUF, a `Vocabulary` out.

A line of `rwkv_vocab_v20230424.txt` is an id, a Python literal of text or bytes (`'\n'`, `b'\xe2\x96'`) and the length
in bytes. GGUF holds the same literals without their quotes.
"""

from __future__ import annotations

import ast
import re
import warnings

from lexiscape.errors import CorruptFile
from lexiscape.sources.storage.repository import Repository, read_text
from lexiscape.sources.vocabularies.vocabulary import Vocabulary, lines
from lexiscape.text import encode_bytes

#: Id 0 ends a text; the list begins at 1.
_END = "<|rwkv_tokenizer_end_of_text|>"
_LITERAL = re.compile(r"b?(?:'.*'|\".*\")", re.DOTALL)
_ENTRY = re.compile(r"(\d{1,9}) (b?(?:'.*'|\".*\")) (\d{1,9})", re.DOTALL)
_ESCAPE = re.compile(rb"\\(x[0-9a-fA-F]{2}|.)", re.DOTALL)
_SHORT = {b"t": b"\t", b"n": b"\n", b"r": b"\r"}


def read_rwkv(repository: Repository, file: str) -> Vocabulary:
    """Read a list of ids, literals and lengths; CorruptFile where a line is none, or lies about the length."""
    name = f"{repository.name}/{file}"
    tokens = {0: _END}
    for number, line in enumerate(lines(read_text(repository, file)), 1):
        entry = _ENTRY.fullmatch(line.strip(" "))
        content = _value(entry[2]) if entry else None
        if entry is None or content is None or len(content) != int(entry[3]):
            raise CorruptFile(f"{name}: line {number:,} is no id, literal and length in bytes: {line[:60]!r}")
        if tokens.setdefault(int(entry[1]), spelled := encode_bytes(content)) not in (spelled, _END):
            raise CorruptFile(f"{name}: line {number:,} gives id {int(entry[1]):,} a second time")
    return Vocabulary(dict(sorted(tokens.items())), "byte_bpe", frozenset({0}), frozenset(), name)


def is_literals(text: str) -> bool:
    """Tell whether every line is a literal of text or bytes, and some are of bytes: a vocab.txt of RWKV 5."""
    found = lines(text)
    return bool(found) and all(_LITERAL.fullmatch(line) for line in found) and any(line[0] == "b" for line in found)


def read_literals(repository: Repository, file: str) -> Vocabulary:
    """Read a list of literals, the line's number its id."""
    name = f"{repository.name}/{file}"
    tokens: dict[int, str] = {}
    special = set()
    for row, line in enumerate(lines(read_text(repository, file))):
        content = _value(line)
        if content is None:
            raise CorruptFile(f"{name}: line {row + 1:,} is no literal of text or bytes: {line[:60]!r}")
        tokens[row] = encode_bytes(content)
        if content in (b"<s>", b"</s>", _END.encode()):
            special.add(row)
    return Vocabulary(tokens, "byte_bpe", frozenset(special), frozenset(), name)


def unescape(token: str) -> str:
    r"""Turn a token as GGUF escapes it (`\xe2\x96`, `\n`, `\\`) into one of GPT-2's byte alphabet."""
    return encode_bytes(_ESCAPE.sub(_escaped, token.encode("utf-8", "surrogatepass")))


def _escaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code[1:], 16)]) if len(code) == 3 else _SHORT.get(code, code)


def _value(literal: str) -> bytes | None:
    try:
        with warnings.catch_warnings(action="ignore"):  # of escapes that Python does not know
            value = ast.literal_eval(literal)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return (
        value
        if isinstance(value, bytes)
        else value.encode("utf-8", "surrogatepass")
        if isinstance(value, str)
        else None
    )
