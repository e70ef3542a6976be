"""`FilmFrames`: maps of the same tokens, one a space in its order, in one system of coordinates, and what changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.aligned_maps import M
from lexiscape.compare.steps import Step
from lexiscape.compare.ties import Tie, tie_of

#: Of two frames, the tokens that moved most between them are listed: so many.
MOST_MOVED = 50


@dataclass(frozen=True, eq=False)
class FilmFrames(Generic[M]):
    """What a film shows.

    Attributes
    ----------
    maps : sequence of EmbeddingMap
        One a frame; row i of each is the same token. Their column `overlap` is the share of the 10 nearest in common
        with the frame before; in the first frame it is unknown.
    steps : sequence of Step
        What is measured of each frame's space.
    distances : sequence of ndarray, (n,), float64
        How far each token moved in the embedding space, from each frame to the next: one fewer than there are frames,
        see `lexiscape.compare.turned.turned_distances`.
    recall, free_recall : sequence of float
        Share of the `recall_at` nearest that each frame's map keeps, and that a map laid out by itself keeps.
    apart : sequence of bool
        Whether a frame's places are its own: to start from the next frame's would have cost it too many neighbors.
    coverage : str
        How many tokens the spaces have in common, of how many, in words.
    recall_at : int
        10, or a third of few tokens.
    """

    maps: Sequence[M]
    steps: Sequence[Step]
    distances: Sequence[NDArray[np.float64]]
    recall: Sequence[float]
    free_recall: Sequence[float]
    apart: Sequence[bool]
    coverage: str
    recall_at: int

    def __len__(self) -> int:
        return len(self.maps)

    def moved_most(self, i: int, count: int = MOST_MOVED) -> NDArray[np.int64]:
        """Return the rows that moved farthest in the embedding space from frame i to the next, the farthest first.

        Of equals the first row first; rows that moved nowhere are left out.
        """
        far = self.distances[i]
        order = np.argsort(-far, kind="stable")[:count]
        return order[far[order] > 0]

    def tie(self, i: int, listed: Sequence[int] | NDArray[np.int64]) -> Tie | None:
        """Return how many tokens moved as far as the last of such a list; None where it lists all of them."""
        return tie_of(self.distances[i], listed)

    def facts(self) -> dict[str, Any]:
        """Return all but the maps as JSON values."""
        readable = self.maps[0].space.readable
        moved = [self.moved_most(i) for i in range(len(self) - 1)]
        ties = [self.tie(i, rows) for i, rows in enumerate(moved)]
        return {
            "coverage": self.coverage,
            "shared": len(readable),
            "recall_at": self.recall_at,
            "frames": [
                {**step.as_dict(), "recall": kept, "free_recall": free, "apart": apart}
                for step, kept, free, apart in zip(self.steps, self.recall, self.free_recall, self.apart, strict=True)
            ],
            "moved_most": [
                [
                    {"row": row, "token": readable[row], "distance": float(self.distances[i][row])}
                    for row in rows.tolist()
                ]
                for i, rows in enumerate(moved)
            ],
            "moved_most_ties": [tie and tie.as_dict() for tie in ties],
        }
