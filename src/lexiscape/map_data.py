"""`MapData`: space + neighbors + layout + columns + provenance, the one thing that every view takes."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.columns import Column
from lexiscape.frames import token_frame
from lexiscape.neighbors import Neighbors, at_least_one
from lexiscape.one_line import one_line, short_line
from lexiscape.space import EmbeddingSpace
from lexiscape.space.lookup import find_rows
from lexiscape.terminal_table import numbered

if TYPE_CHECKING:
    import pandas


class Neighbor(NamedTuple):
    """One true neighbor of a token; `distance` is 1 - cosine similarity, or Euclidean."""

    id: int
    token: str
    raw: str
    distance: float


def neighbor_of(space: EmbeddingSpace, row: int, distance: float) -> Neighbor:
    """Return a row of a space as somebody's neighbor."""
    return Neighbor(int(space.ids[row]), space.readable[row], space.tokens[row], float(distance))


class NeighborList(list[Neighbor]):
    """The true neighbors of a token, nearest first: a list, which a shell and a notebook show as a table."""

    def frame(self) -> pandas.DataFrame:
        """Return id, token, raw and distance as a DataFrame; MissingExtra without pandas."""
        return token_frame(self, Neighbor)

    def __repr__(self) -> str:
        name = self._figure
        rows = [(near.token, f"{name} {self._told(near.distance):.3f}", f"id {near.id}") for near in self]
        return "\n".join(numbered(rows)) or "no neighbors"

    @property
    def _figure(self) -> str:
        """What the figure that is shown is called."""
        return "distance"

    def _told(self, distance: float) -> float:
        """Return the figure that is shown."""
        return distance

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{place}</td><td>{html.escape(token)}</td><td><code>{html.escape(raw)}</code></td>"
            f"<td>{near.id}</td><td>{self._told(near.distance):.3f}</td></tr>"
            for place, near in enumerate(self, 1)
            for token, raw in [(one_line(near.token), one_line(near.raw))]
        )
        head = "".join(f"<th>{name}</th>" for name in ("", "token", "raw", "id", self._figure))
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


@dataclass(frozen=True, eq=False)
class MapData:
    """A map of an embedding space: what every view takes.

    Attributes
    ----------
    space : EmbeddingSpace
        The tokens and vectors that were drawn.
    found : Neighbors
        The true neighbors it was drawn from.
    xy : ndarray, (n, 2), float32
        Row i is where `space.tokens[i]` lies; y grows upward.
    columns : mapping of str to Column
        What is known of each token, by name.
    meta : mapping
        Source, options, seed, versions, seconds by stage, scores: JSON values only.
    carried : mapping of str to bytes
        What the page that the map was opened from carries beside it, packed, by name: `vectors`, `tokenizer`. Where
        the map is published, its page carries them on; any other map has nothing here.
    """

    space: EmbeddingSpace
    found: Neighbors
    xy: NDArray[np.float32]
    columns: Mapping[str, Column] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    carried: Mapping[str, bytes] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.space)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {short_line(self.space.name)}: {len(self):,} tokens>"

    def neighbors(self, token: str, k: int = 10) -> NeighborList:
        """List the true nearest neighbors of a token, in the space, not on the map.

        Parameters
        ----------
        token : str
            Raw or readable (see `lexiscape.space.lookup.find_rows`); when several tokens read so, the first is meant.
        k : int
            At least 1; at most as many as were found when the map was drawn are listed.

        Returns
        -------
        NeighborList
            A list of (id, token, raw, distance), nearest first; its `frame()` is a pandas DataFrame.

        Raises
        ------
        SelectionError
            There is no such token; the message offers close spellings.
        OptionError
            `k` is no whole number, or less than 1.
        """
        k = at_least_one("k", k)
        row = find_rows(self.space, token)[0]
        pairs = zip(self.found.indices[row, :k].tolist(), self.found.distances[row, :k].tolist(), strict=True)
        return NeighborList(neighbor_of(self.space, other, distance) for other, distance in pairs)
