"""The local engine: shards through one model, one after another."""

from __future__ import annotations

import time
from collections.abc import Iterator

from lexiscape.contextual.counting import count_shard
from lexiscape.contextual.model import TextModel
from lexiscape.contextual.partial import Partial
from lexiscape.contextual.texts.documents import Shard
from lexiscape.contextual.work import Work
from lexiscape.progress import Progress


def work_through(work: Work, model: TextModel, progress: Progress) -> Iterator[Partial]:
    """Yield what each shard gave."""
    total = sum(shard.size for _, shard in work.shards)
    done = tokens = 0
    began = time.monotonic()
    for number, shard in work.shards:

        def tell(counted: int, characters: int, done: int = done, tokens: int = tokens, shard: Shard = shard) -> None:
            rate = (tokens + counted) / max(time.monotonic() - began, 1e-9)
            progress("text", done + min(characters, shard.size), total, f"{rate:,.0f} tokens/s")

        partial = count_shard(model, number, shard, work, tell)
        tokens += partial.tokens
        done += shard.size
        yield partial
        del partial  # or it would be kept while the next one is made
    progress("text", total, total, f"{tokens / max(time.monotonic() - began, 1e-9):,.0f} tokens/s")
