"""The second part of a refresh: articles into the catalog and their texts into the index."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.catalog.store import Built, Catalog, Known, Listed
from reader.collection.post import Problem
from reader.collection.read import content_hash, read_source
from reader.errors import UserError
from reader.library.making import make_article, make_post, without_body
from reader.search.index import SearchIndex

BATCH = 250
LARGEST_BATCH = 24_000_000
"""Bytes of files in a batch; sorting their texts takes several times the memory."""


@dataclass(frozen=True, slots=True)
class Made:
    """A post that was built; `listed` is set when its file changed after it was listed."""

    post_id: str
    title: str
    text: str
    built: Built
    listed: Listed | None


class Builder:
    """Builds what is pending, newest first, in transactions of at most 250 posts.

    A batch is committed to the index first and to the catalog second: after a kill at any moment
    the index holds every post that the catalog calls built, and the others are built again.
    """

    def __init__(
        self,
        root: Path,
        catalog: Catalog,
        index: SearchIndex,
        step: Callable[[int, int, float], None],
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
        lost = [row.key for row in rows if row.built and row.key not in indexed]
        if lost:
            self._catalog.set_pending(lost)

    def run(self, committed: Callable[[Sequence[Made]], None]) -> None:
        """Build all pending posts; `committed` hears each batch when it is kept.

        `step` hears posts done, of how many, and the share of their bytes that is done.
        """
        pending = self._catalog.pending()
        total = max(1, sum(known.size for known in pending))
        count = done = 0
        for batch in _batches(pending):
            made: list[Made] = []
            for known in batch:
                if self._cancelled():
                    break
                self._step(count, len(pending), done / total)
                made += self._make(known)
                count += 1
                done += known.size
            self._commit(made)
            committed(made)
        if not self._cancelled():
            self._step(len(pending), len(pending), 1.0)

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

    def _commit(self, made: Sequence[Made]) -> None:
        if not made:
            return
        with self._index.batch() as batch:
            for post in made:
                batch.put(post.built.key, post.title, post.text)
        late = [post.listed for post in made if post.listed]
        if late:
            self._catalog.set_listed(late)
        self._catalog.set_built([post.built for post in made])


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
