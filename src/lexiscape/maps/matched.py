"""A map's file and a space in, the tokens that both hold and where they lie out: what a score is measured on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import CorruptFile, OptionError
from lexiscape.files import readable_again
from lexiscape.layouts.coordinates import read_coordinates
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.maps.load import load_map
from lexiscape.one_line import short_line
from lexiscape.space import EmbeddingSpace


def match_map(
    path: Path, space: EmbeddingSpace, drawn: EmbeddingMap | None
) -> tuple[EmbeddingSpace, NDArray[np.float32], str | None]:
    """Return the tokens of a space that a map shows, and where.

    Parameters
    ----------
    path : Path
        A .npz or .html that Lexiscape wrote, or coordinates as `read_coordinates` takes them.
    space : EmbeddingSpace
        The space that it was drawn from: tokens are matched by id.
    drawn : EmbeddingMap or None
        What `map_in` returned of the file; None: it holds coordinates.

    Returns
    -------
    EmbeddingSpace, ndarray (n, 2) float32, str or None
        The tokens that both hold, in the order of `space`; where token i lies, in row i; the metric by which the map
        was drawn, where the file says so.

    Raises
    ------
    OptionError
        The map is of another vocabulary: no id is in both, or an id is another token there.
    SourceError, SourceNotFound, CorruptFile
        The file cannot be read.
    """
    xy, metric = (read_coordinates(path, space), None) if drawn is None else _places(path, space, drawn)
    placed = np.flatnonzero(np.isfinite(xy).all(axis=1))
    return (space, xy, metric) if len(placed) == len(space) else (space.take(placed), xy[placed], metric)


def map_in(path: Path) -> EmbeddingMap | None:
    """Return the map in a file that Lexiscape wrote; None where it holds coordinates of anybody's.

    Raises
    ------
    SourceError, SourceNotFound, CorruptFile
        The file cannot be read.
    """
    if path.suffix.lower() not in readable_again():
        return None
    try:
        return load_map(path)
    except CorruptFile:
        if path.suffix.lower() != ".npz":
            raise
        return None  # arrays of somebody's own


def _places(path: Path, space: EmbeddingSpace, drawn: EmbeddingMap) -> tuple[NDArray[np.float32], str]:
    row_of = {int(token_id): row for row, token_id in enumerate(drawn.space.ids)}
    rows = np.array([row_of.get(int(token_id), -1) for token_id in space.ids])
    shown = np.flatnonzero(rows >= 0)
    told = f"{short_line(str(path))} is no map of {short_line(space.name)}"
    if len(shown) == 0:
        raise OptionError(f"{told}: no token id is in both; name the source it was drawn from")
    for at in shown.tolist():
        if (there := drawn.space.tokens[rows[at]]) != (here := space.tokens[at]):
            raise OptionError(
                f"{told}: id {space.ids[at]} is {short_line(repr(there))} there and {short_line(repr(here))} here; "
                "name the source it was drawn from"
            )
    xy = np.full((len(space), 2), np.nan, np.float32)
    xy[shown] = drawn.xy[rows[shown]]
    return xy, drawn.found.metric
