"""A space that Lexiscape made, kept as one `.safetensors` file: written by `save_space`, read back by `locate`.

Tensors: `vectors` (n, dim) float32; `ids` (n,) int64; one `field:NAME` (n,) float64 for each field of numbers; and
`space`, JSON text as uint8: tokens, name, family, special ids, provenance, and the fields that are text. Any reader of
the format can open it; nothing in it is pickled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.bounded_json import WORDS, parse_json
from lexiscape.errors import CorruptFile, LexiscapeError, MissingExtra, OptionError, first_line
from lexiscape.one_line import short_line
from lexiscape.sources.located import Choice, Located, check_choice
from lexiscape.sources.storage.blob import LocalBlob
from lexiscape.sources.tensors.matrix import DenseTensor
from lexiscape.sources.tensors.safetensors import read_tensors
from lexiscape.space import EmbeddingSpace
from lexiscape.text import FAMILIES

#: The tensor by which such a file is told from a model's weights.
MARK = "space"
_FIELD = "field:"


@dataclass(frozen=True, eq=False)
class SavedSpace(Located):
    """A located space that brings its own ids."""

    stored_ids: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def ids(self) -> NDArray[np.int64]:
        """Return the ids as they were saved."""
        return self.stored_ids

    def provenance(self) -> dict[str, Any]:
        """Return where the space comes from, as it was saved."""
        return dict(self.facts)


def save_space(space: EmbeddingSpace, path: Path) -> None:
    """Write a space to `path` as it stands, fields included; `open_space(path)` gives it back.

    Raises
    ------
    MissingExtra
        The safetensors library, which comes with the extra, is not installed.
    OptionError
        Provenance holds what JSON cannot tell, such as NaN.
    OSError
        The file cannot be written.
    """
    try:
        from safetensors.numpy import save_file
    except ImportError as error:
        raise MissingExtra("safetensors", "contextual", error) from None
    try:
        json.dumps(dict(space.provenance), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise OptionError(
            f"the provenance of {short_line(space.name)} should be JSON values, with no NaN ({first_line(error)}): "
            "leave out what is none"
        ) from None
    told = {
        "tokens": list(space.tokens),
        "name": space.name,
        "family": space.family,
        "special": sorted(space.special),
        "provenance": dict(space.provenance),
        "fields": {name: values.tolist() for name, values in space.fields.items() if values.dtype == object},
    }
    arrays: dict[str, NDArray[Any]] = {
        "vectors": np.ascontiguousarray(space.vectors, np.float32),
        "ids": np.ascontiguousarray(space.ids, np.int64),
        MARK: np.frombuffer(json.dumps(told).encode("ascii"), np.uint8),
    }
    for name, values in space.fields.items():
        if values.dtype != object:
            arrays[_FIELD + name] = np.ascontiguousarray(values, np.float64)
    save_file(arrays, path, metadata={"format": "lexiscape-space-1"})


def locate(path: Path, choice: Choice, tensors: dict[str, DenseTensor]) -> Located:
    """Find the space in a file that `save_space` wrote.

    Raises
    ------
    SourceError
        The unembedding matrix or a tensor is asked for: there is none.
    CorruptFile
        The parts of the file do not fit each other.
    """
    check_choice(choice, path.name, (), " is a saved space and")
    try:
        told = parse_json(
            _stored(tensors[MARK], "U8", np.uint8).tobytes(), f"what {path.name} says of its tokens", WORDS
        )
        ids = _stored(tensors["ids"], "I64", np.int64)
        fields: dict[str, NDArray[Any]] = {
            name.removeprefix(_FIELD): _stored(tensor, "F64", np.float64)
            for name, tensor in tensors.items()
            if name.startswith(_FIELD)
        }
        fields |= {name: np.array(values, dtype=object) for name, values in told["fields"].items()}
        matrix = tensors["vectors"]
        sizes = {len(told["tokens"]), len(ids), matrix.shape[0], *(len(values) for values in fields.values())}
        if len(matrix.shape) != 2 or len(sizes) != 1:
            raise ValueError(f"its parts have {sorted(sizes)} rows")
        for name, kind in (("tokens", list), ("name", str), ("family", str), ("special", list), ("provenance", dict)):
            if not isinstance(told[name], kind):
                raise TypeError(f"its {name} should be a {kind.__name__}")
        if not all(isinstance(token, str) for token in told["tokens"]) or not all(map(_is_row, told["special"])):
            raise TypeError("its tokens should be texts, and its special ones numbers")
        json.dumps(told["provenance"], allow_nan=False)  # Python reads NaN, and 1e999, which JSON cannot tell again
        if told["family"] not in FAMILIES:
            raise ValueError(f"no family of tokens is called {told['family'][:40]!r}")
        special = frozenset(told["special"])
        return SavedSpace(
            told["name"], matrix, told["tokens"], told["family"], special, told["provenance"], fields, (path,), ids
        )
    except MemoryError:
        raise
    except Exception as error:  # whatever JSON of another shape leads to
        raise CorruptFile(f"{path.name} is no whole saved space ({first_line(error)}): make it again") from None


def is_saved(path: Path) -> bool:
    """Tell whether a file is a space that `save_space` wrote; False also where it cannot be read."""
    try:
        return MARK in read_tensors(LocalBlob(path))
    except (LexiscapeError, OSError):
        return False


def read_facts(path: Path) -> dict[str, Any]:
    """Return where a saved space comes from, without its vectors; errors as for `locate`."""
    return locate(path, Choice(), read_tensors(LocalBlob(path))).provenance()


def list_spaces(folder: Path) -> list[Path]:
    """Return the layers in the folder of a run over text, or else over single tokens, or else none; in order."""
    for pattern in ("layer-*.safetensors", "isolated-layer-*.safetensors"):
        found = sorted(path for path in folder.glob(pattern) if is_saved(path))
        if found:
            return found
    return []


def _is_row(value: Any) -> bool:
    return type(value) is int and 0 <= value < 1 << 62


def _stored(tensor: DenseTensor, dtype: str, kind: type[np.generic]) -> NDArray[Any]:
    if tensor.dtype != dtype:
        raise ValueError(f"{tensor.name} is {tensor.dtype}, expected {dtype}")
    return np.frombuffer(tensor.blob.read(tensor.start, tensor.start + tensor.stored_bytes), kind)
