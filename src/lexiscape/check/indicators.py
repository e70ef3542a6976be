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
from lexiscape.space.rows import dot_products, squared_gaps

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
    axis = evidence.first_component.astype(np.float32)
    mean = evidence.moments[0].astype(np.float32)
    if without == "mean":
        point -= mean
    elif without == "first":
        point -= math.fsum(point * axis) * axis.astype(np.float64)
    length = math.sqrt(math.fsum(point * point))
    found = np.full(len(evidence), np.nan)
    if length == 0:
        return found
    target = (point / length).astype(np.float32)
    along_target = math.fsum(target.astype(np.float64) * mean)
    for rows, part in evidence.blocks():
        products, squares = dot_products(part, target, 1), evidence.norms[rows] ** 2
        if without == "mean":
            products, squares = products - along_target, squared_gaps(part, mean, 1)
        elif without == "first":
            squares = np.maximum(squares - dot_products(part, axis, 1) ** 2, 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            found[rows] = np.where(squares > 0, np.clip(1 - products / np.sqrt(squares), 0, 2), np.nan)
    return found
