"""Lexiscape: a language model goes in, the labelled, zoomable map of its embedding space comes out.

>>> import lexiscape as lx
>>> m = lx.map_space("demo:bert")
>>> m.save("bert.html")
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import Any

from lexiscape._version import __version__

#: Public name → the module that holds it; `__init__.pyi` says the same to type checkers.
_MODULE_OF = {
    "EmbeddingMap": "maps.embedding_map",
    "EmbeddingSpace": "space",
    "LayoutOptions": "layouts",
    "LexiscapeError": "errors",
    "Neighbors": "neighbors",
    "check_vocabulary": "check",
    "compare_spaces": "compare",
    "find_neighbors": "neighbors",
    "kept_neighbors": "layouts.quality",
    "lay_out": "layouts",
    "load_map": "maps.load",
    "map_space": "maps.pipeline",
    "open_space": "sources",
    "run_text": "contextual",
    "score_map": "layouts.score_card",
}

__all__ = ["__version__", *sorted(_MODULE_OF)]

logging.getLogger("lexiscape").addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name in _MODULE_OF:
        return getattr(import_module(f"lexiscape.{_MODULE_OF[name]}"), name)
    raise AttributeError(f"module 'lexiscape' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
