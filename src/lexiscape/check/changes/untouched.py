"""Which rows are bit for bit what they were before fine-tuning."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import BLOCK, Evidence
from lexiscape.check.figures import told
from lexiscape.check.report import Finding, LeftOut
from lexiscape.space.rows import distances, squared_lengths


def find(evidence: Evidence) -> Finding:
    """List tokens whose row equals that of the same token in the other space, value by value; and how far others moved.

    A row moved by |x - y| / |y|; NaN equals NaN. How far a row moved from zeros, or to infinity, is not told.
    """
    other = evidence.other
    if other is None or other.vectors.shape[1] != evidence.stored.shape[1]:
        width = 0 if other is None else other.vectors.shape[1]
        raise LeftOut(f"rows have {evidence.stored.shape[1]:,} dimensions here, in what it is compared with {width:,}")
    pairing = evidence.pairing
    moved = np.full(len(evidence), np.nan)
    kept = np.zeros(len(evidence), np.bool_)
    for start in range(0, len(pairing.rows), BLOCK):
        rows, others = pairing.rows[start : start + BLOCK], pairing.others[start : start + BLOCK]
        now, before = evidence.stored[rows], np.asarray(other.vectors[others], np.float32)
        same = ((now == before) | (np.isnan(now) & np.isnan(before))).all(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            size = np.sqrt(squared_lengths(before, 1))
            moved[rows] = np.where(same, 0.0, distances(now, before) / np.where(size > 0, size, np.nan))
        kept[rows] = same
    rows = np.flatnonzero(kept).astype(np.int64)
    changed = moved[moved > 0]
    return Finding(
        rows,
        "equal in every value to the row of the same token before",
        facts={
            "shared": len(pairing.rows),
            "changed": int(len(pairing.rows) - len(rows)),
            "median_change": told(float(np.median(changed))) if len(changed) else 0.0,
        },
        columns={"moved": moved},
    )
