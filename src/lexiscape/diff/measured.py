"""`Measured`: what was measured of two spaces, before anything is made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lexiscape.diff.changes import RowChanges, is_far
from lexiscape.diff.lineage import Lineage
from lexiscape.space import EmbeddingSpace
from lexiscape.space.pairing import Pairing


@dataclass(frozen=True, eq=False)
class Measured:
    """What was measured of two spaces.

    Attributes
    ----------
    a, b : EmbeddingSpace
        Before and after.
    pairing : Pairing
        Which rows are the same token: `rows` are positions in `b`, `others` in `a`; `new` in `b`, `gone` in `a`.
        Where tokens were chosen, the pairs of these alone.
    formats : tuple of str
        What the values of either are stored in, or were before: "BF16", "Q8_0" …
    changes : RowChanges
        How far each paired row moved.
    elsewhere : ndarray, (m,), int64
        For each paired row that changed where in `b` the row of `a` stands now, under another token or id; else -1.
    looked_for : int
        How many rows were looked for: of those that are far from where they were, all or a sample.
    lineage : Lineage or None
        What the two have in common whatever became of their dimensions; None of too few tokens, and where no row
        changed.
    """

    a: EmbeddingSpace
    b: EmbeddingSpace
    pairing: Pairing
    formats: tuple[str, str]
    changes: RowChanges
    elsewhere: NDArray[np.int64]
    looked_for: int
    lineage: Lineage | None

    @property
    def same_dimensions(self) -> bool:
        """Whether rows can be held against one another value by value."""
        return bool(self.a.vectors.shape[1] == self.b.vectors.shape[1])

    @property
    def found_share(self) -> float:
        """Of all paired rows the share that stand elsewhere in `b`, as a sample tells it where not all were tried."""
        share = int((self.elsewhere >= 0).sum()) / max(1, self.looked_for)
        return share * int(is_far(self.changes).sum()) / max(1, len(self.elsewhere))
