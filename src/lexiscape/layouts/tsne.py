"""Neighbors in, a t-SNE map out (first sketch: PCA until the kernels stand)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.layouts import Layout, LayoutOptions
from lexiscape.layouts.pca import pca
from lexiscape.neighbors import Neighbors
from lexiscape.progress import Progress


def tsne(vectors: NDArray[np.float32], found: Neighbors, options: LayoutOptions, progress: Progress) -> Layout:
    """Lay out by t-SNE."""
    return pca(vectors, found, options, progress)
