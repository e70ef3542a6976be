"""A `Difference` in, one line a token out, the most changed first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.diff.difference import STATES, Difference
from lexiscape.space import EmbeddingSpace

Column = list[Any]


def table(difference: Difference) -> dict[str, Column]:
    """Return the columns by name: the paired tokens, the most changed first, with new and gone ones behind the changed.

    `id_a`, `id_b`, `token`, `raw`, `kind`, `script`, `state`, `cosine`, `error`, `times_rounding`, `kept`,
    `elsewhere`: the id in `b` under which the row of `a` stands now, `factor`: by which it was multiplied. Empty where
    there is no value.
    """
    a, b, pairing, changes = difference.a, difference.b, difference.pairing, difference.changes
    order, figures = difference.order, difference.figures
    first = int(changes.changed.sum())
    ahead, behind = order[:first], order[first:]
    ids_a, ids_b = a.ids[pairing.others], b.ids[pairing.rows]
    found = difference.elsewhere
    kept = np.full(len(order), np.nan) if difference.kept is None else difference.kept
    places = np.where(found >= 0, b.ids[np.maximum(found, 0)], -1)

    factors = np.full(len(order), np.nan)
    if changes.scaling is not None:
        factors[changes.scaled] = changes.scaling.factor[changes.scaled]

    def joined(of_pairs: Callable[[NDArray[np.int64]], Column], new: Column, gone: Column) -> Column:
        return [*of_pairs(ahead), *new, *gone, *of_pairs(behind)]

    def told(values: NDArray[np.float64]) -> Column:
        return joined(lambda pairs: [_figure(value) for value in values[pairs].tolist()], *blank)

    def of(read: Callable[[EmbeddingSpace], Any]) -> Column:
        in_a, in_b = read(a), read(b) if len(pairing.new) else []
        return joined(
            lambda pairs: [in_a[row] for row in pairing.others[pairs].tolist()],
            [in_b[row] for row in pairing.new.tolist()],
            [in_a[row] for row in pairing.gone.tolist()],
        )

    blank = ([""] * len(pairing.new), [""] * len(pairing.gone))
    states = difference.states
    return {
        "id_a": joined(lambda pairs: ids_a[pairs].tolist(), blank[0], a.ids[pairing.gone].tolist()),
        "id_b": joined(lambda pairs: ids_b[pairs].tolist(), b.ids[pairing.new].tolist(), blank[1]),
        "token": of(lambda space: space.readable),
        "raw": of(lambda space: space.tokens),
        "kind": of(lambda space: space.kinds),
        "script": of(lambda space: space.scripts),
        "state": joined(
            lambda pairs: [STATES[code] for code in states[pairs].tolist()],
            ["new"] * len(pairing.new),
            ["gone"] * len(pairing.gone),
        ),
        "cosine": told(figures.cosine),
        "error": told(figures.error),
        "times_rounding": told(figures.times),
        "kept": told(kept),
        "elsewhere": joined(lambda pairs: [at if at >= 0 else "" for at in places[pairs].tolist()], *blank),
        "factor": told(factors),
    }


def _figure(value: float) -> Any:
    return "" if value != value else float(f"{value:.7g}")
