"""Partial sums in, totals on disk out: what is finished survives a kill, and memory holds one layer at a time."""

from __future__ import annotations

import json
import operator
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lexiscape.contextual.occurrences import Occurrence, OccurrenceSample
from lexiscape.contextual.partial import Partial
from lexiscape.errors import CorruptFile, OutputError, first_line, foreign_errors
from lexiscape.given_files import check_file, read_text

_BLOCK = 4096
_OURS = re.compile(r"\d{6}|state\.json(\.new)?")


class TotalsStore:
    """The totals of a run, in a folder of their own.

    Each `add` writes a new generation beside the old one and then renames `state.json` over the old state, so that a
    kill at any moment leaves one whole generation. Sums are float64, and exact (see `TypeSums.to_grid`): how often and
    in which order partial sums are added changes no bit.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    request : dict
        What the run was asked for (JSON values): totals of another request are refused.
    layers, dim, max_occurrences : int
        Shape of the sums, and size of the sample.

    Attributes
    ----------
    digests : dict of int to str
        Shards that are counted, and what they held then.
    tokens, documents, skipped : int
        What has been counted; records without text are skipped.

    Raises
    ------
    OutputError
        The folder holds the totals of another request, or files that are no totals.
    CorruptFile
        Its state cannot be read.
    """

    def __init__(self, folder: Path, request: dict[str, Any], layers: int, dim: int, max_occurrences: int) -> None:
        self.folder = folder
        self._request = request
        self._layers, self._dim = layers, dim
        self.generation = 0
        self.digests: dict[int, str] = {}
        self.tokens = self.documents = self.skipped = 0
        self.ids = np.empty(0, np.int64)
        self.counts = np.empty(0, np.int64)
        self.sample = OccurrenceSample(max_occurrences)
        check_unfinished(folder)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot make the folder {folder.parent}: {error.strerror or error}") from error
        if (folder / "state.json").exists():
            self._load()
        for stale in folder.glob("[0-9]*"):
            if stale.name != self._name():
                shutil.rmtree(stale)

    def _name(self) -> str:
        return f"{self.generation:06d}"

    def _load(self) -> None:
        with self._sound():
            state = json.loads(read_text(self.folder / "state.json", "utf-8"))
            request = dict(state["request"])
        if request != json.loads(json.dumps(self._request)):
            changed = sorted(key for key in {*request, *self._request} if request.get(key) != self._request.get(key))
            raise OutputError(
                f"{self.folder.parent} holds an unfinished run that differs in {', '.join(changed)}: choose another "
                "folder, or add --restart to throw it away"
            )
        with self._sound():
            self.generation = operator.index(state["generation"])
            done = map(operator.index, state["done"])
            self.digests = {number: str(digest) for number, digest in zip(done, state["digests"], strict=True)}
            self.tokens, self.documents, self.skipped = (
                operator.index(state.get(name, 0)) for name in ("tokens", "documents", "skipped")
            )
            current = self.folder / self._name()
            self.ids = _array(current / "ids.npy", "<i8", (None,))
            self.counts = _array(current / "counts.npy", "<i8", self.ids.shape)
            records = json.loads(read_text(current / "occurrences.json", "utf-8"))
            shape = (len(records["kept"]), self._layers, self._dim)
            states = _array(current / "occurrences.npy", "<f4", shape)
            kept = [Occurrence(**record, states=rows) for record, rows in zip(records["kept"], states, strict=True)]
            counted = [
                {word: operator.index(count) for word, count in records[name].items()} for name in ("seen", "inside")
            ]
            self.sample.merge(kept, *counted)
            self.sample.kept()  # sorted, as only what is of one type can be

    @contextmanager
    def _sound(self) -> Iterator[None]:
        """Turn whatever a file that another hand changed ends in (JSON, arrays, types) into a sentence."""
        try:
            yield
        except MemoryError:
            raise
        except Exception as error:
            raise CorruptFile(
                f"{self.folder} holds no run to go on with ({first_line(error)}): remove it and start again"
            ) from None

    def add(self, partial: Partial, digests: Mapping[int, str] | None = None) -> None:
        """Add sums and occurrences of finished shards, and make them last; OutputError when the disk is full.

        `digests`: what each shard held.
        """
        try:
            self._add(partial)
            self._commit(partial, digests or {})
        except OSError as error:
            raise OutputError(
                f"cannot write the totals into {self.folder}: {error.strerror or error}; what was written before is "
                "kept, and the same command goes on from it"
            ) from error

    def _add(self, partial: Partial) -> None:
        new = self.folder / f"{self.generation + 1:06d}"
        if new.exists():
            shutil.rmtree(new)
        new.mkdir()
        ids = np.union1d(self.ids, partial.sums.ids)
        old_rows, new_rows = np.searchsorted(ids, self.ids), np.searchsorted(ids, partial.sums.ids)
        counts = np.zeros(len(ids), np.int64)
        counts[old_rows] += self.counts
        counts[new_rows] += partial.sums.counts
        for layer in range(self._layers):
            total = np.lib.format.open_memmap(
                new / _layer_file(layer), mode="w+", dtype=np.float64, shape=(len(ids), 2, self._dim)
            )
            if len(self.ids):
                before = self._stored(layer)
                for start in range(0, len(before), _BLOCK):
                    total[old_rows[start : start + _BLOCK]] = before[start : start + _BLOCK]
            for start in range(0, len(new_rows), _BLOCK):
                rows, part = new_rows[start : start + _BLOCK], slice(start, start + _BLOCK)
                total[rows, 0] += partial.sums.vectors(layer)[part]
                total[rows, 1] += partial.sums.units(layer)[part]
            total.flush()
            del total
        self.sample.merge(partial.sample.kept(), partial.sample.seen, partial.sample.inside)
        np.save(new / "ids.npy", ids)
        np.save(new / "counts.npy", counts)
        kept = self.sample.kept()
        empty = np.empty((0, self._layers, self._dim), np.float32)
        np.save(new / "occurrences.npy", np.stack([item.states for item in kept]) if kept else empty)
        records = {"seen": self.sample.seen, "inside": self.sample.inside, "kept": self.sample.records()}
        (new / "occurrences.json").write_text(json.dumps(records), "utf-8")
        self.ids, self.counts = ids, counts

    def _commit(self, partial: Partial, digests: Mapping[int, str]) -> None:
        old = self.folder / self._name()
        self.generation += 1
        self.digests |= {number: digests.get(number, "") for number in partial.shards}
        self.tokens += partial.tokens
        self.documents += partial.documents
        self.skipped += partial.skipped
        state = {
            "request": self._request,
            "generation": self.generation,
            "done": sorted(self.digests),
            "digests": [self.digests[number] for number in sorted(self.digests)],
            "tokens": self.tokens,
            "documents": self.documents,
            "skipped": self.skipped,
        }
        temporary = self.folder / "state.json.new"
        temporary.write_text(json.dumps(state), "utf-8")
        os.replace(temporary, self.folder / "state.json")
        if old.exists():
            shutil.rmtree(old)

    def layer(self, position: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the sums of states and of unit vectors of the layer at that position: (rows, dim), memory-mapped."""
        total = self._stored(position)
        return total[:, 0], total[:, 1]

    def _stored(self, position: int) -> NDArray[np.float64]:
        """Return what is stored of a layer, (rows, 2, dim), memory-mapped; CorruptFile if it is something else."""
        path = self.folder / self._name() / _layer_file(position)
        with foreign_errors(f"{path} holds no totals to go on with: remove {self.folder} and start again", CorruptFile):
            return _array(path, "<f8", (len(self.ids), 2, self._dim), "r")

    def remove(self) -> None:
        """Remove the totals: what was made of them is written."""
        (self.folder / "state.json").unlink(missing_ok=True)  # first: a kill leaves no state without its arrays
        shutil.rmtree(self.folder)


def check_unfinished(folder: Path) -> None:
    """Refuse a folder in which lies what no run left there: it is cleared in the end."""
    try:
        names = sorted(path.name for path in folder.iterdir()) if folder.exists() else []
    except OSError as error:
        raise OutputError(f"cannot read the folder {folder}: {error.strerror or error}") from error
    foreign = [name for name in names if not _OURS.fullmatch(name)]
    if foreign:
        raise OutputError(
            f"{folder} holds {foreign[0]}, which no run left there, and is cleared when the run ends: choose another "
            "folder for --output"
        )


def _array(path: Path, kind: str, shape: tuple[int | None, ...], mmap_mode: Literal["r"] | None = None) -> NDArray[Any]:
    """Return the array in a file; ValueError if its type or its shape (None: any length) is another."""
    check_file(path)
    array: NDArray[Any] = np.load(path, mmap_mode=mmap_mode)
    fits = len(shape) == array.ndim and all(n in (None, found) for n, found in zip(shape, array.shape, strict=True))
    if array.dtype != kind or not fits:
        raise ValueError(f"{path.name} is {array.dtype} of shape {array.shape}")
    return array


def _layer_file(position: int) -> str:
    return f"layer-{position:03d}.npy"
