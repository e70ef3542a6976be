r"""What a stop searches in, what is wrong with it out, where it is a pattern that no page could use: `/…/`.

The pattern is JavaScript's, and Python's `re` is another language: it refuses `\p{L}`, `(?<name>…)` and `[^]`. So it is
read here by the grammar of ECMA-262 (section 22.2.1 and annex B.1.2), as far as tells what every browser refuses; what
is not sure to be wrong is passed on.
"""

from __future__ import annotations

import re

_PATTERN = re.compile(r"/(.+)/([imsu]*)", re.DOTALL)  # as `web/src/data/search.ts` tells one from a text
_GROUP = re.compile(r"\((?:\?(?::|=|!|<=|<!|<[^>]+>|[ims]*(?:-[ims]*)?:))?(?!\?)")
_REPEATED = re.compile(r"(?:[*+?]|\{(\d+)(?:,(\d*))?\})\??")
_ESCAPED = re.compile(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]+\}|[pP]\{[A-Za-z0-9_=]+\}|k<[^>]*>|c[A-Za-z]|[0-9]+|.)",
    re.DOTALL,
)


def pattern_fault(query: str) -> str | None:
    """Return what is wrong with a search that is a pattern; None of a text, and of what a browser may take."""
    found = _PATTERN.fullmatch(query.strip("\ufeff \t\r\n"))
    if found is None:
        return None
    source, flags = found.groups()
    if len(set(flags)) < len(flags):
        return f"the flags {flags!r:.20} name one twice"
    try:
        _read(source)
    except _PatternError as fault:
        return str(fault)
    return None


class _PatternError(ValueError):
    """What no browser takes."""


def _read(source: str) -> None:
    at, depth = 0, 0
    repeatable = False  # whether what stands before can be repeated
    while at < len(source):
        sign = source[at]
        if repeated := _REPEATED.match(source, at):
            _check_repeated(repeated, repeatable)
            at, repeatable = repeated.end(), False
        elif sign == "[":
            at, repeatable = _end_of_class(source, at), True
        elif sign == "(":
            at, depth, repeatable = _end_of_opening(source, at), depth + 1, False
        elif sign == ")":
            at, depth, repeatable = at + 1, depth - 1, True
        else:
            plain, at = _character(source, at)
            repeatable = plain not in ("^", "$", "|", "\\b", "\\B")
        if depth < 0:
            raise _PatternError("a ) without its (")
    if depth:
        raise _PatternError("a ( without its )")


def _check_repeated(repeated: re.Match[str], repeatable: bool) -> None:
    least, most = repeated.groups()
    if not repeatable:
        raise _PatternError(f"nothing to repeat before {repeated[0]:.20}")
    if most and int(least) > int(most):
        raise _PatternError(f"{repeated[0]:.20} counts down")


def _end_of_opening(source: str, at: int) -> int:
    opened = _GROUP.match(source, at)
    if opened is None:
        raise _PatternError(f"{source[at : at + 3]} begins no group")
    return opened.end()


def _end_of_class(source: str, at: int) -> int:
    at += 2 if source.startswith("[^", at) else 1
    while at < len(source) and source[at] != "]":
        first, at = _character(source, at)
        if source.startswith("-", at) and source[at + 1 : at + 2] not in ("", "]"):
            last, at = _character(source, at + 1)
            # beyond these, an order of code points is not that of UTF-16's units, by which a browser may compare
            if len(first) == len(last) == 1 and max(first, last) < "\ud800" and first > last:
                raise _PatternError(f"the range {first}-{last} counts down")
    if at == len(source):
        raise _PatternError("a [ without its ]")
    return at + 1


def _character(source: str, at: int) -> tuple[str, int]:
    """Return a character as it is written, which is longer than one where it is escaped, and where it ends."""
    if source[at] != "\\":
        return source[at], at + 1
    escaped = _ESCAPED.match(source, at)
    if escaped is None:
        raise _PatternError("a \\ at its end")
    return escaped[0], escaped.end()
