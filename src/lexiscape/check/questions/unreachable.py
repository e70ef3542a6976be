"""Which tokens no text becomes: `encode(decode(id)) != [id]`, and not inside a word either."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.evidence import Evidence
from lexiscape.check.reach import WAYS
from lexiscape.check.report import Finding, listed

_TOLD = 6


def find(evidence: Evidence) -> Finding:
    """List tokens that the tokenizer never gives, with what their text becomes instead.

    A token's text is decoded and encoded again, by the tokenizers library itself. What comes back changed is tried once
    more behind other texts, since a piece that goes on a word is reached only there; what is no whole character is
    told by `partial`. A token that is listed may still be reached behind a text that was not tried.
    """
    reached = evidence.reached
    way = reached.way
    rows = listed(way == WAYS.index("unreachable"))
    names = dict(zip(evidence.space.ids.tolist(), evidence.space.readable, strict=True))
    notes = []
    for row in rows.tolist():
        told = [names.get(other, f"id {other}") for other in reached.becomes[row]]
        more = " …" if len(told) > _TOLD else ""
        become = f"becomes {' + '.join(told[:_TOLD])}{more}"
        notes.append(become if told else "becomes nothing: it is normalized away")
    counts = {name: int((way == code).sum()) for code, name in enumerate(WAYS)}
    ids = evidence.space.ids
    changed = np.array([found != [own] for found, own in zip(reached.becomes, ids.tolist(), strict=True)], bool)
    kinds = evidence.space.kinds
    unknown = sum(kinds[row] != "extra" for row in np.flatnonzero(way == WAYS.index("unknown")).tolist())
    labels: NDArray[np.object_] = np.array(WAYS, object)[way]
    return Finding(
        rows,
        "encode(decode(id)) is not the token, alone or behind other text",
        sure="exact alone; behind other text, a few texts are tried",
        notes=notes,
        unchecked=f"{unknown:,} ids are not in the tokenizer" if unknown else "",
        facts={"by_way": counts, "changed_alone": int((changed & (way != WAYS.index("unknown"))).sum())},
        columns={"reachable": labels},
    )
