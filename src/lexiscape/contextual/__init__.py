"""Text and a model in, spaces of what comes out of its Transformer stack out: one a layer, each a saved file."""

from __future__ import annotations

from lexiscape.contextual.isolated import isolate_tokens
from lexiscape.contextual.model import DEVICES, PRECISIONS, ModelOptions, TextModel
from lexiscape.contextual.run import ENGINES, ContextualRun, RunOptions, run_text
from lexiscape.contextual.texts.documents import TextOptions

__all__ = [
    "DEVICES",
    "ENGINES",
    "PRECISIONS",
    "ContextualRun",
    "ModelOptions",
    "RunOptions",
    "TextModel",
    "TextOptions",
    "isolate_tokens",
    "run_text",
]
