import threading
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reader.catalog.store import Catalog, PostRow
from reader.errors import UserError
from reader.library.aliases import AliasTables
from reader.library.facts import NoteFacts, PostFacts
from reader.library.model import Facets, Notice, SearchResult
from reader.library.plain import PlainTexts
from reader.library.shelf import Shelf
from reader.places import Places
from reader.search.model import Form, Highlights, Hit, NoteHit, Snippet
from reader.search.query import Filter, Node, Word
from reader.text.normal import normalise
from reader.text.storing import text_hash

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reader.search.index import SearchIndex
    from reader.search.snapshot import Snapshot

Sort = Literal["relevance", "date"]


@dataclass(slots=True)
class _Found:
    """Scores by place on the shelf, NaN where a post does not match, and what to warn of."""

    scores: "NDArray[np.float32]"
    scanned: int = 0
    unread: int = 0
    failed: UserError | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a search takes into account besides the texts; `problems` gives paths of files."""

    shelf: Shelf
    notes: NoteFacts
    problems: Callable[[], Collection[str]]


class Searcher:
    """Search over everything on a shelf: through the index where a post is in it.

    The others are scanned: the stored text of their article or else the words of the file. So the
    same is found while the index is being built. Thread-safe.
    """

    def __init__(self, root: Path, places: Places, catalog: Catalog, aliases: AliasTables) -> None:
        self._places, self._catalog, self._aliases = places, catalog, aliases
        self._plain = PlainTexts(root)
        self._lock = threading.Lock()
        self._index: tuple[str, SearchIndex] | None = None
        self._hashes: tuple[Shelf, dict[str, str]] | None = None

    def search(
        self,
        around: Around,
        query: str,
        *,
        limit: int,
        offset: int,
        sort: Sort,
        among: Collection[str] | None,
        exact: bool,
    ) -> SearchResult:
        """All posts of the shelf, or of those among some, that a query asks for.

        The time that is told does not count opening the index, which happens once.
        """
        import numpy as np

        from reader.search.parsing import parse

        shelf = around.shelf
        index = self._snapshot(shelf)
        began = time.perf_counter()
        parsed = parse(query, self._aliases.current(), exact=exact)
        found = self._find(around, parsed.query, among, index)
        places = np.flatnonzero(~np.isnan(found.scores))
        if sort == "relevance":
            places = places[np.argsort(-found.scores[places], kind="stable")]
        order = places.tolist()
        page = order[offset : offset + limit]
        scores = found.scores[page].tolist()
        rows = [shelf.rows[place] for place in order]
        return SearchResult(
            query=query,
            total=len(order),
            exact=not found.unread,
            hits=tuple(
                self.hit(around, row, parsed.highlights, score)
                for row, score in zip(rows[offset : offset + limit], scores, strict=True)
            ),
            ms=(time.perf_counter() - began) * 1000,
            post_ids=tuple(row.id for row in rows),
            highlights=parsed.highlights,
            expansions=tuple(parsed.expansions),
            hints=tuple(parsed.hints),
            facets=_facets(rows),
            warnings=tuple(_warnings(found)),
        )

    def hit(self, around: Around, row: PostRow, highlights: Highlights, score: float = 0.0) -> Hit:
        """A post with the places of some forms in its title, its text and the notes on it."""
        from reader.search.snippets import find_all, snippets

        text = self._text(row)
        places = find_all(highlights.text, text)
        folds = self._catalog.folds(row.id) if row.built and places else ()
        return Hit(
            row.id,
            score,
            title_marks=tuple(find_all(highlights.title, row.title)),
            snippets=snippets(highlights.text, text),
            places=len(places),
            folded=_inside(places, folds),
            notes=tuple(_note_hits(around.notes, row.id, highlights.note)),
        )

    def _find(
        self,
        around: Around,
        query: Node | None,
        among: Collection[str] | None,
        index: "Snapshot | UserError | None",
    ) -> _Found:
        import numpy as np

        shelf = around.shelf
        found = _Found(np.full(len(shelf.rows), np.nan, np.float32))
        if query is None:
            return found
        wanted = shelf.mask(among)
        covered = np.zeros_like(wanted)
        facts = PostFacts(around.notes, around.problems, partial(self._text_hash, shelf))
        if isinstance(index, UserError):
            found.failed = index
        elif index:
            held = shelf.places(index.keys())
            covered[held[held >= 0]] = True
            covered &= shelf.indexed
            at = shelf.places(index.document_keys)
            matches = index.search(query, _Outside(around, facts, at))
            places = shelf.places(matches.keys)
            usable = (covered & wanted)[places]
            found.scores[places[usable]] = matches.scores[usable]
        rest = np.flatnonzero(wanted & ~covered).tolist()
        if rest:
            self._scan([(place, shelf.rows[place]) for place in rest], query, around, facts, found)
        elif among is None:
            self._plain.forget()
        return found

    def _scan(
        self,
        rows: Iterable[tuple[int, PostRow]],
        query: Node,
        around: Around,
        facts: PostFacts,
        found: _Found,
    ) -> None:
        from reader.search.scan import Scanned, scan

        files = self._catalog.known()
        for place, row in rows:
            file = files.get(row.id)
            stored = partial(self._catalog.text, row.id) if row.built else None
            text = self._plain.normal(file, stored) if file else None
            found.scanned += 1
            found.unread += text is None
            asked = _Asked(row, around.notes, facts)
            score = scan(query, Scanned(normalise(row.title), text or "", asked))
            if score is not None:
                found.scores[place] = score

    def _text(self, row: PostRow) -> str:
        """The words of a post: as stored when that is of the present file, else from the file."""
        text = self._catalog.text(row.id) if row.built else None
        if text is None:
            found = self._catalog.find(row.id)
            text = self._plain.read(found[0]) if found else None
        return text or ""

    def _text_hash(self, shelf: Shelf, row: PostRow) -> str:
        """The name of a text, which the catalog knows where the article of the file was built."""
        if row.text_hash:
            return row.text_hash
        if self._hashes is None or self._hashes[0] is not shelf:
            self._hashes = shelf, {}
        known = self._hashes[1]
        if row.id not in known:
            known[row.id] = text_hash(self._text(row))
        return known[row.id]

    def _snapshot(self, shelf: Shelf) -> "Snapshot | UserError | None":
        """The index as it is now; None while it holds nothing, the error if it cannot be used."""
        if not any(row.indexed for row in shelf.rows):
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


@dataclass(frozen=True, slots=True)
class _Outside:
    """What the index asks about its documents, whose places on the shelf are `at`."""

    around: Around
    facts: PostFacts
    at: "NDArray[np.intp]"

    def filter(self, wanted: Filter) -> "NDArray[np.bool_]":
        rows = self.around.shelf.rows
        return self._by_document([self.facts.passes(row, wanted) for row in rows])

    def noted(self, word: Word) -> "NDArray[np.bool_] | None":
        notes, place_of = self.around.notes, self.around.shelf.place_of
        posts = [post for post in notes.notes if post in place_of and notes.noted(post, word)]
        if not posts:
            return None
        return self._by_document(self.around.shelf.mask(posts))

    def _by_document(self, by_place: "Sequence[bool] | NDArray[np.bool_]") -> "NDArray[np.bool_]":
        import numpy as np

        # A document that is at no place takes the last value, which is added for it.
        return np.append(np.asarray(by_place, np.bool_), False)[self.at]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What scanning asks about a post."""

    row: PostRow
    notes: NoteFacts
    facts: PostFacts

    def passes(self, wanted: Filter) -> bool:
        return self.facts.passes(self.row, wanted)

    def noted(self, word: Word) -> bool:
        return self.notes.noted(self.row.id, word)


def _inside(places: Sequence[tuple[int, int]], folds: Sequence[tuple[int, int]]) -> int:
    """How many places start inside a fold."""
    starts = [start for start, _ in folds]
    before = (bisect_right(starts, start) - 1 for start, _ in places)
    return sum(
        fold >= 0 and place[0] < folds[fold][1] for fold, place in zip(before, places, strict=True)
    )


def _note_hits(notes: NoteFacts, post_id: str, forms: Sequence[Form]) -> Iterator[NoteHit]:
    from reader.search.snippets import find_all

    for note in notes.notes.get(post_id, ()) if forms else ():
        annotation = note.annotation
        quote, text, tags = (
            Snippet(part, tuple(find_all(forms, part)))
            for part in (annotation.quote, annotation.note, " ".join(annotation.tags))
        )
        if quote.marks or text.marks or tags.marks:
            yield NoteHit(annotation.id, annotation.color, quote, text)


def _facets(rows: Sequence[PostRow]) -> Facets:
    months = Counter(row.day[:7] for row in rows if row.day)
    categories = Counter(name for row in rows for name in row.categories)
    tags = Counter(name for row in rows for name in row.tags)
    return Facets(
        tuple(sorted(months.items())), tuple(categories.most_common()), tuple(tags.most_common())
    )


def _warnings(found: _Found) -> Iterator[Notice]:
    if found.failed:
        yield Notice(found.failed.key, found.failed.facts)
    if found.unread:
        yield Notice("search-unread", {"count": found.unread})
    if found.scanned > found.unread:
        yield Notice("search-scanned", {"count": found.scanned - found.unread})
