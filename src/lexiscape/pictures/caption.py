"""A map in, one line about it out. Needs no matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lexiscape.corrections import space_of
from lexiscape.frames import encodable
from lexiscape.layouts.quality import tell_recall

if TYPE_CHECKING:
    from lexiscape.map_data import MapData

_LONGEST_SPACE = 40  # of a file's own telling
_LONGEST_NAME = 255  # characters, more than a line has room for: one of a million is laid out for minutes


def describe(map: MapData) -> str:  # noqa: A002
    """Say in one line what it is a map of and how far to believe it."""
    kept = tell_recall(map.meta.get("scores", {}))
    layout = {"tsne": "t-SNE", "pca": "PCA", "umap": "UMAP"}.get(map.meta.get("layout", {}).get("layout", ""), "")
    metric = map.found.metric
    name = map.space.name if len(map.space.name) <= _LONGEST_NAME else f"{map.space.name[: _LONGEST_NAME - 1]}…"
    also = map.meta.get("subtitle")
    space = space_of(map.meta)
    parts = [
        encodable(name),
        *([encodable(str(also))] if also else []),
        f"{len(map):,} {'token' if len(map) == 1 else 'tokens'}",
        f"{layout} of {metric} neighbors" if layout else metric,
        *([] if space == "raw" else [f"space: {encodable(space[:_LONGEST_SPACE])}"]),
    ]
    if kept is not None:
        parts.append(kept)
    return " · ".join(parts)
