r"""Raw tokens in, what a person reads and what kind of token it is out; no vectors, no files.

A raw token is spelled for a machine: `##ing`, `Ġthe`, `▁the`, `<0xE3>`, `æĹ¥`. Reading it takes three steps: the marks
of its family come off (`SPELLINGS`), GPT-2's byte alphabet is decoded to the text it stands for, and what would draw
nothing is made visible:

- spaces at an edge `␣`, other ASCII controls their control picture (`␊`, `␀`), four or more alike `␣×16`;
- bytes that are no whole character `\xe3`, as Python writes them;
- other invisible characters (no-break spaces, direction marks, private use, lone surrogates) `\u200e`, four digits or
  more, so that a character is never mistaken for a byte; joiners between characters stay, since scripts need them;
- blanks that Unicode counts among letters, marks and symbols (Hangul fillers, variation selectors, the empty braille
  pattern) and joiners `\u3164`, where a token holds nothing else.

The page spells raw forms and names by the same rule (`visible` in web/src/text/text.ts; tests/golden holds both to it).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import groupby
from typing import NamedTuple
from unicodedata import category

from lexiscape._rules import BLANKS, JOINERS, KINDS, NO_SCRIPT
from lexiscape.text.names import FIRST_OF_NAMES, kind_by_name
from lexiscape.text.writing_systems import is_unspaced, script_of

__all__ = [
    "FAMILIES",
    "KINDS",
    "SPELLINGS",
    "Reading",
    "Readings",
    "Spelling",
    "decode_bytes",
    "encode_bytes",
    "guess_family",
    "make_visible",
    "read_tokens",
    "scripts_of",
]


class Spelling(NamedTuple):
    """How a family of tokenizers spells where a token stands in a word; every mark may be absent.

    Attributes
    ----------
    start : str
        Mark before a token that starts a word; it stands for a space, wherever it occurs.
    inner : str
        Mark before a token that continues a word.
    end, hyphen : str
        Mark after a token that ends a word; mark after one that does not.
    bytes : bool
        Whether characters stand for bytes, in GPT-2's alphabet.
    """

    start: str = ""
    inner: str = ""
    end: str = ""
    hyphen: str = ""
    bytes: bool = False


SPELLINGS: dict[str, Spelling] = {
    "wordpiece": Spelling(inner="##"),
    "byte_bpe": Spelling(start="Ġ", bytes=True),  # GPT-2, RoBERTa, Llama 3, Qwen
    "sentencepiece": Spelling(start="▁"),  # T5, XLM-R, Llama 2, Gemma
    "end_bpe": Spelling(end="</w>"),  # XLM, the first GPT
    "end_byte_bpe": Spelling(end="</w>", bytes=True),  # CLIP
    "hyphen_bpe": Spelling(hyphen="@@"),  # subword-nmt: PhoBERT, BERTweet, FSMT
    "words": Spelling(),  # word2vec, GloVe, fastText
}
FAMILIES = tuple(SPELLINGS)


class Reading(NamedTuple):
    """What a person reads for one token, and what kind of token it is (one of `KINDS`)."""

    text: str
    kind: str


class Readings(NamedTuple):
    """The readings of many tokens, column by column: an object a token would cost more than the reading."""

    texts: list[str]
    kinds: list[str]


_JOINERS = "".join(chr(code) for first, last in JOINERS for code in range(first, last + 1))
# Printable to Python, and drawn as nothing; fillers are letters to it, too.
_BLANKS = " " + "".join(chr(code) for first, last in BLANKS for code in range(first, last + 1))
_FILLERS = frozenset(char for char in _BLANKS if char.isalpha())


def _byte_alphabet() -> dict[int, int]:
    """Return GPT-2's byte alphabet, character code to byte (Radford et al. 2019, `bytes_to_unicode` of its code).

    Bytes that draw something in Latin-1 stand for themselves; the others follow from U+0100 on, in byte order.
    """
    drawn = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(0x100) if byte not in set(drawn)]
    alphabet = {byte: byte for byte in drawn}
    alphabet |= {0x100 + position: byte for position, byte in enumerate(others)}
    # Outside the alphabet: moved out of Latin-1, so that encoding fails and the token is taken literally.
    return alphabet | dict.fromkeys(others, 0xFFFD)


_ALPHABET = _byte_alphabet()
_SPELLED = {byte: code for code, byte in _ALPHABET.items() if byte < 0x100}


def read_tokens(raw: Sequence[str], family: str, special: Collection[int] = ()) -> Readings:
    """Read every token of a vocabulary.

    Parameters
    ----------
    raw : sequence of str, n
        Tokens as the vocabulary spells them.
    family : str
        One of `FAMILIES`: which marks the tokens carry.
    special : collection of int
        Positions in `raw` of the special tokens; they are taken literally.

    Returns
    -------
    Readings
        Two lists of n, in the order of `raw`. Two tokens may read alike (`bank` and `##bank`); their kinds tell them
        apart.
    """
    strip = _stripper(SPELLINGS[family])
    start = SPELLINGS[family].start
    special = frozenset(special)
    readings = Readings([], [])
    add_text, add_kind = readings.texts.append, readings.kinds.append
    for row, token in enumerate(raw):
        if row in special:
            add_text(make_visible(token))
            add_kind("unused" if kind_by_name(token) == "unused" else "special")
            continue
        if token[:1] in FIRST_OF_NAMES and len(token) > 4:
            kind = kind_by_name(token)
            if kind:
                add_text(f"\\x{token[3:5].lower()}" if kind == "byte" else make_visible(token))
                add_kind(kind)
                continue
        text, inner = strip(token)
        if isinstance(text, bytes):
            text, kind = _visible_bytes(text), "byte"
        elif text.isalpha() and text[0] not in _FILLERS:
            kind = "continuation" if inner and not (start and is_unspaced(text[0])) else "word"
        elif text.isascii() and text.isalnum():
            kind = "number" if text.isdigit() else "continuation" if inner else "word"
        else:
            text, kind = _read_other(text, inner)
        add_text(text)
        add_kind(kind)
    return readings


def guess_family(tokens: Sequence[str]) -> str:
    """Tell a vocabulary's family by its marks: the one that most tokens carry, "words" when hardly any does."""
    counts = dict.fromkeys(("wordpiece", "byte_bpe", "sentencepiece", "end_bpe", "hyphen_bpe"), 0)
    for token in tokens:
        if token.startswith("##") and len(token) > 2:
            counts["wordpiece"] += 1
        elif token.startswith("Ġ"):
            counts["byte_bpe"] += 1
        elif token.startswith("▁"):
            counts["sentencepiece"] += 1
        elif token.endswith("</w>"):
            counts["end_bpe"] += 1
        elif token.endswith("@@") and len(token) > 2:
            counts["hyphen_bpe"] += 1
    best = max(counts, key=lambda family: counts[family])
    if counts[best] * 100 < len(tokens) or counts[best] == 0:
        return "words"
    # CLIP's vocabulary writes é as Ã©; the first GPT's writes é.
    if best == "end_bpe" and {"Ã©</w>", "ł</w>", "Ģ</w>"} & set(tokens):
        return "end_byte_bpe"
    return best


def scripts_of(readings: Readings) -> list[str]:
    """Return the script of each token; "None" for those that are no text (bytes, special tokens, free places)."""
    of_text = ("word", "continuation", "number", "punctuation")
    return [script_of(text) if kind in of_text else NO_SCRIPT for text, kind in zip(*readings, strict=True)]


def make_visible(text: str) -> str:
    """Return `text` with everything that draws nothing replaced by something that does (see the module's docstring)."""
    blank = not text.isascii() and not text.strip(_BLANKS + _JOINERS)
    if text.isprintable() and not blank and text[:1] != " " and text[-1:] != " " and not _starts_with_mark(text):
        return text
    last = len(text) - 1
    first_ink = next((i for i, char in enumerate(text) if char != " "), len(text))
    last_ink = next((i for i in range(last, -1, -1) if text[i] != " "), -1)
    out = []
    for position, char in enumerate(text):
        code = ord(char)
        if char == " ":
            out.append(" " if first_ink < position < last_ink else "␣")
        elif code < 0x20 or code == 0x7F:
            out.append("␡" if code == 0x7F else chr(0x2400 + code))
        elif not blank and (char.isprintable() or (char in _JOINERS and 0 < position < last)):
            out.append(char)
        else:
            out.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    if text and not blank and category(text[0])[0] == "M":
        out.insert(0, "◌")  # a combining mark needs something to stand on
    return "".join(_shorten(out))


def _shorten(drawn: list[str]) -> list[str]:
    """Write four or more of the same picture in a row as one and a count."""
    out = []
    for char, run in groupby(drawn):
        count = sum(1 for _ in run)
        is_picture = "\u2400" <= char <= "\u2426" and len(char) == 1
        out.append(f"{char}×{count}" if count > 3 and is_picture else char * count)
    return out


def _starts_with_mark(text: str) -> bool:
    return not text.isascii() and category(text[0])[0] == "M"


def _visible_bytes(stored: bytes) -> str:
    return make_visible(stored.decode("utf-8", "backslashreplace").removeprefix(" "))


def _read_other(text: str, inner: bool) -> Reading:
    """Read a token that is not all letters; `text` is already without its family's marks."""
    if not text or text.isspace():
        # A lone start mark has lost its space to the stripping: it is a space.
        return Reading(make_visible(text or " "), "whitespace")
    inner_kind = "continuation" if inner else "word"
    if text.isascii() and text.isprintable():
        return Reading(make_visible(text), inner_kind if any(map(str.isalnum, text)) else "punctuation")
    shown = make_visible(text)
    drawn = [char for char in text.strip(_BLANKS) if char.isprintable() and char != " "]
    if not drawn:
        return Reading(shown, "control")
    if all(map(str.isnumeric, drawn)):
        return Reading(shown, inner_kind if all(map(str.isalpha, drawn)) else "number")
    if any(char.isalnum() or (category(char) in ("Mn", "Mc") and char not in "\ufe0e\ufe0f") for char in drawn):
        return Reading(shown, inner_kind)
    return Reading(shown, "punctuation")


Stripper = Callable[[str], tuple[str | bytes, bool]]


def _stripper(spelling: Spelling) -> Stripper:
    """Return a function from a raw token to its text without marks (bytes if they are no text) and "goes on a word"."""
    if spelling.start:
        return _strip_byte_start(spelling.start) if spelling.bytes else _strip_start(spelling.start)
    if spelling.end:
        return _strip_end(spelling.end, spelling.bytes)
    inner, hyphen = spelling.inner, spelling.hyphen
    if inner:
        size = len(inner)
        return lambda token: (token[size:], True) if token.startswith(inner) and len(token) > size else (token, False)
    if hyphen:
        size = len(hyphen)
        return lambda token: (token[:-size], True) if token.endswith(hyphen) and len(token) > size else (token, False)
    return lambda token: (token, False)


def _strip_start(start: str) -> Stripper:
    def strip(token: str) -> tuple[str | bytes, bool]:
        text = token.replace(start, " ")
        if text[:1] != " ":
            return text, True
        # Nothing but spaces: one of them is not a mark, all are the token.
        return (text[1:], False) if text.strip(" ") else (text, False)

    return strip


def _strip_byte_start(start: str) -> Stripper:
    def strip(token: str) -> tuple[str | bytes, bool]:
        tail = token[1:] if token[:1] == start else token
        if tail.isascii():  # most tokens: nothing to decode
            return (tail, tail is token) if tail else (" ", False)
        text = decode_bytes(token)
        if isinstance(text, bytes) or text[:1] != " " or not text.strip(" "):
            return text, True
        return text[1:], False

    return strip


def _strip_end(end: str, in_bytes: bool) -> Stripper:
    def strip(token: str) -> tuple[str | bytes, bool]:
        text = token.removesuffix(end)
        return decode_bytes(text) if in_bytes else text, text == token

    return strip


def decode_bytes(token: str) -> str | bytes:
    """Decode GPT-2's byte alphabet: text, or the bytes where they are no UTF-8; a token outside it is left as it is."""
    try:
        stored = token.translate(_ALPHABET).encode("latin-1")
    except UnicodeEncodeError:
        return token  # an added token, spelled literally
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        return stored


def encode_bytes(stored: bytes) -> str:
    """Spell bytes in GPT-2's byte alphabet: the inverse of `decode_bytes`."""
    return stored.decode("latin-1").translate(_SPELLED)
