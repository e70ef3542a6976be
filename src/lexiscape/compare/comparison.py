"""Two or more spaces in, a `Comparison` out: whether they are the same space, and which tokens moved."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.compare.geometry import describe_geometry
from lexiscape.compare.matching import Match, coverage_of, match_tokens
from lexiscape.compare.scores import SCORES, Score
from lexiscape.compare.shares import common_shares
from lexiscape.compare.space_pair import SpacePair
from lexiscape.compare.ties import Tie, tie_of
from lexiscape.compare.traits import Traits, measure_traits
from lexiscape.corrections import find_neighbors_in
from lexiscape.errors import LexiscapeWarning, OptionError
from lexiscape.neighbors import METRICS, Neighbors, within_range
from lexiscape.one_line import short_line
from lexiscape.progress import Progress, silent
from lexiscape.sources import open_space
from lexiscape.space import EmbeddingSpace
from lexiscape.space.mapped import check_unchanged
from lexiscape.space.rows import squared_lengths, unit_rows
from lexiscape.text.writing_systems import FIRST_IDEOGRAPH

#: The overlap that per-token shares, lists and the matrix are about.
MAIN_K = 10


@dataclass(frozen=True)
class CompareOptions:
    """How spaces are compared.

    Attributes
    ----------
    ks : tuple of int
        Neighborhood sizes of the overlap; `MAIN_K` is always among them. At most 255.
    metric : str
        ``"cosine"`` (all scores on unit rows) or ``"euclidean"`` (on the rows as they are).
    match : {"auto", "id", "text"}
        How tokens are matched, see `match_tokens`.
    fold_case : bool
        Whether tokens that differ only in case match.
    seed : int
        For the samples and the Procrustes null. The same seed and input give the same numbers.
    threads : int or None
        Threads to find neighbors with; None: all processors.
    device : str
        What neighbors are searched on, as for `find_neighbors`.
    """

    ks: tuple[int, ...] = (5, 10, 50)
    metric: str = "cosine"
    match: str = "auto"
    fold_case: bool = False
    seed: int = 0
    threads: int | None = None
    device: str = "auto"


class Moved(NamedTuple):
    """One token of the lists: its row, its overlap at `MAIN_K`, its nearest rows in either space."""

    row: int
    overlap: float
    before: list[int]
    after: list[int]


@dataclass(frozen=True, eq=False)
class Pair:
    """Two of the compared spaces.

    Attributes
    ----------
    first, second : int
        Their positions in `Comparison.spaces`.
    scores : list of Score
        ``overlap@k`` for each k, ``cka``, ``spearman``, ``procrustes``.
    shares : ndarray, (len(ks), n), float32
        Each shared token's own overlap at every k.
    """

    first: int
    second: int
    scores: list[Score]
    shares: NDArray[np.float32]

    def score(self, name: str) -> Score:
        """Return the score of that name; KeyError when there is none."""
        return {score.name: score for score in self.scores}[name]


@dataclass(frozen=True, eq=False)
class Comparison:
    """What several spaces have in common.

    Attributes
    ----------
    spaces : list of EmbeddingSpace
        Their shared tokens only; row i of each is the same token.
    found : list of Neighbors
        Neighbors among the shared tokens, one a space.
    match : Match
        How the tokens were matched, and how much of each space that is.
    pairs : list of Pair
        Every other space against the first.
    matrix : ndarray, (m, m), float64
        Overlap at k = `main_k` of every space with every other.
    geometry : list of dict
        `describe_geometry` of each space's shared tokens.
    ks : tuple of int
        Neighborhood sizes, ascending.
    main_k : int
        The k of `matrix` and of the lists: `MAIN_K`, or less among few tokens.
    traits : list of Traits
        What papers have told of such spaces, measured on each space's shared tokens; and what could not be, and why.
    options : CompareOptions
        What was asked for.
    """

    spaces: list[EmbeddingSpace]
    found: list[Neighbors]
    match: Match
    pairs: list[Pair]
    matrix: NDArray[np.float64]
    geometry: list[dict[str, float | None]]
    ks: tuple[int, ...]
    main_k: int
    traits: list[Traits]
    options: CompareOptions = field(default_factory=CompareOptions)

    def __len__(self) -> int:
        return len(self.match)

    def __repr__(self) -> str:
        names = ", ".join(short_line(space.name) for space in self.spaces)
        return f"<Comparison of {names}: {len(self):,} shared tokens>"

    def coverage(self) -> str:
        """State in words how many tokens are compared, of how many."""
        told = coverage_of(self.match, [space.name for space in self.spaces])
        return f"{told}; {'; '.join(notes)}" if (notes := self.notes()) else told

    def notes(self) -> list[str]:
        """Say which spaces are, vector for vector, the first one: their scores are those of a thing with itself."""
        first = self.spaces[0]
        return [
            f"{first.name} and {space.name} hold the same vectors: a comparison of a space with itself"
            for space in self.spaces[1:]
            if space.vectors.shape == first.vectors.shape and np.array_equal(space.vectors, first.vectors)
        ]

    def moved_most(self, pair: Pair, count: int = 20) -> list[Moved]:
        """List the tokens with the least overlap; among equals words first, then the least at larger k, then by row."""
        return self._listed(pair, pair.shares, count)

    def kept_most(self, pair: Pair, count: int = 20) -> list[Moved]:
        """List the tokens with the most overlap; among equals words first, then the most at larger k, then by row."""
        return self._listed(pair, -pair.shares, count)

    def tie(self, pair: Pair, listed: Sequence[Moved]) -> Tie | None:
        """Return how many tokens have the overlap at which one of these lists ends; None where it lists all of them."""
        return tie_of(pair.shares[self.ks.index(self.main_k)], [item.row for item in listed])

    def _listed(self, pair: Pair, keys: NDArray[np.float32], count: int) -> list[Moved]:
        main = self.ks.index(self.main_k)
        space = self.spaces[0]
        plain = np.fromiter((kind in ("special", "unused") for kind in space.kinds), bool, len(space))
        words = np.fromiter(map(_is_word, space.kinds, space.readable), bool, len(space))
        order = np.lexsort([*keys[main + 1 :][::-1], ~words, keys[main], plain])[:count]
        near = [self.found[side].indices[:, : self.main_k] for side in (pair.first, pair.second)]
        return [
            Moved(row, float(pair.shares[main, row]), near[0][row].tolist(), near[1][row].tolist())
            for row in order.tolist()
        ]


def compare_spaces(
    sources: Sequence[Any], options: CompareOptions | None = None, progress: Progress = silent
) -> Comparison:
    """Compare two or more embedding spaces on the tokens that all of them share.

    Parameters
    ----------
    sources : sequence of EmbeddingSpace, or of whatever `open_space` opens
        The first is what the others are compared with.
    options : CompareOptions or None
        None: the defaults.
    progress : Progress
        Called as the work proceeds.

    Returns
    -------
    Comparison
        Scores with intervals and permutation nulls, per-token overlap, and what moved.

    Raises
    ------
    OptionError
        Fewer than two spaces, or an option out of range.
    SelectionError
        The spaces share fewer than three tokens.
    VectorError
        A space holds rows that have no neighbors.
    SourceError
        A source cannot be opened.
    """
    options = options or CompareOptions()
    spaces = [source if isinstance(source, EmbeddingSpace) else open_space(source) for source in sources]
    check_options(len(spaces), options)
    match = match_tokens(spaces, by=options.match, fold_case=options.fold_case)
    shared = [space.take(rows) for space, rows in zip(spaces, match.rows, strict=True)]
    n = len(match)
    ks = tuple(sorted({min(k, n - 1) for k in (*options.ks, MAIN_K)}))
    if n <= max(*options.ks, MAIN_K):
        names = " and ".join(space.name for space in spaces)
        warnings.warn(
            f"{names} share only {n} tokens: neighborhoods are cut to {n - 1}", LexiscapeWarning, stacklevel=2
        )
    found = find_in_each(shared, max(ks), options, progress)
    pairs = []
    x = _rows(shared[0], options.metric)
    for second in range(1, len(shared)):
        y = _rows(shared[second], options.metric)
        pair = SpacePair(x, y, found[0].indices, found[second].indices, ks, options.seed)
        scores = [score for row in SCORES.values() for score in import_module(row.module).score(pair)]
        pairs.append(Pair(0, second, scores, pair.shares.astype(np.float32)))
        progress("scores", second, len(shared) - 1, shared[second].name)
    main_k = min(MAIN_K, n - 1)
    geometry = [describe_geometry(space) for space in shared]
    traits = []
    for step, (space, near) in enumerate(zip(shared, found, strict=True)):
        progress("traits", step, len(shared), space.name)
        traits.append(measure_traits(space, near, options.seed))
    progress("traits", len(shared), len(shared))
    check_unchanged(*(space.vectors for space in shared))
    return Comparison(
        shared,
        found,
        match,
        pairs,
        _overlap_matrix(found, main_k),
        geometry,
        ks,
        main_k,
        traits,
        options,
    )


def find_in_each(
    spaces: Sequence[EmbeddingSpace], k: int, options: CompareOptions, progress: Progress
) -> list[Neighbors]:
    """Find the k nearest neighbors in each of several spaces, as the options say; the progress tells spaces done.

    Of the same tokens in the same order, an approximate search begins with the neighbors in the space before.
    """
    found: list[Neighbors] = []
    for step, space in enumerate(spaces):
        progress("neighbors", step, len(spaces), space.name)
        is_of_the_same = step > 0 and space.tokens == spaces[step - 1].tokens
        start = found[-1].indices if is_of_the_same else None
        metric, device, threads = options.metric, options.device, options.threads
        found.append(find_neighbors_in(space, k, metric=metric, device=device, start=start, threads=threads))
    progress("neighbors", len(spaces), len(spaces))
    return found


def check_options(spaces: int, options: CompareOptions) -> None:
    """Raise OptionError where so many spaces cannot be compared, or not so."""
    if spaces < 2:
        raise OptionError(f"expected at least two spaces to compare, got {spaces}")
    if options.seed < 0:
        raise OptionError(f"a seed is a whole number from 0 on, not {options.seed}")
    if options.metric not in METRICS:
        raise OptionError(f"no metric {options.metric!r}: choose one of {', '.join(METRICS)}")
    if options.match not in ("auto", "id", "text"):
        raise OptionError(f"cannot match tokens by {options.match!r}: choose auto, id or text")
    bad = [k for k in options.ks if not 1 <= k <= 255]
    if bad or not options.ks:
        raise OptionError(f"expected neighborhood sizes from 1 to 255, got {bad or 'none'}")


def _is_word(kind: str, text: str) -> bool:
    """Whether a token says something to who reads it in a list: a Latin letter or two do not, a kanji does."""
    return kind == "word" and (len(text) > 2 or any(character >= FIRST_IDEOGRAPH for character in text))


def _rows(space: EmbeddingSpace, metric: str) -> NDArray[np.float32]:
    rows = within_range(np.asarray(space.vectors, np.float32), unit=metric == "cosine")
    return unit_rows(rows, np.sqrt(squared_lengths(rows))) if metric == "cosine" else rows


def _overlap_matrix(found: list[Neighbors], k: int) -> NDArray[np.float64]:
    matrix = np.eye(len(found))
    for i in range(len(found)):
        for j in range(i):
            shares = common_shares(found[i].indices[:, :k], found[j].indices[:, :k], (k,))
            matrix[i, j] = matrix[j, i] = shares.astype(np.float32).mean(dtype=np.float64)
    return matrix


def pair_facts(comparison: Comparison, pair: Pair, count: int = 20) -> dict[str, Any]:
    """Return a pair's names, scores and lists as JSON values, tokens as people read them."""
    left, right = comparison.spaces[pair.first], comparison.spaces[pair.second]

    def entries(listed: list[Moved]) -> list[dict[str, Any]]:
        return [
            {
                "row": item.row,
                "token": left.readable[item.row],
                "id": int(left.ids[item.row]),
                "overlap": round(item.overlap, 6),
                "before": [left.readable[row] for row in item.before],
                "after": [right.readable[row] for row in item.after],
            }
            for item in listed
        ]

    moved, kept = comparison.moved_most(pair, count), comparison.kept_most(pair, count)
    ties = {"moved_most_tie": comparison.tie(pair, moved), "kept_most_tie": comparison.tie(pair, kept)}
    return {
        "first": left.name,
        "second": right.name,
        "scores": {score.name: score.as_dict() for score in pair.scores},
        "moved_most": entries(moved),
        "kept_most": entries(kept),
        **{name: tie and tie.as_dict() for name, tie in ties.items()},
    }
