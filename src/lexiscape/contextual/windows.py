"""A document's length in, windows out: which tokens the model sees together, and which of them count there."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Window(NamedTuple):
    """Tokens `start` up to `stop` of a document go through the model together; `first` up to `last` count."""

    start: int
    stop: int
    first: int
    last: int


def cut_windows(length: int, size: int, overlap: int, causal: bool = False) -> list[Window]:
    """Cut a document into overlapping windows so that each token counts exactly once.

    Parameters
    ----------
    length : int
        Tokens of the document.
    size : int
        Tokens a window may hold.
    overlap : int
        Tokens that neighboring windows have in common at least; less than `size`.
    causal : bool
        False: the overlap is split in its middle, so a counted token has at least overlap // 2 tokens of context on
        both sides. True: the model sees only what comes before, so the later window counts what is new in it.

    Returns
    -------
    list of Window
        In order; empty for an empty document. The last window is as long as the others, reaching further back.
    """
    if length <= 0:
        return []
    if length <= size:
        return [Window(0, length, 0, length)]
    stride = size - overlap
    starts = [*range(0, length - size, stride), length - size]
    edges = [0]
    for before, after in pairwise(starts):
        shared = before + size - after
        edges.append(after + (shared if causal else shared // 2))
    edges.append(length)
    return [
        Window(start, start + size, first, last) for start, first, last in zip(starts, edges, edges[1:], strict=False)
    ]


def parts_of(span: tuple[int, int], windows: Sequence[Window]) -> list[tuple[int, tuple[int, int]]]:
    """Return which windows a word's tokens are averaged in, and which of the tokens in each.

    That is one window where one holds all of them: of several the one that counts the first token, or else the one that
    counts the last. A word that no window holds whole is averaged by parts, each token in the window that counts it.
    """
    first, last = span
    whole = [at for at, window in enumerate(windows) if window.start <= first and last <= window.stop]
    if whole:
        for token in (first, last - 1):
            for at in whole:
                if windows[at].first <= token < windows[at].last:
                    return [(at, span)]
        return [(whole[0], span)]
    parts = [(at, (max(first, window.first), min(last, window.last))) for at, window in enumerate(windows)]
    return [(at, part) for at, part in parts if part[0] < part[1]]
