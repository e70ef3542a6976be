"""Arrays in, a space out: `(tokens, vectors)` in Python, and `.npy` or `.npz` files with a token list beside them."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.bounded import check_array_header, check_member, check_size, list_members
from lexiscape.bounded_json import WORDS, parse_json
from lexiscape.errors import CorruptFile, LexiscapeError, SourceError, SourceNotFound, first_line
from lexiscape.given_files import is_file, open_file, read_file
from lexiscape.sources.located import Choice, Located, check_choice, check_matrix
from lexiscape.sources.storage.blob import MAX_IN_MEMORY, open_unchanged
from lexiscape.sources.storage.repository import decode
from lexiscape.sources.tensors.given_arrays import as_matrix
from lexiscape.sources.tensors.matrix import ArrayMatrix
from lexiscape.sources.vocabularies.given_tokens import name_given
from lexiscape.sources.vocabularies.vocabulary import NoVocabulary, lines, name_rows, number_rows
from lexiscape.sources.vocabularies.vocabulary_files import read_given
from lexiscape.sources.vocabularies.word_tables import (
    HEADINGS,
    column_texts,
    is_ours,
    normalize_headings,
    order_by_id,
    word_column,
)
from lexiscape.space.mapped import remember

LIST_SUFFIXES = (".txt", ".json", ".csv")
_CLASSES = ("label", "labels", "name", "names")  # what also names classes, of which many rows are one
_USUAL_MATRICES = ("vectors", "embeddings", "embedding", "weights", "matrix", "arr_0")
_OF_A_MAP = {"xy", "neighbors", "distances", "tokens", "meta"}


def locate_pair(tokens: Any, vectors: Any, name: str = "arrays", where: str = "vectors") -> Located:
    """Pair tokens, in any form that `name_given` takes, with the rows of an array.

    Raises
    ------
    SourceError
        The counts differ, a token stands twice, or the array is no matrix of real numbers.
    """
    array = as_matrix(vectors, where)
    given = name_given(tokens, len(array), where)
    matrix = ArrayMatrix(where, name, array)
    check_matrix(matrix)
    facts = {"format": "arrays", "bytes": matrix.stored_bytes, "bytes_total": matrix.stored_bytes}
    return Located(name, matrix, given.names, given.family, given.special, facts)


def locate(path: Path, choice: Choice, companion: Any = None) -> Located:
    """Open a `.npy` or `.npz` file and the token list given with it, lying beside it, or held by the `.npz` itself."""
    if path.suffix.lower() == ".npy":
        check_choice(choice, path.name, (), " is one array and")
        array, tokens = open_npy(path), None
    else:
        with (
            _numpy_errors(path),
            open_unchanged(path, path.name) as file,
            _open_archive(file, path.name) as archive,
        ):
            array, tokens = _from_archive(archive, path.name, choice.tensor, companion is None)
    if tokens is not None or companion is not None:
        return locate_pair(find_tokens(path, companion) if tokens is None else tokens, array, path.stem, path.name)
    try:
        beside = find_list(path)
    except NoVocabulary:
        if choice.tokenizer is None and not choice.may_be_unnamed:
            raise
        return _locate_without_list(path, array, choice)
    return replace(locate_pair(find_tokens(path, beside), array, path.stem, path.name), files=(beside,))


def _locate_without_list(path: Path, vectors: NDArray[Any], choice: Choice) -> Located:
    """Name the rows of an array by the tokenizer given, or else by their numbers."""
    array = as_matrix(vectors, path.name)
    matrix = ArrayMatrix(path.name, path.stem, array)
    check_matrix(matrix)
    facts = {"format": "arrays", "bytes": matrix.stored_bytes, "bytes_total": matrix.stored_bytes}
    if choice.tokenizer is None:
        return Located(path.stem, matrix, number_rows(len(array)), facts={**facts, "unnamed": True})
    given = read_given(choice.tokenizer)
    tokens = name_rows(given, len(array), path.name)
    special = frozenset(token_id for token_id in given.special if token_id < len(tokens))
    named = {"vocabulary": given.file, "vocabulary_given": True}
    return Located(path.stem, matrix, tokens, given.family, special, {**facts, **named})


def open_npy(path: Path) -> NDArray[Any]:
    """Return the array of a `.npy` file; CorruptFile where it is none, or a pickle.

    It is memory-mapped if it has more than `MAX_IN_MEMORY` bytes.
    """
    with _numpy_errors(path), open_unchanged(path, path.name) as file:
        check_array_header(file, path.name)
        array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)  # fails where the file is too short
        if array.nbytes > MAX_IN_MEMORY:
            remember(array, file, path.name)
        else:
            array = np.load(file, allow_pickle=False)
        return array


def _open_archive(file: IO[bytes], name: str) -> Any:
    """Return a NumPy archive after its directory, sizes and headers were found to be such as arrays have."""
    for member in list_members(file, name):
        check_member(member, name)
    file.seek(0)
    archive = np.load(file, allow_pickle=False)
    for member in archive.zip.infolist():
        with archive.zip.open(member) as inside:
            check_array_header(inside, f"{name}: {member.filename[:60]!r}")
            _check_shape(inside, member, name)
    return archive


def _check_shape(file: IO[bytes], member: Any, name: str) -> None:
    """Refuse an array that says it is larger than its part of the archive: NumPy takes the memory before it reads."""
    start = file.read(8)
    if start[:6] != b"\x93NUMPY" or start[6] not in (1, 2):
        return  # NumPy says what it is, or is of format 3, with names of columns that no matrix has
    read_header = np.lib.format.read_array_header_1_0 if start[6] == 1 else np.lib.format.read_array_header_2_0
    shape, _, dtype = read_header(file)
    if not dtype.hasobject and math.prod(shape) * dtype.itemsize > member.file_size:
        raise CorruptFile(
            f"{name}: {member.filename[:60]!r} says it holds {shape} of {dtype}, in {member.file_size:,} bytes"
        )


@contextmanager
def _numpy_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (LexiscapeError, MemoryError):
        raise
    except Exception as error:  # of a dozen kinds, as NumPy and zipfile meet what is no array
        told = first_line(error)
        if "allow_pickle" in told:  # NumPy's advice is to run it; so it says of whatever it does not know, too
            told = "it holds a pickle, or is no NumPy file"
        raise CorruptFile(
            f"{path.name} is no NumPy file that can be read without running code: {told}; save it anew with numpy.save "
            "or numpy.savez as an array of numbers, or copy it again"
        ) from None


def _from_archive(
    archive: Any, name: str, tensor: str | None, want_tokens: bool
) -> tuple[Any, list[str] | dict[Any, Any] | None]:
    """Return an archive's matrix, and its tokens where it holds an array of strings or of JSON text."""
    if set(archive.files) >= _OF_A_MAP:
        raise SourceError(
            f"{name} is a map that Lexiscape saved, without its vectors: open it with lexiscape.load_map, or draw it "
            "with `lexiscape figure`"
        )
    arrays = {key: array for key in archive.files if isinstance(array := archive[key], np.ndarray)}
    for key, array in arrays.items():
        # NumPy takes any 32 bits for a character, and Python's own texts then fail wherever they are used.
        if array.dtype.kind == "U" and array.size and int(_code_points(array).max()) > 0x10FFFF:
            raise CorruptFile(f"{name}: {key!r} holds characters that are none")
    tokens = _tokens_among(arrays, name) if want_tokens else None
    matrices = [key for key, array in arrays.items() if array.ndim == 2 and array.dtype.kind == "f"]
    if tensor is not None:
        matrices = [key for key in matrices if key == tensor]
    for usual in _USUAL_MATRICES if len(matrices) > 1 else ():
        if usual in matrices and (tokens is None or len(arrays[usual]) == len(tokens)):
            matrices = [usual]
    if len(matrices) != 1:
        raise SourceError(
            f"{name} holds {len(matrices)} matrices of real numbers ({', '.join(matrices) or 'none'}) among "
            f"{', '.join(arrays) or 'no arrays'}: name one with --tensor"
        )
    return arrays[matrices[0]], tokens


def _code_points(texts: NDArray[Any]) -> NDArray[np.uint32]:
    return np.frombuffer(texts.astype(texts.dtype.newbyteorder("="), copy=False).tobytes(), np.uint32)


def _tokens_among(arrays: dict[str, NDArray[Any]], name: str) -> list[str] | dict[Any, Any] | None:
    """Return the tokens that an archive holds: under a usual name, or in the only array of texts."""
    texts = {key: array for key, array in arrays.items() if array.dtype.kind in "US" and array.ndim == 1}
    rows = {len(array) for array in arrays.values() if array.ndim == 2 and array.dtype.kind == "f"}
    for key in (*HEADINGS, *(texts if len(texts) == 1 else ())):
        may_be_classes = key in _CLASSES or key not in HEADINGS
        if key in texts and not (may_be_classes and _are_classes(texts[key], rows)):
            return [decode(text, name) if isinstance(text, bytes) else text for text in texts[key].tolist()]
        array = arrays.get(key)
        if key == "tokens" and array is not None and array.dtype == np.uint8 and array.ndim == 1:
            return _read_json(decode(array.tobytes(), name), f"{key} in {name}")
    return None


def _are_classes(texts: NDArray[Any], rows: set[int]) -> bool:
    """Tell texts that cannot name the rows of a matrix: one stands twice, or they are not as many as any has rows."""
    return len(texts) not in rows or len(np.unique(texts)) < len(texts)


def find_tokens(path: Path, companion: Any = None) -> Any:
    """Return the tokens given (as `name_given` takes them, or a list's file), or those of a list beside `path`.

    Raises
    ------
    NoVocabulary
        There is none; the message lists what was looked for.
    """
    if companion is None:
        companion = find_list(path)
    if isinstance(companion, str | Path):
        # Rows of a .tsv may be those of a map as it was drawn, in whatever order its table beside them is.
        return read_list(Path(companion), may_reorder=path.suffix.lower() != ".tsv")
    return companion


def find_list(path: Path) -> Path:
    """Return the token list beside `path`; errors as for `find_tokens`.

    The table of a map that was saved there counts only where there is no other list.
    """
    candidates = [path.with_suffix(suffix) for suffix in LIST_SUFFIXES]
    candidates += [path.with_name(f"tokens{suffix}") for suffix in LIST_SUFFIXES]
    found = [candidate for candidate in dict.fromkeys(candidates) if is_file(candidate) and candidate != path]
    if found:
        return min(found, key=_is_of_a_map)
    raise NoVocabulary(
        f"no token list beside {path.name}: looked for {', '.join(candidate.name for candidate in candidates)}; "
        "one token a line, in row order; or name a tokenizer.json (--tokenizer FILE)"
    )


def _is_of_a_map(path: Path) -> bool:
    if path.suffix.lower() != ".csv":
        return False
    try:
        with open_file(path) as file:
            first = file.readline(1 << 12)
    except (OSError, SourceError):  # told when it is read
        return False
    return is_ours(normalize_headings(first.decode("utf-8-sig", "replace").split(",")))


def read_list(path: Path, may_reorder: bool = True) -> list[str] | dict[Any, Any]:
    """Read a token list: one a line (`.txt`), a JSON list or object with ids (`.json`), a column (`.csv`).

    A table with a column of words and one called `id` is put into the order of its ids (`order_by_id`), or refused
    unless it `may_reorder`.
    """
    try:
        check_size(path, "list of tokens")
        stored = read_file(path)
    except OSError as error:
        raise SourceNotFound(f"cannot read the token list {path}: {error.strerror or error}") from error
    text = decode(stored, path.name)
    if path.suffix.lower() == ".json":
        return _read_json(text, path.name)
    if path.suffix.lower() == ".csv":
        # with its line ends: a carriage return may be a token
        return _read_csv(stored.decode("utf-8-sig"), path.name, may_reorder)
    return lines(text)


def _read_json(text: str, name: str) -> list[str] | dict[Any, Any]:
    try:
        content = parse_json(text, name, WORDS)
    except (ValueError, RecursionError) as error:
        raise CorruptFile(f"{name} is no JSON: {error}") from None
    if isinstance(content, dict):
        # JSON's keys are strings, so that id → token shows by their digits.
        turned = content and all(
            key.isdecimal() and len(key) < 12 and isinstance(value, str) for key, value in content.items()
        )
        return {int(key): value for key, value in content.items()} if turned else content
    if isinstance(content, list) and all(isinstance(token, str) for token in content):
        return content
    raise CorruptFile(f"{name} should hold a JSON list of strings, or an object from token to id or id to token")


def _read_csv(text: str, name: str, may_reorder: bool) -> list[str]:
    try:
        table = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    except csv.Error as error:
        raise CorruptFile(f"{name} is no CSV: {error}") from None
    if not table:
        return []
    headings = normalize_headings(table[0])
    column = word_column(headings)
    if column is None:
        return column_texts(table, 0, name)
    words = column_texts(table[1:], column, name)
    if "id" not in headings:
        return words
    return order_by_id(words, column_texts(table[1:], headings.index("id"), name), name, may_reorder)
