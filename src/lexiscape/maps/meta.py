"""What a map says of its own making, as JSON values: `EmbeddingMap.meta` is built here and nowhere else."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from typing import Any

import numpy as np

from lexiscape._version import __version__
from lexiscape.space import EmbeddingSpace


def describe_map(
    space: EmbeddingSpace, neighbors: Mapping[str, Any], layout: Mapping[str, Any], seed: int, **more: Any
) -> dict[str, Any]:
    """Return the provenance of a map.

    Parameters
    ----------
    space : EmbeddingSpace
        What was drawn.
    neighbors, layout : mapping
        How the neighbors were found, and how the tokens were laid out.
    seed : int
        The layout's.
    **more
        What else the maker knows: scores, seconds by stage.
    """
    return {
        "source": dict(space.provenance),
        "name": space.name,
        "space": {"family": space.family, "special": sorted(space.special), "dim": int(space.vectors.shape[1])},
        "neighbors": dict(neighbors),
        "layout": dict(layout),
        "seed": seed,
        **({"corrected": space.provenance["corrected"]} if "corrected" in space.provenance else {}),
        **more,
        "versions": {"lexiscape": __version__, "python": platform.python_version(), "numpy": np.__version__},
    }
