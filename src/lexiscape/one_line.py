"""Text of anybody's in, a line that is safe on a terminal out: so the command line prints, so errors and reprs read.

Names of models, tokens, categories and files may hold escape sequences, which set a terminal's title or colors, and
line breaks, after which a name could say "wrote …" in our place. All that draws nothing is spelled out, as in tokens.
Or a name has a megabyte: of what is echoed, the middle of a long line is left out. What is written as data stays whole.
"""

from __future__ import annotations

from lexiscape._rules import JOINERS

_JOINERS = frozenset(chr(code) for first, last in JOINERS for code in range(first, last + 1))


def one_line(text: str) -> str:
    r"""Return `text` with controls as their pictures (`␛`, `␊`) and what else draws nothing as `\u200e`.

    Spaces and joiners, which scripts need, stay.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char in _JOINERS else _spelled(ord(char)) for char in text)


#: Letters of an echoed line: longer than any sentence of ours with paths in it. Of one that is cut, its two ends.
MOST, _HEAD, _TAIL = 2000, 1200, 600


def short_line(text: str) -> str:
    """Return `text` as `one_line` does, but of more than `MOST` letters only both ends, and how many they were.

    The end is kept since it says what to do; what stands before it is most often a name.
    """
    if len(text) <= MOST:
        line = one_line(text)
        if len(line) <= MOST:
            return line
    head, tail = one_line(text[:_HEAD])[:_HEAD], one_line(text[-_TAIL:])[-_TAIL:]
    return f"{head}… ({len(text):,} letters in all) …{tail}"


def _spelled(code: int) -> str:
    if code < 0x20 or code == 0x7F:
        return "␡" if code == 0x7F else chr(0x2400 + code)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
