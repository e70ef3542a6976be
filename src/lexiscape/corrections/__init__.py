"""A space in, the same tokens in a space freed of frequency or hubs out: one file a space, one row each in `SPACES`."""

from __future__ import annotations

from lexiscape.corrections.correct import SPACES, SpaceRow, correct_rows, correct_space, rows_in, space_of
from lexiscape.corrections.near import find_neighbors_in, nearest_rows_in

__all__ = [
    "SPACES",
    "SpaceRow",
    "correct_rows",
    "correct_space",
    "find_neighbors_in",
    "nearest_rows_in",
    "rows_in",
    "space_of",
]
