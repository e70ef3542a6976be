"""A space and a corpus, a list or a language in; how often each token occurs, and the space in that order, out.

Ids tell frequency only roughly, and only in some families (docs/sources.md); a count tells it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lexiscape.bounded import check_size
from lexiscape.errors import MissingExtra, OptionError, SourceError, SourceNotFound, foreign_errors
from lexiscape.given_files import read_text
from lexiscape.space.embedding_space import EmbeddingSpace
from lexiscape.text import SPELLINGS

_WORDFREQ = "wordfreq:"
_CHUNK = re.compile(r"\w+|[^\w\s]")
_PAIR = re.compile(r"(.*\S)[\t, ]\s*(\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*")
_LONGEST_CORPUS = 4 << 30  # bytes; it is held whole
_LONGEST = 64  # characters of a token that maximum matching tries at most


def order_by_frequency(space: EmbeddingSpace, source: str | Path) -> EmbeddingSpace:
    """Return the space with its tokens by falling frequency; equally frequent ones stay in their order.

    The frequencies come along as `fields["frequency"]`, float64, and so become a column of a map.

    Parameters
    ----------
    space : EmbeddingSpace
        Whose tokens.
    source : str or path
        `wordfreq:LANGUAGE` (extra `frequency`), or a file: a list of two columns, token and count, with a tab, a comma
        or a space between; or any other text, a corpus, in which tokens are counted.

    Raises
    ------
    SourceNotFound
        No such file, or no such language.
    MissingExtra
        wordfreq is not installed.
    SourceError
        The file is no text, or not one token of the space occurs in it.
    """
    counted = with_frequency(space, source)
    return counted.take(np.argsort(-counted.fields["frequency"], kind="stable"))


def with_frequency(space: EmbeddingSpace, source: str | Path) -> EmbeddingSpace:
    """Return the space in its order, with `fields["frequency"]`; parameters and errors as `order_by_frequency`."""
    counts = count_tokens(space, source)
    read = () if str(source).startswith(_WORDFREQ) else (Path(source),)
    return replace(space, fields={**space.fields, "frequency": counts}, files=(*space.files, *read))


def count_tokens(space: EmbeddingSpace, source: str | Path) -> NDArray[np.float64]:
    """Return how often each token occurs, (n,), float64, in row order; parameters and errors as `order_by_frequency`.

    In a list and in wordfreq, a token is looked up as it is read, a raw form first; only tokens that start words can be
    found there. A corpus is split into words and each word by maximum matching, the longest token first: as WordPiece
    does it (Song et al. 2021, arXiv 2012.15524), and close to what BPE and Unigram do.
    """
    if str(source).startswith(_WORDFREQ):
        counts = _look_up(space, _from_wordfreq(str(source).removeprefix(_WORDFREQ)))
    else:
        text = _read(Path(source))
        listed = _parse_list(text)
        counts = _count_corpus(space, text) if listed is None else _look_up(space, listed)
    if not counts.any():
        raise SourceError(
            f"not one of the {len(space):,} tokens of {space.name} occurs in {source}: is it of another language?"
        )
    return counts


def _from_wordfreq(language: str) -> Mapping[str, float]:
    try:
        import wordfreq
    except ImportError as error:
        raise MissingExtra("wordfreq", "frequency", error) from None
    with foreign_errors("wordfreq cannot be asked"):
        known = wordfreq.available_languages("best")
    if language not in known:
        raise OptionError(f"wordfreq has no language {language!r}: choose one of {', '.join(sorted(known))}")
    # The dictionary itself: looking words up through wordfreq would split them first, Japanese with MeCab.
    with foreign_errors(f"wordfreq cannot read its list of {language!r}"):
        frequencies: Mapping[str, float] = wordfreq.get_frequency_dict(language)
    return frequencies


def _read(path: Path) -> str:
    try:
        check_size(path, "corpus that is counted here", _LONGEST_CORPUS)
        return read_text(path, "utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path} is no UTF-8 text (byte {error.start:,}); save it as UTF-8") from None
    except OSError as error:
        raise SourceNotFound(f"cannot read {path}: {error.strerror or error}") from error


def _parse_list(text: str) -> dict[str, float] | None:
    """Return a list's counts; None if any of its lines, a heading aside, is not a token and a number."""
    counts: dict[str, float] = {}
    for number, line in enumerate(text.split("\n")):
        pair = _PAIR.fullmatch(line)
        if pair:
            counts[pair[1]] = counts.get(pair[1], 0.0) + float(pair[2])
        elif line.strip() and number:
            return None
    return counts or None


def _look_up(space: EmbeddingSpace, frequencies: Mapping[str, float]) -> NDArray[np.float64]:
    folded = not any(
        token != token.lower() for token, kind in zip(space.readable, space.kinds, strict=True) if kind == "word"
    )
    if folded:
        merged: dict[str, float] = {}
        for word, value in frequencies.items():
            merged[word.lower()] = merged.get(word.lower(), 0.0) + value
        frequencies = {**merged, **frequencies}
    counts = np.zeros(len(space))
    for row, (raw, text, kind) in enumerate(zip(space.tokens, space.readable, space.kinds, strict=True)):
        key = text if kind in ("word", "number", "punctuation") else raw
        counts[row] = frequencies.get(raw, frequencies.get(key, 0.0))
    return counts


def _count_corpus(space: EmbeddingSpace, text: str) -> NDArray[np.float64]:
    """Split every word of a corpus by maximum matching and count the tokens."""
    marks = SPELLINGS[space.family]
    tells_starts = any((marks.start, marks.inner, marks.hyphen, marks.end))
    starting: dict[str, int] = {}
    inside: dict[str, int] = {}
    readable = ("word", "continuation", "number", "punctuation")
    for row, (raw, token, kind) in enumerate(zip(space.tokens, space.readable, space.kinds, strict=True)):
        if kind not in readable:
            continue
        goes_on = kind == "continuation" or bool(marks.inner and raw.startswith(marks.inner))
        table = inside if goes_on else starting
        table.setdefault(token, row)
    fallback = inside if tells_starts else starting
    if all(token == token.lower() for token in starting):
        text = text.lower()
    longest = min(_LONGEST, max(map(len, (*starting, *inside)), default=1))
    counts = np.zeros(len(space))
    for word, times in Counter(_CHUNK.findall(text)).items():
        for row in _split(word, starting, fallback, longest):
            counts[row] += times
    return counts


def _split(word: str, starting: Mapping[str, int], inside: Mapping[str, int], longest: int) -> list[int]:
    """Return the rows of a word's tokens, longest first; characters that no token covers are passed over."""
    rows, at = [], 0
    while at < len(word):
        first, second = (starting, inside) if at == 0 else (inside, starting)
        for end in range(min(len(word), at + longest), at, -1):
            piece = word[at:end]
            row = first.get(piece, second.get(piece))
            if row is not None:
                rows.append(row)
                at = end
                break
        else:
            at += 1
    return rows
