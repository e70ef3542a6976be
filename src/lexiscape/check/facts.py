"""A `VocabularyReport` in, all of it as JSON values out: the field names that docs/check.md documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from lexiscape._version import __version__
from lexiscape.check.figures import told as told_figure
from lexiscape.check.findings import FINDINGS
from lexiscape.check.report import Finding, VocabularyReport
from lexiscape.frames import encodable
from lexiscape.space import EmbeddingSpace

#: Rows of a finding that are told with their tokens; of the rest, the ids.
EXAMPLES = 50
#: Rows of a finding that a map carries at most: a list that nobody reads is not worth a megabyte.
LISTED = 20_000


def facts(report: VocabularyReport, examples: int = EXAMPLES) -> dict[str, Any]:
    """Return the report as JSON values: of each finding the count, the rule, all ids, and the first rows in words."""
    n, dim = report.space.vectors.shape
    return {
        "name": encodable(report.space.name),
        "tokens": n,
        "dimensions": dim,
        "against": None if report.other is None else encodable(report.other.name),
        "facts": dict(report.facts),
        "findings": {name: _told(report, name, found, examples) for name, found in report.findings.items()},
        "left_out": dict(report.left_out),
        "source": dict(report.space.provenance),
        "versions": {"lexiscape": __version__, "numpy": np.__version__},
    }


def _told(report: VocabularyReport, name: str, found: Finding, examples: int) -> dict[str, Any]:
    row = FINDINGS[name]
    return {
        "title": row.title,
        "count": len(found),
        "is_fault": row.is_fault,
        "state": state_of(found),
        "unchecked": found.unchecked,
        "rule": found.rule,
        "sure": found.sure,
        "advice": row.advice,
        "value": found.value,
        "facts": dict(found.facts),
        "ids": report.space.ids[found.rows].tolist(),
        "groups": [report.space.ids[group].tolist() for group in found.groups],
        "examples": entries(report.space, found, examples),
    }


def state_of(found: Finding) -> str:
    """Return "listed" where rows are, "fact" where only numbers are told, "undecided" or "none" where no row is.

    "undecided": none, of what was looked at, and a part was not.
    """
    if len(found):
        return "listed"
    if in_numbers(found.facts):
        return "fact"
    return "undecided" if found.unchecked else "none"


def as_json(report: VocabularyReport) -> str:
    """Return the report as JSON text: strict JSON, in which no number is NaN."""
    return json.dumps(facts(report), indent=1, allow_nan=False)


def brief(report: VocabularyReport, most: int = LISTED) -> dict[str, Any]:
    """Return what a map carries of a report, as JSON values.

    `findings`: of each that lists rows `name`, `title`, `count`, `is_fault`, `rule`, `sure`, `advice`, `unchecked` and
    `rows`, positions in the space, the most certain first and at most so many; `none`: of each that lists none `name`,
    `title` and `unchecked`; `left_out`: why others could not be told.
    """
    told, none = [], []
    for name, found in report.findings.items():
        row = FINDINGS[name]
        about = {"name": name, "title": row.title, "unchecked": found.unchecked}
        if len(found):
            words = {"rule": found.rule, "sure": found.sure, "advice": row.advice}
            counts = {"count": len(found), "is_fault": row.is_fault}
            told.append({**about, **counts, **words, "rows": found.rows[:most].tolist()})
        else:
            none.append(about)
    return {"findings": told, "none": none, "left_out": dict(report.left_out)}


def in_numbers(told: Mapping[str, Any]) -> str:
    """Return what a finding without rows has to tell, on one line: nothing where its numbers are about rows."""
    shown = []
    for key in ("length", "anisotropy", "first_component", "named"):
        value = told.get(key)
        if isinstance(value, dict):
            shown.append(f"{key} {', '.join(f'{name} {number:.4g}' for name, number in value.items())}")
        elif isinstance(value, list):
            shown += [f"dimension {entry['dimension']} ({entry['times']:.1f} times)" for entry in value]
        elif value is not None:
            shown.append(f"{key.replace('_', ' ')} {value:.3g}")
    return "; ".join(shown)


#: What every view says where no row is listed, and where nothing was looked at.
NONE, IN_PART, NOT_CHECKED = "none", "none so far", "not checked"


def count_and_reason(found: Mapping[str, Any]) -> tuple[str, str]:
    """Return what every view says of a finding in one line: how many rows it lists, and what that rests on.

    Parameters
    ----------
    found : mapping
        `count`, `state`, `unchecked`, `facts` and `sure`, as `facts` tells them of a finding.

    Returns
    -------
    tuple of str
        The count, `NONE` or `IN_PART` where no row is listed, empty where a finding is about numbers; then these
        numbers, or what was not looked at, or why no row could be listed, or else how sure it is.
    """
    state = found["state"]
    if state == "fact":
        return "", in_numbers(found["facts"])
    if state == "listed":
        return f"{found['count']:,}", sure_in_all(found)
    if state == "undecided":
        return IN_PART, found["sure"] if found["unchecked"] in found["sure"] else found["unchecked"]
    return NONE, str(found["facts"].get("why_none", "")) or found["sure"]


def sure_in_all(found: Mapping[str, Any]) -> str:
    """Return how sure a finding is, and what of it was not looked at."""
    parts = [found["sure"], *([] if found["unchecked"] in found["sure"] else [found["unchecked"]])]
    return "; ".join(parts)


def by_reason(reasons: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the findings of each reason, in order."""
    told: dict[str, list[str]] = {}
    for name, why in reasons.items():
        told.setdefault(why, []).append(name)
    return told


def entries(space: EmbeddingSpace, found: Finding, count: int) -> list[dict[str, Any]]:
    """Return the first rows of a finding: row, id, token as people read it, raw, its value and what is noted of it."""
    told = []
    for position, row in enumerate(found.rows[:count].tolist()):
        entry: dict[str, Any] = {
            "row": row,
            "id": int(space.ids[row]),
            "token": encodable(space.readable[row]),
            "raw": encodable(space.tokens[row]),
        }
        if found.values is not None:
            entry["value"] = told_figure(float(found.values[position]))
        if found.notes:
            entry["note"] = encodable(found.notes[position])
        told.append(entry)
    return told


def summary(report: VocabularyReport) -> list[tuple[str, int, str]]:
    """Return name, count and what is said of it in one line, of each finding that lists rows, in the table's order."""
    return [(name, len(found), FINDINGS[name].title) for name, found in report.findings.items() if len(found)]
