"""Which tokens differ only by case, by a space before them, or by Unicode form."""

from __future__ import annotations

import unicodedata

import numpy as np

from lexiscape.check.evidence import Evidence
from lexiscape.check.report import Finding, Rows, grouped
from lexiscape.text import KINDS

_OF_TEXT = frozenset(KINDS) - {"special", "unused", "extra", "byte"}
_ORDER = ("form", "space", "case")


def find(evidence: Evidence) -> Finding:
    """Group tokens whose texts are the same once case, width and composition are folded; what they differ by is noted.

    "form": by Unicode form (NFKC, Unicode Standard Annex 15), such as a full-width letter; "space": only by how they
    stand in a word (`bank`, `##bank`, `Ġbank`); "case": by case. Groups that differ by form, which a normalizer would
    have made one, come first; the rest is how a cased vocabulary is meant to be.
    """
    texts = evidence.space.readable
    first: dict[str, int] = {}
    label = np.full(len(evidence), -1, np.int64)
    for row, (text, kind) in enumerate(zip(texts, evidence.space.kinds, strict=True)):
        if kind in _OF_TEXT and text:
            folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
            label[row] = first.setdefault(folded, row)
    made = [(_differ_by([texts[row] for row in group.tolist()]), group) for group in grouped(label)]
    made.sort(key=lambda pair: _ORDER.index(pair[0]))
    rows: Rows = np.concatenate([group for _, group in made]) if made else np.empty(0, np.int64)
    counts = {name: sum(len(group) for by, group in made if by == name) for name in _ORDER}
    return Finding(
        rows,
        "the same text as another token, once case, width and composition are folded (NFKC)",
        groups=tuple(group for _, group in made),
        notes=[by for by, group in made for _ in group],
        facts={"tokens_by_difference": counts},
    )


def _differ_by(texts: list[str]) -> str:
    if len(set(texts)) == 1:
        return "space"
    forms = {unicodedata.normalize("NFKC", text) for text in texts}
    return "form" if len(forms) < len(set(texts)) else "case"
