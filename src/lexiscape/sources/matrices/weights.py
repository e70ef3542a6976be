"""A repository in, its tensors by name out: single or sharded, whatever format the weights are in."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import NamedTuple

from lexiscape.errors import CorruptFile, SourceError, SourceNotFound
from lexiscape.sources.matrices.joined import PART, JoinedWeights, part_files
from lexiscape.sources.refused import found_among
from lexiscape.sources.storage.blob import Blob
from lexiscape.sources.storage.repository import Repository, names_in, read_object
from lexiscape.sources.tensors import pytorch, safetensors
from lexiscape.sources.tensors.matrix import Matrix

_SHARD = re.compile(r"(.+)-\d{5}-of-(\d{5})(\.safetensors|\.bin)")
_MOST_TENSORS = 1 << 18  # of all files of a model; the largest known has 140,000
TensorReader = Callable[[Blob], Mapping[str, Matrix]]


class Weights(Mapping[str, Matrix]):
    """A model's tensors by name; a shard's header is read when one of its tensors is asked for.

    Attributes
    ----------
    format : str
        What the files are: "safetensors" ….
    files : tuple of str
        Their names.
    """

    def __init__(self, repository: Repository, form: str, read: TensorReader, shard_of: Mapping[str, str]) -> None:
        self.format = form
        self.files = tuple(dict.fromkeys(shard_of.values()))
        self._repository = repository
        self._read = read
        self._shard_of = shard_of
        self._shards: dict[str, Mapping[str, Matrix]] = {}

    def __getitem__(self, name: str) -> Matrix:
        file = self._shard_of[name]
        if file not in self._shards:
            self._shards[file] = self._read(self._repository.blob(file))
        shard = self._shards[file]
        if name not in shard:
            raise CorruptFile(
                f"{self._repository.name}: the index says that {name} is in {file}, but it is not: "
                "are the shards of two revisions? download them again"
            )
        return shard[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._shard_of)

    def __len__(self) -> int:
        return len(self._shard_of)


class WeightsRow(NamedTuple):
    """One row of `WEIGHTS`: a pattern of file names, what they are, how they are read; an index names the shards.

    Of a part (`is_part`), the others are read with it.
    """

    pattern: str
    format: str
    read: TensorReader
    is_index: bool = False
    is_part: bool = False


#: Weight files, the best first; of several that fit one pattern, the first by name.
WEIGHTS = (
    WeightsRow("model.safetensors", "safetensors", safetensors.read_tensors),
    WeightsRow("model.safetensors.index.json", "safetensors", safetensors.read_tensors, is_index=True),
    WeightsRow("*.safetensors.index.json", "safetensors", safetensors.read_tensors, is_index=True),
    WeightsRow("*.safetensors", "safetensors", safetensors.read_tensors),
    WeightsRow("pytorch_model.bin", "pytorch", pytorch.read_tensors),
    WeightsRow("pytorch_model*.bin.index.json", "pytorch", pytorch.read_tensors, is_index=True),
    WeightsRow("pytorch_model*.bin", "pytorch", pytorch.read_tensors),
    WeightsRow("open_clip_pytorch_model.bin", "pytorch", pytorch.read_tensors),
    WeightsRow("model.pt", "pytorch", pytorch.read_tensors),
    WeightsRow("consolidated.[0-9][0-9].pth", "pytorch", pytorch.read_tensors, is_part=True),
    WeightsRow("*.pt", "pytorch", pytorch.read_tensors),
    WeightsRow("last.ckpt", "pytorch", pytorch.read_tensors),
    WeightsRow("*.ckpt", "pytorch", pytorch.read_tensors),
)

#: Of these, several are not one model in several forms, but several models.
_OF_ONE_MODEL_EACH = ("*.pt", "*.ckpt")

#: What a training leaves beside a model, in files of the same suffixes.
_BESIDE_A_MODEL = ("adapter_model.", "optimizer", "scheduler", "rng_state", "training_args", "scaler")

#: Single weight files by suffix: what they are, and how they are read.
WEIGHT_FILES: dict[str, tuple[str, TensorReader]] = {
    ".safetensors": ("safetensors", safetensors.read_tensors),
    **dict.fromkeys((".bin", ".pt", ".pth", ".ckpt"), ("pytorch", pytorch.read_tensors)),
}


def find_weights(repository: Repository, folder: str = "", asked: str | None = None) -> Weights | JoinedWeights:
    """Return the tensors of the model in `folder` of the repository, from the first of `WEIGHTS` that is there.

    `asked` names one weight file of the repository instead.

    Raises
    ------
    SourceError
        There are no weights, only weights in a format that is not read, or a shard is missing.
    """
    if asked is not None:
        return _open_asked(repository, folder + asked)
    found = _find_row(repository, folder)
    if found is not None:
        row, file = found
        if row.is_part:
            return JoinedWeights(repository, part_files(repository, folder), folder)
        if row.is_index:
            return Weights(repository, row.format, row.read, _read_index(repository, file, folder))
        return open_weights(repository, row.format, row.read, file)
    names = names_in(repository, folder)
    _refuse_known(repository, names)
    raise SourceError(
        f"no weights in {repository.name}: looked for {', '.join(row.pattern for row in WEIGHTS)}; "
        f"it has {', '.join(names[:6]) or 'no files'}{' …' if len(names) > 6 else ''}{_inner_folders(repository)}"
    )


def _refuse_known(repository: Repository, names: list[str]) -> None:
    """Refuse weights in a format that is not read by its name, also one folder down (`onnx/model.onnx`)."""
    below = {file.rpartition("/")[2]: file for file in sorted(repository.files) if "/" in file}
    here, inner = found_among(names), found_among(below)
    if here:
        raise SourceError(f"{repository.name} holds only {here[0][1]}")
    if inner and not _inner_folders(repository):
        name, what = inner[0]
        raise SourceError(f"{repository.name} holds only, as {below[name]}, {what}")


def _inner_folders(repository: Repository) -> str:
    """Return advice for a folder of models."""
    ends = (*WEIGHT_FILES, ".gguf")
    inner = sorted({file.partition("/")[0] for file in repository.files if "/" in file and file.lower().endswith(ends)})
    return f"; there are weights in {', '.join(inner[:4])}{' …' if len(inner) > 4 else ''}: open that" if inner else ""


def has_weights(repository: Repository, folder: str = "") -> bool:
    """Tell whether any of `WEIGHTS` is there."""
    return _find_row(repository, folder) is not None


def _find_row(repository: Repository, folder: str) -> tuple[WeightsRow, str] | None:
    names = [name for name in names_in(repository, folder) if not name.startswith(_BESIDE_A_MODEL)]
    for row in WEIGHTS:
        fitting = [name for name in names if fnmatchcase(name, row.pattern)]
        if len(fitting) > 1 and row.pattern in _OF_ONE_MODEL_EACH:
            raise SourceError(
                f"{repository.name} holds {len(fitting)} checkpoints ({', '.join(fitting[:4])}"
                f"{' …' if len(fitting) > 4 else ''}): name one of them"
            )
        if fitting:
            return row, folder + fitting[0]
    return None


def _open_asked(repository: Repository, file: str) -> Weights | JoinedWeights:
    folder, slash, name = file.rpartition("/")
    if file in repository.files and PART.fullmatch(name):
        return JoinedWeights(repository, part_files(repository, folder + slash), folder + slash)
    suffix = PurePosixPath(file).suffix.lower()
    if file not in repository.files or suffix not in WEIGHT_FILES:
        there = [name for name in sorted(repository.files) if name.lower().endswith((*WEIGHT_FILES, ".gguf"))]
        raise SourceNotFound(
            f"{repository.name} has no weight file {file}: expected one of "
            f"{', '.join(there[:8]) or 'its weight files, of which it has none'}{' …' if len(there) > 8 else ''}"
        )
    return open_weights(repository, *WEIGHT_FILES[suffix], file)


def open_weights(repository: Repository, form: str, read: TensorReader, file: str) -> Weights:
    """Return the tensors of one file; of a shard without its index, those of all shards.

    Raises
    ------
    SourceError
        A shard is missing: which tensors it would hold, nothing tells.
    CorruptFile
        Two shards hold a tensor of one name.
    """
    shards = {name: read(repository.blob(name)) for name in _shards_with(repository, file)}
    shard_of = {tensor: name for name, tensors in shards.items() for tensor in tensors}
    if len(shard_of) < sum(map(len, shards.values())):
        raise CorruptFile(
            f"{repository.name}: two shards of {file} hold a tensor of one name: are they of two models? download the "
            "model again"
        )
    weights = Weights(repository, form, read, shard_of)
    weights._shards.update(shards)
    return weights


def _shards_with(repository: Repository, file: str) -> list[str]:
    """Return the shards of the model that a file is a shard of, in order; a file that is none is its only one."""
    part = _SHARD.fullmatch(file)
    if part is None:
        return [file]
    shards = [f"{part[1]}-{number:05d}-of-{part[2]}{part[3]}" for number in range(1, int(part[2]) + 1)]
    if file not in shards:
        raise SourceError(f"{repository.name}: {file} is none of {len(shards):,} shards; download the model again")
    _refuse_missing(repository, shards)
    return shards


def _refuse_missing(repository: Repository, shards: Collection[str]) -> None:
    missing = sorted(shard for shard in set(shards) if shard not in repository.files)
    if missing:
        raise SourceError(
            f"{repository.name} lacks {len(missing)} of its {len(shards)} shards: "
            f"{', '.join(missing[:3])}{' …' if len(missing) > 3 else ''}; download the model again"
        )


def _read_index(repository: Repository, file: str, folder: str) -> dict[str, str]:
    shard_of = read_object(repository, file).get("weight_map")
    if not isinstance(shard_of, dict) or not shard_of or not all(isinstance(name, str) for name in shard_of.values()):
        raise CorruptFile(f"{repository.name}/{file} has no weight_map: expected an object from tensor to shard")
    if len(shard_of) > _MOST_TENSORS:
        raise CorruptFile(
            f"{repository.name}/{file} lists {len(shard_of):,} tensors: no model has more than {_MOST_TENSORS:,}"
        )
    shards = {tensor: folder + shard for tensor, shard in shard_of.items()}
    _refuse_missing(repository, set(shards.values()))
    return shards
