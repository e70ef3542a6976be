"""A source in, the facts about its vocabulary and matrix out: JSON values only."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from lexiscape.sources import open_space


def describe_source(source: Any, *, matrix: str = "input") -> dict[str, Any]:
    """Describe a source: tokens, dimensions, kinds, norms (first sketch)."""
    space = open_space(source, matrix=matrix)
    n, dim = space.vectors.shape
    norms = np.sqrt(np.einsum("ij,ij->i", space.vectors, space.vectors))
    return {
        "name": space.name,
        "tokens": n,
        "dimensions": dim,
        "kinds": dict(Counter(space.kinds).most_common()),
        "norm": {"min": float(norms.min()), "median": float(np.median(norms)), "max": float(norms.max())},
        **space.provenance,
    }
