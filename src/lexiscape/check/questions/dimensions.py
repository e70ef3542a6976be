"""Which dimensions are outliers: a few in which every row is long."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.figures import told
from lexiscape.check.report import Finding
from lexiscape.space.median import median

#: Times the median root mean square of a dimension.
LEAST = 6.0
_TOLD = 20


def find(evidence: Evidence) -> Finding:
    """Name the dimensions whose root mean square is many times the median one; lists no rows.

    Such "rogue" dimensions rule cosine and Euclidean distances (Timkey and van Schijndel 2021, arXiv 2109.04404).
    """
    mean, spread = evidence.moments
    size = np.sqrt(mean**2 + spread**2)
    usual = float(median(size)) if len(size) else 0.0
    order = np.argsort(-size, kind="stable")
    outside = [int(j) for j in order if usual > 0 and size[j] > LEAST * usual]
    return Finding(
        np.empty(0, np.int64),
        f"root mean square more than {LEAST:.0f} times the median of all dimensions, {usual * evidence.unit:.4g}",
        facts={
            "dimensions": len(outside),
            "named": [
                {
                    "dimension": j,
                    "times": round(float(size[j]) / usual, 3),
                    "mean": told(float(mean[j]) * evidence.unit),
                }
                for j in outside[:_TOLD]
            ],
        },
    )
