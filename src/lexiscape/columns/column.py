"""`Column`: one value a token, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Column:
    """One value a token, by which a map can be colored and filtered.

    Attributes
    ----------
    name : str
        Identifier: a key of the `.csv` and of `EmbeddingMap.columns`.
    title : str
        What a person reads in the legend.
    values : ndarray, (n,)
        float32 for a numeric column (NaN: unknown); for a categorical one integer codes into `categories`.
    categories : tuple of str or None
        The names of the codes, most frequent first; None for a numeric column.
    help : str
        One sentence: what the value means and what a reader may conclude.
    """

    name: str
    title: str
    values: NDArray[Any]
    categories: tuple[str, ...] | None = None
    help: str = ""

    @property
    def is_categorical(self) -> bool:
        """Whether the values are codes into `categories`."""
        return self.categories is not None

    def labels(self) -> list[Any]:
        """Return one Python value a token: category names, or numbers."""
        if self.categories is None:
            return list(self.values.tolist())
        return [self.categories[code] for code in self.values.tolist()]


def categorical(name: str, title: str, labels: list[str], help: str = "") -> Column:  # noqa: A002
    """Make a categorical column from one label a token; categories are ordered by how often they occur."""
    unique, inverse, counts = np.unique(np.array(labels, dtype=object), return_inverse=True, return_counts=True)
    order = np.lexsort((np.arange(len(unique)), -counts))
    position = np.empty(len(order), np.int32)
    position[order] = np.arange(len(order), dtype=np.int32)
    return Column(name, title, position[inverse], tuple(str(unique[i]) for i in order), help)
