"""How long rows are, and how much they point the same way: facts about the whole matrix."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.figures import told
from lexiscape.check.report import Finding
from lexiscape.space.median import quantile
from lexiscape.space.rows import dot_products, mean_cosine, unit_sum

_SHARES = {"min": 0.0, "5%": 0.05, "median": 0.5, "95%": 0.95, "max": 1.0}


def find(evidence: Evidence) -> Finding:
    """Tell quantiles of the length, anisotropy, and the share of the variance along the first principal component.

    Anisotropy is the mean cosine of two different rows, over all pairs: (|sum u|^2 - m) / (m (m - 1)) of the unit rows
    u (Ethayarajh 2019, arXiv 1909.00512); lists no rows.
    """
    lengths = evidence.norms[evidence.sound]
    unit = np.zeros(evidence.vectors.shape[1])
    axis = evidence.first_component
    along = squares = 0.0
    for rows, part in evidence.blocks():
        unit += unit_sum(part, evidence.norms[rows])
        places = dot_products(part, axis, 1)
        along, squares = along + float(places.sum()), squares + float((places**2).sum())
    m = len(lengths)
    mean, spread = evidence.moments
    total = float((spread**2).sum())
    held = squares / m - (along / m) ** 2 if m else 0.0
    length_of = {name: quantile(lengths, share) for name, share in _SHARES.items()} if m else {}
    return Finding(
        np.empty(0, np.int64),
        "of all rows that are finite and neither zero nor vast",
        facts={
            "length": {name: told(value * evidence.unit) for name, value in length_of.items()},
            "length_of_mean": told(float(np.sqrt((mean**2).sum())) * evidence.unit),
            "anisotropy": round(mean_cosine(unit, m, m), 6) if m > 1 else None,
            "first_component": round(held / total, 6) if total else None,
        },
    )
