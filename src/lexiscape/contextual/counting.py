"""A shard of documents in, sums and occurrences out: tokens cut into windows, windows sorted into batches by length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from lexiscape.contextual.documents import Document, Shard, read_shard
from lexiscape.contextual.model import Batch, TextModel
from lexiscape.contextual.occurrences import Found, OccurrenceSample, WordFinder, describe
from lexiscape.contextual.partial import Partial
from lexiscape.contextual.sums import TypeSums
from lexiscape.contextual.windows import Window, cut_windows
from lexiscape.contextual.work import Plan, Work

#: Characters tokenized and sorted together: enough to fill batches of one length, little enough to bound memory.
_CHUNK_CHARACTERS = 1 << 18


class _Piece(NamedTuple):
    """A window of a document in the chunk at hand, with the words found in it."""

    document: int
    window: Window
    found: list[Found]


def empty_partial(model: TextModel, plan: Plan) -> Partial:
    """Return a `Partial` of no text."""
    return Partial(TypeSums(len(model.layers), model.dim), OccurrenceSample(plan.max_occurrences))


def count_documents(
    model: TextModel, documents: Iterable[Document], plan: Plan, tell: Callable[[int, int], None]
) -> Partial:
    """Run documents through a model and sum up what comes out.

    Parameters
    ----------
    model : TextModel
        Loaded.
    documents : iterable of Document
        Read as needed; memory does not grow with their number.
    plan : Plan
        What to collect.
    tell : callable
        Called after every batch with the tokens counted and the characters read so far.
    """
    partial = empty_partial(model, plan)
    finder = WordFinder(plan.words, model.tokens_among(plan.words))
    characters = 0
    for chunk in _chunks(_with_text(documents, partial)):
        characters += sum(len(document.text) for document in chunk)
        for counted in _count_chunk(model, chunk, finder, plan, partial):
            partial.tokens += counted
            tell(partial.tokens, characters)
        partial.documents += len(chunk)
    return partial


def count_shard(model: TextModel, number: int, shard: Shard, work: Work, tell: Callable[[int, int], None]) -> Partial:
    """Count the documents of one shard: what an engine does for each."""
    partial = count_documents(model, read_shard(shard, work.text), work.plan, tell)
    partial.shards.append(number)
    return partial


def _with_text(documents: Iterable[Document], partial: Partial) -> Iterator[Document]:
    """Yield the documents that hold any text, and count the others."""
    for document in documents:
        if document.text.strip():
            yield document
        else:
            partial.skipped += 1


def _chunks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    chunk: list[Document] = []
    size = 0
    for document in documents:
        chunk.append(document)
        size += len(document.text)
        if size >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _count_chunk(
    model: TextModel, chunk: list[Document], finder: WordFinder, plan: Plan, partial: Partial
) -> Iterator[int]:
    """Add a chunk to `partial`, batch by batch; yield the tokens that each batch counted."""
    tokens, offsets = model.tokenize([document.text for document in chunk])
    pieces: list[_Piece] = []
    overlap = model.capacity // 4 if plan.overlap is None else min(plan.overlap, model.capacity - 1)
    for number, ids in enumerate(tokens):
        found = finder.find(chunk[number].text, ids, offsets[number]) if finder.words else []
        for window in cut_windows(len(ids), model.capacity, overlap, model.causal):
            own = [hit for hit in found if window.first <= hit.tokens[0] < window.last]
            pieces.append(_Piece(number, window, own))
    pieces.sort(key=lambda piece: piece.window.start - piece.window.stop)  # longest first: the worst case comes early
    special = np.array(sorted(model.special), np.int64)
    for group in _batches(pieces, model):
        windows = [piece.window for piece in group]
        batch = Batch(
            [tokens[piece.document][piece.window.start : piece.window.stop] for piece in group],
            [(window.first - window.start, window.last - window.start) for window in windows],
            [[_within(hit.tokens, piece.window) for hit in piece.found] for piece in group],
        )
        hits = iter([(chunk[piece.document], hit) for piece in group for hit in piece.found])
        counted = 0
        for states in model.run(batch):
            plain = ~np.isin(states.ids, special)
            if plain.all():
                partial.sums.add_states(states.ids, states.counted)
            else:
                partial.sums.add_states(states.ids[plain], [layer[plain] for layer in states.counted])
            counted += int(plain.sum())
            if len(states.marked[0]):
                marked = np.stack([layer.cpu().numpy() for layer in states.marked], axis=1)
                for rows in marked:
                    document, hit = next(hits)
                    partial.sample.add(describe(document, hit, rows))
        yield counted


def _batches(pieces: list[_Piece], model: TextModel) -> Iterator[list[_Piece]]:
    """Cut pieces, sorted by length, into batches; the budget is read anew, for it shrinks when memory runs out."""
    around = len(model.prefix) + len(model.suffix)
    at = 0
    while at < len(pieces):
        width = pieces[at].window.stop - pieces[at].window.start + around
        size = max(model.batch_tokens // width, 1)
        yield pieces[at : at + size]
        at += size


def _within(span: tuple[int, int], window: Window) -> tuple[int, int]:
    """Return a word's tokens as positions in the window; what hangs out behind it is left off."""
    return span[0] - window.start, min(span[1], window.stop) - window.start
