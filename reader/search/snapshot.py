import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from reader.search.model import Form
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
        shards = [shard for segment in segments for shard in segment.texts.shards]
        firsts = accumulate((len(shard.sizes) for shard in shards), initial=0)
        self._shards: list[tuple[Shard, int]] = list(zip(shards, firsts, strict=False))
        self._norms = _length_norms(shards)
        self._norms_view = self._norms.data
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
            return self._any([self._evaluate(part, outside) for part in query.parts])
        return _Found(np.flatnonzero(self._mask(query, outside)))

    def _mask(self, query: Filter | Not, outside: Outside | None) -> NDArray[np.bool_]:
        if isinstance(query, Filter):
            return outside.filter(query) if outside else np.zeros_like(self._alive)
        mask = np.ones_like(self._alive)
        mask[self._evaluate(query.part, outside).documents] = False
        return mask

    def _all(self, parts: Sequence[Node], outside: Outside | None) -> _Found:
        found: _Found | None = None
        for part in parts:
            if not isinstance(part, Filter | Not):
                other = self._evaluate(part, outside)
                found = other if found is None else _both(found, other)
        for part in parts:
            if isinstance(part, Filter | Not):
                mask = self._mask(part, outside)
                found = _Found(np.flatnonzero(mask)) if found is None else _masked(found, mask)
        return _Found(np.arange(len(self._alive))) if found is None else found

    def _any(self, parts: Sequence[_Found]) -> _Found:
        scores = np.zeros(len(self._alive), np.float32)
        hits = np.zeros_like(self._alive)
        for part in parts:
            hits[part.documents] = True
            if part.scores is not None:
                scores[part.documents] += part.scores
        documents = np.flatnonzero(hits)
        return _Found(documents, scores[documents])

    def _word(self, word: Word, outside: Outside | None) -> _Found:
        noted = outside.noted(word) if outside and word.place in ("any", "note") else None
        if noted is None:
            return self._in_texts(word)
        documents = np.flatnonzero(noted)
        notes = _Found(documents, np.full(len(documents), NOTE_WEIGHT, np.float32))
        return self._any([self._in_texts(word), notes])

    def _in_texts(self, word: Word) -> _Found:
        if word.place == "note":
            return _NONE
        known, spans = self._find(word.forms)
        if not known and sum(span.end - span.start for span in spans) <= _FEW:
            return self._scored_few(sorted(row for span in spans for row in span.few_rows()), word)
        rows, counts = self._counted(known, spans, one_form=len(word.forms) == 1)
        if word.place != "any":
            wanted = rows & 1 == (word.place == "text")
            rows, counts = rows[wanted], counts[wanted]
        if self._has_dead:
            living = self._alive[rows >> 1]
            rows, counts = rows[living], counts[living]
        return self._scored(rows, counts)

    def _find(self, forms: Sequence[Form]) -> tuple[list[tuple[Documents, Array]], list[_Span]]:
        """The rows and counts of frequent grams, and where in the shards the other forms are."""
        known: list[tuple[Documents, Array]] = []
        spans: list[_Span] = []
        for form in forms:
            wanted = needle(form)
            for shard, first in self._shards:
                gram = shard.gram(wanted)
                if gram:
                    known.append((np.add(gram[0], first, dtype=np.intp), gram[1]))
                    continue
                start, end = shard.span(wanted)
                if start < end:
                    spans.append(_Span(start, end, first, shard, wanted))
        return known, spans

    def _counted(
        self, known: Sequence[tuple[Documents, Array]], spans: Sequence[_Span], *, one_form: bool
    ) -> tuple[Documents, NDArray[np.float32]]:
        """The rows that hold a word, in order, and how often each does; titles are even."""
        if one_form and not spans:
            # The shards are in order, and so are their rows.
            rows = np.concatenate([rows for rows, _ in known])
            return rows, np.concatenate([counts for _, counts in known], dtype=np.float32)
        totals = np.zeros(2 * len(self._alive), np.float32)
        for rows, counts in known:
            totals[rows] += counts
        for span in spans:
            counts = np.bincount(span.rows())
            totals[span.first : span.first + len(counts)] += counts
        rows = (totals != 0).nonzero()[0]  # several times faster than of numbers
        return rows, totals[rows]

    def _scored_few(self, rows: Sequence[int], word: Word) -> _Found:
        """The same as `_scored`, faster for some rows; each is there for each occurrence."""
        counts: dict[int, int] = {}
        for row in rows:
            if word.place == "any" or row & 1 == (word.place == "text"):
                counts[row] = counts.get(row, 0) + 1
        if self._has_dead:
            counts = {row: count for row, count in counts.items() if self._alive[row >> 1]}
        texts = sum(row & 1 for row in counts)
        weights = TITLE_WEIGHT * self._idf(len(counts) - texts), BODY_WEIGHT * self._idf(texts)
        scores: dict[int, float] = {}
        for row, count in counts.items():
            score = weights[row & 1] * count / (count + self._norms_view[row])
            scores[row >> 1] = scores.get(row >> 1, 0.0) + score
        documents = np.array(list(scores), np.intp)
        return _Found(documents, np.array(list(scores.values()), np.float32))

    def _scored(self, rows: Documents, counts: NDArray[np.float32]) -> _Found:
        in_texts = rows & 1
        texts = int(np.count_nonzero(in_texts))
        scores = counts / (counts + self._norms[rows])
        documents = rows >> 1
        if texts == len(rows):
            scores *= np.float32(BODY_WEIGHT * self._idf(texts))
            return _Found(documents, scores)
        titles = TITLE_WEIGHT * self._idf(len(rows) - texts)
        weights = np.array((titles, BODY_WEIGHT * self._idf(texts)), np.float32)
        scores *= weights[in_texts]
        # The rows of a document are neighbours.
        first = np.ones(len(rows), np.bool_)
        np.not_equal(documents[1:], documents[:-1], out=first[1:])
        return _Found(documents[first], np.add.reduceat(scores, np.flatnonzero(first)))

    def _idf(self, holders: int) -> float:
        return math.log(1 + (self.count - holders + 0.5) / (holders + 0.5))


def is_untidy(texts: TextFile, alive: int) -> bool:
    """Whether a segment is small or half of its documents are deleted."""
    return texts.is_small or 2 * alive <= len(texts.keys)


def _both(one: _Found, other: _Found) -> _Found:
    """The documents that are in both."""
    few, many = sorted((one, other), key=lambda found: len(found.documents))
    if not len(few.documents):
        return few
    at = many.documents.searchsorted(few.documents)
    at[at == len(many.documents)] = 0
    held = many.documents[at] == few.documents
    documents, at = few.documents[held], at[held]
    scores = [
        found.scores[places]
        for found, places in ((few, held), (many, at))
        if found.scores is not None
    ]
    return _Found(documents, sum(scores[1:], scores[0]) if scores else None)


def _masked(found: _Found, mask: NDArray[np.bool_]) -> _Found:
    held = mask[found.documents]
    scores = None if found.scores is None else found.scores[held]
    return _Found(found.documents[held], scores)


def _length_norms(shards: Sequence[Shard]) -> NDArray[np.float32]:
    """What stands beside the count in the denominator of BM25, for each title and each text."""
    sizes = np.concatenate([np.zeros(0, np.float32), *(shard.sizes for shard in shards)])
    means = [max(1.0, float(sizes[row::2].mean())) if len(sizes) else 1.0 for row in (0, 1)]
    norms = np.empty(len(sizes), np.float32)
    for row, slope in enumerate((TITLE_SLOPE, BODY_SLOPE)):
        norms[row::2] = SATURATION * (1 - slope + slope * sizes[row::2] / means[row])
    return norms
