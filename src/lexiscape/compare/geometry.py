"""One space in, its shape in a few numbers out: anisotropy and the share of its first principal component."""

from __future__ import annotations

import numpy as np

from lexiscape.neighbors import within_range
from lexiscape.space import EmbeddingSpace

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
    n, dim = space.vectors.shape
    unit_sum = np.zeros(dim)
    raw_sum = np.zeros(dim)
    zeros = 0
    # one row's worth of shift keeps the covariance free of cancellation when all rows lie far from the origin
    vectors = within_range(np.asarray(space.vectors, np.float32), unit=False)
    shift = vectors[:_BLOCK].mean(axis=0, dtype=np.float64).astype(np.float32)
    scatter = np.zeros((dim, dim))
    for start in range(0, n, _BLOCK):
        rows = within_range(np.asarray(space.vectors[start : start + _BLOCK], np.float32), unit=True)
        norms = np.sqrt(np.einsum("ij,ij->i", rows, rows))
        zeros += int((norms == 0).sum())
        unit_sum += (1 / np.where(norms > 0, norms, 1) * (norms > 0)).astype(np.float32) @ rows
        moved = vectors[start : start + _BLOCK] - shift
        raw_sum += moved.sum(axis=0, dtype=np.float64)
        scatter += moved.T @ moved
    scatter -= np.outer(raw_sum, raw_sum) / n
    variances = np.maximum(np.linalg.eigvalsh(scatter), 0)
    total = float(variances.sum())
    own = space.fields.get("self_similarity")
    known = own[np.isfinite(own)] if own is not None else np.empty(0)
    between = space.provenance.get("occurrence_anisotropy")
    return {
        "anisotropy": float((unit_sum @ unit_sum - (n - zeros)) / (n * (n - 1))),
        "first_component": float(variances[-1] / total) if total else 0.0,
        "self_similarity": float(known.mean()) if len(known) else None,
        "occurrence_anisotropy": None if between is None else float(between),
    }
