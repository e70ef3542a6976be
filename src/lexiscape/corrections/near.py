"""A space and which correction of it in, neighbors out: searched by distance, ranked anew where a correction asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.corrections.correct import SPACES, space_of
from lexiscape.corrections.csls import AROUND
from lexiscape.corrections.ranked import rank_all, rank_shortlists
from lexiscape.errors import OptionError
from lexiscape.neighbors import METRICS, Neighbors, at_least_one, find_neighbors, nearest_rows
from lexiscape.progress import Progress, silent
from lexiscape.space import EmbeddingSpace

#: Neighbors by distance of which the shortlists are made that are ranked anew, or twice as many as are wanted.
SHORTLIST = 200
#: Rows whose neighbors are found in full as well, to tell how many of them the shortlists hold.
CHECKED_ROWS = 100
_JUDGED = 10
_RANKED = 1 << 21  # entries of full lists that are ranked at once: some 40 bytes each


def find_neighbors_in(space: EmbeddingSpace, k: int = 30, *, progress: Progress = silent, **how: Any) -> Neighbors:
    """Find each row's k nearest other rows, by what the space that the rows are in says of how near they are.

    Parameters
    ----------
    space : EmbeddingSpace
        Of `correct_space`, or raw. Unless it is ``"csls"``, this is `find_neighbors`. There, the 200 nearest of each
        row by cosine, or twice as many as are wanted, and the rows that have it among theirs are ranked by CSLS;
        ``meta["space_recall"]`` says of a sample of rows what share of their 10 nearest by a ranking of all rows these
        hold.
    k : int
        Neighbors a row; at most n - 1 are returned.
    progress, **how
        As for `find_neighbors`.

    Returns
    -------
    Neighbors
        In csls, `distances` are 1 - CSLS / 2 (`lexiscape.corrections.csls.lengthen`).

    Raises
    ------
    VectorError, CorruptFile, OptionError, MissingExtra
        As `find_neighbors`; OptionError too where the space does not take the metric.
    """
    lengthen = _ranking(space, how)
    if lengthen is None:
        return find_neighbors(space, k, progress=progress, **how)
    shortlist = find_neighbors(space, max(SHORTLIST, 2 * k), progress=progress, **how)
    added = lengthen(shortlist)
    listed = min(k, shortlist.indices.shape[1])
    told = {**shortlist.meta, "k": listed, "shortlist": shortlist.indices.shape[1]}
    ranked = rank_shortlists(shortlist, added, listed, told)
    told["space_recall"] = _recall(space, ranked, added, how)
    return ranked


def nearest_rows_in(space: EmbeddingSpace, rows: Any, k: int = 10, **how: Any) -> Neighbors:
    """Find the k nearest other rows of a few rows, in csls ranked among all; parameters as `find_neighbors_in`."""
    lengthen = _ranking(space, how)
    asked = np.asarray(rows, np.int64).reshape(-1)
    if lengthen is None:
        return nearest_rows(space, asked, k, **how)
    k = at_least_one("k", k)
    return _among_all(space, asked, lengthen(find_neighbors(space, AROUND, **how)), k, how)


def _among_all(
    space: EmbeddingSpace, rows: NDArray[np.int64], added: NDArray[np.float64], k: int, how: dict[str, Any]
) -> Neighbors:
    """Return the k nearest of a few rows, all others ranked: of so few at once that their lists take little memory."""
    n = len(space)
    height = max(1, _RANKED // n)
    parts = []
    for start in range(0, max(len(rows), 1), height):
        some = rows[start : start + height]
        parts.append(rank_all(nearest_rows(space, some, max(n - 1, 1), **how), some, added, k))
    indices, distances = (np.concatenate(one) for one in zip(*((p.indices, p.distances) for p in parts), strict=True))
    return Neighbors(indices, distances, parts[0].metric, parts[0].meta)


def lengthened(
    space: EmbeddingSpace, distances: NDArray[np.float32], inputs: Sequence[int], **how: Any
) -> NDArray[np.float32]:
    """Return the distances of all rows from a vector, (n,), as the space that the rows are in measures them.

    The rows that the vector is made of, `inputs`, are none of its neighbors, as no row is its own.
    """
    lengthen = _ranking(space, how)
    if lengthen is None:
        return distances
    added = lengthen(find_neighbors(space, AROUND, **how))
    order = np.argsort(distances, kind="stable")
    nearest = order[~np.isin(order, inputs)][:AROUND].astype(np.int32)
    own = lengthen(Neighbors(nearest[None], distances[nearest][None], how.get("metric", "cosine")))
    longer: NDArray[np.float32] = np.maximum(distances + added + own[0], 0).astype(np.float32)
    return longer


def _ranking(space: EmbeddingSpace, how: dict[str, Any]) -> Callable[[Neighbors], NDArray[np.float64]] | None:
    """Return what the space's ranking of neighbors adds to their distances; None where distances alone rank."""
    name = space_of(space.provenance)
    row = SPACES.get(name)
    metric = how.get("metric", "cosine")
    if row is not None and metric in METRICS and metric not in row.metrics:
        raise OptionError(f"the space {name} is made of {' and '.join(row.metrics)} distances, not of {metric} ones")
    found: Callable[[Neighbors], NDArray[np.float64]] | None = None
    if row is not None and row.of == "neighbors":
        found = import_module(row.module).lengthen
    return found


def _recall(space: EmbeddingSpace, ranked: Neighbors, added: NDArray[np.float64], how: dict[str, Any]) -> float:
    """Return the share of a sample's 10 nearest, ranked among all rows, that are among the first 10 of `ranked`."""
    n, k = len(space), min(_JUDGED, ranked.indices.shape[1])
    if not k:
        return 1.0
    step = max(1, n // CHECKED_ROWS)
    rows = np.arange(step // 2, n, step)[:CHECKED_ROWS]
    searched: dict[str, Any] = {name: how[name] for name in ("metric", "threads") if name in how}
    whole = _among_all(space, rows, added, k, searched)
    hits = (ranked.indices[rows, :k, None] == whole.indices[:, None, :]).any(axis=2)
    return round(float(hits.mean()), 4)
