"""A `Difference` in, everything but its per-token values out, as JSON values; and one line a token, as a table."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape._version import __version__
from lexiscape.check.figures import significant, told
from lexiscape.compare.ties import tie_of
from lexiscape.diff.changes import RowChanges
from lexiscape.diff.difference import STATES, Difference
from lexiscape.diff.groups import by_frequency, by_label
from lexiscape.frames import encodable
from lexiscape.space import EmbeddingSpace
from lexiscape.space.median import quantile

#: Tokens of a list that are told.
EXAMPLES = 50
#: Quantiles that are told, rising; the worst are the last, or the first of what is the worse the lower it is.
_UPPER = {"5%": 0.05, "median": 0.5, "95%": 0.95, "max": 1.0}
_BOTH = {"min": 0.0, "5%": 0.05, "median": 0.5, "95%": 0.95, "max": 1.0}
_LOWER = {"min": 0.0, "5%": 0.05, "median": 0.5, "95%": 0.95}

#: What is told of each row in words: the name of the figure → what it is called.
MEASURES = {
    "cosine": "cosine",
    "error": "relative error",
    "times_rounding": "error / rounding's",
    "kept": "neighbors kept",
}


def facts(difference: Difference, examples: int = EXAMPLES) -> dict[str, Any]:
    """Return the difference as JSON values: verdict, counts, distributions, groups, and the tokens changed most."""
    changes, pairing, lineage = difference.changes, difference.pairing, difference.lineage
    figures = difference.figures
    a, b = difference.a, difference.b
    rows = pairing.others
    differ = ~changes.same
    counts = difference.frequency
    changed = difference.order[: int(changes.changed.sum()) if difference.verdict.by_dimension else 0]
    moved = np.flatnonzero(difference.elsewhere >= 0)
    return {
        "a": _told(a, difference.formats[0]),
        "b": _told(b, difference.formats[1]),
        "verdict": difference.verdict.name,
        "sentence": encodable(difference.verdict.sentence),
        "ground": encodable(difference.verdict.ground),
        "notes": [encodable(note) for note in difference.notes()],
        "paired_by": "position" if pairing.how == "id" else pairing.how,
        "paired": len(rows),
        "counts": difference.counts(),
        "ids": {"moved": pairing.moved, "shift": pairing.shift},
        "cosine": _spread(figures.cosine[differ], lower_is_worse=True),
        "error": _spread(figures.error[differ]),
        "from_zero": int(changes.from_zero.sum()),
        "times_rounding": _spread(figures.times[differ]),
        "factor": _factors(changes),
        "grid": changes.grid or None,
        "kept": None if difference.kept is None else _spread(difference.kept, lower_is_worse=True),
        "neighbors": difference.options.neighbors,
        "lineage": None
        if lineage is None
        else {**asdict(lineage), "related": lineage.is_related, "unrelated": lineage.is_unrelated},
        "kinds": by_label([a.kinds[row] for row in rows.tolist()], figures),
        "scripts": by_label([a.scripts[row] for row in rows.tolist()], figures),
        "frequency": None if counts is None else by_frequency(counts[rows], figures),
        "changed": entries(difference, changed[:examples].tolist()),
        "changed_tie": _tie(difference, changed, examples),
        "changed_ids": a.ids[rows[np.flatnonzero(changes.changed)]].tolist(),
        "new": _tokens(b, pairing.new.tolist(), examples),
        "gone": _tokens(a, pairing.gone.tolist(), examples),
        "elsewhere": {
            "looked_for": difference.looked_for,
            "found": len(moved),
            "rows": [{**entry, **_place(difference, at)} for entry, at in _with(difference, moved[:examples].tolist())],
        },
        "seed": difference.options.seed,
        "versions": {"lexiscape": __version__, "numpy": np.__version__},
    }


def measures_told(told: dict[str, Any]) -> list[str]:
    """Return which of `MEASURES` any of the tokens that changed most has, of a difference's facts."""
    return [name for name in MEASURES if any(entry[name] is not None for entry in told["changed"])]


def title_of_changed(told: dict[str, Any]) -> str:
    """Return the title of the list of what changed most, of a difference's facts: of how many, where it has not all."""
    listed, changed = len(told["changed"]), told["counts"]["changed"]
    return "changed most" if listed == changed else f"changed most, {listed:,} of {changed:,}"


def as_json(difference: Difference) -> str:
    """Return the difference as JSON text: strict JSON, in which no number is NaN."""
    return json.dumps(facts(difference), indent=1, allow_nan=False)


def _told(space: EmbeddingSpace, stored: str) -> dict[str, Any]:
    n, dim = space.vectors.shape
    return {
        "name": encodable(space.name),
        "tokens": n,
        "dimensions": dim,
        "format": encodable(stored),
        "source": _plain(dict(space.provenance)),
    }


def _plain(value: Any) -> Any:
    """Return what provenance holds as JSON values: null for what is no number, the text of what JSON does not know."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    return value if value is None or isinstance(value, str | int) else str(value)


def _spread(values: NDArray[np.float64], *, lower_is_worse: bool = False) -> dict[str, Any]:
    """Return the quantiles of what is finite, rising; None where nothing is."""
    shares = _LOWER if lower_is_worse else _UPPER
    known = values[np.isfinite(values)]
    return {name: told(quantile(known, share)) if len(known) else None for name, share in shares.items()}


def _factors(changes: RowChanges) -> dict[str, Any] | None:
    """Return by which factors rows were multiplied, and whether that is one; None where none was."""
    if changes.scaling is None or not changes.scaled.any():
        return None
    factors = changes.scaling.factor[changes.scaled]
    spread = {name: told(quantile(factors, share)) for name, share in _BOTH.items()}
    return {**spread, "one": changes.scaling.is_one(changes.scaled)}


def entries(difference: Difference, pairs: list[int]) -> list[dict[str, Any]]:
    """Return paired rows as JSON values: id in `a`, token as people read it, raw, state, and what was measured."""
    figures, a = difference.figures, difference.a
    listed = []
    for at in pairs:
        row = int(difference.pairing.others[at])
        kept = None if difference.kept is None else told(float(difference.kept[at]))
        listed.append(
            {
                "id": int(a.ids[row]),
                "token": encodable(a.readable[row]),
                "raw": encodable(a.tokens[row]),
                "state": STATES[int(difference.states[at])],
                "cosine": told(float(figures.cosine[at])),
                "error": told(float(figures.error[at])),
                "times_rounding": told(float(figures.times[at])),
                "kept": kept,
            }
        )
    return listed


def _tie(difference: Difference, changed: NDArray[np.int64], count: int) -> dict[str, Any] | None:
    """Return how many changed rows have the error, as it is told, at which a list of so many ends; None: it has all."""
    errors = difference.figures.error[changed]
    as_told = np.array([significant(error) if math.isfinite(error) else np.inf for error in errors.tolist()])
    tie = tie_of(as_told, np.arange(len(changed))[:count])
    return tie and {**tie.as_dict(), "value": told(tie.value)}


def _with(difference: Difference, pairs: list[int]) -> list[tuple[dict[str, Any], int]]:
    return list(zip(entries(difference, pairs), pairs, strict=True))


def _place(difference: Difference, at: int) -> dict[str, Any]:
    row = int(difference.elsewhere[at])
    return {"now_id": int(difference.b.ids[row]), "now_token": encodable(difference.b.readable[row])}


def _tokens(space: EmbeddingSpace, rows: list[int], count: int) -> list[dict[str, Any]]:
    return [{"id": int(space.ids[row]), "token": encodable(space.readable[row])} for row in rows[:count]]
