"""Which new rows are still where they were put: at the mean of all rows, or copies of others."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, LeftOut

#: Length of the difference from the mean of all rows, in lengths of that mean.
NEAR_MEAN = 0.2


def find(evidence: Evidence) -> Finding:
    """List tokens that the other space has not, whose row is the mean of the other's rows, a copy, or looks untrained.

    `resize_token_embeddings` of transformers starts new rows at that mean with a little noise.
    """
    other = evidence.other
    if other is None or other.vectors.shape[1] != evidence.stored.shape[1]:
        raise LeftOut("rows here have another number of dimensions than in what it is compared with")
    new = evidence.pairing.new
    before = Evidence(other, threads=evidence.threads)
    mean = before.mean_of(np.flatnonzero(before.sound).astype(np.int64)) * before.unit
    size = float(np.sqrt((mean**2).sum()))
    listed = set(evidence.found["untrained"].rows.tolist())
    rows, notes = [], []
    for row in new.tolist():
        moved = evidence.stored[row] - mean
        if evidence.finite[row] and size > 0 and float(np.sqrt((moved**2).sum())) <= NEAR_MEAN * size:
            why = "at the mean of the rows before"
        elif evidence.finite[row] and evidence.copies[row] > 1:
            why = "a copy of another row"
        elif row in listed:
            why = "looks untrained"
        else:
            continue
        rows.append(row)
        notes.append(why)
    return Finding(
        np.array(rows, np.int64),
        f"new, and within {NEAR_MEAN:.0%} of the mean of the rows before, a copy, or untrained by its looks",
        notes=notes,
        unchecked=evidence.found["untrained"].unchecked if len(new) else "",
        facts={"new": len(new)},
    )
