"""A formula as it was typed in, its terms out, each with its sign: `king - man + woman`; no vocabulary is known."""

from __future__ import annotations

import re
from typing import NamedTuple

from lexiscape.errors import OptionError

#: What adds and what takes away: also as Japanese keyboards and word processors have it.
SIGNS = {"+": 1, "＋": 1, "-": -1, "−": -1, "－": -1}
QUOTES = ("'", '"')
MOST_TERMS = 100
_SIGN = re.compile(rf"(?:(?<=\s)|^)[{''.join(map(re.escape, SIGNS))}](?=\s|$)")
# What closes a quotation is followed by a sign or by nothing: else the mark is part of a word, as in 's.
_QUOTED = re.compile(
    rf"(?P<mark>[\"'])(?P<text>(?:\\.|(?!(?P=mark))[^\\])+)(?P=mark)"
    rf"(?=\s*$|\s+[{''.join(map(re.escape, SIGNS))}](?:\s|$))",
    re.DOTALL,
)


class Term(NamedTuple):
    """One term of a formula: `sign` is 1 or -1, `text` the word, without quotation marks if it was `quoted`."""

    sign: int
    text: str
    quoted: bool = False


def parse_formula(text: str) -> list[Term]:
    """Split a text into its terms.

    A sign stands by itself, with white space or nothing on either side: `ice-cream` and `C++` are words. A word that
    holds a sign by itself, begins or ends with white space, or is a sign, stands in quotation marks of either kind,
    within which a backslash takes the next letter as it is: ``"a - b" + '-'``.

    Parameters
    ----------
    text : str
        What was typed.

    Returns
    -------
    list of Term
        At least one; the first is added where no sign stands before it.

    Raises
    ------
    OptionError
        There is no term, or none where one should be, or there are more than `MOST_TERMS`.
    """
    terms: list[Term] = []
    at, sign, before = _skip_space(text, 0), 1, ""
    if first := _SIGN.match(text, at):
        sign, before, at = SIGNS[first[0]], first[0], _skip_space(text, first.end())
    while True:
        quoted = _QUOTED.match(text, at)
        after = _SIGN.search(text, quoted.end() if quoted else at)
        end = after.start() if after else len(text)
        word = re.sub(r"\\(.)", r"\1", quoted["text"], flags=re.DOTALL) if quoted else text[at:end].strip()
        if not word:
            raise OptionError(_told_missing(text, before, after[0] if after else ""))
        terms.append(Term(sign, word, quoted is not None))
        if len(terms) > MOST_TERMS:
            raise OptionError(f"expected a formula of at most {MOST_TERMS} terms: {text[:60]!r} has more")
        if after is None:
            return terms
        sign, before, at = SIGNS[after[0]], after[0], _skip_space(text, after.end())


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _told_missing(text: str, before: str, after: str) -> str:
    if not text.strip():
        return "expected a token or a formula, such as king - man + woman, got nothing"
    where = f"after {before}" if not after else f"before {after}" if not before else f"between {before} and {after}"
    return f"the formula {text[:60]!r} lacks a term {where}: a token that is a sign stands in quotation marks, as '+'"
