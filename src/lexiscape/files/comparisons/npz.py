"""A comparison as a NumPy archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lexiscape.compare.facts import facts
from lexiscape.files.npz import text_array, write_arrays

if TYPE_CHECKING:
    from lexiscape.compare import Comparison


def write(comparison: Comparison, path: Path) -> None:
    """Write the arrays, no pickle.

    `ids` (m, n) int64: each space's id of each shared token; `neighbors` (m, n, k) int32: positions among the shared
    tokens; `ks`; `overlap` (pairs, len(ks), n) float32; `matrix` (m, m); `tokens` and `meta`: JSON texts as uint8.
    """
    write_arrays(
        {
            "ids": np.stack([space.ids for space in comparison.spaces]),
            "neighbors": np.stack([found.indices for found in comparison.found]),
            "ks": np.array(comparison.ks, np.int64),
            "overlap": np.stack([pair.shares for pair in comparison.pairs]),
            "matrix": comparison.matrix,
            "tokens": text_array([list(space.tokens) for space in comparison.spaces]),
            "meta": text_array(facts(comparison)),
        },
        path,
    )
