"""A shard of documents in, sums and occurrences out: tokens cut into windows, windows sorted into batches by length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.contextual.model import Batch, TextModel
from lexiscape.contextual.occurrences import Found, OccurrenceSample, WordFinder, describe
from lexiscape.contextual.partial import Partial
from lexiscape.contextual.sums import TypeSums
from lexiscape.contextual.texts.documents import Document, Shard, read_shard
from lexiscape.contextual.windows import Window, cut_windows, parts_of
from lexiscape.contextual.work import Plan, Work

#: Characters tokenized and sorted together: enough to fill batches of one length, little enough to bound memory.
_CHUNK_CHARACTERS = 1 << 18


class _Piece(NamedTuple):
    """A window of a document in the chunk at hand, with the words or parts of words that are averaged in it."""

    document: int
    window: Window
    found: list[tuple[Found, tuple[int, int]]]


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
    partial.sample.inside = dict(finder.inside)
    return partial


def count_shard(model: TextModel, number: int, shard: Shard, work: Work, tell: Callable[[int, int], None]) -> Partial:
    """Count the documents of one shard: what an engine does for each."""
    partial = count_documents(model, read_shard(shard, work.text), work.plan, tell)
    partial.sums.to_grid(model.exponents)
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
        windows = cut_windows(len(ids), model.capacity, overlap, model.causal)
        own: list[list[tuple[Found, tuple[int, int]]]] = [[] for _ in windows]
        for hit in found:
            for at, span in parts_of(hit.tokens, windows):
                own[at].append((hit, span))
        pieces += [_Piece(number, window, parts) for window, parts in zip(windows, own, strict=True)]
    pieces.sort(key=lambda piece: piece.window.start - piece.window.stop)  # longest first: the worst case comes early
    special = np.array(sorted(model.special), np.int64)
    begun: dict[tuple[int, Found], list[tuple[int, NDArray[np.float32]]]] = {}
    for group in _batches(pieces, model):
        windows = [piece.window for piece in group]
        batch = Batch(
            [tokens[piece.document][piece.window.start : piece.window.stop] for piece in group],
            [(window.first - window.start, window.last - window.start) for window in windows],
            [[(a - piece.window.start, b - piece.window.start) for _, (a, b) in piece.found] for piece in group],
        )
        hits = iter([(piece.document, *part) for piece in group for part in piece.found])
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
                    number, hit, (first, last) = next(hits)
                    parts = [*begun.pop((number, hit), []), (last - first, rows)]
                    if sum(size for size, _ in parts) < hit.tokens[1] - hit.tokens[0]:
                        begun[number, hit] = parts
                    else:
                        partial.sample.add(describe(chunk[number], hit, _joined(parts)))
        yield counted


def _joined(parts: list[tuple[int, NDArray[np.float32]]]) -> NDArray[np.float32]:
    """Return the mean of a word's tokens from the means of its parts, each with how many tokens it has."""
    if len(parts) == 1:
        return parts[0][1]
    parts = sorted(parts, key=lambda part: (part[0], part[1].tobytes()))  # whatever batch came first
    total = np.sum([size * rows.astype(np.float64) for size, rows in parts], axis=0)
    return np.asarray(total / sum(size for size, _ in parts), np.float32)


def _batches(pieces: list[_Piece], model: TextModel) -> Iterator[list[_Piece]]:
    """Cut pieces, sorted by length, into batches; the budget is read anew, for it shrinks when memory runs out."""
    around = len(model.prefix) + len(model.suffix)
    at = 0
    while at < len(pieces):
        width = pieces[at].window.stop - pieces[at].window.start
        size = max(model.batch_tokens // (width + around), 1) if model.together != "one" else 1
        group = pieces[at : at + size]
        if model.together == "alike":
            group = [piece for piece in group if piece.window.stop - piece.window.start == width]
        yield group
        at += len(group)
