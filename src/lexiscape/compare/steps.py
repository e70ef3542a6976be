"""Spaces of the same tokens in an order in, what changes from one to the next out: checkpoints, layers, sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lexiscape.check import CheckOptions, check_vocabulary
from lexiscape.check.figures import significant
from lexiscape.compare import overlap
from lexiscape.compare.geometry import effective_rank, variances
from lexiscape.compare.scores import Score, rounded
from lexiscape.compare.space_pair import SpacePair
from lexiscape.corrections import rows_in
from lexiscape.corrections.shape import anisotropy
from lexiscape.neighbors import Neighbors
from lexiscape.progress import Progress, silent
from lexiscape.space import EmbeddingSpace
from lexiscape.space.median import quantile
from lexiscape.space.rows import squared_lengths


@dataclass(frozen=True)
class Step:
    """What is measured of one of several spaces.

    Attributes
    ----------
    name : str
        The space's.
    before, last : Score or None
        The overlap of its tokens' nearest neighbors with those in the space before it, and in the last one, beside what
        chance gives: see `lexiscape.compare.overlap`. None where there is no such other space.
    norm : tuple of float
        The length of its rows: the 5th percentile, the median, the 95th; to seven digits, whatever their unit.
    anisotropy : float
        Mean cosine of two different tokens.
    effective_rank : float
        How many dimensions it fills, see `lexiscape.compare.geometry.effective_rank`.
    untrained : float or None
        Share of its rows that look untrained, as `check_vocabulary` finds them; None where that cannot be told, and of
        corrected rows, which are not those that were trained.
    rows : str
        "raw", or by which space its rows are corrected.
    """

    name: str
    before: Score | None
    last: Score | None
    norm: tuple[float, float, float]
    anisotropy: float
    effective_rank: float
    untrained: float | None
    rows: str = "raw"

    def not_applicable(self) -> dict[str, str]:
        """Return why there is no figure, by its name, where none can be: one that is not there else is not known."""
        reasons = {
            "before": "it is the first: none comes before it" if self.before is None else "",
            "last": "it is the last itself" if self.last is None else "",
            "untrained": f"its rows are corrected ({self.rows}), not those that were trained"
            if self.untrained is None and self.rows != "raw"
            else "",
        }
        return {name: reason for name, reason in reasons.items() if reason}

    def as_dict(self) -> dict[str, Any]:
        """Return the step as JSON values."""
        return {
            "name": self.name,
            "before": self.before.as_dict() if self.before else None,
            "last": self.last.as_dict() if self.last else None,
            "norm": list(self.norm),
            "anisotropy": self.anisotropy,
            "effective_rank": self.effective_rank,
            "untrained": self.untrained,
            "rows": self.rows,
            "not_applicable": self.not_applicable(),
        }


def measure_steps(
    spaces: Sequence[EmbeddingSpace],
    found: Sequence[Neighbors],
    k: int,
    *,
    threads: int | None = None,
    progress: Progress = silent,
) -> list[Step]:
    """Measure each of several spaces whose row i is the same token, and how many of the k nearest stay.

    The same numbers for any number of threads.
    """
    steps = []
    for i, space in enumerate(spaces):
        progress("steps", i, len(spaces), space.name)
        lengths = np.sqrt(squared_lengths(np.asarray(space.vectors, np.float32), threads))
        low, middle, high = (significant(quantile(lengths, share)) for share in (0.05, 0.5, 0.95))
        steps.append(
            Step(
                space.name,
                _overlap(spaces, found, (i - 1, i), k) if i > 0 else None,
                _overlap(spaces, found, (i, len(spaces) - 1), k) if i < len(spaces) - 1 else None,
                (low, middle, high),
                rounded(anisotropy(space)),
                effective_rank(variances(space)),
                _untrained(space, threads),
                rows_in(space.provenance),
            )
        )
    progress("steps", len(spaces), len(spaces))
    return steps


def _untrained(space: EmbeddingSpace, threads: int | None) -> float | None:
    """Return the share of rows that look untrained; None of corrected rows, which are not those that were trained."""
    if rows_in(space.provenance) != "raw":
        return None
    as_they_are = replace(space, provenance={k: told for k, told in space.provenance.items() if k != "corrected"})
    report = check_vocabulary(as_they_are, options=CheckOptions(["untrained"], threads=threads))
    listed = report.findings.get("untrained")
    return None if listed is None else rounded(len(listed) / len(space))


def _overlap(spaces: Sequence[EmbeddingSpace], found: Sequence[Neighbors], which: tuple[int, int], k: int) -> Score:
    (x, near_x), (y, near_y) = ((spaces[i].vectors, found[i].indices) for i in which)
    return overlap.score(SpacePair(x, y, near_x, near_y, (k,)))[0]
