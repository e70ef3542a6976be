"""`AlignedMaps`: the maps of a comparison, in one system of coordinates, and what that cost them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from lexiscape._rules import RECALL_AT
from lexiscape.map_data import MapData

M = TypeVar("M", bound=MapData, covariant=True)

#: Neighbor recall that an aligned map may lose against a free one before a note says so.
TOLERANCE = 0.01


@dataclass(frozen=True, eq=False)
class AlignedMaps(Generic[M]):
    """Maps of the shared tokens, row i of each the same token, in one system of coordinates.

    Attributes
    ----------
    maps : sequence of EmbeddingMap
        One a space. Their column `overlap` is the share of neighbors in common with the first space; in the first map,
        its mean over the other spaces.
    recall, free_recall : list of float
        Share of the true neighbors that each map keeps, and that a map laid out by itself keeps: of the `k` nearest.
    moved : list of float
        How far a token lies from its place in the first map, median, in units of the first map's radius (root mean
        square); `free_moved` the same for the free maps, turned to fit as well as they can.
    k : int
        10, or a third of few tokens.
    """

    maps: Sequence[M]
    recall: list[float]
    free_recall: list[float]
    moved: list[float]
    free_moved: list[float]
    k: int = RECALL_AT

    def notes(self) -> list[str]:
        """Say which aligned maps are less faithful than free ones by more than `TOLERANCE`."""
        return [
            f"{drawn.space.name}: to keep places, this map shows {free - kept:.1%} fewer of the true neighbors than "
            "one laid out by itself"
            for drawn, kept, free in zip(self.maps, self.recall, self.free_recall, strict=True)
            if free - kept > TOLERANCE
        ]
