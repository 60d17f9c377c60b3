"""The second part of a refresh: articles into the catalog and their texts into the index."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from reader.catalog.store import Built, Catalog, Known, Listed
from reader.collection.post import Problem
from reader.collection.read import content_hash, read_source
from reader.errors import UserError
from reader.library.boilerplate import common_lines
from reader.library.making import make_article, make_post, without_body
from reader.library.model import Phase
from reader.search.index import SearchIndex

BATCH = 250
LARGEST_BATCH = 24_000_000
"""Bytes of files in a batch."""
LARGEST_PART = 33_000_000
"""Bytes of texts that are indexed at once: a bit less than fills a shard of the index."""
MOST_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Made:
    """A post that was built; `listed` is set when its file changed after it was listed."""

    post_id: str
    title: str
    text: str
    built: Built
    listed: Listed | None


class Builder:
    """Builds what is pending, newest first, and brings the texts into the index.

    Articles are stored in transactions of at most 250 posts. The index takes many posts at once,
    because that makes it smaller and faster, and the catalog calls them indexed afterwards: after
    a kill at any moment only their indexing is done again.
    """

    def __init__(
        self,
        root: Path,
        catalog: Catalog,
        index: SearchIndex,
        step: Callable[[Phase, int, int, float], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._root, self._catalog, self._index = root, catalog, index
        self._step, self._cancelled = step, cancelled
        self.unreadable: list[Problem] = []

    def agree(self, gone: Sequence[int]) -> None:
        """Take vanished posts out of the index, then out of the catalog, and mend what differs.

        The two differ when the index was lost, or when a process died between its two commits.
        """
        rows = self._catalog.rows()
        indexed = set(self._index.snapshot().keys().tolist())
        strays = indexed - ({row.key for row in rows} - set(gone))
        if strays:
            with self._index.batch() as batch:
                for key in strays:
                    batch.delete(key)
        if gone:
            self._catalog.remove(gone)
        lost = [row.key for row in rows if row.indexed and row.key not in indexed]
        if lost:
            self._catalog.set_indexed(lost, indexed=False)

    def run(self, committed: Callable[[Sequence[Made]], None]) -> None:
        """Build all pending posts and index them; `committed` hears each batch when it is kept.

        `step` hears the phase, posts done, of how many, and the share of the work that is done.
        """
        pending = self._catalog.pending()
        total = max(1, sum(known.size for known in pending))
        count = done = 0
        for batch in _batches(pending):
            made: list[Made] = []
            for known in batch:
                if self._cancelled():
                    break
                self._step("building", count, len(pending), done / total)
                made += self._make(known)
                count += 1
                done += known.size
            self._store(made)
            committed(made)
        if not self._cancelled():
            self._step("building", len(pending), len(pending), 1.0)
            if pending:
                self._catalog.set_common_lines(common_lines(self._catalog.line_keys()))
            self._index_built()

    def _make(self, known: Known) -> Sequence[Made]:
        try:
            data = read_source(known.source(self._root))
        except UserError as error:
            reason = str(error.facts.get("reason", ""))
            self.unreadable.append(Problem(known.path, "unreadable", reason))
            return ()
        post = make_post(data, known.path, known.id)
        article, problems = make_article(post)
        found = content_hash(data)
        listed = Listed(without_body(post), found, len(data), known.mtime_ns, known.file)
        built = Built.of(known.key, found, article, problems)
        changed = listed if found != known.content_hash else None
        return (Made(known.id, post.title, article.text, built, changed),)

    def _store(self, made: Sequence[Made]) -> None:
        if not made:
            return
        late = [post.listed for post in made if post.listed]
        if late:
            self._catalog.set_listed(late)
        self._catalog.set_built([post.built for post in made])

    def _index_built(self) -> None:
        """Put the texts of all built posts into the index that are not in it."""
        titles = {row.key: row.title for row in self._catalog.rows() if row.built > row.indexed}
        texts = self._catalog.texts(titles)
        done = 0
        while not self._cancelled():
            self._step("indexing", done, len(titles), done / max(1, len(titles)))
            part: list[int] = []
            with self._index.batch() as batch:
                for key, text in islice(texts, MOST_AT_ONCE):
                    batch.put(key, titles[key], text)
                    part.append(key)
                    if batch.size >= LARGEST_PART:
                        break
            if not part:
                return
            self._catalog.set_indexed(part)
            done += len(part)


def _batches(pending: Sequence[Known]) -> Iterator[Sequence[Known]]:
    batch: list[Known] = []
    size = 0
    for known in pending:
        if batch and (len(batch) == BATCH or size + known.size > LARGEST_BATCH):
            yield batch
            batch, size = [], 0
        batch.append(known)
        size += known.size
    if batch:
        yield batch
