"""Which rows look as if training had never touched them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.evidence import Evidence
from lexiscape.check.figures import told
from lexiscape.check.groups import (
    LEAST_ALL,
    LEAST_COPIES,
    LEAST_DIM,
    LEAST_ROWS,
    Group,
    candidates,
    find_groups,
    too_little,
)
from lexiscape.check.indicators import cosine_distances
from lexiscape.check.long_noise import find_long
from lexiscape.check.report import Finding, LeftOut, listed
from lexiscape.space.median import median, quantile
from lexiscape.space.rows import squared_gaps

#: So near the mean of all rows, in median distances from it, training has moved no row back.
AT_MEAN = 0.01
_SHARES = {"min": 0.0, "5%": 0.05, "median": 0.5, "95%": 0.95, "max": 1.0}


def find(evidence: Evidence) -> Finding:
    """List rows that differ from others by nothing but noise (`lexiscape.check.groups`), zero rows, and many copies.

    And rows at the mean of all, where `resize_token_embeddings` of transformers puts new ones, with 1e-9 of the rows'
    covariance, which is no noise of one size. The score of a row is the probability that it belongs to such a group;
    zero rows, rows that at least two others equal and rows at the mean have 1. Names play no part, but that the
    reserved rows' mean is one of the points around which is looked.
    """
    own = _judge(evidence, "input" if evidence.output is not None else "")
    judged = [own]
    if evidence.output is not None:
        if len(evidence.output) != len(evidence):
            raise LeftOut(f"the output matrix has {len(evidence.output):,} rows, the input matrix {len(evidence):,}")
        judged.append(_judge(Evidence(evidence.output, threads=evidence.threads), "output"))
    chance = np.max([part["chance"] for part in judged], axis=0)
    mask = np.any([part["mask"] for part in judged], axis=0)
    distance = judged[-1]["columns"].get("cosine_to_untrained", np.zeros(len(evidence)))
    order = np.lexsort([np.nan_to_num(distance), -chance])
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    rows = listed(mask, place)
    groups = [group for part in judged for group in part["told"]]
    expected, low, high = (sum(group[key] for group in groups) for key in ("expected_false", "low", "high"))
    return Finding(
        rows,
        _rule(groups, [part["why"] for part in judged], sum(part["at_mean"] for part in judged)),
        sure=_sure(len(rows), expected, low, high, bool(groups)),
        values=chance[rows],
        value="probability",
        facts={
            "groups": groups,
            "expected_false": round(expected, 3),
            "false_share": round(expected / len(rows), 6) if len(rows) else 0.0,
            "false_share_interval": [round(min(1.0, end / len(rows)), 6) if len(rows) else 0.0 for end in (low, high)],
            "why_none": "" if groups else judged[0]["why"],
            "indicators": _distributions(evidence, judged[-1]["columns"], mask),
        },
        unchecked=_unchecked(evidence),
        columns={"untrained": chance, **judged[-1]["columns"]},
    )


def _distributions(
    evidence: Evidence, columns: Mapping[str, NDArray[np.float64]], mask: NDArray[np.bool_]
) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return quantiles of each indicator, as JSON values, of the rows that are listed and of the others."""
    told_of: dict[str, dict[str, dict[str, float | None]]] = {}
    for name, values in {"norm": evidence.norms * evidence.unit, **columns}.items():
        parts = {"listed": values[mask & np.isfinite(values)], "others": values[~mask & np.isfinite(values)]}
        told_of[name] = {
            part: {at: told(quantile(some, share)) for at, share in _SHARES.items()}
            for part, some in parts.items()
            if len(some)
        }
    return told_of


def _unchecked(evidence: Evidence) -> str:
    """Say what was not looked at: another matrix, or all but what is certain."""
    told = [too_little(evidence, candidates(evidence))]
    said = evidence.space.provenance
    if evidence.output is None and said.get("matrix") != "output":
        if said.get("tied") is False:
            told.append("the model is untied, and its output matrix was not read (--both)")
        elif said.get("said_untied"):
            told.append("the model is untied, and the files hold no output matrix")
    return "; ".join(part for part in told if part)


def _judge(evidence: Evidence, matrix: str) -> dict[str, Any]:
    """Return of one matrix: the chance and the mask of its rows, (n,), its groups as JSON values, its indicators."""
    groups, why = find_groups(evidence)
    groups += find_long(evidence, groups)
    certain = evidence.finite & ((evidence.copies >= LEAST_COPIES) | (evidence.norms == 0))
    if certain.mean() > 0.5:  # one vector for most tokens: nothing stands out
        certain &= evidence.norms == 0
    at_mean = _at_mean(evidence)
    certain |= at_mean
    chance = np.where(certain, 1.0, np.max([group.chance for group in groups], axis=0) if groups else 0.0)
    mask = certain.copy()
    for group in groups:
        mask[group.rows] = True
    return {
        "chance": chance,
        "mask": mask,
        "why": why,
        "at_mean": int(at_mean.sum()),
        "told": [_told(group, matrix, evidence.unit) for group in groups],
        "columns": _indicators(evidence, groups, np.flatnonzero(at_mean)),
    }


def _at_mean(evidence: Evidence) -> NDArray[np.bool_]:
    """Tell which rows lie at the mean of all, (n,)."""
    sound = evidence.sound
    found = np.zeros(len(evidence), bool)
    if np.count_nonzero(sound) < LEAST_ALL or evidence.vectors.shape[1] < LEAST_DIM:
        return found
    distance = np.full(len(evidence), np.inf)
    mean = evidence.moments[0].astype(np.float32)
    for rows, part in evidence.blocks():
        distance[rows] = np.sqrt(squared_gaps(part, mean, 1))
    found[sound] = distance[sound] < AT_MEAN * median(distance[sound])
    return found


def _told(group: Group, matrix: str, unit: float) -> dict[str, Any]:
    said = {
        "around": group.center.name,
        "rows": len(group.rows),
        "noise": told(group.noise * unit),
        "expected_false": round(group.expected, 3),
        "low": round(group.low, 3),
        "high": round(group.high, 3),
    }
    return {"matrix": matrix, **said} if matrix else said


def _indicators(evidence: Evidence, groups: list[Group], at_mean: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Return the paper's indicators of every row, where there is a reference: untrained rows, or reserved ones.

    Of untrained rows these are the largest group, or those at the mean of all.
    """
    if groups:
        reference = np.sort(groups[0].rows)
    elif len(at_mean) >= LEAST_ROWS:
        reference = at_mean
    else:
        kinds = np.array([kind in ("unused", "extra") for kind in evidence.space.kinds], bool)
        reference = np.flatnonzero(kinds & evidence.sound).astype(np.int64)
        if len(reference) < LEAST_ROWS:
            return {}
    return {
        "cosine_to_untrained": cosine_distances(evidence, reference),
        "cosine_without_first": cosine_distances(evidence, reference, "first"),
        "cosine_centered": cosine_distances(evidence, reference, "mean"),
    }


def _rule(groups: list[dict[str, Any]], why: list[str], at_mean: int) -> str:
    if at_mean:
        return (
            f"{_rule(groups, why, 0)}; or lies at the mean of all rows, nearer than {AT_MEAN:.0%} of the median "
            f"distance from it ({at_mean:,} rows)"
        )
    if not groups:
        return f"differs from a common point by nothing but noise of one size: {'; '.join(dict.fromkeys(why))}"
    parts = [f"{group['noise']:.3g} around {group['around']} ({group['rows']:,} rows)" for group in groups]
    return f"differs from a common point by nothing but noise, of a standard deviation of {', '.join(parts)}"


def _sure(count: int, expected: float, low: float, high: float, any_group: bool) -> str:
    if not any_group:
        return "zero rows, copies and rows at the mean are certain"
    shares = [min(1.0, number / count) for number in (expected, low, high)]
    return (
        f"expected false share {shares[0]:.1%} (95% interval {shares[1]:.1%} to {shares[2]:.1%}), from the rows "
        "beside; some of those are little trained themselves"
    )
