"""A `Comparison` in, everything but its per-token values out, as JSON values."""

from __future__ import annotations

from typing import Any

import numpy as np

from lexiscape._version import __version__
from lexiscape.compare.comparison import Comparison, pair_facts


def facts(comparison: Comparison) -> dict[str, Any]:
    """Return everything but the per-token values as JSON values."""
    return {
        "spaces": [
            {
                "name": space.name,
                "tokens": size,
                "coverage": share,
                "dimensions": int(space.vectors.shape[1]),
                "geometry": geometry,
                "traits": [trait.as_dict() for trait in traits],
                "traits_not_measured": traits.not_measured(),
                "source": dict(space.provenance),
            }
            for space, size, share, geometry, traits in zip(
                comparison.spaces,
                comparison.match.sizes,
                comparison.match.coverage(),
                comparison.geometry,
                comparison.traits,
                strict=True,
            )
        ],
        "shared": len(comparison),
        "matched_by": comparison.match.how,
        "coverage": comparison.coverage(),
        "metric": comparison.options.metric,
        "seed": comparison.options.seed,
        "pairs": [pair_facts(comparison, pair) for pair in comparison.pairs],
        f"overlap@{comparison.main_k}": np.round(comparison.matrix, 6).tolist(),
        "versions": {"lexiscape": __version__, "numpy": np.__version__},
    }
