"""Which rows are among the nearest neighbors of very many others."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, listed
from lexiscape.neighbors import find_neighbors

#: Times the mean in-degree, which is k.
LEAST = 10.0


def find(evidence: Evidence) -> Finding:
    """List rows that are among the k nearest of ten times as many others as the mean row, the worst first.

    N_k, how many rows have a row among their k nearest, and its skewness over all rows, the usual measure of hubness
    (Radovanovic, Nanopoulos and Ivanovic 2010, JMLR 11, section 2). By cosine, unless the neighbors are known already;
    rows that are not sound are left out.
    """
    rows = np.flatnonzero(evidence.sound)
    counts = np.zeros(len(evidence))
    k = min(evidence.neighbors, max(len(rows) - 1, 0))
    if evidence.near is not None:
        k = evidence.near.indices.shape[1]
        counts += np.bincount(evidence.near.indices.ravel(), minlength=len(evidence))[: len(evidence)]
    elif k:
        sound = evidence.vectors if len(rows) == len(evidence) else evidence.vectors[rows]
        near = find_neighbors(sound, k, device=evidence.device, threads=evidence.threads)
        counts[rows] = np.bincount(near.indices.ravel(), minlength=len(rows))
    hubness = counts / max(k, 1)
    found = listed(hubness > LEAST, -hubness)
    lean = counts[rows] - (counts[rows].mean() if len(rows) else 0.0)
    spread = float(np.sqrt(np.mean(lean**2))) if len(rows) else 0.0
    return Finding(
        found,
        f"among the {k} nearest of more than {LEAST:.0f} times as many rows as the mean",
        values=counts[found],
        value=f"rows that have it among their {k} nearest",
        facts={
            "k": k,
            "skewness": round(float(np.mean((lean / spread) ** 3)), 4) if spread else 0.0,
            "near_to_none": int((counts[rows] == 0).sum()),
        },
        columns={"hubness": hubness},
    )
