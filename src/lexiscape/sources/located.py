"""`Located`: an embedding matrix that has been found, with its vocabulary, but not read.

Enters: what a format's reader found. Leaves: an `EmbeddingSpace`, or what `describe_source` tells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.errors import SourceError
from lexiscape.progress import Progress, silent
from lexiscape.sources.tensors.matrix import Matrix
from lexiscape.space import EmbeddingSpace


@dataclass(frozen=True)
class Choice:
    """Which matrix of a model to open.

    Attributes
    ----------
    matrix : {"input", "output"}
        The embedding matrix, or the unembedding matrix that turns a state into scores.
    tensor : str or None
        A tensor's name, where the table of known names and the rule by shape fail.
    progress : Progress
        Called while bytes are fetched.
    file : str or None
        Which of a repository's weight files: its name, or for GGUF a part of it (`Q8_0`).
    tokenizer : Path or None
        A tokenizer.json that names the rows where no vocabulary lies beside the weights.
    may_be_unnamed : bool
        Whether rows that nothing names are called by their numbers, not refused; `provenance["unnamed"]` says so.
    """

    matrix: str = "input"
    tensor: str | None = None
    progress: Progress = silent
    file: str | None = None
    tokenizer: Path | None = None
    may_be_unnamed: bool = False


@dataclass(frozen=True, eq=False)
class Located:
    """A matrix and its vocabulary, before the matrix is read.

    Attributes
    ----------
    name : str
        What to call the space.
    matrix : Matrix
        (n, dim): where the vectors are.
    tokens : sequence of str, n
        Raw tokens in row order.
    family : str
        One of `lexiscape.text.FAMILIES`.
    special : frozenset of int
        Row positions of special tokens.
    facts : mapping
        Architecture, format, files, tied or not …: JSON values only.
    fields : mapping of str to ndarray, (n,)
        What the source itself knows of each row.
    files : tuple of Path
        The local files that were read.
    """

    name: str
    matrix: Matrix
    tokens: Sequence[str]
    family: str = "words"
    special: frozenset[int] = frozenset()
    facts: Mapping[str, Any] = field(default_factory=dict)
    fields: Mapping[str, NDArray[Any]] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

    def read(self) -> EmbeddingSpace:
        """Read the matrix and return the space."""
        vectors = self.matrix.whole()
        return EmbeddingSpace(
            self.tokens,
            vectors,
            self.ids(),
            self.name,
            self.family,
            self.special,
            self.provenance(),
            self.fields,
            self.files,
        )

    def without_vectors(self) -> EmbeddingSpace:
        """Return the space with vectors of shape (n, 0): the matrix is not read."""
        none = np.empty((self.matrix.shape[0], 0), np.float32)
        described = (self.name, self.family, self.special, self.provenance(), self.fields, self.files)
        return EmbeddingSpace(self.tokens, none, self.ids(), *described)

    def ids(self) -> NDArray[np.int64]:
        """Return the token ids, (n,), int64: row positions."""
        return np.arange(self.matrix.shape[0], dtype=np.int64)

    def provenance(self) -> dict[str, Any]:
        """Return where the space comes from, as JSON values."""
        n, dim = self.matrix.shape
        return {
            "source": self.name,
            **self.facts,
            "tensor": self.matrix.name,
            "file": self.matrix.file,
            "dtype": self.matrix.dtype,
            "rows": n,
            "dim": dim,
        }


def check_matrix(matrix: Matrix) -> None:
    """Refuse what is no matrix with at least one row and one column."""
    if matrix.shape[:1] == (0,):
        raise SourceError(f"{matrix.name} in {matrix.file} holds no tokens: it is of shape {matrix.shape}")
    if len(matrix.shape) != 2 or 0 in matrix.shape:
        raise SourceError(
            f"{matrix.name} in {matrix.file} is no embedding matrix: expected (tokens, dimensions), got {matrix.shape}"
        )


def check_choice(choice: Choice, name: str, takes: Collection[str], what: str = "") -> None:
    """Refuse a choice that a source cannot heed: it would open its only table as if it were what was asked for.

    Parameters
    ----------
    choice : Choice
        What was asked for.
    name : str
        The source, for messages.
    takes : collection of {"matrix", "tensor"}
        What such a source heeds.
    what : str, optional
        What it is, for messages: " is a saved space and".

    Raises
    ------
    SourceError
        The unembedding matrix, or a tensor by name, is asked for, and there is none.
    """
    asked = []
    if choice.matrix != "input" and "matrix" not in takes:
        asked.append(("unembedding matrix", "--matrix"))
    if choice.tensor is not None and "tensor" not in takes:
        asked.append((f"tensor {choice.tensor}", "--tensor"))
    if asked:
        absent = " or ".join(thing for thing, _ in asked)
        options = " and ".join(option for _, option in asked)
        raise SourceError(f"{name}{what} has no {absent} to choose: leave {options} away")
