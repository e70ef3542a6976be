"""Neighbors and vectors in, two coordinates a token out. One file an algorithm, one row each in `LAYOUTS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import MissingExtra, OptionError
from lexiscape.layouts.places import check_places
from lexiscape.neighbors import Neighbors
from lexiscape.progress import Progress, silent


@dataclass(frozen=True, eq=False)
class LayoutOptions:
    """What a layout may be told; an algorithm ignores what it has no use for.

    Attributes
    ----------
    perplexity : float or None
        Effective number of neighbors that attract each token; raising it favors wider structure. None: the default.
    iterations : int or None
        Steps of the descent; raising it settles the map further. None: the algorithm's default.
    seed : int
        The same seed and input give the same coordinates, to the last bit.
    threads : int or None
        Threads to use; None: as many as there are processors. Never changes the result.
    initial : ndarray or None
        (n, 2) coordinates to start from, row i for token i, NaN where unknown: such a token starts among its neighbors.
        None: the algorithm's own start.
    """

    perplexity: float | None = None
    iterations: int | None = None
    seed: int = 0
    threads: int | None = None
    initial: NDArray[np.float32] | None = None


@dataclass(frozen=True, eq=False)
class Layout:
    """Two coordinates a token: `xy`, (n, 2), float32; `meta`: how it was made (JSON values only)."""

    xy: NDArray[np.float32]
    meta: dict[str, Any] = field(default_factory=dict)


LayoutFunction = Callable[[NDArray[np.float32], Neighbors, LayoutOptions, Progress], Layout]


class LayoutRow(NamedTuple):
    """One row of `LAYOUTS`.

    The module holds the function, and `check(n, k, options)`, which raises what the function would raise of n tokens
    with k neighbors each, before anybody searches for those. `package` is what the extra brings. `finest` is the
    distance below which two places are one in the algorithm's own unit (0: it has none).
    """

    module: str
    function: str
    extra: str | None
    summary: str
    package: str = ""
    finest: float = 0.0


LAYOUTS: dict[str, LayoutRow] = {
    "tsne": LayoutRow(
        "lexiscape.layouts.tsne",
        "tsne",
        None,
        "t-SNE: neighborhoods kept, distances between them not",
        finest=1e-7,  # q = 1 / (1 + d^2) is 1 to float32; also a thousandth of the start's width
    ),
    "pca": LayoutRow(
        "lexiscape.layouts.pca", "pca", None, "the two directions of most variance: distances kept, crowded"
    ),
    "umap": LayoutRow(
        "lexiscape.layouts.umap", "umap", "umap", "umap-learn's map, from the same neighbors", "umap-learn"
    ),
    "none": LayoutRow("lexiscape.layouts.none", "none", None, "coordinates that you have, as they are"),
}


KEPT_NEIGHBORS = 30
"""True neighbors a token that a map keeps for hover and scores, whatever its layout wants."""


def neighbors_wanted(layout: str, n: int, options: LayoutOptions | None = None) -> int:
    """Return how many neighbors a token to find for this layout of n tokens."""
    wanted = KEPT_NEIGHBORS
    if layout == "tsne" and options is not None and options.perplexity is not None:
        from lexiscape.layouts.tsne import neighbors_needed

        wanted = max(wanted, neighbors_needed(n, options.perplexity))
    return max(min(wanted, n - 1), 0)


def check_layout(layout: str, n: int, k: int, options: LayoutOptions) -> None:
    """Raise what `lay_out` would raise of n tokens with k neighbors each, before the work instead of in it.

    Raises
    ------
    OptionError
        There is no such layout, or it cannot do what the options ask for.
    MissingExtra
        It needs a package that is not installed.
    """
    if layout not in LAYOUTS:
        raise OptionError(f"no layout {layout!r}: choose one of {', '.join(LAYOUTS)}")
    row = LAYOUTS[layout]
    if row.extra is not None and find_spec(row.extra) is None:
        raise MissingExtra(row.package, row.extra)
    if options.initial is not None:
        _check_initial(options.initial, n)
    import_module(row.module).check(n, k, options)


def _check_initial(initial: Any, n: int) -> None:
    try:
        given = np.asarray(initial, np.float64)
    except (TypeError, ValueError) as error:
        raise OptionError(f"initial must be ({n}, 2) coordinates: {error}") from None
    if given.shape != (n, 2):
        raise OptionError(f"initial must be ({n}, 2) coordinates, one pair a token, not of shape {given.shape}")
    if (np.abs(given) > np.finfo(np.float32).max).any():
        raise OptionError(f"initial must be ({n}, 2) coordinates, NaN where unknown, not {np.nanmax(np.abs(given)):g}")
    if np.isnan(given).any(axis=1).all():
        raise OptionError(f"initial must be ({n}, 2) coordinates, some of them known, not all unknown")


def lay_out(
    vectors: NDArray[np.float32],
    found: Neighbors,
    layout: str = "tsne",
    options: LayoutOptions | None = None,
    progress: Progress = silent,
) -> Layout:
    """Lay the tokens out in the plane with the algorithm named `layout`, a key of `LAYOUTS`.

    Raises
    ------
    OptionError, MissingExtra
        As `check_layout`.
    LayoutError
        The layout is no map: coordinates are not finite, or there are fewer places than half the distinct vectors.
    """
    options = options or LayoutOptions()
    check_layout(layout, len(found.indices), found.indices.shape[1], options)
    row = LAYOUTS[layout]
    function: LayoutFunction = getattr(import_module(row.module), row.function)
    if options.initial is not None and layout != "none":
        from lexiscape.layouts.initial import fill_in

        options = replace(options, initial=fill_in(options.initial, found))
    drawn = function(vectors, found, options, progress)
    check_places(layout, drawn.xy, vectors, found.metric, row.finest)
    return drawn
