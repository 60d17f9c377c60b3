import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from reader.search.query import And, Filter, Node, Not, Or, Word
from reader.search.ranking import (
    BODY_SLOPE,
    BODY_WEIGHT,
    NOTE_WEIGHT,
    SATURATION,
    TITLE_SLOPE,
    TITLE_WEIGHT,
)
from reader.search.shard import Array, Needle, Shard, needle
from reader.search.textfile import TextFile

_FEW, _MANY = 24, 256
_MASKS = Filter, Not

Documents = NDArray[np.intp]
Scores = NDArray[np.float32]


class Outside(Protocol):
    """What is known of the documents besides their words, one value for each, in order."""

    def filter(self, wanted: Filter) -> NDArray[np.bool_]:
        """Which documents are what a filter asks for."""

    def noted(self, word: Word) -> NDArray[np.bool_] | None:
        """On which documents a note holds a word; None for none."""


class Matches(NamedTuple):
    """The posts that match, in no order: their keys and their scores."""

    keys: NDArray[np.int64]
    scores: Scores

    def best(self, limit: int) -> NDArray[np.int64]:
        """The keys of the posts with the highest scores, the highest first."""
        keys, falling = self.keys, -self.scores
        if _MANY < len(keys) > limit:
            # Among equals the first ones, as in a full sort.
            last = np.partition(falling, limit)[limit]
            chosen = (falling <= last).nonzero()[0]
            keys, falling = keys[chosen], falling[chosen]
        return keys[falling.argsort(kind="stable")[:limit]]


@dataclass(frozen=True, slots=True)
class Segment:
    """The texts of a segment and which of its documents are not deleted."""

    texts: TextFile
    alive: NDArray[np.bool_]


class _Found(NamedTuple):
    """The documents that match a part of a query, in order, and what they score.

    No scores are zero for all. Deleted documents may be among them.
    """

    documents: Documents
    scores: Scores | None = None


_NONE = _Found(np.zeros(0, np.intp))


class _Span(NamedTuple):
    """A part of a shard's suffix order that begins with a needle; `first` is its first row."""

    start: int
    end: int
    first: int
    shard: Shard
    needle: Needle

    def few_rows(self) -> Iterable[int]:
        """The rows that hold the needle, one for each occurrence: for some of them."""
        if self._apart():
            return (self.first + row for row in self.rows().tolist())
        return (self.first + row for row in self.shard.few_rows(self.start, self.end))

    def rows(self) -> Array:
        """The same, counted from the shard's own first row."""
        if self._apart():
            return self.shard.apart_rows(self.start, self.end, self.needle)
        return self.shard.rows(self.start, self.end)

    def _apart(self) -> bool:
        return self.needle.apart_before or self.needle.apart_after


class _Places(NamedTuple):
    """Where the forms of a word stand.

    That is the rows of frequent grams, from a first one on, with their counts, and other spans.
    """

    grams: list[tuple[int, Array, Array]]
    spans: list[_Span]

    @property
    def occurrences(self) -> int:
        """At most as many times the forms stand in the spans."""
        return sum(span.end - span.start for span in self.spans)


class _Counts(NamedTuple):
    """How often a word stands in each row, a title at even places and a text at odd ones.

    `documents` tells which hold it, `titles` and `texts` are how many do.
    """

    totals: NDArray[np.float32]
    documents: NDArray[np.bool_]
    titles: int
    texts: int


class Snapshot:
    """The index as it was after one commit; what is committed later does not change it.

    May be searched from several threads. Documents are numbered over all segments, in order.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        no_keys, none_alive = np.zeros(0, np.int64), np.zeros(0, np.bool_)
        self.document_keys: NDArray[np.int64] = np.concatenate(
            [no_keys, *(segment.texts.keys for segment in segments)]
        )
        """The keys of all documents in order, deleted ones too."""
        self._alive = np.concatenate([none_alive, *(segment.alive for segment in segments)])
        self.count = int(np.count_nonzero(self._alive))
        """How many posts it holds."""
        self._has_dead = self.count < len(self._alive)
        self._dead_rows = np.repeat(~self._alive, 2)
        shards = [shard for segment in segments for shard in segment.texts.shards]
        firsts = accumulate((len(shard.sizes) for shard in shards), initial=0)
        self._shards: list[tuple[Shard, int]] = list(zip(shards, firsts, strict=False))
        self._norms = _length_norms(shards)
        self._norms_views = [norms.data for norms in self._norms]
        self.segments = len(segments)
        """How many segments it is made of."""
        self.untidy = sum(is_untidy(s.texts, int(s.alive.sum())) for s in segments)
        """How many of them are worth merging with others."""

    def keys(self) -> NDArray[np.int64]:
        """The keys of all posts, in no order."""
        keys: NDArray[np.int64] = self.document_keys[self._alive]
        return keys

    def documents(self, keys: Iterable[int]) -> list[int]:
        """The document numbers of those keys that it holds."""
        wanted = np.fromiter(keys, np.int64)
        found: list[int] = np.flatnonzero(
            np.isin(self.document_keys, wanted) & self._alive
        ).tolist()
        return found

    def search(self, query: Node, outside: Outside | None = None) -> Matches:
        """Every post that a query asks for.

        The score is BM25 for titles and texts, each with its own idf, over the wanted words.
        Without `outside` no filter lets a post pass and no note holds a word.
        """
        found = self._evaluate(query, outside)
        documents, scores = found.documents, found.scores
        if scores is None:
            scores = np.zeros(len(documents), np.float32)
        if self._has_dead:
            living = self._alive[documents]
            documents, scores = documents[living], scores[living]
        return Matches(self.document_keys[documents], scores)

    def _evaluate(self, query: Node, outside: Outside | None) -> _Found:
        if isinstance(query, Word):
            return self._word(query, outside)
        if isinstance(query, And):
            return self._all(query.parts, outside)
        if isinstance(query, Or):
            return self._any(query.parts, outside)
        return _Found(self._mask(query, outside).nonzero()[0])

    def _mask(self, query: Filter | Not, outside: Outside | None) -> NDArray[np.bool_]:
        if isinstance(query, Filter):
            return outside.filter(query) if outside else np.zeros_like(self._alive)
        part = query.part
        if isinstance(part, Word) and self._noted(part, outside) is None:
            counts = self._counts(part)
            return np.ones_like(self._alive) if counts is None else ~counts.documents
        return ~self._marked(self._evaluate(part, outside))

    def _marked(self, found: _Found) -> NDArray[np.bool_]:
        mask = np.zeros_like(self._alive)
        mask[found.documents] = True
        return mask

    def _all(self, parts: Sequence[Node], outside: Outside | None) -> _Found:
        """The documents of all parts; words are scored where all of them are, which are few."""
        hits = np.ones_like(self._alive)
        words: list[_Counts] = []
        others: list[_Found] = []
        for part in parts:
            if isinstance(part, _MASKS):
                hits &= self._mask(part, outside)
            elif isinstance(part, Word) and self._noted(part, outside) is None:
                counts = self._counts(part)
                if counts is None:
                    return _NONE
                hits &= counts.documents
                words.append(counts)
            else:
                others.append(self._evaluate(part, outside))
                hits &= self._marked(others[-1])
        return self._scored(hits, words, others)

    def _any(self, parts: Sequence[Node], outside: Outside | None) -> _Found:
        """The documents of any part, with the scores of all the parts that match."""
        hits = np.zeros_like(self._alive)
        words: list[_Counts] = []
        others: list[_Found] = []
        for part in parts:
            if isinstance(part, Word) and self._noted(part, outside) is None:
                counts = self._counts(part)
                if counts is not None:
                    hits |= counts.documents
                    words.append(counts)
            else:
                others.append(self._evaluate(part, outside))
                hits[others[-1].documents] = True
        return self._scored(hits, words, others)

    def _scored(
        self, hits: NDArray[np.bool_], words: Sequence[_Counts], others: Sequence[_Found]
    ) -> _Found:
        documents = hits.nonzero()[0]
        if not len(documents):
            return _NONE
        scores = [self._scores(counts, documents) for counts in words]
        for found in others:
            if found.scores is not None:
                points = np.zeros(len(hits), np.float32)
                points[found.documents] = found.scores
                scores.append(points[documents])
        return _Found(documents, sum(scores[1:], scores[0]) if scores else None)

    def _word(self, word: Word, outside: Outside | None) -> _Found:
        noted = self._noted(word, outside)
        if noted is None:
            return self._in_texts(word)
        counts = self._counts(word)
        documents = noted.nonzero()[0]
        notes = _Found(documents, np.full(len(documents), NOTE_WEIGHT, np.float32))
        if counts is None:
            return notes
        return self._scored(noted | counts.documents, [counts], [notes])

    def _noted(self, word: Word, outside: Outside | None) -> NDArray[np.bool_] | None:
        if outside and word.place in ("any", "note"):
            return outside.noted(word)
        return None

    # ---- one word in the texts

    def _in_texts(self, word: Word) -> _Found:
        places = self._find(word)
        if not places.grams and places.occurrences <= _FEW:
            return self._scored_few(places, word)
        counts = self._counted(places, word)
        documents = counts.documents.nonzero()[0]
        return _Found(documents, self._scores(counts, documents))

    def _counts(self, word: Word) -> _Counts | None:
        places = self._find(word)
        if not places.grams and not places.spans:
            return None
        return self._counted(places, word)

    def _find(self, word: Word) -> _Places:
        found = _Places([], [])
        for form in word.forms if word.place != "note" else ():
            wanted = needle(form)
            for shard, first in self._shards:
                gram = shard.gram(wanted)
                if gram:
                    found.grams.append((first, *gram))
                    continue
                start, end = shard.span(wanted)
                if start < end:
                    found.spans.append(_Span(start, end, first, shard, wanted))
        return found

    def _counted(self, places: _Places, word: Word) -> _Counts:
        totals = np.zeros(2 * len(self._alive), np.float32)
        for first, rows, known in places.grams:
            if len(word.forms) == 1:
                totals[first:][rows] = known
            else:
                totals[first:][rows] += known
        for span in places.spans:
            if span.end - span.start <= _FEW:
                for row in span.few_rows():
                    totals[row] += 1
            else:
                counts = np.bincount(span.rows())
                totals[span.first : span.first + len(counts)] += counts
        if word.place == "title":
            totals[1::2] = 0
        elif word.place == "text":
            totals[::2] = 0
        if self._has_dead:
            totals[self._dead_rows] = 0
        held = totals != 0
        in_titles, in_texts = held[::2], held[1::2]
        titles, texts = int(np.count_nonzero(in_titles)), int(np.count_nonzero(in_texts))
        return _Counts(totals, in_titles | in_texts, titles, texts)

    def _scores(self, counts: _Counts, documents: Documents) -> Scores:
        """BM25 of a word in some documents."""
        scores: Scores | None = None
        for field, (weight, holders) in enumerate(
            ((TITLE_WEIGHT, counts.titles), (BODY_WEIGHT, counts.texts))
        ):
            if holders:
                found = counts.totals[field::2][documents]
                norms = self._norms[field][documents]
                norms += found
                found /= norms
                found *= np.float32(weight * self._idf(holders))
                scores = found if scores is None else np.add(scores, found, out=scores)
        return np.zeros(len(documents), np.float32) if scores is None else scores

    def _scored_few(self, places: _Places, word: Word) -> _Found:
        """The same for a word that occurs a few times, without arrays over all documents."""
        counts: dict[int, int] = {}
        for row in sorted(row for span in places.spans for row in span.few_rows()):
            if word.place == "any" or row & 1 == (word.place == "text"):
                counts[row] = counts.get(row, 0) + 1
        if self._has_dead:
            counts = {row: count for row, count in counts.items() if self._alive[row >> 1]}
        texts = sum(row & 1 for row in counts)
        weights = TITLE_WEIGHT * self._idf(len(counts) - texts), BODY_WEIGHT * self._idf(texts)
        scores: dict[int, float] = {}
        for row, count in counts.items():
            score = weights[row & 1] * count / (count + self._norms_views[row & 1][row >> 1])
            scores[row >> 1] = scores.get(row >> 1, 0.0) + score
        documents = np.array(list(scores), np.intp)
        return _Found(documents, np.array(list(scores.values()), np.float32))

    def _idf(self, holders: int) -> float:
        return math.log(1 + (self.count - holders + 0.5) / (holders + 0.5))


def is_untidy(texts: TextFile, alive: int) -> bool:
    """Whether a segment is small or half of its documents are deleted."""
    return texts.is_small or 2 * alive <= len(texts.keys)


def _length_norms(shards: Sequence[Shard]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """What stands beside the count in the denominator of BM25, for each title and each text."""
    sizes = np.concatenate([np.zeros(0, np.float32), *(shard.sizes for shard in shards)])

    def norms(own: NDArray[np.float32], slope: float) -> NDArray[np.float32]:
        mean = max(1.0, float(own.mean())) if len(own) else 1.0
        return (SATURATION * (1 - slope + slope * own / mean)).astype(np.float32)

    return norms(sizes[::2], TITLE_SLOPE), norms(sizes[1::2], BODY_SLOPE)
