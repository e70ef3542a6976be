"""A `Comparison` and its maps in, one HTML file out: linked maps, score card, plot by layer, lists; no network."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING

from lexiscape.compare import Comparison
from lexiscape.compare.facts import facts
from lexiscape.files import payload
from lexiscape.files.page import compose
from lexiscape.pictures.scale import common_ends

if TYPE_CHECKING:
    from lexiscape.compare.aligned_maps import AlignedMaps
    from lexiscape.map_data import MapData

_OF_A_PAIR = ("scores", "moved_most", "moved_most_tie", "kept_most", "kept_most_tie")


def write(comparison: Comparison, path: Path, aligned: AlignedMaps[MapData]) -> None:
    """Write the page; the same comparison and maps give the same bytes."""
    path.write_bytes(render(comparison, aligned))


def render(comparison: Comparison, aligned: AlignedMaps[MapData]) -> bytes:
    """Return the page's bytes: the report as JSON, and each map's payload in an element of its own."""
    told = facts(comparison)
    title = " · ".join(space.name for space in comparison.spaces[:2])
    more = len(comparison.spaces) - 2
    report = {
        "title": title + (f" · +{more}" if more > 0 else ""),
        "coverage": told["coverage"],
        "warnings": aligned.notes(),
        "recall_at": aligned.k,
        "ends": common_ends([drawn.columns for drawn in aligned.maps]),
        "spaces": [
            {
                **{key: space[key] for key in ("name", "geometry", "traits", "traits_not_measured")},
                "recall": kept,
                "free_recall": free,
            }
            for space, kept, free in zip(told["spaces"], aligned.recall, aligned.free_recall, strict=True)
        ],
        "pairs": [{key: pair[key] for key in _OF_A_PAIR} for pair in told["pairs"]],
    }
    for pair in report["pairs"]:
        pair["scores"] = [{"name": name, **score} for name, score in pair["scores"].items()]
    # ASCII JSON with its angle brackets escaped: no token can end the element
    text = json.dumps(report, ensure_ascii=True, allow_nan=False).replace("<", "\\u003c")
    blocks = [b'<script id="lexiscape-report" type="application/json">' + text.encode("ascii") + b"</script>"]
    for number, drawn in enumerate(aligned.maps):
        data = base64.b64encode(payload.encode(payload.of(drawn)))
        opening = f'<script id="lexiscape-data-{number}" type="application/x-lexiscape">'
        blocks.append(opening.encode("ascii") + data + b"</script>")
    return compose(f"{report['title']}", blocks, "openReport()")
