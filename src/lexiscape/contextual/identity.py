"""Text and a model in, digests of what is in them out: a run is known again by them, not by paths and sizes.

BLAKE2b, of the standard library: it needs no package, and reads three quarters of a gigabyte a second on one processor
(measured on 64 MB). Weights are taken as they were loaded, a tensor a thread, so that a folder, a hub's snapshot and
the name of either are one model and no file is read twice: a model of 14 GB costs about 18 seconds of one processor.
Text is read again when it is counted, which is little beside what a model needs for it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lexiscape.contextual.model import TextModel
from lexiscape.contextual.texts import hub_text
from lexiscape.contextual.texts.shards import Shard, is_parquet, stored_spans
from lexiscape.errors import SourceError
from lexiscape.given_files import open_file
from lexiscape.processors import processor_count

if TYPE_CHECKING:
    import torch

_BLOCK = 1 << 20
_PLACES = ("_name_or_path", "_commit_hash")  # where a config lay, which is not what it says


def digest_model(model: TextModel) -> str:
    """Return the digest of a model's weights, config and tokenizer, as they were loaded: 32 hex digits."""
    tensors = model.model.state_dict()
    with ThreadPoolExecutor(processor_count()) as pool:
        digests = pool.map(_digest_tensor, tensors.values())
        weights = [[name, digest] for name, digest in zip(tensors, digests, strict=True)]
    tokenizer = model.tokenizer.backend_tokenizer.to_str()
    return digest_values([weights, _without_places(model.model.config.to_dict()), tokenizer])


def digest_values(values: Any) -> str:
    """Return the digest of JSON values: 32 hex digits."""
    stored = json.dumps(values, sort_keys=True, default=str).encode("ascii")
    return hashlib.blake2b(stored, digest_size=16).hexdigest()


def _digest_tensor(tensor: torch.Tensor) -> str:
    import torch

    plain = tensor.detach().cpu().contiguous().reshape(-1)
    told = hashlib.blake2b(f"{tensor.dtype} {tuple(tensor.shape)}".encode(), digest_size=16)
    told.update(plain.view(torch.uint8).numpy().data)
    return told.hexdigest()


def _without_places(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _without_places(inner) for key, inner in value.items() if key not in _PLACES}
    return [_without_places(inner) for inner in value] if isinstance(value, list | tuple) else value


class TextIdentity:
    """The shards of a run as they were when it began.

    Parameters
    ----------
    shards : sequence of Shard
        All of them, by number.
    """

    def __init__(self, shards: Sequence[Shard]) -> None:
        self._shards = shards
        self._began = {path: _stamp(path) for path in dict.fromkeys(shard.path for shard in shards)}

    def digest(self, number: int) -> str:
        """Return the digest of what a shard holds: 32 hex digits.

        Raises
        ------
        SourceError
            Its file is another than when the run began, or cannot be read.
        """
        shard = self._shards[number]
        stamp = _stamp(shard.path)
        if stamp != self._began[shard.path]:
            path = shard.path.removeprefix(hub_text.SCHEME)
            raise SourceError(f"{path} was changed while it was read: give the same command again")
        if shard.path.startswith(hub_text.SCHEME):
            return digest_values([stamp, *shard])
        told = hashlib.blake2b(digest_size=16)
        try:
            with open_file(Path(shard.path)) as file:
                for start, stop in stored_spans(shard):
                    _add(told, file, start, stop)
                if not is_parquet(Path(shard.path)):
                    told.update(file.readline())  # the end of the last line
        except OSError as error:
            raise SourceError(f"cannot read {shard.path}: {error.strerror or error}") from error
        return told.hexdigest()

    def changed(self, digests: Mapping[int, str]) -> str | None:
        """Return the path of the first shard whose digest is another, None where all are the same."""
        return next((self._shards[n].path for n, known in sorted(digests.items()) if self.digest(n) != known), None)


def _add(told: Any, file: Any, start: int, stop: int) -> None:
    file.seek(start)
    while start < stop and (block := file.read(min(_BLOCK, stop - start))):
        told.update(block)
        start += len(block)


def _stamp(path: str) -> tuple[int, ...] | str:
    if path.startswith(hub_text.SCHEME):
        return hub_text.revision(path.removeprefix(hub_text.SCHEME))
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return ()
    return found.st_size, found.st_mtime_ns, found.st_ino


def digest_run(request: Mapping[str, Any], digests: Iterable[str], own: Any) -> str:
    """Return what tells one run's files from another's, 16 hex digits: its request, its text, what was made of it."""
    asked = {name: value for name, value in request.items() if name != "text"}
    return digest_values([asked, list(digests), own])[:16]
