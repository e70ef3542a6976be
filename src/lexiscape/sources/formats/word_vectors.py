"""Files of words and their vectors in, a space out: word2vec text and binary, GloVe, fastText `.vec`.

Text: a line a word, the word first, then its numbers, all separated by one space; word2vec and fastText put a line with
both counts before. GloVe's words may hold spaces themselves, so numbers are counted from the line's end. Binary
(word2vec): the counts' line, then for each word its bytes, a space, its float32 values and, mostly, a line feed.
"""

from __future__ import annotations

import mmap
import warnings
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, LexiscapeWarning, SourceError
from lexiscape.sources.located import Choice, Located
from lexiscape.sources.tensors.matrix import ArrayMatrix

_LONGEST_WORD = 4096
_BLOCK_ROWS = 4096


def locate(path: Path, choice: Choice) -> Located:
    """Read a file of word vectors; words that stand twice keep their first row, with one warning.

    Raises
    ------
    CorruptFile
        Rows of different lengths, numbers that are none, fewer rows than announced.
    """
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            words, vectors = _read(content, path.name)
            total = len(content)
    except ValueError as error:  # mmap of an empty file
        raise CorruptFile(f"{path.name} holds no word vectors: {error}") from None
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error
    words, vectors = _without_repeats(words, vectors, path.name)
    matrix = ArrayMatrix("vectors", path.name, vectors)
    facts = {"architecture": "word vectors", "format": path.suffix.lstrip("."), "bytes": total, "bytes_total": total}
    return Located(path.stem, matrix, words, "words", frozenset(), facts)


def _read(content: mmap.mmap, name: str) -> tuple[list[str], NDArray[np.float32]]:
    end = content.find(b"\n", 0, 1 << 20)
    first = content[: end if end >= 0 else min(len(content), 1 << 20)].split()
    counts = [int(part) for part in first] if len(first) == 2 and all(part.isdigit() for part in first) else None
    if counts is None:
        return _read_text(content, 0, None, max(0, _trailing_numbers(first)), name)
    rows, dim = counts
    start = end + 1
    if rows < 1 or dim < 1 or rows * (dim + 1) > len(content):
        raise CorruptFile(f"{name} announces {rows:,} words x {dim:,}, which its {len(content):,} bytes cannot hold")
    if _looks_binary(content, start, dim):
        return _read_binary(content, start, rows, dim, name)
    return _read_text(content, start, rows, dim, name)


def _trailing_numbers(parts: list[bytes]) -> int:
    """Return how many parts of a line, counted from its end, are numbers; the first part is always the word."""
    for count, part in enumerate(reversed(parts[1:])):
        try:
            float(part)
        except ValueError:
            return count
    return len(parts) - 1


def _looks_binary(content: mmap.mmap, start: int, dim: int) -> bool:
    """Tell the binary form: its first row is no line of `dim` numbers."""
    end = content.find(b"\n", start, start + _LONGEST_WORD + 64 * dim)
    line = content[start : end if end >= 0 else start + _LONGEST_WORD + 64 * dim].split()
    return len(line) <= dim or _trailing_numbers(line) < dim


def _read_text(
    content: mmap.mmap, start: int, rows: int | None, dim: int, name: str
) -> tuple[list[str], NDArray[np.float32]]:
    if dim < 2:
        raise CorruptFile(f"{name} holds no word vectors: expected lines of a word and its numbers")
    words: list[str] = []
    blocks: list[NDArray[np.float32]] = []
    content.seek(start)
    lines: list[bytes] = []
    while line := content.readline():
        line = line.rstrip(b"\r\n").rstrip(b" ")
        if line:
            lines.append(line)
        if len(lines) == _BLOCK_ROWS:
            blocks.append(_parse_lines(lines, dim, len(words), words, name))
            lines = []
    if lines:
        blocks.append(_parse_lines(lines, dim, len(words), words, name))
    if not words or (rows is not None and rows != len(words)):
        raise CorruptFile(f"{name} announces {rows or 0:,} words, but has {len(words):,}; download or copy it again")
    return words, np.concatenate(blocks)


def _parse_lines(lines: list[bytes], dim: int, done: int, words: list[str], name: str) -> NDArray[np.float32]:
    """Parse lines of a word and `dim` numbers; appends to `words`."""
    block = np.empty((len(lines), dim), np.float32)
    for row, line in enumerate(lines):
        parts = line.rsplit(b" ", dim)
        try:
            if len(parts) != dim + 1:
                raise ValueError(f"expected a word and {dim} numbers, got {len(parts)} parts")
            block[row] = np.array(parts[1:], dtype="S32").astype(np.float32)
        except ValueError as error:
            raise CorruptFile(f"{name}, word {done + row + 1:,}: {str(error)[:120]}") from None
        words.append(_decode(parts[0]))
    return block


def _read_binary(
    content: mmap.mmap, start: int, rows: int, dim: int, name: str
) -> tuple[list[str], NDArray[np.float32]]:
    words = []
    vectors = np.empty((rows, dim), np.float32)
    at, pitch = start, 4 * dim
    for row in range(rows):
        space = content.find(b" ", at, at + _LONGEST_WORD)
        if space < 0 or space + 1 + pitch > len(content):
            raise CorruptFile(f"{name} ends in word {row + 1:,} of {rows:,}; download or copy it again")
        words.append(_decode(content[at:space].lstrip(b"\n")))
        vectors[row] = np.frombuffer(content[space + 1 : space + 1 + pitch], "<f4")
        at = space + 1 + pitch
    return words, vectors


def _decode(word: bytes) -> str:
    """Decode a word; bytes that are no UTF-8 (cut by old tools) stay visible as lone surrogates."""
    return word.decode("utf-8", "surrogateescape")


def _without_repeats(
    words: list[str], vectors: NDArray[np.float32], name: str
) -> tuple[list[str], NDArray[np.float32]]:
    """Keep the first row of each word: published files hold a few words twice."""
    first: dict[str, int] = {}
    for row, word in enumerate(words):
        first.setdefault(word, row)
    if len(first) == len(words):
        return words, vectors
    warnings.warn(
        f"{len(words) - len(first):,} words of {name} stand in it twice; the first row of each is kept",
        LexiscapeWarning,
        stacklevel=2,
    )
    return list(first), vectors[list(first.values())]
