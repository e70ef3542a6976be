"""A source or a space in, its map out: neighbors, layout and columns, one after another."""

from __future__ import annotations

import time
import warnings
from contextlib import nullcontext
from typing import Any

from lexiscape.check import FINDINGS, CheckOptions, VocabularyReport, check_vocabulary
from lexiscape.check.facts import brief
from lexiscape.check.run import check_uncorrected
from lexiscape.columns import annotate
from lexiscape.corrections import find_neighbors_in, rows_in, space_of
from lexiscape.errors import LexiscapeWarning, OptionError
from lexiscape.layouts import LayoutOptions, check_layout, lay_out, neighbors_wanted
from lexiscape.layouts.copies import tell_copies
from lexiscape.layouts.quality import RECALL_AT, recall_scores
from lexiscape.layouts.score_card import ANCHORS, score_map
from lexiscape.maps.embedding_map import EmbeddingMap
from lexiscape.maps.meta import describe_map
from lexiscape.neighbors import METRICS, RECALL, Neighbors, tell_left
from lexiscape.progress import Progress, progress_bars
from lexiscape.sources import given_path, open_space
from lexiscape.space import EmbeddingSpace
from lexiscape.space.mapped import check_unchanged


def map_space(
    source: Any,
    *,
    metric: str = "cosine",
    neighbors: int | None = None,
    method: str = "auto",
    recall: float = RECALL,
    device: str = "auto",
    layout: str = "tsne",
    options: LayoutOptions | None = None,
    check: bool = False,
    tokenizer: Any = None,
    progress: Progress | None = None,
) -> EmbeddingMap:
    """Draw the map of an embedding space.

    Parameters
    ----------
    source : EmbeddingSpace or whatever `open_space` opens
        What to map. Of `correct_space`, a space is mapped as it is corrected.
    metric : str
        How near is measured, one of `lexiscape.neighbors.METRICS`.
    neighbors : int or None
        True neighbors to find for each token, never fewer than the 10 that its score is made of; None: as many as the
        layout wants.
    method, recall, device
        How they are searched, what an approximate search aims at, and on what: as for `find_neighbors`. The layout is
        made by the processor.
    layout : str
        A key of `lexiscape.layouts.LAYOUTS`.
    options : LayoutOptions or None
        Perplexity, iterations, seed, threads.
    check : bool
        Whether the vocabulary is checked, too: columns `trained`, `reachable`, `copies` and `hubness`, and findings in
        `meta["check"]`.
    tokenizer : optional
        What it is checked with, as `check_vocabulary` takes it; its file names the rows where the source does not.
    progress : Progress or None
        Called as the work proceeds; None: bars on a terminal or in a notebook, else nothing.

    Returns
    -------
    EmbeddingMap
        The same source, options and seed give the same map, whatever the number of threads.

    Raises
    ------
    SourceError, VectorError, OptionError
        The source cannot be opened or was changed meanwhile, holds rows without neighbors, or an option is out of
        range.
    MissingExtra
        The layout or the device needs a package that is not installed.
    LayoutError
        The layout is no map.
    """
    if metric not in METRICS:
        raise OptionError(f"no metric {metric!r}: choose one of {', '.join(METRICS)}")
    if neighbors is not None and neighbors < 1:
        raise OptionError(f"neighbors must be at least 1, not {neighbors}")
    options = options or LayoutOptions()
    with nullcontext(progress) if progress else progress_bars() as tell:
        watch = _Stopwatch()
        if isinstance(source, EmbeddingSpace):
            space = source
        else:
            space = open_space(source, tokenizer=given_path(tokenizer))
            watch.lap("open")
        if check:
            check_uncorrected(space)  # here, and of the layout below: before the search, which may take long
        wanted = neighbors_wanted(layout, len(space), options) if neighbors is None else neighbors
        wanted = max(wanted, RECALL_AT)
        check_layout(layout, len(space), min(wanted, len(space) - 1), options)
        found = find_neighbors_in(
            space,
            wanted,
            metric=metric,
            method=method,
            recall=recall,
            device=device,
            threads=options.threads,
            progress=tell,
        )
        watch.lap("neighbors")
        copies = tell_copies(space, found, options.threads)
        notes = [note for note in (tell_left(found.meta), copies) if note]
        drawn = lay_out(space.vectors, found, layout, options, tell)
        watch.lap("layout")
        report = _check(space, tokenizer, found, options.threads) if check else None
        columns = annotate(space, found, drawn, options.threads, report=report)
        check_unchanged(space.vectors)
        watch.lap("columns")
        card = score_map(
            space.vectors, drawn.xy, metric=metric, anchors=ANCHORS, threads=options.threads, progress=tell
        )
        watch.lap("score")
    scores = recall_scores(columns["kept"].values)
    # where a space only ranks the neighbors of raw rows, the card is that of the rows: all its scores are of one kind
    counts_all = found.meta.get("method") == "exact" and rows_in(space.provenance) == space_of(space.provenance)
    meta = describe_map(
        space,
        {"metric": metric, "k": found.indices.shape[1], **found.meta},
        {"layout": layout, **drawn.meta},
        options.seed,
        scores=scores,
        card=(card.of_all(scores) if counts_all else card).to_dict(),
        seconds=watch.seconds,
        **({"notes": notes} if notes else {}),
        **({"check": brief(report)} if report else {}),
    )
    if copies:  # the search has warned of its own
        warnings.warn(copies, LexiscapeWarning, stacklevel=2)
    return EmbeddingMap(space, found, drawn.xy, columns, meta)


def _check(space: EmbeddingSpace, tokenizer: Any, found: Neighbors, threads: int | None) -> VocabularyReport:
    """Ask what a map can show: not what takes a search of its own, nor what is said of the whole matrix."""
    names = [name for name, row in FINDINGS.items() if row.on_map]
    return check_vocabulary(space, tokenizer=tokenizer, near=found, options=CheckOptions(names, threads=threads))


class _Stopwatch:
    """Seconds by stage, in order."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage], self._since = round(now - self._since, 3), now
