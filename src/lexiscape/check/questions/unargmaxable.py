"""Which tokens can never have the largest score, whatever the state: rows inside the hull of the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.evidence import VAST, Evidence
from lexiscape.check.report import Finding, LeftOut
from lexiscape.neighbors import within_range
from lexiscape.space.rows import squared_gaps

#: Products of numbers up to which every row is tried, and numbers a linear programme may hold.
MOST_PRODUCTS, MOST_NUMBERS = 2e10, 2_000_000
#: Products of numbers where this finding was asked for by name: some ten seconds.
MOST_ASKED = 1e12
#: What all programmes together may cost: numbers times iterations (4 ns each, so some seconds), of which a programme
#: costs so many before its first. Counted, not timed: the same rows are decided on any machine.
MOST_WORK, _SETUP = 1.2e9, 200
_LEAST = 1e-9
_SCORES = 1 << 24  # held at once
#: How often a state or a mixture is moved at most, of how many rows at a time, and products of numbers in all that.
_MOVES, _AT_ONCE, _MOST_MOVED = 100, 256, 5e10
#: The least weight, in equal shares, that a mixture is brought back to, so that it ends inside and not at the border.
_SHARE = 0.1


def find(evidence: Evidence) -> Finding:
    """List rows of the output matrix for which no state h gives the largest score, w_i . h > w_j . h for all j.

    Exactly, of a small matrix (Grivas, Bogoychev and Lopez 2022, arXiv 2203.06462, section 3.2; no bias): first two
    states are tried, w_i and w_i less the mean, each a witness if its score is the largest; then a state is moved away
    from what beats it, up to a hundred times; for what is left a mixture of other rows is looked for that is the row,
    which proves that it never wins. For the rest the linear programme max t, (w_i - w_j) . h >= t, -1 <= h <= 1 is
    solved by HiGHS, as far as `MOST_WORK` lasts, and the row is listed if its t is 0.
    Of a large matrix, only what needs no programme is listed: a row that equals another is never larger than it. If
    this finding was asked for by name, its rows are tried from the mean of all outward, as far as `MOST_ASKED` lasts:
    a row with a witness can win for certain, and what has none is a candidate. Rows farther out are the less likely to
    lie inside the others.
    No bias is read. A row that can win can do so with any: along a longer h, biases count for less and less. One that
    is listed may win by its bias alone.
    """
    known = evidence if evidence.output is None else Evidence(evidence.output, threads=evidence.threads)
    if evidence.output is None and evidence.space.provenance.get("tied") is False:
        raise LeftOut("the model is untied, and its output matrix was not read (--both)")
    if evidence.output is None and evidence.space.provenance.get("said_untied"):
        raise LeftOut("the model is untied, and the files hold no output matrix")
    if not known.finite.all():
        raise LeftOut("rows that hold NaN or infinite values have no scores: see nonfinite")
    n, dim = known.stored.shape
    copies = np.bincount(known.first_equal, minlength=n)[known.first_equal] > 1
    same = int(copies.sum())
    facts: dict[str, int | bool | None] = {"copies": same, "certified": 0, "proven_rows": same, "candidates": 0}
    facts |= {"untried": n - same, "solved": 0, "undecided": None, "proven": False, "without_witness": None}
    rows = np.flatnonzero(copies).astype(np.int64)
    rule = "equals another row, so that neither has the largest score alone"
    vast = int(np.count_nonzero(known.norms > VAST * known.usual_norm))
    is_small = n * n * dim <= MOST_PRODUCTS
    if vast or not (is_small or evidence.is_asked_for):
        why = f"the others of {n:,} rows are too many to try unless asked for (--only unargmaxable)"
        if vast:  # what the others differ by is rounding beside them
            why = f"{vast:,} rows are vast, beside which the others are not tried"
        return Finding(rows, rule, f"of copies exact; {why}", unchecked=why, facts=facts)
    tried = np.flatnonzero(~copies)
    if not is_small:
        tried = _from_the_mean(known, tried)[: int(MOST_ASKED / (n * dim))]
    rest = tried[~_has_witness(within_range(known.stored, unit=False), tried)]
    without = len(rest)
    scale = float(np.abs(known.stored).max(initial=0)) or 1.0
    whole = known.stored.astype(np.float64) / scale
    rest = rest[~_finds_witness(whole, rest)]
    mixed = _is_mixture(whole, rest)
    never, solved, undecided = _solve(whole, rest[~mixed])
    inside = np.sort(np.concatenate([rest[mixed], np.array(never, np.int64)]))
    untried = n - len(rows) - len(tried)
    facts |= {
        "certified": len(tried) - len(inside) - undecided,
        "proven_rows": len(rows) + len(inside),
        "candidates": undecided,
        "untried": untried,
        "without_witness": without,
        "solved": solved,
        "undecided": undecided,
        "proven": not undecided and not untried,
    }
    rule = (
        "no state gives it the largest score as a row of the output matrix, since it is a mixture of others or by a "
        f"linear programme, or it {rule}"
    )
    unchecked = [f"{undecided:,} candidates were not decided"] if undecided else []
    unchecked += [f"{untried:,} rows, the farthest from the mean of all, were not tried"] if untried else []
    can = f"{facts['certified']:,} rows can have it for certain"
    sure = "; ".join([f"of those listed exact; {can}", *unchecked]) if unchecked else "exact"
    return Finding(np.concatenate([inside, rows]), rule, sure, unchecked="; ".join(unchecked), facts=facts)


def _from_the_mean(known: Evidence, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return positions of rows in the order of their distance from the mean of all."""
    distance = np.zeros(len(known))
    mean = known.moments[0].astype(np.float32)
    for chosen, part in known.blocks():
        distance[chosen] = squared_gaps(part, mean, 1)
    return rows[np.argsort(distance[rows], kind="stable")]


def _has_witness(vectors: NDArray[np.float32], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell which of some rows, (m,), have the largest score, alone, for the state that they are, or less the mean."""
    found = np.zeros(len(rows), bool)
    mean = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    at_once = int(min(1024, max(16, _SCORES // len(vectors))))
    for start in range(0, len(rows), at_once):
        mine = rows[start : start + at_once]
        own = np.arange(len(mine)), mine
        for shift in (mean, np.zeros_like(mean)):
            states = vectors[mine] - shift
            scores = states @ vectors.T
            lead = scores[own].copy()
            scores[own] = -np.inf
            margin = 1e-5 * np.abs(lead)  # what float32 cannot tell is left to the programme
            found[start : start + at_once] |= lead - margin > scores.max(axis=1, initial=-np.inf)
            if found[start : start + at_once].all():
                break
    return found


def _finds_witness(vectors: NDArray[np.float64], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell for which of some rows, (m,), a perceptron finds a state in which the row has the largest score, alone.

    The state h of row i starts at w_i less the mean; while some row j scores as high, h becomes h + w_i - w_j for the
    highest (Rosenblatt 1958, doi:10.1037/h0042519). Where there is such a state, that ends (Novikoff 1962).
    """
    found = np.zeros(len(rows), bool)
    mean = vectors.mean(axis=0)
    moves = _moves(vectors, rows)
    for start in range(0, len(rows), _AT_ONCE):
        left = np.arange(start, min(start + _AT_ONCE, len(rows)))
        states = vectors[rows[left]] - mean
        for _ in range(moves):
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


def _is_mixture(vectors: NDArray[np.float64], rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell which of some rows, (m,), are found to be a mixture of other rows, with weights of 0 or more that add to 1.

    Weights, equal at first, are moved in turn to the nearest that give the row, (d + 1) linear equations, and to a
    tenth of an equal share where they are less (alternating projections: Bregman 1965). A row's own weight c is taken
    out by dividing the others by 1 - c. A row for which none is found may be one all the same.
    """
    found = np.zeros(len(rows), bool)
    n, dim = vectors.shape
    if not len(rows) or n <= dim or n * dim > MOST_NUMBERS:
        return found
    centered = vectors - vectors.mean(axis=0)
    back = centered @ np.linalg.pinv(centered.T @ centered, hermitian=True)
    moves = _moves(vectors, rows)
    for start in range(0, len(rows), _AT_ONCE):
        left = np.arange(start, min(start + _AT_ONCE, len(rows)))
        weights = np.full((len(left), n), 1 / n)
        for _ in range(moves):
            own = np.arange(len(left)), rows[left]
            weights += (centered[rows[left]] - weights @ centered) @ back.T
            weights += (1 - weights.sum(axis=1, keepdims=True)) / n
            others = weights.copy()
            others[own] = 0
            mixed = (others.min(axis=1) >= 0) & (weights[own] < 0.5)
            others = others[mixed] / others[mixed].sum(axis=1, keepdims=True)
            off = np.abs(others @ vectors - vectors[rows[left[mixed]]]).sum(axis=1)  # no lead is larger, |h| <= 1
            mixed[mixed] = off <= _LEAST
            found[left[mixed]] = True
            left, weights = left[~mixed], np.maximum(weights[~mixed], _SHARE / n)
            if not len(left):
                break
            weights[np.arange(len(left)), rows[left]] = 0
    return found


def _moves(vectors: NDArray[np.float64], rows: NDArray[np.intp]) -> int:
    """Return how often states or mixtures of some rows are moved: fewer times where there are many."""
    return min(_MOVES, int(_MOST_MOVED / (vectors.size * max(len(rows), 1))))


def _solve(vectors: NDArray[np.float64], rows: NDArray[np.intp]) -> tuple[list[int], int, int]:
    """Return which rows have no lead, of how many it is known, and of how many it is not, with `MOST_WORK` done."""
    never: list[int] = []
    solved, work = 0, MOST_WORK / vectors.size
    for row in rows.tolist() if vectors.size <= MOST_NUMBERS else []:
        if work <= _SETUP:
            break
        lead, iterations = _largest_lead(vectors, row, int(work - _SETUP))
        work -= _SETUP + iterations
        solved += lead is not None
        if lead is not None and lead <= _LEAST:
            never.append(row)
    return never, solved, len(rows) - solved


def _largest_lead(vectors: NDArray[np.float64], row: int, most: int) -> tuple[float | None, int]:
    """Return max t with (w_row - w_j) . h >= t for all others and h in the unit cube, and the iterations it took.

    None where `most` iterations do not tell.
    """
    from scipy.optimize import linprog

    others = np.delete(vectors, row, axis=0)
    matrix = np.hstack([others - vectors[row], np.ones((len(others), 1))])
    dim = vectors.shape[1]
    goal = np.zeros(dim + 1)
    goal[-1] = -1
    bounds = [(-1, 1)] * dim + [(0, None)]
    zeros = np.zeros(len(others))
    solved = linprog(goal, matrix, zeros, bounds=bounds, method="highs", options={"maxiter": max(1, most)})
    told = None if solved.status != 0 or solved.fun is None else -float(solved.fun)
    return told, int(solved.nit)
