"""One space in, its shape in a few numbers out: anisotropy and the share of its first principal component."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.scores import rounded
from lexiscape.corrections.shape import anisotropy
from lexiscape.neighbors import within_range
from lexiscape.space import EmbeddingSpace
from lexiscape.space.scatter import scatter_matrix

_BLOCK = 1 << 15
_NOISE = 1e-12  # of the largest variance: below lies what rounding leaves of none


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
        "first_component": _first_component(variances(space)),
        "self_similarity": float(known.mean()) if len(known) else None,
        "occurrence_anisotropy": None if between is None else float(between),
    }


def variances(space: EmbeddingSpace) -> NDArray[np.float64]:
    """Return the variances of a space's raw rows along its principal components, (dim,), ascending, in some unit."""
    vectors = within_range(np.asarray(space.vectors, np.float32), unit=False)
    shift = vectors[:_BLOCK].mean(axis=0, dtype=np.float64).astype(np.float32)
    scatter = scatter_matrix(
        lambda: ((vectors[start : start + _BLOCK], None) for start in range(0, len(vectors), _BLOCK)), shift
    )
    return np.asarray(np.maximum(np.linalg.eigvalsh(scatter), 0))


def effective_rank(along: NDArray[np.float64]) -> float:
    """Return how many dimensions a space fills, from its `variances`: from 1 to dim; 0 where all rows are one.

    The exponential of the entropy of the centered matrix' singular values, which are the roots of these, divided by
    their sum (Roy and Vetterli 2007, "The effective rank", EUSIPCO, equation 2).
    """
    lengths = np.sqrt(along[along > _NOISE * along.max(initial=0)])
    total = float(lengths.sum())
    if total == 0:
        return 0.0
    shares = lengths / total
    return rounded(float(np.exp(-(shares * np.log(shares)).sum())))


def _first_component(along: NDArray[np.float64]) -> float:
    total = float(along.sum())
    return rounded(float(along[-1]) / total) if total > 0 else 0.0
