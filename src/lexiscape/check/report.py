"""`VocabularyReport`: what was found in a vocabulary, by finding, and what could not be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.check.figures import significant
from lexiscape.check.findings import FINDINGS
from lexiscape.frames import encodable, load_pandas
from lexiscape.space import EmbeddingSpace

if TYPE_CHECKING:
    import pandas

Rows = NDArray[np.int64]


class LeftOut(Exception):  # noqa: N818 - no error: an answer
    """A finding cannot be told here; the message says why, and what to do for it."""


@dataclass(frozen=True, eq=False)
class Finding:
    """What one question found.

    Attributes
    ----------
    rows : ndarray, (m,), int64
        Positions in the space, the most certain first.
    rule : str
        By which rule and threshold, with its numbers.
    sure : str
        How sure that is: "exact", or what share of the rows is expected to be listed wrongly.
    values : ndarray, (m,), float64, or None
        The number by which each of `rows` is listed.
    value : str
        What that number is.
    groups : tuple of ndarray
        Where rows belong together (copies, variants): the positions of each group, largest first.
    notes : sequence of str, m or 0
        What else is to be said of each of `rows`: the tokens that it becomes …
    unchecked : str
        What of the question was not looked at, and why, so that rows of that sort may be there; "": all of it was.
    facts : mapping
        More numbers: JSON values only.
    columns : mapping of str to ndarray, (n,)
        Values of every token of the space, by name.
    """

    rows: Rows
    rule: str
    sure: str = "exact"
    values: NDArray[np.float64] | None = None
    value: str = ""
    groups: tuple[Rows, ...] = ()
    notes: Sequence[str] = ()
    unchecked: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, eq=False)
class VocabularyReport:
    """What is to be said of a vocabulary; each finding is an attribute, too: `.untrained`, `.near_identical`.

    Such an attribute is an array of row positions, (m,), int64, the most certain first; of `identical`,
    `near_identical`, `duplicates` and `variants`, which are about rows that belong together, a tuple of such arrays.
    What was left out is empty.

    Attributes
    ----------
    space : EmbeddingSpace
        What was checked.
    findings : mapping of str to Finding
        By name, in the order of `FINDINGS`.
    left_out : mapping of str to str
        Names of findings that could not be told, and why.
    facts : mapping
        Numbers about the whole matrix: JSON values only.
    other : EmbeddingSpace or None
        What it was compared with.
    """

    space: EmbeddingSpace
    findings: Mapping[str, Finding]
    left_out: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    other: EmbeddingSpace | None = None

    def __getattr__(self, name: str) -> Any:
        key = name.replace("_", "-")
        if key not in FINDINGS:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        found = self.findings.get(key)
        if key in GROUPED:
            return () if found is None else found.groups
        return np.empty(0, np.int64) if found is None else found.rows

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(name.replace("-", "_") for name in FINDINGS)]

    def __repr__(self) -> str:
        told = ", ".join(f"{len(found):,} {name}" for name, found in self.findings.items() if len(found))
        missing = len(self.not_checked())
        more = f"; {missing} not checked, or in part" if missing else ""
        return f"<VocabularyReport of {self.space.name}: {told or 'nothing found'}{more}>"

    def not_checked(self) -> dict[str, str]:
        """Return the findings that could not be told, or of which a part was not looked at, and why, by name."""
        told = {name: found.unchecked for name, found in self.findings.items() if found.unchecked}
        reasons = {**self.left_out, **told}
        return {name: reasons[name] for name in FINDINGS if name in reasons}

    def columns(self) -> dict[str, NDArray[Any]]:
        """Return what is known of every token, by name, in row order."""
        return {name: values for found in self.findings.values() for name, values in found.columns.items()}

    def flags(self) -> list[str]:
        """Return for each row the names of the findings that list it, in the order of `FINDINGS`, a space between."""
        told: list[list[str]] = [[] for _ in range(len(self.space))]
        for name, found in self.findings.items():
            for row in found.rows.tolist():
                told[row].append(name)
        return [" ".join(names) for names in told]

    def table(self) -> dict[str, list[Any]]:
        """Return columns by name, one value a token: id, token, raw, kind, findings, and what is known of each.

        `not_checked` says of every row the same: which findings could not list it, being left out or looked at in part.
        """
        told: dict[str, list[Any]] = {
            "id": self.space.ids.tolist(),
            "token": [encodable(text) for text in self.space.readable],
            "raw": [encodable(text) for text in self.space.tokens],
            "kind": list(self.space.kinds),
            "findings": self.flags(),
            "not_checked": [" ".join(self.not_checked())] * len(self.space),
        }
        for name, values in self.columns().items():
            plain = values.tolist()
            told[name] = [significant(value) for value in plain] if values.dtype.kind == "f" else plain
        return told

    def frame(self) -> pandas.DataFrame:
        """Return one row a token: id, token, raw, kind, its findings, and every column; MissingExtra without pandas."""
        return load_pandas().DataFrame(self.table())


#: Findings about rows that belong together.
GROUPED = frozenset({"identical", "near-identical", "duplicates", "variants"})


def listed(mask: NDArray[np.bool_], order: NDArray[Any] | None = None) -> Rows:
    """Return the rows of a mask, by ascending `order` (n,) and then by position."""
    rows = np.flatnonzero(mask).astype(np.int64)
    return rows if order is None else rows[np.argsort(order[rows], kind="stable")]


def grouped(label: NDArray[np.integer[Any]], least: int = 2) -> tuple[Rows, ...]:
    """Return the rows of each label that at least so many have, largest group first, then by first row.

    Parameters
    ----------
    label : ndarray, (n,), integer
        Rows of one label belong together; a negative one belongs nowhere.
    least : int
        Fewer than these are no group.
    """
    inside = np.flatnonzero(label >= 0)
    _, place, counts = np.unique(label[inside], return_inverse=True, return_counts=True)
    inside, place = inside[counts[place] >= least], place[counts[place] >= least]
    order = np.argsort(place, kind="stable")
    bounds = np.flatnonzero(np.diff(place[order])) + 1
    groups = np.split(inside[order].astype(np.int64), bounds) if len(order) else []
    return tuple(sorted(groups, key=lambda part: (-len(part), int(part[0]))))
