"""The Ray engine: shards over a cluster, one model a worker; a lost worker's shards are redone and counted once.

Ray Data's streaming executor is the engine: it starts the workers, keeps each one's model loaded, holds back when
results are not taken, and restarts an actor that dies and gives its shard to it, or to another, again. What a shard
gave comes back as plain arrays; `run_text` adds them up by shard number, so a shard delivered twice counts once.
Shards are named by file and byte range and read by the worker, so the text must lie where every worker can read it.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
import time
from collections.abc import Iterator
from typing import Any

from lexiscape.contextual.counting import count_shard
from lexiscape.contextual.model import TextModel
from lexiscape.contextual.partial import Partial
from lexiscape.contextual.texts.documents import Shard
from lexiscape.contextual.work import Work
from lexiscape.errors import LexiscapeError, MissingExtra, SourceError, first_line
from lexiscape.progress import Progress

#: Set by who starts the workers by hand; else one worker a GPU, or one for every two processors.
WORKERS = "LEXISCAPE_WORKERS"


class Worker:
    """What runs in each actor: a model, loaded once, and the shards it is given."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._model = TextModel(work.source, work.model)

    def __call__(self, row: dict[str, Any]) -> dict[str, Any]:
        """Count one shard; a refusal (broken text) is handed back as text, for retrying would not mend it."""
        number = int(row["number"])
        try:
            shard = Shard(str(row["path"]), int(row["start"]), int(row["stop"]))
            partial = count_shard(self._model, number, shard, self._work, lambda counted, characters: None)
        except LexiscapeError as error:
            return {"number": number, "refused": f"{type(error).__name__}\n{error}", "partial": b""}
        # pickle: made and read by our own processes, over Ray's own channel, which is pickle all the way
        return {"number": number, "refused": "", "partial": pickle.dumps(partial.packed(), protocol=5)}


def work_through(work: Work, model: TextModel, progress: Progress) -> Iterator[Partial]:
    """Yield what each shard gave, in the order in which the workers finish.

    Raises
    ------
    MissingExtra
        Ray is not installed.
    SourceError
        The cluster cannot be reached, or a worker cannot go on.
    """
    if not work.shards:
        return
    ray = _connect()
    rows: list[dict[str, Any]] = [{"number": number, **shard.absolute()._asdict()} for number, shard in work.shards]
    workers, resources = _workers(ray, work)
    sizes = {number: shard.size for number, shard in work.shards}
    total = sum(sizes.values())
    done = tokens = 0
    began = time.monotonic()
    data = ray.data.from_items(rows, override_num_blocks=len(rows)).map(
        Worker, fn_constructor_args=[work._replace(shards=[])], concurrency=workers, **resources
    )
    try:
        for row in data.iter_rows():
            if row["refused"]:
                raise _refusal(row["refused"])
            partial = Partial.unpacked(pickle.loads(row["partial"]), len(model.layers), model.dim)  # noqa: S301
            partial.shards.append(int(row["number"]))
            tokens += partial.tokens
            done += sizes[int(row["number"])]
            progress("text", done, total, f"{tokens / max(time.monotonic() - began, 1e-9):,.0f} tokens/s")
            yield partial
    except ray.exceptions.RayError as error:
        raise SourceError(f"the Ray cluster cannot go on ({first_line(error)}); what is finished is kept") from error


def _connect() -> Any:
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise MissingExtra("ray", "ray", error) from None
    if not ray.is_initialized():
        address = os.environ.get("RAY_ADDRESS")
        try:
            _knock(address)
            ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False)
        except (OSError, ValueError, RuntimeError) as error:
            raise SourceError(
                f"no Ray cluster at {address or 'this machine'} ({first_line(error)}): start one with `ray start "
                "--head`, set RAY_ADDRESS to its address, or unset it to use this machine alone"
            ) from error
    ray.data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return ray


def _knock(address: str | None) -> None:
    """Open and close a connection: Ray itself ends the process after a minute where nobody answers."""
    host, colon, port = (address or "").removeprefix("ray://").rpartition(":")
    if colon and port.isdigit():
        socket.create_connection((host, int(port)), timeout=10).close()


def _workers(ray: Any, work: Work) -> tuple[int, dict[str, Any]]:
    """Return how many workers to start, and what each needs of a machine."""
    there = ray.cluster_resources()
    gpus, cpus = int(there.get("GPU", 0)), int(there.get("CPU", 1))
    asked = int(os.environ.get(WORKERS, 0))
    if gpus and work.model.device in ("auto", "cuda"):
        return min(asked or gpus, len(work.shards)), {"num_gpus": 1, "num_cpus": 1}
    workers = min(asked or max(cpus // 2, 1), len(work.shards))
    return workers, {"num_cpus": max(cpus // max(workers, 1), 1) if asked else min(cpus, 2)}


def _refusal(text: str) -> LexiscapeError:
    import lexiscape.errors

    name, _, message = text.partition("\n")
    kind = getattr(lexiscape.errors, name, SourceError)
    return kind(message) if issubclass(kind, LexiscapeError) and kind is not MissingExtra else SourceError(message)
