"""A model that Meta's code saved in several parts (`consolidated.00.pth` …) in, whole matrices out.

Each part holds a share of every matrix, under the same names: Llama 1 and 2 split the embedding matrix by dimensions,
Llama 3 by rows, and all split the output matrix by rows (`ParallelEmbedding`, `VocabParallelEmbedding` and
`ColumnParallelLinear` of fairscale). Which it is, the shapes tell once the model's width is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lexiscape.errors import CorruptFile, SourceError
from lexiscape.sources.storage.blob import Blob
from lexiscape.sources.storage.repository import Repository, names_in, read_object
from lexiscape.sources.tensors import pytorch
from lexiscape.sources.tensors.matrix import Float32, Matrix

#: How the parts are called.
PART = re.compile(r"consolidated\.(\d\d)\.pth")
_WIDE = ("norm.weight", "output.weight")  # tensors whose last extent is the width, in every part


@dataclass(frozen=True, eq=False)
class JoinedMatrix:
    """A matrix of which each part holds some rows (`axis` 0) or some dimensions (1); None: it cannot be told which."""

    parts: Sequence[Matrix]
    axis: int | None

    @property
    def name(self) -> str:
        """The tensor's name, the same in every part."""
        return self.parts[0].name

    @property
    def file(self) -> str:
        """The first part's name, and how many follow."""
        more = len(self.parts) - 1
        return self.parts[0].file + (f" and {more} more" if more else "")

    @property
    def blob(self) -> Blob | None:
        """The first part's file."""
        return getattr(self.parts[0], "blob", None)

    @property
    def dtype(self) -> str:
        """The parts' element type."""
        return self.parts[0].dtype

    @property
    def shape(self) -> tuple[int, ...]:
        """The whole matrix's shape; the first part's where it cannot be told."""
        shapes = [part.shape for part in self.parts]
        if self.axis is None:
            return shapes[0]
        return tuple(sum(shape[at] for shape in shapes) if at == self.axis else shapes[0][at] for at in (0, 1))

    @property
    def stored_bytes(self) -> int:
        """The size of all parts."""
        return sum(part.stored_bytes for part in self.parts)

    def rows(self, start: int, stop: int) -> Float32:
        """Read a block of rows from the parts that hold them."""
        if self._axis():
            return np.concatenate([part.rows(start, stop) for part in self.parts], axis=1)
        blocks, first = [], 0
        for part in self.parts:
            low, high = max(start - first, 0), min(stop - first, part.shape[0])
            if low < high:
                blocks.append(part.rows(low, high))
            first += part.shape[0]
        return np.concatenate(blocks) if blocks else np.empty((0, self.shape[1]), np.float32)

    def whole(self) -> Float32:
        """Read every part."""
        return np.concatenate([part.whole() for part in self.parts], axis=self._axis())

    def _axis(self) -> int:
        if self.axis is None:
            raise SourceError(
                f"cannot read {self.name} in {self.file}: its {len(self.parts)} parts of shape {self.parts[0].shape} "
                "may be rows or dimensions of it; put the model's params.json (with its dim) beside them"
            )
        return self.axis


class JoinedWeights(Mapping[str, Matrix]):
    """The tensors of all parts by name: matrices joined, vectors (of which every part has a copy) from the first.

    Attributes
    ----------
    format : str
        "pytorch".
    files : tuple of str
        The parts' names, in order.
    """

    format = "pytorch"

    def __init__(self, repository: Repository, files: Sequence[str], folder: str = "") -> None:
        self.files = tuple(files)
        self._parts: list[Mapping[str, Matrix]] = [pytorch.read_tensors(repository.blob(file)) for file in files]
        different = next((name for part in self._parts for name in part if name not in self._parts[0]), None)
        if different is not None or len({len(part) for part in self._parts}) > 1:
            raise CorruptFile(f"the parts of {repository.name} hold different tensors: are they of two models?")
        self._width = _width(read_object(repository, f"{folder}params.json").get("dim"), self._parts[0])

    def __getitem__(self, name: str) -> Matrix:
        parts = [part[name] for part in self._parts]
        if len(parts[0].shape) != 2:
            return parts[0]
        return JoinedMatrix(parts, self._axis([part.shape for part in parts]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts[0])

    def __len__(self) -> int:
        return len(self._parts[0])

    def _axis(self, shapes: list[tuple[int, ...]]) -> int | None:
        width = self._width
        if len(shapes) == 1 and (width is None or shapes[0][1] == width):
            return 0
        if width is None:
            return None
        if all(shape[1] == width for shape in shapes):
            return 0
        same_rows = len({shape[0] for shape in shapes}) == 1
        return 1 if same_rows and sum(shape[1] for shape in shapes) == width else None


def _width(told: object, tensors: Mapping[str, Matrix]) -> int | None:
    """Return the model's width: what params.json says, or else what tensors that are whole along it have."""
    if type(told) is int:
        return told
    return next((tensors[name].shape[-1] for name in _WIDE if name in tensors and tensors[name].shape), None)


def part_files(repository: Repository, folder: str = "") -> list[str]:
    """Return the parts of a folder in order; SourceError where one between them is missing."""
    numbers = {}
    for name in names_in(repository, folder):
        found = PART.fullmatch(name)
        if found:
            numbers[int(found[1])] = folder + name
    missing = sorted(set(range(max(numbers, default=-1) + 1)) - set(numbers))
    if missing:
        raise SourceError(
            f"{repository.name} lacks consolidated.{missing[0]:02}.pth, one of the {max(numbers) + 1} parts of "
            "its model; download it again"
        )
    return [numbers[number] for number in sorted(numbers)]
