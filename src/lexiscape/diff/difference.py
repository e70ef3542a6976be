"""Two spaces in, a `Difference` out: what changed between two files of mostly the same tokens."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.shares import common_shares
from lexiscape.corrections import space_of
from lexiscape.diff.changes import RowChanges, is_far
from lexiscape.diff.elsewhere import find_elsewhere
from lexiscape.diff.groups import RowFigures
from lexiscape.diff.lineage import trace_lineage
from lexiscape.diff.measured import Measured
from lexiscape.diff.rows import measure_rows
from lexiscape.diff.verdict import Verdict, judge
from lexiscape.errors import OptionError
from lexiscape.neighbors import find_neighbors
from lexiscape.one_line import short_line
from lexiscape.processors import made_of_each
from lexiscape.progress import Progress, silent
from lexiscape.sources.rounded import Stored, open_rounded, stored_as
from lexiscape.sources.tensors.rounding import FLOATS
from lexiscape.space import EmbeddingSpace
from lexiscape.space.mapped import check_unchanged
from lexiscape.space.pairing import Pairing, pair_rows

#: Neighbors that the second search begins with, at least.
_START = 30

#: What a row that cannot be held against its pair has instead of figures, and what tells more.
NO_FIGURES = (
    "dimensions of the two are not the same ones, so that cosine and error of a row tell nothing of its token: they "
    "are left out, and so is what changed most; --neighbors K tells what each token kept of its neighbors, and "
    "lexiscape compare how alike the two are however they were turned"
)

#: What a token's row can be, the most changed first.
STATES = ("changed", "new", "gone", "scaled", "rounded", "identical")


@dataclass(frozen=True)
class DiffOptions:
    """How two spaces are held against one another.

    Attributes
    ----------
    neighbors : int
        Of how many nearest neighbors to tell the share that each token kept, which takes a while; at most 255. 0: none.
    seed : int
        For the tokens that lineage is told by. The same seed and input give the same numbers.
    threads : int or None
        None: all processors. Never changes the result.
    device : str
        What neighbors are searched on, as for `find_neighbors`.
    """

    neighbors: int = 0
    seed: int = 0
    threads: int | None = None
    device: str = "auto"


@dataclass(frozen=True, eq=False)
class Difference(Measured):
    """What changed from one space to another: what was measured, and what it comes to.

    Attributes
    ----------
    kept : ndarray or None, (m,), float64
        The share of its neighbors that each token kept; NaN where a row has none; None where they were not asked for.
    options : DiffOptions
        What was asked for.
    """

    kept: NDArray[np.float64] | None = None
    options: DiffOptions = field(default_factory=DiffOptions)

    def __repr__(self) -> str:
        return f"<Difference of {short_line(self.a.name)} and {short_line(self.b.name)}: {self.verdict.sentence}>"

    @cached_property
    def verdict(self) -> Verdict:
        """What the two are to one another."""
        return judge(self)

    @cached_property
    def figures(self) -> RowFigures:
        """What is told of each paired row: what was measured, or nothing where dimensions are not the same ones."""
        changes = self.changes
        if self.verdict.by_dimension:
            return RowFigures(changes.changed, changes.cosine, changes.error, changes.times)
        nothing = np.full(len(changes.same), np.nan)
        return RowFigures(changes.changed, nothing, nothing, nothing)

    @cached_property
    def states(self) -> NDArray[np.int64]:
        """Return what became of each paired row, (m,): positions in `STATES`."""
        changes = self.changes
        told = np.full(len(changes.same), STATES.index("changed"), np.int64)
        told[changes.scaled] = STATES.index("scaled")
        told[changes.rounded] = STATES.index("rounded")
        told[changes.same] = STATES.index("identical")
        return told

    def counts(self) -> dict[str, int]:
        """Return how many rows are in each of `STATES`."""
        of_pairs = np.bincount(self.states, minlength=len(STATES))
        counts = dict(zip(STATES, of_pairs.tolist(), strict=True))
        return {**counts, "new": len(self.pairing.new), "gone": len(self.pairing.gone)}

    def notes(self) -> list[str]:
        """Say what a reader of the counts must know: how rows were paired, and what could not be measured."""
        n, size_a, size_b = len(self.pairing.rows), len(self.a), len(self.b)
        notes = []
        if self.pairing.how == "id":
            notes.append("rows are paired by position: one of the files has no tokens")
        shared = size_a - len(self.pairing.gone)
        if n < shared:
            notes.append(
                f"measured are {n:,} tokens that were chosen, of {shared:,} that are in both; new and gone are told of "
                "all"
            )
        if shared < min(size_a, size_b) / 2:
            notes.append(
                f"only {shared:,} tokens are in both, of {size_a:,} and {size_b:,}: lexiscape compare matches tokens "
                "across tokenizers"
            )
        if told := self._note_on_figures():
            notes.append(told)
        if zeros := int(self.changes.from_zero.sum()):
            notes.append(
                f"{zeros:,} {'row was' if zeros == 1 else 'rows were'} zeros before: relative to that an error is "
                "infinite, and left out of all figures"
            )
        if "frequency" in self.a.fields and self.frequency is None:
            notes.append(f"the field frequency of {short_line(self.a.name)} holds no numbers: nothing is told by it")
        return notes

    def _note_on_figures(self) -> str:
        """Say why rows have no figures, or what tells that rounding did not make them differ; "" where nothing does."""
        if not self.same_dimensions:
            dims = self.a.vectors.shape[1], self.b.vectors.shape[1]
            return f"rows have {dims[0]:,} and {dims[1]:,} dimensions: they have no cosine and no error"
        if not self.verdict.by_dimension:
            return NO_FIGURES
        if not self.changes.changed.any():
            return ""
        if self.changes.ruled_out:
            return self.changes.ruled_out
        if not np.isfinite(self.changes.expected).any():
            formats = " or ".join(dict.fromkeys(self.formats))
            return f"what rounding to {formats} costs is not known: every row that differs is told as changed"
        if self.changes.is_less and self.changes.by_value is None:
            return (
                f"rows differ by {self.changes.usual:.2g} times what rounding costs (median): by too little for "
                "rounding to be why"
            )
        return ""

    @property
    def frequency(self) -> NDArray[np.float64] | None:
        """How often each token of `a` occurs, (len(a),); None where the space does not tell it in numbers."""
        counts = self.a.fields.get("frequency")
        return None if counts is None or counts.dtype.kind not in "fiu" else np.asarray(counts, np.float64)

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """Return the paired rows, the most changed first, (m,): by state, then by error, then in order of `a`."""
        error = np.where(np.isnan(self.figures.error), np.inf, self.figures.error)
        return np.lexsort([self.pairing.others, -error, self.states]).astype(np.int64)


def diff_spaces(
    a: Any,
    b: Any,
    options: DiffOptions | None = None,
    progress: Progress = silent,
    rows: NDArray[np.integer[Any]] | None = None,
) -> Difference:
    """Tell what changed from one file of weights to another of mostly the same tokens.

    Parameters
    ----------
    a, b : EmbeddingSpace, or whatever `open_space` opens
        Before and after. What is opened here brings the scales of quantized blocks along, from which the error is told
        that rounding alone would cost; spaces that were opened before bring no more than the name of their format. Of a
        matrix without tokens, rows are paired by position.
    options : DiffOptions or None
        None: the defaults.
    progress : Progress
        Called as the work proceeds.
    rows : ndarray, (k,), int or None
        Positions in `a` of the tokens to measure, with those of `b` that they pair with; None: all. New and gone are
        told of whole vocabularies all the same.

    Returns
    -------
    Difference
        The same input and seed give the same, whatever the number of threads.

    Raises
    ------
    OptionError
        An option is out of range, or one of the two has no vectors, or was corrected.
    SourceError
        A source cannot be opened.

    Examples
    --------
    >>> from lexiscape.diff import diff_spaces
    >>> diff_spaces("demo:bert", "demo:bert").verdict.name
    'identical'
    """
    options = options or DiffOptions()
    _check(options)
    before, after = (_open_raw(source, progress) for source in (a, b))
    pairing = pair_rows(after, before)
    if rows is not None:
        pairing = _of_rows(pairing, before, after, rows)
    progress("diff", 0, 3, "rows")
    of_a, of_b = made_of_each(stored_as, (before, after), options.threads)
    stored = of_a, of_b
    changes = _ruled_out(stored, pairing, measure_rows(before, after, pairing, stored, options.threads))
    progress("diff", 1, 3, "lineage")
    elsewhere = np.full(len(pairing.rows), -1, np.int64)
    looked_for = 0
    lineage = None
    if changes.changed.any():
        lineage = trace_lineage(before.vectors, after.vectors, (pairing.others, pairing.rows), options.seed)
        far = np.flatnonzero(is_far(changes))
        if before.vectors.shape[1] == after.vectors.shape[1] and len(far):
            elsewhere[far], looked_for = find_elsewhere(before, after, pairing.others[far])
    progress("diff", 2, 3, "neighbors")
    kept = _kept(before, after, pairing, options, progress) if options.neighbors else None
    check_unchanged(before.vectors, after.vectors)
    progress("diff", 3, 3)
    formats = (stored[0].format, stored[1].format)
    return Difference(before, after, pairing, formats, changes, elsewhere, looked_for, lineage, kept, options)


def _of_rows(pairing: Pairing, a: EmbeddingSpace, b: EmbeddingSpace, rows: NDArray[np.integer[Any]]) -> Pairing:
    """Return the pairs of these rows of `a`; what is new, gone and shifted stays told of all."""
    chosen = np.zeros(len(a), np.bool_)
    chosen[rows] = True
    kept = chosen[pairing.others]
    of_a, of_b = pairing.others[kept], pairing.rows[kept]
    moved = int((a.ids[of_a] != b.ids[of_b]).sum())
    return pairing._replace(rows=of_b, others=of_a, moved=moved)


def _check(options: DiffOptions) -> None:
    if not 0 <= options.neighbors <= 255:
        raise OptionError(f"expected 0 to 255 neighbors, got {options.neighbors}")
    if options.seed < 0:
        raise OptionError(f"a seed is a whole number from 0 on, not {options.seed}")


def _open_raw(source: Any, progress: Progress) -> EmbeddingSpace:
    """Return the space of a source; refuse what is not its file's rows: none at all, or changed by a correction."""
    space = source if isinstance(source, EmbeddingSpace) else open_rounded(source, progress=progress)
    if space.vectors.shape[1] == 0:
        raise OptionError(
            f"{short_line(space.name)} has no vectors to tell changes of: a map keeps none; name the source that it "
            "was drawn from"
        )
    corrected = space_of(space.provenance)
    if corrected != "raw":
        raise OptionError(
            f"{short_line(space.name)} is in the space {short_line(corrected)}, not as its file holds it: open it raw"
        )
    return space


def _ruled_out(stored: tuple[Stored, Stored], pairing: Pairing, changes: RowChanges) -> RowChanges:
    """Return the changes, without what rounding costs where it cannot be why rows differ.

    To one format, it would have spared all of them or few. And values that are all of one narrow format are not rounded
    by it at all; nor are rows whose blocks have the same steps in both files.
    """
    one, other = stored
    none = np.full(len(changes.same), np.nan)
    if one.format == other.format and 2 * int(changes.same.sum()) >= len(changes.same) > 0:
        told = f"both are stored in {one.format}, and most rows are equal: what differs was changed"
        return replace(changes, expected=none, cast=np.zeros_like(changes.cast), ruled_out=told)
    if one.grid is not None and one.grid == other.grid:
        told = f"all values of both are values of {one.grid}, which rounding to it spares: what differs was changed"
        return replace(changes, expected=none, ruled_out=told)
    if one.format == other.format and one.format not in FLOATS and not one.cells:
        alike = one.errors[pairing.others] == other.errors[pairing.rows]
        told = f"both are stored in {one.format}, with the same steps: where these are, what differs was changed"
        if (alike & ~changes.same).any():
            return replace(changes, expected=np.where(alike, np.nan, changes.expected), ruled_out=told)
    return changes


def _kept(
    a: EmbeddingSpace, b: EmbeddingSpace, pairing: Pairing, options: DiffOptions, progress: Progress
) -> NDArray[np.float64]:
    """Return the share of its neighbors that each paired token kept, (m,), among the paired rows that are finite."""
    kept = np.full(len(pairing.rows), np.nan)
    x, y = a.vectors[pairing.others], b.vectors[pairing.rows]
    sound = np.flatnonzero(np.isfinite(x).all(axis=1) & np.isfinite(y).all(axis=1))
    k = min(options.neighbors, len(sound) - 1)
    if k < 1:
        return kept
    find = partial(find_neighbors, threads=options.threads, device=options.device, progress=progress)
    of_a = find(x[sound], max(k, _START)).indices
    of_b = find(y[sound], k, start=of_a).indices  # of one token they are much the same
    kept[sound] = common_shares(of_a[:, :k], of_b, (k,))[0]
    return kept
