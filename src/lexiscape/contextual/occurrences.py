"""Words and texts in, where the words stand out; their states kept as a sample that any order of reading gives."""

from __future__ import annotations

import hashlib
import heapq
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lexiscape.contextual.texts.documents import Document
from lexiscape.errors import OptionError
from lexiscape.text.places import FoldedText, WantedWord
from lexiscape.text.writing_systems import is_unspaced

_SENTENCE_END = re.compile(r"[.!?]\s|[。！？\n]")
_LONGEST_SENTENCE = 300
_SNIPPET = 24


class Found(NamedTuple):
    """One place where a word stands: which word, its tokens in the document, its characters in the text."""

    word: str
    tokens: tuple[int, int]
    start: int
    stop: int


class Occurrence(NamedTuple):
    """One kept occurrence; `priority` is a hash of its place, so that a sample does not depend on order or engine."""

    priority: int
    word: str
    sentence: str
    snippet: str
    place: str
    fields: dict[str, str]
    states: NDArray[np.float32]


class WordFinder:
    """Finds chosen words and tokens in texts.

    Parameters
    ----------
    words : sequence of str
        Words or parts of words, found in any width, composition and kana, as the page's search does. Where a word
        begins or ends with a letter of a script that separates words, the text must do so there too; one without
        capitals is found whatever its case in the text.
    tokens : dict of str to int
        Which of the words are meant as tokens, spelled as in the vocabulary (`##ing`, `Ġthe`), and their ids.

    Attributes
    ----------
    inside : dict of str to int
        Of each word, how many places were met that lie inside longer tokens: they have no state of their own.

    Raises
    ------
    OptionError
        A word is empty.
    """

    def __init__(self, words: Sequence[str], tokens: dict[str, int] | None = None) -> None:
        self.words = list(dict.fromkeys(word.strip() for word in words))
        if any(not word for word in self.words):
            raise OptionError(f"an empty word among the occurrences asked for: {', '.join(map(repr, words))}")
        self._tokens = {word: number for word, number in (tokens or {}).items() if word in self.words}
        self._wanted = [(word, WantedWord(word)) for word in self.words if word not in self._tokens]
        self.inside: dict[str, int] = {}

    def find(self, text: str, ids: Sequence[int], offsets: Sequence[tuple[int, int]]) -> list[Found]:
        """Find every occurrence whose tokens hold no letters of its neighbors; the others are counted in `inside`.

        Parameters
        ----------
        text : str
            A document.
        ids, offsets : sequence
            Its tokens: their ids, and first and last (excluded) character of each.
        """
        found = [
            Found(word, (place, place + 1), *_bare(text, *offsets[place]))
            for word, wanted in self._tokens.items()
            for place, token_id in enumerate(ids)
            if token_id == wanted
        ]
        folded = FoldedText(text)
        starts: NDArray[np.int64] | None = None
        for word, wanted_word in self._wanted:
            for start, stop in folded.find(wanted_word):
                if starts is None:
                    spans = np.array([_bare(text, *span) for span in offsets], np.int64).reshape(-1, 2)
                    starts, stops = spans.T
                inside = np.flatnonzero((stops > start) & (starts < stop) & (stops > starts))
                if len(inside) and starts[inside[0]] >= start and stops[inside[-1]] <= stop:
                    found.append(Found(word, (int(inside[0]), int(inside[-1]) + 1), start, stop))
                else:
                    self.inside[word] = self.inside.get(word, 0) + 1
        return found


def _bare(text: str, start: int, stop: int) -> tuple[int, int]:
    """Leave out the space that many tokenizers count to the word behind it."""
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _parts_word(text: str, cut: int) -> bool:
    """Whether a cut before this character leaves half a word on either side; scripts without spaces may be cut."""
    inside = 0 < cut < len(text) and text[cut - 1].isalnum() and text[cut].isalnum()
    return inside and not is_unspaced(text[cut])


def _next_word(text: str, cut: int, limit: int) -> int:
    """Return where the next word begins, if the cut parts one and another begins before the limit."""
    at = cut
    while at < limit and _parts_word(text, at):
        at += 1
    return at if at < limit else cut


def _last_word(text: str, cut: int, limit: int) -> int:
    """Return where the last word ends, if the cut parts one and another ends after the limit."""
    at = cut
    while at > limit and _parts_word(text, at):
        at -= 1
    return at if at > limit else cut


def describe(document: Document, found: Found, states: NDArray[np.float32]) -> Occurrence:
    """Make the record: the sentence, a snippet with the word in brackets, and what the input says of word and text."""
    text, start, stop = document.text, found.start, found.stop
    earliest, latest = max(start - _LONGEST_SENTENCE, 0), min(stop + _LONGEST_SENTENCE, len(text))
    first = max((hit.end() for hit in _SENTENCE_END.finditer(text, earliest, start)), default=-1)
    if first < 0:
        first = _next_word(text, earliest, start)
    after = _SENTENCE_END.search(text, stop, latest)
    sentence = text[first : after.end() if after else _last_word(text, latest, stop)].strip()
    left = text[_next_word(text, max(start - _SNIPPET, first), start) : start]
    right = text[stop : _last_word(text, min(stop + _SNIPPET, len(text)), stop)]
    place = f"{document.place}:{start}"
    fields = dict(document.fields)
    for span in document.spans:
        if span.start <= start < span.stop:
            fields |= span.fields
    digest = hashlib.blake2b(f"{found.word}\0{place}".encode(errors="surrogatepass"), digest_size=8).digest()
    snippet = f"{left.lstrip()}[{text[start:stop]}]{right.rstrip()}"
    return Occurrence(int.from_bytes(digest, "big"), found.word, sentence, snippet, place, fields, states)


class OccurrenceSample:
    """At most `limit` occurrences of each word: those of the lowest priority, a uniform sample without replacement.

    `seen`: how many occurrences of each word were met; `inside`: how many places of it lie inside longer tokens.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.inside: dict[str, int] = {}
        self._heaps: dict[str, list[tuple[int, str, Occurrence]]] = {}
        self.seen: dict[str, int] = {}

    def add(self, occurrence: Occurrence) -> None:
        """Count an occurrence and keep it if it belongs to the sample."""
        self.seen[occurrence.word] = self.seen.get(occurrence.word, 0) + 1
        self._keep(occurrence)

    def merge(self, others: Iterable[Occurrence], seen: dict[str, int], inside: dict[str, int] | None = None) -> None:
        """Add another sample; `seen`, `inside`: how many occurrences of each word it was drawn from, and were none."""
        for own, added in ((self.seen, seen), (self.inside, inside or {})):
            for word, count in added.items():
                own[word] = own.get(word, 0) + count
        for occurrence in others:
            self._keep(occurrence)

    def _keep(self, occurrence: Occurrence) -> None:
        heap = self._heaps.setdefault(occurrence.word, [])
        entry = (-occurrence.priority, occurrence.place, occurrence)
        if len(heap) < self.limit:
            heapq.heappush(heap, entry)
        elif entry[:2] > heap[0][:2]:
            heapq.heapreplace(heap, entry)

    def kept(self) -> list[Occurrence]:
        """List the sample: word by word, in order of priority."""
        return [entry[2] for word in sorted(self._heaps) for entry in sorted(self._heaps[word], reverse=True)]

    def coverage(self, word: str) -> str | None:
        """Say of how many places of a word how many are kept apart; None where all are."""
        seen, inside = self.seen.get(word, 0), self.inside.get(word, 0)
        if not inside:
            return None
        return f"{word}: {seen:,} of {seen + inside:,} places; {inside:,} lie inside longer tokens"

    def records(self) -> list[dict[str, Any]]:
        """Return everything but the states as JSON values, in order of `kept`."""
        return [dict(zip(Occurrence._fields[:-1], occurrence[:-1], strict=True)) for occurrence in self.kept()]
