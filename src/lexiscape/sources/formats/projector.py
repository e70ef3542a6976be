"""Embedding Projector's two tables in, a space out: `vectors.tsv`, numbers alone, and the words in `metadata.tsv`.

The tables (https://projector.tensorflow.org, "Load"): a row a line, tabs between; a metadata table of one column has no
heading, one of several has. gensim's `word2vec2tensor` calls them `NAME_tensor.tsv` and `NAME_metadata.tsv`.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.bounded import check_size, read_lines
from lexiscape.errors import CorruptFile, SourceError, SourceNotFound, first_line
from lexiscape.given_files import is_file, open_file, read_file
from lexiscape.sources.formats import word_vectors
from lexiscape.sources.formats.arrays import find_tokens, locate_pair
from lexiscape.sources.located import Choice, Located
from lexiscape.sources.storage.repository import decode
from lexiscape.sources.vocabularies.vocabulary import lines
from lexiscape.sources.vocabularies.word_tables import is_ours, normalize_headings, word_column

_VECTORS, _WORDS = ("vectors", "vecs", "tensors", "tensor", "embeddings"), ("metadata", "meta", "labels")
#: What our tables write for what would end a field or a line, and for lone surrogates (`lexiscape.files.tsv`).
_ESCAPE = re.compile(r"\\([\\tnr]|u[dD][89a-fA-F][0-9a-fA-F]{2})")
_ESCAPED = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def locate(path: Path, choice: Choice, companion: Any = None) -> Located:
    """Open a table of numbers and the words given with it, or lying beside it; or lines of a word and its numbers.

    Raises
    ------
    SourceNotFound
        No words lie beside the numbers; the message lists what was looked for.
    CorruptFile
        Lines of different lengths, or what is no number.
    """
    try:
        with open_file(path) as file:
            first = file.readline(1 << 20)
    except OSError as error:
        raise SourceError(f"cannot read {path}: {error.strerror or error}") from error
    fields = first.lstrip(b"\xef\xbb\xbf").strip(b"\r\n").split(b"\t")
    if not _is_number(fields[0]):
        if len(fields) > 2 and all(map(_is_number, fields[1:])):
            return word_vectors.locate(path, choice)
        raise SourceError(
            f"{path.name} holds words and no vectors: expected a table of numbers, such as vectors.tsv, with the words "
            "in metadata.tsv beside it"
        )
    array = _numbers(path)
    if companion is None:
        beside = _beside(path)
        tokens, read = _words(beside, len(array)), [beside]
    else:
        tokens, read = find_tokens(path, companion), []
    located = locate_pair(tokens, array, path.stem, path.name)
    facts = {**located.facts, "format": "projector", "bytes_total": path.stat().st_size}
    return Located(
        path.stem, located.matrix, located.tokens, located.family, located.special, facts, located.fields, tuple(read)
    )


def _is_number(field: bytes) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True


def _numbers(path: Path) -> NDArray[np.float32]:
    try:
        with io.TextIOWrapper(open_file(path), "utf-8-sig") as file:
            rows = read_lines(file.readline, path.name)
            return np.loadtxt(rows, np.float32, comments=None, delimiter="\t", ndmin=2)
    except (SourceError, MemoryError):
        raise
    except Exception as error:
        told = first_line(error).partition("; use `usecols`")[0]  # NumPy's advice is to read less of every line
        raise CorruptFile(
            f"{path.name} is no table of numbers with tabs between: {told}; mend that line, or copy the file again"
        ) from None


def _beside(path: Path) -> Path:
    """Return the table of words of a table of numbers."""
    names = [path.with_name(f"{word}.tsv") for word in _WORDS]
    for vectors in _VECTORS:
        if path.stem.endswith(vectors):
            stem = path.stem.removesuffix(vectors)
            names = [path.with_name(f"{stem}{word}.tsv") for word in _WORDS] + names
    names += [path.with_name(f"{path.stem}_metadata.tsv")]
    found = next((name for name in dict.fromkeys(names) if is_file(name) and name != path), None)
    if found is None:
        looked = ", ".join(dict.fromkeys(name.name for name in names))
        raise SourceNotFound(f"no words beside {path.name}: looked for {looked}; a line a row, as in {path.name}")
    return found


def _words(path: Path, n_rows: int) -> list[str]:
    """Return the words of a metadata table: its only column, or of several the one whose heading says so.

    Line i is of row i whatever its id: so the format has it, and so both tables of one map are written.
    """
    check_size(path, "table of words")
    in_lines = lines(decode(read_file(path), path.name))
    if len(in_lines) == n_rows and not any("\t" in line for line in in_lines):
        return in_lines
    table = [line.split("\t") if line else [] for line in in_lines]
    headings = normalize_headings(table[0]) if table else []
    column = word_column(headings) or 0
    if len(table) != n_rows + 1 or any(len(row) <= column for row in table):
        raise CorruptFile(
            f"{path.name} should hold a word for each of the {n_rows:,} rows of vectors, and a heading if it has "
            f"several columns, got {len(table):,} lines"
        )
    words = [row[column] for row in table[1:]]
    return [_ESCAPE.sub(_unescape, word) for word in words] if is_ours(headings) else words


def _unescape(found: re.Match[str]) -> str:
    code = found[1]
    return _ESCAPED.get(code) or chr(int(code[1:], 16))
