import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reader.catalog.store import Catalog, Known, PostRow, Stamp
from reader.errors import UserError
from reader.library.model import Notice, SearchResult
from reader.library.plain import PlainTexts
from reader.places import Places
from reader.search.model import Form, Highlights, Hit
from reader.text.normal import normalise

if TYPE_CHECKING:
    from reader.search.index import SearchIndex
    from reader.search.snapshot import Snapshot

Sort = Literal["relevance", "date"]


@dataclass(frozen=True, slots=True)
class Shelf:
    """All posts, newest first, as one state of the catalog has them."""

    stamp: Stamp
    rows: Sequence[PostRow]
    by_id: Mapping[str, PostRow]
    by_key: Mapping[int, PostRow]

    @classmethod
    def of(cls, stamp: Stamp, rows: Sequence[PostRow]) -> "Shelf":
        """Put rows on a shelf."""
        return cls(stamp, rows, {row.id: row for row in rows}, {row.key: row for row in rows})


@dataclass(slots=True)
class _Found:
    scores: dict[int, float] = field(default_factory=dict)
    scanned: int = 0
    unread: int = 0
    failed: UserError | None = None


class Searcher:
    """Search over everything on a shelf: through the index where a post is in it.

    The others are scanned: their stored text where only the index is missing, else the words of
    the file. So the same is found while the index is being built. Thread-safe.
    """

    def __init__(self, root: Path, places: Places, catalog: Catalog) -> None:
        self._places, self._catalog = places, catalog
        self._plain = PlainTexts(root)
        self._lock = threading.Lock()
        self._index: tuple[str, SearchIndex] | None = None
        self._covered: tuple[Stamp, Snapshot, frozenset[int]] | None = None

    def search(
        self,
        shelf: Shelf,
        query: str,
        *,
        limit: int,
        offset: int,
        sort: Sort,
        among: Collection[str] | None,
    ) -> SearchResult:
        """All posts of the shelf, or of those among some, that hold every word of a query.

        The time that is told does not count opening the index, which happens once.
        """
        from reader.search.query import words_of

        words = words_of(query)
        forms = tuple(Form(word) for word in words)
        highlights = Highlights(forms, forms, forms)
        index = self._snapshot(shelf)
        began = time.perf_counter()
        found = self._find(shelf, words, among, index) if words else _Found()
        rows = [row for row in shelf.rows if row.key in found.scores]
        if sort == "relevance":
            rows.sort(key=lambda row: -found.scores[row.key])
        page = rows[offset : offset + limit]
        return SearchResult(
            query=query,
            total=len(rows),
            exact=not found.unread,
            hits=tuple(self.hit(row, highlights, found.scores[row.key]) for row in page),
            ms=(time.perf_counter() - began) * 1000,
            post_ids=tuple(row.id for row in rows),
            highlights=highlights,
            warnings=tuple(_warnings(found)),
        )

    def hit(self, row: PostRow, highlights: Highlights, score: float = 0.0) -> Hit:
        """A post with the places of some forms in its title and text."""
        from reader.search.snippets import find_all, snippets

        marks = tuple(find_all(highlights.title, row.title))
        text = self._text(row)
        places = len(find_all(highlights.text, text))
        return Hit(row.id, score, marks, snippets(highlights.text, text), places)

    def _find(
        self,
        shelf: Shelf,
        words: Sequence[str],
        among: Collection[str] | None,
        index: "Snapshot | UserError | None",
    ) -> _Found:
        found = _Found()
        wanted = shelf.by_key.keys() if among is None else _keys(shelf, among)
        covered: frozenset[int] = frozenset()
        if isinstance(index, UserError):
            found.failed = index
        elif index:
            covered = self._covered_by(shelf, index)
            matches = index.matches(words)
            pairs = zip(matches.keys.tolist(), matches.scores.tolist(), strict=True)
            usable = covered & wanted
            found.scores = {key: score for key, score in pairs if key in usable}
        rest = [row for row in shelf.rows if row.key in wanted and row.key not in covered]
        if rest:
            self._scan(rest, words, found)
        elif among is None:
            self._plain.forget()
        return found

    def _scan(self, rows: Sequence[PostRow], words: Sequence[str], found: _Found) -> None:
        from reader.search.query import And, Word
        from reader.search.scan import Scanned, scan

        query = And(tuple(Word((Form(word),)) for word in words))
        files = self._catalog.known()
        for row in rows:
            text = self._normal_text(row, files.get(row.id))
            found.scanned += 1
            found.unread += text is None
            score = scan(query, Scanned(normalise(row.title), text or "", _NoFacts()))
            if score is not None:
                found.scores[row.key] = score

    def _normal_text(self, row: PostRow, file: Known | None) -> str | None:
        text = self._catalog.text(row.id) if row.built else None
        if text is not None:
            return normalise(text)
        return self._plain.normal(file) if file else None

    def _text(self, row: PostRow) -> str:
        """The words of a post: as stored when that is of the present file, else from the file."""
        text = self._catalog.text(row.id) if row.built else None
        if text is None:
            found = self._catalog.find(row.id)
            text = self._plain.read(found[0]) if found else None
        return text or ""

    def _snapshot(self, shelf: Shelf) -> "Snapshot | UserError | None":
        """The index as it is now; None while it holds nothing, the error if it cannot be used."""
        if not any(row.built for row in shelf.rows):
            return None
        from reader.search.index import SearchIndex

        generation = shelf.stamp.generation
        try:
            with self._lock:
                if self._index is None or self._index[0] != generation:
                    self._index = generation, SearchIndex(self._places.index, generation)
                return self._index[1].snapshot()
        except UserError as error:
            return error

    def _covered_by(self, shelf: Shelf, snapshot: "Snapshot") -> frozenset[int]:
        """The keys of the posts whose present text is in the index."""
        known = self._covered
        if known and known[0] == shelf.stamp and known[1] is snapshot:
            return known[2]
        built = {row.key for row in shelf.rows if row.built}
        covered = frozenset(built.intersection(snapshot.keys().tolist()))
        self._covered = shelf.stamp, snapshot, covered
        return covered


class _NoFacts:
    def passes(self, wanted: object) -> bool:
        return False

    def noted(self, word: object) -> bool:
        return False


def _keys(shelf: Shelf, posts: Collection[str]) -> set[int]:
    return {shelf.by_id[post_id].key for post_id in posts if post_id in shelf.by_id}


def _warnings(found: _Found) -> Iterator[Notice]:
    if found.failed:
        yield Notice(found.failed.key, found.failed.facts)
    if found.unread:
        yield Notice("search-unread", {"count": found.unread})
    if found.scanned > found.unread:
        yield Notice("search-scanned", {"count": found.scanned - found.unread})
