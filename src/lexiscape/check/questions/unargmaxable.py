"""Which tokens can never have the largest score, whatever the state: rows inside the hull of the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, LeftOut
from lexiscape.neighbors import within_range

#: Products of numbers up to which every row is tried, and numbers a linear programme may hold.
MOST_PRODUCTS, MOST_NUMBERS = 2e10, 2_000_000
#: Programmes to solve at most.
MOST_SOLVED = 200
_LEAST = 1e-9
#: How often a state is moved, and of how many rows at a time.
_MOVES, _AT_ONCE = 100, 256


def find(evidence: Evidence) -> Finding:
    """List rows of the output matrix for which no state h gives the largest score, w_i . h > w_j . h for all j.

    Exactly, of a small matrix (Grivas, Bogoychev and Lopez 2022, arXiv 2203.06462, section 3.2; no bias): first two
    states are tried, w_i and w_i less the mean, each a witness if its score is the largest; then a state is moved away
    from what beats it, a hundred times; for what is left the linear programme max t, (w_i - w_j) . h >= t,
    -1 <= h <= 1 is solved by HiGHS, a second and more each, and the row is listed if its t is 0.
    Of a large matrix, only what needs no programme is listed: a row that equals another is never larger than it.
    """
    known = evidence if evidence.output is None else Evidence(evidence.output, threads=evidence.threads)
    if evidence.output is None and evidence.space.provenance.get("tied") is False:
        raise LeftOut("the model is untied, and its output matrix was not read (--both)")
    if not known.finite.all():
        raise LeftOut("rows that hold NaN or infinite values have no scores: see nonfinite")
    n, dim = known.vectors.shape
    copies = np.bincount(known.first_equal, minlength=n)[known.first_equal] > 1
    facts = {"copies": int(copies.sum()), "solved": 0, "proven": False, "without_witness": None}
    rows = np.flatnonzero(copies).astype(np.int64)
    rule = "equals another row, so that neither has the largest score alone"
    if n * n * dim > MOST_PRODUCTS:
        sure = f"of copies exact; the others of {n:,} rows are too many to try"
        return Finding(rows, rule, sure, facts=facts)
    rest = np.flatnonzero(~_has_witness(within_range(known.vectors, unit=False)) & ~copies)
    scale = float(np.abs(known.vectors).max(initial=0)) or 1.0
    whole = known.vectors.astype(np.float64) / scale
    rest = rest[~_finds_witness(whole, rest)]
    facts["without_witness"] = len(rest)
    if len(rest) > MOST_SOLVED or n * dim > MOST_NUMBERS:
        sure = f"of copies exact; {len(rest):,} other rows are candidates, too many or too large to solve"
        return Finding(rows, rule, sure, facts=facts)
    never = [row for row in rest.tolist() if _largest_lead(whole, row) <= _LEAST]
    rows = np.concatenate([np.array(never, np.int64), rows])
    facts |= {"solved": len(rest), "proven": True}
    rule = f"no state gives it the largest score as a row of the output matrix (linear programme), or it {rule}"
    return Finding(rows, rule, facts=facts)


def _has_witness(vectors: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Tell which rows have the largest score, alone, for themselves as the state, or for themselves less the mean."""
    found = np.zeros(len(vectors), bool)
    mean = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    for start in range(0, len(vectors), 1024):
        part = vectors[start : start + 1024]
        own = np.arange(len(part))
        for states in (part, part - mean):
            scores = states @ vectors.T
            mine = scores[own, start + own].copy()
            scores[own, start + own] = -np.inf
            margin = 1e-5 * np.abs(mine)  # what float32 cannot tell is left to the programme
            found[start : start + 1024] |= mine - margin > scores.max(axis=1, initial=-np.inf)
    return found


def _finds_witness(vectors: NDArray[np.float64], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell for which of some rows, (m,), a perceptron finds a state in which the row has the largest score, alone.

    The state h of row i starts at w_i less the mean; while some row j scores as high, h becomes h + w_i - w_j for the
    highest (Rosenblatt 1958, doi:10.1037/h0042519). Where there is such a state, that ends (Novikoff 1962).
    """
    found = np.zeros(len(rows), bool)
    mean = vectors.mean(axis=0)
    for start in range(0, len(rows), _AT_ONCE):
        left = np.arange(start, min(start + _AT_ONCE, len(rows)))
        states = vectors[rows[left]] - mean
        for _ in range(_MOVES):
            scores = states @ vectors.T
            own = np.arange(len(left)), rows[left]
            mine = scores[own]
            scores[own] = -np.inf
            rival = scores.argmax(axis=1)
            won = mine - scores.max(axis=1) > _LEAST * np.linalg.norm(states, axis=1)
            found[left[won]] = True
            left, states, rival = left[~won], states[~won], rival[~won]
            if not len(left):
                break
            states = states + vectors[rows[left]] - vectors[rival]
    return found


def _largest_lead(vectors: NDArray[np.float64], row: int) -> float:
    """Return max t with (w_row - w_j) . h >= t for all others and h in the unit cube."""
    from scipy.optimize import linprog

    others = np.delete(vectors, row, axis=0)
    matrix = np.hstack([others - vectors[row], np.ones((len(others), 1))])
    dim = vectors.shape[1]
    goal = np.zeros(dim + 1)
    goal[-1] = -1
    bounds = [(-1, 1)] * dim + [(0, None)]
    solved = linprog(goal, A_ub=matrix, b_ub=np.zeros(len(others)), bounds=bounds, method="highs")
    return -float(solved.fun) if solved.fun is not None else np.inf
