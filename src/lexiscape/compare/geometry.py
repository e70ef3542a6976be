"""One space in, its shape in a few numbers out: anisotropy and the share of its first principal component."""

from __future__ import annotations

import numpy as np

from lexiscape.compare.scores import rounded
from lexiscape.corrections.shape import anisotropy
from lexiscape.neighbors import within_range
from lexiscape.space import EmbeddingSpace
from lexiscape.space.scatter import scatter_matrix

_BLOCK = 1 << 15


def describe_geometry(space: EmbeddingSpace) -> dict[str, float | None]:
    """Measure how a space spreads its tokens.

    Parameters
    ----------
    space : EmbeddingSpace
        At least two tokens.

    Returns
    -------
    dict
        ``anisotropy``: mean cosine of two different tokens, over all pairs exactly: (|sum u|^2 - n) / (n (n - 1)) of
        the unit rows u. ``first_component``: share of the variance along the first principal component of the raw
        rows. ``self_similarity``: mean cosine of two occurrences of one token, averaged over the tokens that occur at
        least twice (Ethayarajh 2019, arXiv 1909.00512), and ``occurrence_anisotropy``: the same for occurrences of two
        different tokens, its baseline; None where the space is not a contextual one.
    """
    own = space.fields.get("self_similarity")
    known = own[np.isfinite(own)] if own is not None else np.empty(0)
    between = space.provenance.get("occurrence_anisotropy")
    return {
        "anisotropy": anisotropy(space),
        "first_component": _first_component(space),
        "self_similarity": float(known.mean()) if len(known) else None,
        "occurrence_anisotropy": None if between is None else float(between),
    }


def _first_component(space: EmbeddingSpace) -> float:
    vectors = within_range(np.asarray(space.vectors, np.float32), unit=False)
    shift = vectors[:_BLOCK].mean(axis=0, dtype=np.float64).astype(np.float32)
    scatter = scatter_matrix(
        lambda: ((vectors[start : start + _BLOCK], None) for start in range(0, len(vectors), _BLOCK)), shift
    )
    total = float(scatter.trace())
    return rounded(float(np.linalg.eigvalsh(scatter)[-1]) / total) if total > 0 else 0.0
