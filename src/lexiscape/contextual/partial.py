"""`Partial`: what a stretch of text gave, in a form that adds up and travels to another process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lexiscape.contextual.occurrences import Occurrence, OccurrenceSample
from lexiscape.contextual.sums import TypeSums


@dataclass
class Partial:
    """What a stretch of text gave: sums by token, a sample of occurrences, how much text it was, what was skipped."""

    sums: TypeSums
    sample: OccurrenceSample
    tokens: int = 0
    documents: int = 0
    shards: list[int] = field(default_factory=list)
    skipped: int = 0

    def packed(self) -> dict[str, Any]:
        """Return all of it as arrays, numbers and tuples, to be sent to another process."""
        return {
            "ids": self.sums.ids,
            "counts": self.sums.counts,
            "sums": self.sums.rows(),
            "kept": [tuple(item) for item in self.sample.kept()],
            "seen": self.sample.seen,
            "inside": self.sample.inside,
            "limit": self.sample.limit,
            "tokens": self.tokens,
            "documents": self.documents,
            "skipped": self.skipped,
        }

    @classmethod
    def unpacked(cls, packed: dict[str, Any], layers: int, dim: int) -> Partial:
        """Make it again from what `packed` returned."""
        sums = TypeSums(layers, dim)
        sums.add_rows(packed["ids"], packed["counts"], packed["sums"])
        sample = OccurrenceSample(packed["limit"])
        sample.merge((Occurrence(*item) for item in packed["kept"]), packed["seen"], packed["inside"])
        return cls(sums, sample, packed["tokens"], packed["documents"], skipped=packed["skipped"])

    def add(self, other: Partial) -> None:
        """Add what another stretch of text gave."""
        self.sums.add_sums(other.sums)
        self.sample.merge(other.sample.kept(), other.sample.seen, other.sample.inside)
        self.tokens += other.tokens
        self.documents += other.documents
        self.skipped += other.skipped
        self.shards += other.shards
