"""Totals in, saved spaces out: a file a layer, of types or of occurrences."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.contextual.model import TextModel
from lexiscape.contextual.occurrences import OccurrenceSample
from lexiscape.contextual.sums import occurrence_anisotropy, self_similarity
from lexiscape.contextual.totals import TotalsStore
from lexiscape.errors import LexiscapeWarning, OptionError
from lexiscape.overwriting import write_whole
from lexiscape.sources import open_space
from lexiscape.sources.formats.saved import save_space
from lexiscape.space import EmbeddingSpace


def layer_files(folder: Path, layer: int) -> tuple[Path, Path]:
    """Return where a layer's types and its occurrences are written."""
    return folder / f"layer-{layer:02d}.safetensors", folder / f"occurrences-layer-{layer:02d}.safetensors"


def write_type_spaces(
    folder: Path, store: TotalsStore, model: TextModel, min_count: int, run_id: str
) -> dict[int, Path]:
    """Write `layer-LL.safetensors` for each layer: mean states, counts, self-similarity.

    Raises
    ------
    OptionError
        Fewer than three tokens occur `min_count` times.
    """
    rows = np.flatnonzero(store.counts >= min_count)
    if len(rows) < 3:
        raise OptionError(_too_few(store, len(rows), min_count))
    ids, counts = store.ids[rows], store.counts[rows]
    tokens, family, special = vocabulary(model.source, ids)
    paths = {}
    for position, layer in enumerate(model.layers):
        states, units = store.layer(position)
        vectors = (states[rows, : model.dims[position]] / counts[:, None]).astype(np.float32)
        unit_sums = np.asarray(units[rows])
        between = occurrence_anisotropy(unit_sums, counts)
        facts: dict[str, Any] = {
            "source": model.source,
            "kind": "types",
            "run": run_id,
            "layer": layer,
            "tokens_read": store.tokens,
            "documents": store.documents,
            "min_count": min_count,
            "window": model.capacity,
            "batches": model.together,
            "occurrence_anisotropy": between if np.isfinite(between) else None,
        }
        fields = {"count": counts.astype(np.float64), "self_similarity": self_similarity(unit_sums, counts)}
        name = f"{model.name} layer {layer}"
        space = EmbeddingSpace(tokens, vectors, ids, name, family, special, facts, fields)
        paths[layer] = layer_files(folder, layer)[0]
        write_space(space, paths[layer])
    return paths


def _too_few(store: TotalsStore, left: int, min_count: int) -> str:
    """Say that too few tokens occur so often, and what would be enough: a smaller count, or only another text."""
    if len(store.counts) < 3:
        return (
            f"the text has {len(store.counts)} different tokens, and a space needs at least 3: give more text, and add "
            "--restart to count it anew"
        )
    fits = int(np.sort(store.counts)[-3])
    return (
        f"only {left} tokens occur at least {min_count} times among {store.tokens:,}, and a space needs at least 3: "
        f"choose --min-count {fits} or less, and the same command goes on from what is counted; of more text, add "
        "--restart to count it anew"
    )


def write_occurrence_spaces(folder: Path, sample: OccurrenceSample, model: TextModel, run_id: str) -> dict[int, Path]:
    """Write `occurrences-layer-LL.safetensors` for each layer, one row an occurrence; nothing when there are none."""
    kept = sample.kept()
    if not kept:
        return {}
    names = sorted({name for item in kept for name in item.fields})
    fields: dict[str, NDArray[Any]] = {
        "word": _texts([item.word for item in kept]),
        "sentence": _texts([item.sentence for item in kept]),
        "place": _texts([item.place for item in kept]),
    }
    for name in names:
        fields.setdefault(name, _texts([item.fields.get(name, "") for item in kept]))
    paths = {}
    for position, layer in enumerate(model.layers):
        facts: dict[str, Any] = {
            "source": model.source,
            "kind": "occurrences",
            "run": run_id,
            "layer": layer,
            "occurrences_seen": sample.seen,
            "inside_longer_tokens": sample.inside,
        }
        vectors = np.stack([item.states[position, : model.dims[position]] for item in kept])
        name = f"{', '.join(sorted(sample.seen))} in {model.name} layer {layer}"
        ids = np.arange(len(kept), dtype=np.int64)
        space = EmbeddingSpace([i.snippet for i in kept], vectors, ids, name, "words", frozenset(), facts, fields)
        paths[layer] = layer_files(folder, layer)[1]
        write_space(space, paths[layer])
    return paths


def vocabulary(source: str, ids: NDArray[np.int64]) -> tuple[list[str], str, frozenset[int]]:
    """Return the raw tokens of these ids, the vocabulary's family, and which of the ids are special."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LexiscapeWarning)  # of rows without a token: none of them occurs in a text
        static = open_space(source)
    row_of = {token_id: row for row, token_id in enumerate(static.ids.tolist())}
    tokens = [static.tokens[row_of[i]] if i in row_of else f"<extra_{i}>" for i in ids.tolist()]
    return tokens, static.family, frozenset(static.special & set(ids.tolist()))


def write_space(space: EmbeddingSpace, path: Path) -> None:
    """Save a space under a temporary name, then rename it; OutputError when it cannot be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole({path: lambda temporary: save_space(space, temporary)})


def _texts(values: list[str]) -> NDArray[Any]:
    return np.array(values, dtype=object)
