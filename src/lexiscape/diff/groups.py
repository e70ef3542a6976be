"""Changes by token in, how many and how large they are by kind, by script and by frequency out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.figures import told
from lexiscape.space.median import median

#: Equal parts of the tokens, by falling frequency.
FREQUENCY_PARTS = 10


class RowFigures(NamedTuple):
    """What is told of each paired row, all arrays (m,), in the order of the pairing; NaN where there is nothing.

    Attributes
    ----------
    changed : ndarray, bool
        Whether it differs by more than rounding or a factor explains.
    cosine, error, times : ndarray, float64
        As for `RowChanges`.
    """

    changed: NDArray[np.bool_]
    cosine: NDArray[np.float64]
    error: NDArray[np.float64]
    times: NDArray[np.float64]


def by_label(labels: Sequence[str], figures: RowFigures) -> dict[str, dict[str, Any]]:
    """Return of each label, the most frequent first, its tokens, how many changed and their medians, as JSON values.

    Parameters
    ----------
    labels : sequence of str, m
        One of each paired row.
    figures : RowFigures
        What is told of each of them.
    """
    names = {name: code for code, name in enumerate(sorted(set(labels)))}
    codes = np.fromiter((names[label] for label in labels), np.int64, len(labels))
    counts = np.bincount(codes, minlength=len(names))
    ranked = sorted(names, key=lambda name: -counts[names[name]])
    return {name: _measured(codes == names[name], figures) for name in ranked}


def by_frequency(counts: NDArray[np.float64], figures: RowFigures) -> list[dict[str, Any]]:
    """Return the same of tenths of the tokens, the most frequent first, with the counts between which each lies."""
    order = np.argsort(-counts, kind="stable")
    parts = []
    for rows in np.array_split(order, FREQUENCY_PARTS):
        if len(rows):
            inside = np.zeros(len(counts), np.bool_)
            inside[rows] = True
            ends = {"most": told(float(counts[rows[0]])), "least": told(float(counts[rows[-1]]))}
            parts.append({**ends, **_measured(inside, figures)})
    return parts


def _measured(inside: NDArray[np.bool_], figures: RowFigures) -> dict[str, Any]:
    errors = figures.error[inside]
    cosines = figures.cosine[inside]
    errors, cosines = errors[np.isfinite(errors)], cosines[~np.isnan(cosines)]
    return {
        "tokens": int(inside.sum()),
        "changed": int((figures.changed & inside).sum()),
        "error": told(float(median(errors))) if len(errors) else None,
        "cosine": told(float(median(cosines))) if len(cosines) else None,
    }
