"""Lexiscape: a language model goes in, the labelled, zoomable map of its embedding space comes out.

>>> import lexiscape as lx
>>> m = lx.map_space("demo:bert")
>>> m.save("bert.html")
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lexiscape.compare import compare_spaces as compare_spaces
    from lexiscape.contextual import run_text as run_text
    from lexiscape.errors import LexiscapeError as LexiscapeError
    from lexiscape.layouts import LayoutOptions as LayoutOptions
    from lexiscape.layouts import lay_out as lay_out
    from lexiscape.layouts.quality import kept_neighbors as kept_neighbors
    from lexiscape.layouts.quality import score_map as score_map
    from lexiscape.maps.embedding_map import EmbeddingMap as EmbeddingMap
    from lexiscape.maps.embedding_map import map_space as map_space
    from lexiscape.maps.load import load_map as load_map
    from lexiscape.neighbors import Neighbors as Neighbors
    from lexiscape.neighbors import find_neighbors as find_neighbors
    from lexiscape.sources import open_space as open_space
    from lexiscape.space import EmbeddingSpace as EmbeddingSpace

__version__ = "0.1.0"

_MODULE_OF = {
    "EmbeddingMap": "maps.embedding_map",
    "EmbeddingSpace": "space",
    "LayoutOptions": "layouts",
    "LexiscapeError": "errors",
    "Neighbors": "neighbors",
    "compare_spaces": "compare",
    "find_neighbors": "neighbors",
    "kept_neighbors": "layouts.quality",
    "lay_out": "layouts",
    "load_map": "maps.load",
    "map_space": "maps.embedding_map",
    "open_space": "sources",
    "run_text": "contextual",
    "score_map": "layouts.quality",
}

__all__ = sorted([*_MODULE_OF, "__version__"])

logging.getLogger("lexiscape").addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"lexiscape.{_MODULE_OF[name]}"), name)
    raise AttributeError(f"module 'lexiscape' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
