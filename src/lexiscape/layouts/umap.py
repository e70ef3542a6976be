"""Our neighbors in, umap-learn's map out: the extra `umap`."""

from __future__ import annotations

import warnings
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import MissingExtra, OptionError, VectorError, foreign_errors
from lexiscape.layouts.layout import Layout, LayoutOptions
from lexiscape.neighbors import Neighbors
from lexiscape.progress import Progress

NEIGHBORS = 15
"""umap-learn's own default, the token itself among them."""

FEW = 5
"""umap-learn's spectral start fails with fewer tokens."""


def check(n: int, k: int, options: LayoutOptions) -> None:
    """Raise an OptionError when there are fewer tokens than umap-learn can lay out."""
    if n < FEW or k < 1:
        raise OptionError(f"umap needs at least {FEW} tokens, not {n}: choose the layout tsne or pca")
    if options.iterations is not None and options.iterations < 0:
        raise OptionError(f"iterations must be 0 or more, not {options.iterations}")


def lay_out(vectors: NDArray[np.float32], found: Neighbors, options: LayoutOptions, progress: Progress) -> Layout:
    """Lay tokens out by UMAP (McInnes, Healy and Melville 2018, arXiv 1802.03426), from the neighbors already found.

    Parameters
    ----------
    vectors : ndarray, (n, dim), float32
        Row i belongs to row i of `found`.
    found : Neighbors
        What `precomputed_knn` is made from; its metric is passed on.
    options : LayoutOptions
        `iterations` are UMAP's epochs, `initial` its start. With a seed it runs on one thread: the same bytes always.
    progress : Progress
        Told at the beginning and at the end.

    Returns
    -------
    Layout
        Coordinates in UMAP's unit.

    Raises
    ------
    MissingExtra
        umap-learn is not installed.
    """
    n = len(found.indices)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its optional parts warn that they are missing
            from umap import UMAP
    except ImportError as error:
        raise MissingExtra("umap-learn", "umap", error) from None
    k = min(NEIGHBORS, found.indices.shape[1] + 1)
    progress("layout", 0, 1, "umap-learn")
    itself = np.arange(n, dtype=np.int32)[:, None]
    indices = np.hstack([itself, found.indices[:, : k - 1]])
    distances = np.hstack([np.zeros((n, 1), np.float32), np.maximum(found.distances[:, : k - 1], 0)])
    settings: dict[str, Any] = {
        "n_neighbors": k,
        "metric": found.metric,
        "n_epochs": options.iterations,
        "random_state": options.seed,
        "n_jobs": 1,
    }
    start = "spectral" if options.initial is None else np.asarray(options.initial, np.float32)
    with warnings.catch_warnings(), foreign_errors("umap-learn cannot lay out these rows", VectorError):
        warnings.simplefilter("ignore")  # about the metric and the threads, both chosen here on purpose
        model = UMAP(precomputed_knn=(indices, distances, None), init=start, **settings)
        xy = model.fit_transform(np.asarray(vectors, np.float32))
    progress("layout", 1, 1, "")
    return Layout(np.ascontiguousarray(xy, np.float32), {**settings, "umap-learn": version("umap-learn")})
