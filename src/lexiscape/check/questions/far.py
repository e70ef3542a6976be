"""Which rows lie far outside: by their length, or in one dimension."""

from __future__ import annotations

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, listed
from lexiscape.space.median import median

#: Robust standard deviations of the logarithm of the length, and the least factor, from which on a row is far.
LENGTHS = 6.0
FACTOR = 1.5
#: Standard deviations of one dimension; the largest of 10^9 Gaussian values is at 6.
PEAK = 20.0


def find(evidence: Evidence) -> Finding:
    """List rows much longer or shorter than the others, and rows with a value far outside its dimension's.

    A row's length is told by its logarithm, measured from the median in units of 1.4826 times the median absolute
    deviation, the standard deviation of a Gaussian (Rousseeuw and Croux 1993, doi:10.1080/01621459.1993.10476408).
    """
    n = len(evidence)
    some = evidence.finite & (evidence.norms > 0)
    deviation = np.zeros(n)
    sigma = 0.0
    if some.any():
        logs = np.log(evidence.norms[some])
        middle = median(logs)
        deviation[some] = logs - middle
        sigma = float(1.4826 * median(np.abs(logs - middle)))
    limit = max(LENGTHS * sigma, np.log(FACTOR))
    mean, spread = evidence.moments
    usual = np.where(spread > 0, spread, 1).astype(np.float32)
    peaks = np.zeros(n)
    for rows, part in evidence.blocks():
        moved = np.abs(part - mean.astype(np.float32))
        moved /= usual
        peaks[rows] = moved.max(axis=1)
    excess = np.maximum(np.abs(deviation) / limit, np.where(spread.any(), peaks / PEAK, 0))
    rows = listed(excess > 1, -excess)
    lengths = evidence.norms * evidence.unit
    middle_length, times = float(evidence.usual_norm * evidence.unit), float(np.exp(limit))
    return Finding(
        rows,
        f"a length above {middle_length * times:.4g} or below {middle_length / times:.4g}: the median of "
        f"{middle_length:.4g}, times and divided by {times:.2f}; or a value more than {PEAK:.0f} standard deviations "
        "from its dimension's mean",
        values=lengths[rows],
        value="length",
        facts={"longer": int((deviation > limit).sum()), "shorter": int((deviation < -limit).sum())},
        columns={"norm": lengths},
    )
