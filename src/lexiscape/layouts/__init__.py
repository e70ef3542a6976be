"""Neighbors and vectors in, two coordinates a token out. One file an algorithm, one row each in `LAYOUTS`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import MissingExtra, OptionError
from lexiscape.layouts.layout import MOST_ITERATIONS, Layout, LayoutOptions
from lexiscape.layouts.places import check_places
from lexiscape.neighbors import Neighbors
from lexiscape.processors import MOST_THREADS
from lexiscape.progress import Progress, silent
from lexiscape.space.mapped import check_unchanged

__all__ = [
    "LAYOUTS",
    "MOST_ITERATIONS",
    "Layout",
    "LayoutOptions",
    "LayoutRow",
    "check_layout",
    "lay_out",
    "neighbors_wanted",
]

LayoutFunction = Callable[[NDArray[np.float32], Neighbors, LayoutOptions, Progress], Layout]


class LayoutRow(NamedTuple):
    """One row of `LAYOUTS`.

    Attributes
    ----------
    module : str
        Holds `lay_out(vectors, found, options, progress)`, a `LayoutFunction`; `check(n, k, options)`, raising what
        that would raise of n tokens with k neighbors each, before anybody searches for those; and, where the algorithm
        has a say in it, `neighbors_wanted(n, options)`: how many neighbors a token to find.
    summary : str
        What a person reads.
    takes_places_as_they_are : bool
        Whether `options.initial` is the map itself; else tokens without a place in it start among their neighbors.
    needs : str
        The module that must be there to import; `package` is what people call it, `extra` what brings it.
    finest : float
        Distance below which two places are one in the algorithm's own unit; 0: it has none.
    """

    module: str
    summary: str
    takes_places_as_they_are: bool = False
    needs: str = ""
    package: str = ""
    extra: str = ""
    finest: float = 0.0


LAYOUTS: dict[str, LayoutRow] = {
    "tsne": LayoutRow(
        "lexiscape.layouts.tsne",
        "t-SNE: neighborhoods kept, distances between them not",
        finest=1e-7,  # q = 1 / (1 + d^2) is 1 to float32; also a thousandth of the start's width
    ),
    "pca": LayoutRow("lexiscape.layouts.pca", "the two directions of most variance: distances kept, crowded"),
    "umap": LayoutRow(
        "lexiscape.layouts.umap",
        "umap-learn's map, from the same neighbors",
        needs="umap",
        package="umap-learn",
        extra="umap",
    ),
    "none": LayoutRow(
        "lexiscape.layouts.none", "coordinates that you have, as they are", takes_places_as_they_are=True
    ),
}


OTHER_PLACES = "try another --layout, another --seed, or other values of --perplexity, --iterations and --init"
GIVEN_PLACES = "give other coordinates with --init, or let --layout tsne place the tokens"

KEPT_NEIGHBORS = 30
"""True neighbors a token that a map keeps for hover and scores, whatever its layout wants."""


def neighbors_wanted(layout: str, n: int, options: LayoutOptions | None = None) -> int:
    """Return how many neighbors a token to find for this layout of n tokens."""
    wanted = KEPT_NEIGHBORS
    if layout in LAYOUTS and options is not None:
        asked = getattr(import_module(LAYOUTS[layout].module), "neighbors_wanted", None)
        wanted = max(wanted, asked(n, options)) if asked else wanted
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
    if options.seed < 0:
        raise OptionError(f"a seed is a whole number from 0 on, not {options.seed}")
    if options.threads is not None and not 1 <= options.threads <= MOST_THREADS:
        raise OptionError(f"threads must be between 1 and {MOST_THREADS:,}, not {options.threads:,}")
    if options.iterations is not None and options.iterations > MOST_ITERATIONS:
        raise OptionError(f"iterations must be at most {MOST_ITERATIONS:,}, not {options.iterations:,}")
    row = LAYOUTS[layout]
    if row.needs and find_spec(row.needs) is None:
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
    function: LayoutFunction = import_module(row.module).lay_out
    if options.initial is not None and not row.takes_places_as_they_are:
        from lexiscape.layouts.initial import fill_in

        options = replace(options, initial=fill_in(options.initial, found))
    check_unchanged(vectors)
    drawn = function(vectors, found, options, progress)
    advice = GIVEN_PLACES if row.takes_places_as_they_are else OTHER_PLACES
    check_places(drawn.xy, vectors, found.metric, row.finest, f"the layout {layout}", advice)
    return drawn
