"""A space and a name of `SPACES` in, the same tokens in that space out: its rows corrected, by one row a space."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lexiscape.corrections.applied import apply
from lexiscape.corrections.given import Given
from lexiscape.errors import OptionError, VectorError
from lexiscape.neighbors import METRICS, as_matrix, within_range
from lexiscape.space import EmbeddingSpace
from lexiscape.space.mapped import check_unchanged
from lexiscape.space.rows import squared_lengths


class SpaceRow(NamedTuple):
    """One row of `SPACES`.

    Attributes
    ----------
    module : str
        Holds `find(given) -> Correction` where rows are corrected; `lengthen(found)`, what each row adds to all of its
        distances, where the ranking of neighbors is; none where nothing is.
    summary : str
        What a person reads.
    of : {"rows", "neighbors", "nothing"}
        What is corrected.
    metrics : tuple of str
        By which distances it can be told who is near, of `lexiscape.neighbors.METRICS`.
    """

    module: str
    summary: str
    of: str = "rows"
    metrics: tuple[str, ...] = METRICS


SPACES: dict[str, SpaceRow] = {
    "raw": SpaceRow("", "rows as they are", "nothing"),
    "centered": SpaceRow("lexiscape.corrections.centered", "the mean row taken off"),
    "abtt": SpaceRow("lexiscape.corrections.abtt", "All-but-the-Top: mean and first components taken off"),
    "zipf": SpaceRow("lexiscape.corrections.zipf", "whitened, tokens weighed by frequency"),
    "causal": SpaceRow("lexiscape.corrections.causal", "the causal inner product of an output matrix"),
    "csls": SpaceRow("lexiscape.corrections.csls", "neighbors ranked by CSLS, against hubs", "neighbors", ("cosine",)),
}


def correct_space(space: EmbeddingSpace, to: str, *, counts: ArrayLike | None = None) -> EmbeddingSpace:
    """Return the same tokens in a corrected space.

    Statistics are of all rows of `space` but those of zeros, which have no direction and stay zero, and those with NaN
    or infinite values, which stay as they are: correct a space first, then choose tokens of it.

    Parameters
    ----------
    space : EmbeddingSpace
        Whose rows.
    to : str
        A key of `SPACES`. ``"centered"``, ``"abtt"``, ``"zipf"`` and ``"causal"`` correct rows; ``"csls"`` leaves them
        as they are and corrects what neighbors are ranked by (`find_neighbors_in`); ``"raw"`` corrects nothing.
    counts : array_like, (n,), optional
        How often each token occurs, for ``"zipf"``; by default ``space.fields["frequency"]``.

    Returns
    -------
    EmbeddingSpace
        `provenance["corrected"]` says which space it is; what takes it, a map or a comparison, heeds that. The same
        bytes for any number of threads. A space that is already so corrected is returned as it is.

    Raises
    ------
    OptionError
        There is no such space, `space` is another corrected one, or lacks what this one needs: counts, an output
        matrix.
    VectorError
        Nothing is left of any row, or rows are too few.
    """
    check_name(to)
    known = space_of(space.provenance)
    if to in ("raw", known):
        return space
    if known != "raw":
        raise OptionError(f"{space.name} is in the space {known} already: open it raw to have it in the space {to}")
    if SPACES[to].of == "neighbors":
        return replace(space, provenance={**space.provenance, "corrected": {"space": to}})
    counted = space.fields.get("frequency") if counts is None else counts
    check_unchanged(space.vectors)
    rows, told = _corrected(space.vectors, to, counted, space.name, space.provenance)
    check_unchanged(space.vectors)
    return replace(space, vectors=rows, provenance={**space.provenance, "corrected": told})


def correct_rows(vectors: ArrayLike, to: str, *, counts: ArrayLike | None = None) -> NDArray[np.float32]:
    """Return corrected rows of a bare matrix, (n, r), float32; parameters and errors as for `correct_space`."""
    check_name(to)
    matrix = as_matrix(vectors)
    return matrix if SPACES[to].of != "rows" else _corrected(matrix, to, counts, "the matrix", {"matrix": "output"})[0]


def space_of(provenance: Mapping[str, Any]) -> str:
    """Return in which space rows are, by what a space's or a map's provenance says: ``"raw"`` where it says nothing."""
    told = provenance.get("corrected")
    return str(told.get("space", "raw")) if isinstance(told, Mapping) else "raw"


def rows_in(provenance: Mapping[str, Any]) -> str:
    """Return the space that the rows themselves are in: ``"raw"`` where another only ranks their neighbors."""
    name = space_of(provenance)
    return "raw" if name in SPACES and SPACES[name].of == "neighbors" else name


def check_name(to: str) -> None:
    """Raise OptionError where there is no such space."""
    if to not in SPACES:
        raise OptionError(f"no space {to!r}: choose one of {', '.join(SPACES)}")


def _corrected(
    vectors: NDArray[np.float32], to: str, counts: ArrayLike | None, name: str, provenance: Mapping[str, Any]
) -> tuple[NDArray[np.float32], dict[str, Any]]:
    n, dim = vectors.shape
    if dim == 0:
        raise OptionError(f"{name} has no vectors to correct: open the model that it was drawn from")
    squares = squared_lengths(vectors)
    counting = np.flatnonzero(np.isfinite(squares) & (squares > 0))
    if len(counting) < 2:
        raise VectorError(f"{len(counting)} of {n:,} rows of {name} hold numbers other than 0: nothing to correct")
    safe = vectors if len(counting) == n else np.where(np.isfinite(squares)[:, None], vectors, 0)
    given = Given(name, within_range(safe, unit=False), counting, _as_counts(counts, n), provenance)
    found = import_module(SPACES[to].module).find(given)
    rows = apply(found, given)
    if not rows.any():
        raise VectorError(
            f"nothing is left of the rows of {name} in the space {to}: they are all the same, or too few; take "
            "--space raw"
        )
    if len(counting) < n:
        rows[~np.isfinite(squares)] = np.nan
    return rows, {"space": to, **found.told}


def _as_counts(counts: ArrayLike | None, n: int) -> NDArray[np.float64] | None:
    if counts is None:
        return None
    try:
        given = np.asarray(counts, np.float64)
    except (TypeError, ValueError):
        raise OptionError(f"counts must be one number for each of the {n:,} tokens") from None
    if given.shape != (n,):
        raise OptionError(f"counts must be one number for each of the {n:,} tokens, not of shape {given.shape}")
    if not np.isfinite(given).all() or (given < 0).any() or not given.any():
        raise OptionError("counts must be finite numbers of at least 0, and not all of them 0")
    return given
