"""Files of words and their vectors in, a space out: word2vec text and binary, GloVe, fastText `.vec`.

Text: a line a word, the word first, then its numbers, all separated by one space (tabs and runs of spaces are taken,
too); word2vec and fastText put a line with both counts before. GloVe's words may hold spaces themselves, so numbers are
counted from the line's end. Binary (word2vec): the counts' line, then for each word its bytes, a space, its float32
values and, mostly, a line feed.
"""

from __future__ import annotations

import os
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from lexiscape.bounded import read_lines
from lexiscape.errors import CorruptFile, LexiscapeWarning, SourceError
from lexiscape.sources.located import Choice, Located
from lexiscape.sources.storage.blob import open_unchanged
from lexiscape.sources.tensors.matrix import ArrayMatrix

_LONGEST_WORD = 4096
_LONGEST_LINE = 8 << 20  # bytes, of which the parts take twenty times as many
_MOST_DIMENSIONS = 1 << 18
_HEAD = 1 << 20  # bytes in which the first line ends
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\r\n")
_BLOCK_ROWS = 4096
_SAMPLE_ROWS = 64  # lines that tell how many numbers a line has, where no counts are given
_BOM = b"\xef\xbb\xbf"
#: What may stand between a word and its numbers; None: a run of any blanks. The first that fits a line is taken.
_SEPARATORS = (b" ", b"\t", None)


def locate(path: Path, choice: Choice) -> Located:
    """Read a file of word vectors; words that stand twice keep their first row, with one warning.

    Raises
    ------
    CorruptFile
        Rows of different lengths, numbers that are none, fewer rows than announced.
    """
    try:
        with open_unchanged(path, path.name) as file:
            total = os.fstat(file.fileno()).st_size
            words, vectors = _read(file, total, path.name)
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error
    words, vectors = _without_repeats(words, vectors, path.name)
    matrix = ArrayMatrix("vectors", path.name, vectors)
    facts = {"architecture": "word vectors", "format": path.suffix.lstrip("."), "bytes": total, "bytes_total": total}
    return Located(path.stem, matrix, words, "words", frozenset(), facts)


def _read(file: IO[bytes], size: int, name: str) -> tuple[list[str], NDArray[np.float32]]:
    head = file.read(_HEAD)
    if not head:
        raise CorruptFile(f"{name} holds no word vectors: it is empty")
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise CorruptFile(f"{name} is UTF-16 text: expected UTF-8; save it as UTF-8")
    begin = len(_BOM) if head[:3] == _BOM else 0
    end = head.find(b"\n", begin)
    first = head[begin : end if end >= 0 else len(head)].split(None, 2)
    counts = [int(part) for part in first] if len(first) == 2 and all(map(_is_count, first)) else None
    if counts is None:
        return _read_text(file, begin, None, _numbers_a_line(file, begin, name), name)
    rows, dim = counts
    start = end + 1 if end >= 0 else len(head)
    if rows < 1:
        raise CorruptFile(f"{name} holds no word vectors: it announces none")
    if not 1 <= dim <= _MOST_DIMENSIONS or rows * (dim + 1) > size:
        raise CorruptFile(f"{name} announces {rows:,} words x {dim:,}, which its {size:,} bytes cannot hold")
    if _looks_binary(file, start, dim):
        return _read_binary(file, start, rows, dim, name)
    return _read_text(file, start, rows, dim, name)


def _is_count(part: bytes) -> bool:
    return part.isdigit() and len(part) < 20


def _numbers_a_line(file: IO[bytes], start: int, name: str) -> int:
    """Return how many numbers most of the first lines end in; of equally many, as the first line.

    Not the first line alone: its word may be a number, or several.
    """
    counts = Counter[int]()
    file.seek(start)
    for line in read_lines(file.readline, name, _LONGEST_LINE):
        parts = line.split()
        if parts:
            counts[_trailing_numbers(parts)] += 1
        if counts.total() == _SAMPLE_ROWS:
            break
    return counts.most_common(1)[0][0] if counts else 0


def _trailing_numbers(parts: list[bytes]) -> int:
    """Return how many parts of a line, counted from its end, are numbers; the first part is always the word."""
    for count, part in enumerate(reversed(parts[1:])):
        try:
            float(part)
        except ValueError:
            return count
    return len(parts) - 1


def _looks_binary(file: IO[bytes], start: int, dim: int) -> bool:
    """Tell the binary form: its first row is no line of `dim` numbers, and no text either."""
    file.seek(start)
    stored = file.readline(_LONGEST_WORD + 64 * dim).removesuffix(b"\n")
    parts = stored.rsplit(None, dim)
    if len(parts) > dim and _trailing_numbers(parts) == dim:
        return False
    return _broken_at(stored) is not None or len(stored.translate(None, _CONTROLS)) < len(stored)


def _broken_at(stored: bytes) -> int | None:
    """Return where bytes stop being UTF-8; a character cut off at their end does not count, as old tools cut words."""
    try:
        stored.decode()
    except UnicodeDecodeError as error:
        return None if error.reason == "unexpected end of data" else error.start
    return None


def _read_text(
    file: IO[bytes], start: int, rows: int | None, dim: int, name: str
) -> tuple[list[str], NDArray[np.float32]]:
    if dim < 2:
        raise CorruptFile(
            f"{name} holds no word vectors: expected lines of a word and its numbers, with a space between"
        )
    words: list[str] = []
    file.seek(start)
    blocks = [_parse_lines(lines, dim, words, file, name) for lines in _blocks(file, name)]
    if not words or (rows is not None and rows != len(words)):
        raise CorruptFile(f"{name} announces {rows or 0:,} words, but has {len(words):,}; download or copy it again")
    if rows is None and all(_is_decimal(word) for word in words):
        raise SourceError(
            f"{name} holds numbers and no words: expected a word before the numbers of each line; with the words in a "
            "list, call open_space(words, numpy.loadtxt(path))"
        )
    if all(word.endswith(" ") for word in words):  # two spaces behind every word, one between its numbers
        words = [word.rstrip(" ") for word in words]
    return words, np.concatenate(blocks)


def _is_decimal(word: str) -> bool:
    """Tell 0.25 and 1e-3, which a table without words begins its lines with, from 7, which may be a word."""
    try:
        float(word)
    except ValueError:
        return False
    return "." in word or "e-" in word.lower() or "e+" in word.lower()


def _blocks(file: IO[bytes], name: str) -> Iterator[list[bytes]]:
    """Yield the lines that are not empty from here on, some thousands together, without blanks at their ends."""
    lines: list[bytes] = []
    for stored in read_lines(file.readline, name, _LONGEST_LINE):
        line = stored.rstrip(b"\r\n").rstrip(b" \t")
        if line:
            lines.append(line)
        if len(lines) == _BLOCK_ROWS:
            yield lines
            lines = []
    if lines:
        yield lines


def _parse_lines(lines: list[bytes], dim: int, words: list[str], file: IO[bytes], name: str) -> NDArray[np.float32]:
    """Parse lines of a word and `dim` numbers, which were read from `file` last; appends to `words`."""
    block = np.empty((len(lines), dim), np.float32)
    for row, line in enumerate(lines):
        try:
            word, block[row] = _parse_line(line, dim)
        except ValueError as error:
            parts = line.split()
            is_short = len(parts) <= dim or _trailing_numbers(parts) == 0
            if is_short and row + 1 == len(lines) and not file.read(_HEAD).strip():
                raise CorruptFile(
                    f"the last line of {name}, word {len(words) + 1:,}, is incomplete: {_told_lack(parts, dim)}; was "
                    "the file cut off there? Download or copy it again, or leave the line out"
                ) from None
            raise CorruptFile(f"{name}, word {len(words) + 1:,}: {str(error)[:120]}") from None
        words.append(_decode(word))
    return block


def _parse_line(line: bytes, dim: int) -> tuple[bytes, NDArray[np.float32]]:
    """Split a line into its word and its numbers; ValueError says why it is not such a line."""
    failure = None
    for separator in _SEPARATORS:
        parts = line.rsplit(separator, dim)
        if len(parts) != dim + 1:
            continue
        try:
            # float() reads every digit, however long the number is; NumPy's own bytes need a length.
            values = np.fromiter(map(float, parts[1:]), np.float32, dim)
        except ValueError as error:
            failure = failure or error
            continue
        word = parts[0]
        if b"_" in line and any(b"_" in part for part in parts[1:]):  # which Python takes in a number
            raise ValueError("expected plain numbers, got one with an underscore")
        if word.count(b" ") >= dim and _trailing_numbers(word.rsplit(None, 1)[0].split()) >= dim:
            raise ValueError(f"more than {dim} numbers, with a word among them: are two lines joined?")
        return word, values
    raise failure or ValueError(_told_lack(line.split(), dim))


def _told_lack(parts: list[bytes], dim: int) -> str:
    counted = f"expected a word and {dim} numbers, got {len(parts)} {'part' if len(parts) == 1 else 'parts'}"
    return counted if len(parts) <= dim else f"{counted}, of which {_decode(parts[-1][:24])!r} is no number"


def _read_binary(file: IO[bytes], start: int, rows: int, dim: int, name: str) -> tuple[list[str], NDArray[np.float32]]:
    words = []
    vectors = np.empty((rows, dim), np.float32)  # touched row by row: what is announced and not there costs nothing
    pitch = 4 * dim
    file.seek(start)
    held, at = b"", 0
    for row in range(rows):
        if len(held) - at < _LONGEST_WORD + 1 + pitch:
            held, at = held[at:] + file.read(_LONGEST_WORD + pitch + _HEAD), 0
        space = held.find(b" ", at, at + _LONGEST_WORD)
        if space < 0 or space + 1 + pitch > len(held):
            raise CorruptFile(f"{name} ends in word {row + 1:,} of {rows:,}; download or copy it again")
        word = held[at:space].lstrip(b"\n")
        if _broken_at(word) is not None or any(byte < 32 for byte in word):
            # Words end at a space here: behind one that holds a space, everything is read some bytes too early.
            raise CorruptFile(
                f"{name}: word {row + 1:,} is no UTF-8 text ({word[:24]!r}): a word before it holds a space, which the "
                "binary form of word2vec cannot tell from its end, or the words are in another encoding; take the "
                "text form of the file, or load it with its own library and call open_space(tokens, vectors)"
            )
        words.append(_decode(word))
        vectors[row] = np.frombuffer(held, "<f4", dim, space + 1)
        at = space + 1 + pitch
    left = os.fstat(file.fileno()).st_size - file.tell() + len(held) - at
    if (held[at:] + file.read(_HEAD)).strip():
        raise CorruptFile(
            f"{name} announces {rows:,} words x {dim:,}, but {left:,} bytes follow them: are two files joined?"
        )
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
