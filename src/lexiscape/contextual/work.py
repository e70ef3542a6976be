"""What an engine is asked to do, in a form small enough to send to another machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from lexiscape.contextual.model import ModelOptions, TextModel
from lexiscape.contextual.partial import Partial
from lexiscape.contextual.texts.documents import Shard, TextOptions
from lexiscape.progress import Progress


class Plan(NamedTuple):
    """What to collect: overlap of windows in tokens (None: a quarter of a window), words, occurrences of each."""

    overlap: int | None = None
    words: tuple[str, ...] = ()
    max_occurrences: int = 1000


class Work(NamedTuple):
    """Shards still to be done, by number, and how."""

    source: str
    model: ModelOptions
    text: TextOptions
    plan: Plan
    shards: list[tuple[int, Shard]]


class Engine(Protocol):
    """Yields what each shard of some work gave."""

    def __call__(self, work: Work, model: TextModel, progress: Progress) -> Iterator[Partial]:
        """Do the work; `progress` is told bytes done, of how many, and tokens a second."""
