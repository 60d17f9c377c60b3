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
from reader.search.shard import Array, Gram, Needle, Shard, needle
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
    """Which documents match a part of a query, and what all of them score; None is zero for all.

    Deleted documents may be among them.
    """

    hits: NDArray[np.bool_]
    scores: Scores | None = None


class _Span(NamedTuple):
    """A part of a shard's suffix order that begins with a needle; `first` is its first document."""

    start: int
    end: int
    first: int
    shard: Shard
    needle: Needle

    def few_rows(self) -> list[int]:
        """The same as `rows`, faster for some."""
        if self._apart():
            return self.rows().tolist()  # type: ignore[no-any-return]
        return self.shard.few_rows(self.start, self.end)

    def rows(self) -> Array:
        """The rows of the shard that hold the needle, one for each occurrence."""
        if self._apart():
            return self.shard.apart_rows(self.start, self.end, self.needle)
        return self.shard.rows(self.start, self.end)

    def _apart(self) -> bool:
        return self.needle.apart_before or self.needle.apart_after


class _Places(NamedTuple):
    """Where the forms of a word stand: in frequent grams, each with the first document, and spans.

    `occurrences` is at most as many times as they stand in the spans.
    """

    grams: list[tuple[int, Gram]]
    spans: list[_Span]

    @property
    def occurrences(self) -> int:
        return sum(span.end - span.start for span in self.spans)


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
        firsts = accumulate((shard.documents for shard in shards), initial=0)
        self._shards: list[tuple[Shard, int]] = list(zip(shards, firsts, strict=False))
        self._norms = _length_norms(shards)
        self._norms_views = [norms.data for norms in self._norms]
        self._none = _Found(np.zeros_like(self._alive))
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
        if isinstance(query, Word):
            places, noted = self._find(query), self._noted(query, outside)
            if noted is None and not places.grams and places.occurrences <= _FEW:
                return self._few(places, query)
            found = self._word(query, places, noted)
        else:
            found = self._evaluate(query, outside)
        hits = found.hits & self._alive if self._has_dead else found.hits
        documents = hits.nonzero()[0]
        if found.scores is None:
            scores = np.zeros(len(documents), np.float32)
        else:
            scores = found.scores[documents]
        return Matches(self.document_keys[documents], scores)

    def _evaluate(self, query: Node, outside: Outside | None) -> _Found:
        if isinstance(query, Word):
            return self._word(query, self._find(query), self._noted(query, outside))
        if isinstance(query, And):
            return self._all(query.parts, outside)
        if isinstance(query, Or):
            return self._any([self._evaluate(part, outside) for part in query.parts])
        if isinstance(query, Not):
            return _Found(~self._evaluate(query.part, outside).hits)
        return _Found(outside.filter(query)) if outside else self._none

    def _all(self, parts: Sequence[Node], outside: Outside | None) -> _Found:
        hits = np.ones_like(self._alive)
        scores: Scores | None = None
        for part in parts:
            found = self._evaluate(part, outside)
            if found is self._none:
                return found
            hits &= found.hits
            if found.scores is not None:
                scores = found.scores if scores is None else scores + found.scores
        return _Found(hits, scores)

    def _any(self, parts: Sequence[_Found]) -> _Found:
        hits = np.zeros_like(self._alive)
        scores = np.zeros(len(hits), np.float32)
        for part in parts:
            hits |= part.hits
            if part.scores is not None:
                scores += part.scores * part.hits
        return _Found(hits, scores)

    def _noted(self, word: Word, outside: Outside | None) -> NDArray[np.bool_] | None:
        if outside and word.place in ("any", "note"):
            return outside.noted(word)
        return None

    # ---- one word

    def _word(self, word: Word, places: _Places, noted: NDArray[np.bool_] | None) -> _Found:
        found = self._none
        if places.grams or places.spans:
            found = self._scored(self._counted(places, word))
        if noted is None:
            return found
        return self._any([found, _Found(noted, np.full(len(noted), NOTE_WEIGHT, np.float32))])

    def _find(self, word: Word) -> _Places:
        found = _Places([], [])
        for form in word.forms if word.place != "note" else ():
            wanted = needle(form)
            for shard, first in self._shards:
                gram = shard.gram(wanted)
                if gram:
                    found.grams.append((first, gram))
                    continue
                start, end = shard.span(wanted)
                if start < end:
                    found.spans.append(_Span(start, end, first, shard, wanted))
        return found

    def _counted(self, places: _Places, word: Word) -> NDArray[np.float32]:
        """How often a word stands in each title and in each text."""
        counts = np.zeros(self._norms.shape, np.float32)
        for first, gram in places.grams:
            counts[1, first : first + len(gram.texts)] += gram.texts
            if len(gram.titles):
                counts[0, gram.titles + np.intp(first)] += gram.title_counts
        for span in places.spans:
            documents = span.shard.documents
            of_shard = counts[:, span.first : span.first + documents]
            if span.end - span.start <= _FEW:
                for row in span.few_rows():
                    of_shard[divmod(row, documents)] += 1
            else:
                of_shard += np.bincount(span.rows(), minlength=2 * documents).reshape(2, -1)
        if word.place in ("title", "text"):
            counts[int(word.place == "title")] = 0
        if self._has_dead:
            counts *= self._alive
        return counts

    def _scored(self, counts: NDArray[np.float32]) -> _Found:
        """BM25 of a word with these numbers of occurrences, which are overwritten."""
        in_titles, in_texts = held = counts != 0
        titles, texts = int(np.count_nonzero(in_titles)), int(np.count_nonzero(in_texts))
        norms = self._norms + counts
        counts /= norms
        of_titles, scores = counts
        scores *= BODY_WEIGHT * self._idf(texts)
        if not titles:
            return _Found(in_texts, scores)
        of_titles *= TITLE_WEIGHT * self._idf(titles)
        scores += of_titles
        return _Found(np.logical_or(*held), scores)

    def _few(self, places: _Places, word: Word) -> Matches:
        """The same for a word that occurs a few times, without arrays over all documents."""
        counts: dict[tuple[int, int], int] = {}
        for span in places.spans:
            for row in span.few_rows():
                field, document = divmod(row, span.shard.documents)
                place = span.first + document, field
                if word.place == "any" or field == (word.place == "text"):
                    counts[place] = counts.get(place, 0) + 1
        if self._has_dead:
            counts = {place: count for place, count in counts.items() if self._alive[place[0]]}
        texts = sum(field for _, field in counts)
        weights = TITLE_WEIGHT * self._idf(len(counts) - texts), BODY_WEIGHT * self._idf(texts)
        scores: dict[int, float] = {}
        for (document, field), count in sorted(counts.items()):
            score = weights[field] * count / (count + self._norms_views[field][document])
            scores[document] = scores.get(document, 0.0) + score
        keys = self.document_keys[np.array(list(scores), np.intp)]
        return Matches(keys, np.array(list(scores.values()), np.float32))

    def _idf(self, holders: int) -> float:
        return math.log(1 + (self.count - holders + 0.5) / (holders + 0.5))


def is_untidy(texts: TextFile, alive: int) -> bool:
    """Whether a segment is small or half of its documents are deleted."""
    return texts.is_small or 2 * alive <= len(texts.keys)


def _length_norms(shards: Sequence[Shard]) -> NDArray[np.float32]:
    """What stands beside the count in the denominator of BM25, for each title and each text."""
    by_field = (shard.sizes.reshape(2, -1) for shard in shards)
    norms = np.concatenate([np.zeros((2, 0), np.float32), *by_field], axis=1, dtype=np.float32)
    for sizes, slope in zip(norms, (TITLE_SLOPE, BODY_SLOPE), strict=True):
        mean = max(1.0, float(sizes.mean())) if len(sizes) else 1.0
        sizes *= SATURATION * slope / mean
        sizes += SATURATION * (1 - slope)
    return norms
