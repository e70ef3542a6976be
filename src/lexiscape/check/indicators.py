"""Rows and a reference in, the indicators of under-trained tokens that Land and Bartolo 2024 propose, out.

arXiv 2405.05417, section 3.2. E is the input embedding matrix, U the output one (the same where they are tied), t the
tokens that are known to be unused:

- untied: |E_i|, which weight decay shrinks where a token is never read;
- tied: C(U, u)_i = 1 - U_i . u / (|U_i| |u|), the cosine distance to the mean u = mean of U_j over j in t, since the
  softmax moves the rows of all unused tokens alike;
- the same of U without a component that all rows share: U' = U - (U c) c^T, c the first principal component of U;
- the same of centered rows, U - mean(U), a variant of their published code.

The lower, the less trained. They need t, which the paper lists by hand; here it is what `groups` finds.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.evidence import Evidence
from lexiscape.space.rows import dot_products, squared_lengths

Float64 = NDArray[np.float64]


def cosine_distances(evidence: Evidence, reference: NDArray[np.int64], without: str = "") -> Float64:
    """Return each row's cosine distance to the mean of the reference rows, (n,); NaN where a row has no direction.

    Parameters
    ----------
    reference : ndarray, (m,), int64
        Positions of rows that are held to be unused.
    without : {"", "first", "mean"}
        What is taken off all rows before: nothing, the first principal component, the mean of all rows.
    """
    point = evidence.mean_of(reference)
    direction = evidence.first_component if without == "first" else None
    shift = evidence.moments[0] if without == "mean" else np.zeros_like(point)
    target = point - shift
    if direction is not None:
        target = target - (target @ direction) * direction
    length = math.sqrt(math.fsum(target * target))
    found = np.full(len(evidence), np.nan)
    if length == 0:
        return found
    target32, shift32 = (target / length).astype(np.float32), shift.astype(np.float32)
    for rows, part in evidence.blocks():
        moved = part - shift32 if without == "mean" else part
        if direction is not None:
            axis = direction.astype(np.float32)
            moved = moved - dot_products(moved, axis, 1).astype(np.float32)[:, None] * axis
        lengths = np.sqrt(squared_lengths(moved, 1))
        with np.errstate(invalid="ignore", divide="ignore"):
            unit = moved * (1 / lengths).astype(np.float32)[:, None]
        unit -= target32
        found[rows] = squared_lengths(unit, 1) / 2  # of unit vectors, 1 - u . v is |u - v|^2 / 2
    return found
