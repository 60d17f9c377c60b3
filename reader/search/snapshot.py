import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from reader.search.query import And, Filter, Node, Not, Word
from reader.search.ranking import (
    BODY_SLOPE,
    BODY_WEIGHT,
    SATURATION,
    TITLE_SLOPE,
    TITLE_WEIGHT,
)
from reader.search.shard import Needle, Shard, needle
from reader.search.textfile import TextFile


class Outside(Protocol):
    """What is known of the documents besides their words, one value for each, in order."""

    def filter(self, wanted: Filter) -> NDArray[np.bool_]:
        """Which documents are what a filter asks for."""

    def noted(self, word: Word) -> NDArray[np.bool_] | None:
        """On which documents a note holds a word; None for none."""


@dataclass(frozen=True, slots=True)
class Matches:
    """The posts that match, in no order: their keys and their scores."""

    keys: NDArray[np.int64]
    scores: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Segment:
    """The texts of a segment and which of its documents are not deleted."""

    texts: TextFile
    alive: NDArray[np.bool_]


class Snapshot:
    """The index as it was after one commit; what is committed later does not change it.

    May be searched from several threads. Documents are numbered over all segments, in order.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        no_keys, none_alive = np.zeros(0, np.int64), np.zeros(0, np.bool_)
        self._keys = np.concatenate([no_keys, *(segment.texts.keys for segment in segments)])
        self._alive = np.concatenate([none_alive, *(segment.alive for segment in segments)])
        self._shards: list[Shard] = [shard for s in segments for shard in s.texts.shards]
        self._first_rows = list(accumulate((len(s.sizes) for s in self._shards), initial=0))
        self._norms = self._length_norms()
        self.count = int(np.count_nonzero(self._alive))
        """How many posts it holds."""
        self.segments = len(segments)
        """How many segments it is made of."""

    def keys(self) -> NDArray[np.int64]:
        """The keys of all posts, in no order."""
        keys: NDArray[np.int64] = self._keys[self._alive]
        return keys

    def documents(self, keys: Iterable[int]) -> list[int]:
        """The document numbers of those keys that it holds."""
        wanted = np.fromiter(keys, np.int64)
        found: list[int] = np.flatnonzero(np.isin(self._keys, wanted) & self._alive).tolist()
        return found

    def matches(self, words: Sequence[str]) -> Matches:
        """Every post that holds every word in its title or its text; no words match nothing.

        The words are in normal form. The score is BM25 for each field, with its own idf.
        """
        hits = self._alive.copy() if words else np.zeros_like(self._alive)
        scores = np.zeros(len(self._keys), np.float32)
        for word in words:
            counts = self._counts(needle(word))
            found = counts != 0
            hits &= found[0] | found[1]
            holders = np.count_nonzero(found & self._alive, axis=1).tolist()
            weights = TITLE_WEIGHT * self._idf(holders[0]), BODY_WEIGHT * self._idf(holders[1])
            scores += np.array(weights, np.float32) @ (counts / (counts + self._norms))
        return Matches(self._keys[hits], scores[hits])

    @property
    def document_keys(self) -> NDArray[np.int64]:
        """The keys of all documents in order, of deleted ones too."""
        return self._keys

    def search(self, query: Node, outside: Outside | None = None) -> Matches:
        """Every post that a query asks for, with its score."""
        hits, scores = self._evaluate(query, outside)
        hits &= self._alive
        return Matches(self._keys[hits], scores[hits])

    def _evaluate(
        self, query: Node, outside: Outside | None
    ) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
        if isinstance(query, Word):
            return self._word(query, outside)
        scores = np.zeros(len(self._keys), np.float32)
        if isinstance(query, Filter):
            return (outside.filter(query) if outside else np.zeros_like(self._alive)), scores
        if isinstance(query, Not):
            return ~self._evaluate(query.part, outside)[0], scores
        hits = np.full(len(self._keys), isinstance(query, And))
        for part in query.parts:
            found, points = self._evaluate(part, outside)
            hits = hits & found if isinstance(query, And) else hits | found
            scores += np.where(found, points, 0)
        return hits, scores

    def _word(
        self, word: Word, outside: Outside | None
    ) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
        counts = np.zeros((2, len(self._keys)), np.float32)
        for form in word.forms:
            counts += self._counts(needle(form.text))
        counts[0] *= word.place in ("any", "title")
        counts[1] *= word.place in ("any", "text")
        found = counts != 0
        holders = np.count_nonzero(found & self._alive, axis=1).tolist()
        weights = TITLE_WEIGHT * self._idf(holders[0]), BODY_WEIGHT * self._idf(holders[1])
        scores = np.array(weights, np.float32) @ (counts / (counts + self._norms))
        hits = found[0] | found[1]
        noted = outside.noted(word) if outside and word.place in ("any", "note") else None
        return (hits if noted is None else hits | noted), scores.astype(np.float32)

    def _counts(self, wanted: Needle) -> NDArray[np.float32]:
        """How often a needle stands in each title, first row, and in each text, second row."""
        counts = np.zeros(2 * len(self._keys), np.float32)
        for shard, first in zip(self._shards, self._first_rows, strict=False):
            shard.count(wanted, counts[first : first + len(shard.sizes)])
        return np.ascontiguousarray(counts.reshape(-1, 2).T)

    def _idf(self, holders: int) -> float:
        return math.log(1 + (self.count - holders + 0.5) / (holders + 0.5))

    def _length_norms(self) -> NDArray[np.float32]:
        """What stands beside the count in the denominator of BM25, for titles and texts."""
        none = np.zeros(0, np.float32)
        sizes = np.concatenate([none, *(shard.sizes for shard in self._shards)]).reshape(-1, 2).T
        means = np.maximum(sizes.mean(axis=1, keepdims=True), 1) if sizes.size else np.ones((2, 1))
        slopes = np.array([[TITLE_SLOPE], [BODY_SLOPE]])
        norms: NDArray[np.float64] = SATURATION * (1 - slopes + slopes * sizes / means)
        return norms.astype(np.float32)
