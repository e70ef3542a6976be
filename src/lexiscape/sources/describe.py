"""A source in, the facts about its vocabulary and matrix out: JSON values, from headers and a sample of the rows."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.progress import Progress, silent
from lexiscape.sources import given_path, locate
from lexiscape.sources.located import Choice, Located
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.space import EmbeddingSpace
from lexiscape.space.median import quantile
from lexiscape.space.rows import mean_cosine, squared_lengths, unit_sum
from lexiscape.text import KINDS, read_tokens, scripts_of

#: Up to this size a local matrix is read whole, beyond it a sample of so many bytes of float32; behind a hub, less.
WHOLE = 48 << 20
LOCAL_SAMPLE = 32 << 20
REMOTE_SAMPLE = 1 << 20
_BLOCKS = 64
_EXAMPLES = 8


def describe_source(
    source: Any,
    companion: Any = None,
    /,
    *,
    matrix: str = "input",
    tensor: str | None = None,
    tokenizer: str | PathLike[str] | None = None,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Describe a source without opening it whole; parameters and errors as for `open_space`.

    Vectors that nothing names are described, too: `unnamed` is True, and there are no kinds or scripts.

    Returns
    -------
    dict
        JSON values. Of the matrix: `architecture`, `tensor`, `file`, `format`, `dtype`, `tokens`, `dimensions`, `tied`
        (None: the files hold no language-model head). Of the vocabulary: `family`, `kinds` and `scripts`, each with its
        count and a few examples. Of the rows: `rows_read`, and of those `norm` (quantiles of the Euclidean length),
        `anisotropy` (mean cosine of two different rows), `zero_rows`, `duplicate_rows` (equal to a row before them) and
        `nonfinite_rows`. `bytes`: the matrix's, those read of it, and those of all files. Of a matrix of more than
        48 MB, a sample is read, in blocks spread evenly.
    """
    return describe_and_open(source, companion, matrix=matrix, tensor=tensor, tokenizer=tokenizer, progress=progress)[0]


def describe_and_open(
    source: Any,
    companion: Any = None,
    /,
    *,
    matrix: str = "input",
    tensor: str | None = None,
    tokenizer: str | PathLike[str] | None = None,
    progress: Progress = silent,
) -> tuple[dict[str, Any], EmbeddingSpace | None]:
    """Return what `describe_source` does, and the space where all of its rows were read for that; else None."""
    choice = Choice(matrix, tensor, progress, tokenizer=given_path(tokenizer), may_be_unnamed=True)
    located = locate(source, companion, choice)
    unnamed = bool(located.facts.get("unnamed"))
    n, dim = located.matrix.shape
    if _is_small(located):
        space = located.read()
        rows, kinds, texts, scripts = space.vectors, space.kinds, space.readable, space.scripts
    else:
        space, rows = None, _sample(located)
        readings = read_tokens(located.tokens, located.family, located.special)
        kinds, texts, scripts = readings.kinds, readings.texts, scripts_of(readings)
    facts = {
        "name": located.name,
        "architecture": located.facts.get("architecture", "arrays"),
        "tokens": n,
        "dimensions": dim,
        "dtype": located.facts.get("stored_dtype", located.matrix.dtype),
        "tied": located.facts.get("tied"),
        "format": located.facts.get("format"),
        "file": located.matrix.file,
        "tensor": located.matrix.name,
        "vocabulary": located.facts.get("vocabulary"),
        "family": located.family,
        "kinds": {} if unnamed else _counted(kinds, texts, KINDS),
        "scripts": {} if unnamed else _counted(scripts, texts),
        "rows_read": len(rows),
        **_describe_rows(rows),
        "bytes": {
            "matrix": located.matrix.stored_bytes,
            "read": located.matrix.stored_bytes * len(rows) // max(1, n),
            "total": located.facts.get("bytes_total"),
        },
    }
    extra = {
        key: located.facts[key] for key in ("also_fits", "model", "commit", "keys", "unnamed") if located.facts.get(key)
    }
    return {**facts, **extra}, space


def open_vocabulary(
    source: Any,
    companion: Any = None,
    /,
    *,
    matrix: str = "input",
    tensor: str | None = None,
    tokenizer: str | PathLike[str] | None = None,
) -> EmbeddingSpace:
    """Open a source without reading its matrix: a space whose vectors are (n, 0), to cut texts or look tokens up.

    Parameters and errors as for `open_space`.
    """
    return locate(source, companion, Choice(matrix, tensor, tokenizer=given_path(tokenizer))).without_vectors()


def _is_small(located: Located) -> bool:
    """Tell whether all rows are read."""
    return located.matrix.stored_bytes <= (WHOLE if _is_local(located) else REMOTE_SAMPLE)


def _is_local(located: Located) -> bool:
    blob = getattr(located.matrix, "blob", None)
    return blob is None or isinstance(blob, LocalBlob)


def _sample(located: Located) -> NDArray[np.float32]:
    """Read blocks of neighboring rows spread over the matrix evenly."""
    n, dim = located.matrix.shape
    is_local = _is_local(located)
    size = located.matrix.stored_bytes
    blocks = _BLOCKS if is_local else 4  # behind a hub, each block is a request
    height = max(1, (LOCAL_SAMPLE // (4 * dim) if is_local else n * REMOTE_SAMPLE // size) // blocks)
    starts = np.linspace(0, n - height, blocks).astype(int)
    return np.concatenate([located.matrix.rows(start, start + height) for start in starts.tolist()])


def _describe_rows(rows: NDArray[np.float32]) -> dict[str, Any]:
    squares = squared_lengths(rows)
    finite = np.isfinite(squares)
    norms = np.sqrt(squares[finite])
    zero = int((norms == 0).sum())
    sound = len(norms)
    total = unit_sum(rows if sound == len(rows) else rows[finite], norms)
    quantiles = {"min": 0.0, "5%": 0.05, "median": 0.5, "95%": 0.95, "max": 1.0}
    lengths = {name: quantile(norms, share) for name, share in quantiles.items()} if len(norms) else {}
    return {
        "norm": lengths,
        "anisotropy": round(mean_cosine(total, sound - zero, sound), 6) if sound > 1 else None,
        "zero_rows": zero,
        "duplicate_rows": _count_repeats(rows if zero == 0 else rows[squares != 0]),
        "nonfinite_rows": int((~finite).sum()),
    }


def _count_repeats(rows: NDArray[np.float32]) -> int:
    """Count the rows that equal one before them, bit for bit: those with a fingerprint in common are compared whole."""
    factors = np.random.default_rng(0).integers(1 << 63, size=rows.shape[1], dtype=np.uint64) * 2 + 1
    prints = np.empty(len(rows), np.uint64)
    for start in range(0, len(rows), 1024):
        bits = np.ascontiguousarray(rows[start : start + 1024]).view(np.uint32)
        prints[start : start + 1024] = (bits * factors).sum(axis=1, dtype=np.uint64)
    _, inverse, counts = np.unique(prints, return_inverse=True, return_counts=True)
    alike = rows[counts[inverse] > 1]
    return len(alike) - len({row.tobytes() for row in alike})


def _counted(labels: list[str], texts: list[str], order: Iterable[str] = ()) -> dict[str, Any]:
    """Return each label with its count and examples spread over the vocabulary; in `order`, else by count."""
    rows: dict[str, list[int]] = {}
    for row, label in enumerate(labels):
        rows.setdefault(label, []).append(row)
    ranked = sorted(rows, key=lambda label: -len(rows[label]))
    names = [label for label in order if label in rows] or ranked
    return {label: {"tokens": len(rows[label]), "examples": _spread(rows[label], texts)} for label in names}


def _spread(rows: list[int], texts: list[str]) -> list[str]:
    step = max(1, len(rows) // _EXAMPLES)
    return [texts[row] for row in rows[::step][:_EXAMPLES]]
