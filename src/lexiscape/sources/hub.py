"""A hub id in, the model's embedding matrix out."""

from __future__ import annotations

from lexiscape.sources.folder import locate_in
from lexiscape.sources.located import Choice, Located


def locate(name: str, choice: Choice) -> Located:
    """Open a hub model."""
    raise NotImplementedError
