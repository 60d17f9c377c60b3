"""The first part of a refresh: what is in the folder, compared with what is known of it."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader.catalog.store import Catalog, Known, Listed
from reader.collection.identity import Known as KnownFile
from reader.collection.identity import assign_ids
from reader.collection.kinds import Kind
from reader.collection.post import Post, Problem, Source
from reader.collection.read import content_hash, read_source
from reader.collection.scan import Scan, scan
from reader.errors import UserError
from reader.library.keeping import Keeper
from reader.library.making import make_article, make_post, without_body
from reader.text.normal import normalise
from reader.text.sentences import sentences

BATCH = 200


@dataclass(slots=True)
class Listing:
    """What came, changed and went, as post ids; `gone_keys` are the catalog's keys of `removed`."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    gone_keys: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Read:
    source: Source
    post: Post
    content_hash: str


class Lister:
    """Reads the front matter of new and changed files into the catalog.

    The first time this goes in batches, so that the list grows. Later all changed files are read
    before any is listed: a text that has left its file may be in any of the others.
    """

    def __init__(
        self,
        root: Path,
        catalog: Catalog,
        keeper: Keeper,
        step: Callable[[int, int], None],
        committed: Callable[[], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._root, self._catalog, self._keeper = root, catalog, keeper
        self._step, self._committed, self._cancelled = step, committed, cancelled
        self._known = catalog.known()
        self._files = {k.id: KnownFile(k.path, k.content_hash) for k in self._known.values()}
        self._ids = {known.path: known.id for known in self._known.values()}
        self._result = Listing()
        self._done = self._total = 0

    def run(self) -> Listing:
        """List the folder; `step` hears posts done and of how many, `committed` of each batch.

        A cancelled run removes nothing. Raises UserError when the folder is not there.
        """
        found = scan(self._root)
        known = {one.path: one for one in self._known.values()}
        # From the end, because the names of the newest posts come last in most collections.
        fresh = [s for s in reversed(found.sources) if _differs(s, known.get(s.path))]
        self._total = len(found.sources)
        self._done = self._total - len(fresh)
        self._step(self._done, self._total)
        if any(source.path not in known for source in fresh):
            remembered = self._keeper.known_posts()
            self._files = {i: KnownFile(*facts) for i, facts in remembered.items()} | self._files
        present = self._present(found)
        size = len(fresh) if self._files else BATCH
        for start in range(0, len(fresh), size or 1):
            self._list(list(self._read(fresh[start : start + size])), present)
        if not self._cancelled():
            self._finish(found, present)
        return self._result

    def _present(self, found: Scan) -> set[str]:
        """The paths that are there, or may be: what is in a closed folder cannot be seen."""
        present = {source.path for source in found.sources}
        closed = tuple(f"{p.path}/" for p in found.problems if p.kind == Kind.FOLDER_CLOSED)
        return present | {f.path for f in self._files.values() if f.path.startswith(closed)}

    def _read(self, batch: Sequence[Source]) -> Iterator[_Read]:
        for source in batch:
            if self._cancelled():
                return
            try:
                data = read_source(source)
            except UserError as error:
                reason = str(error.facts.get("reason", ""))
                self._result.problems.append(Problem(source.path, Kind.UNREADABLE, reason))
                continue
            yield _Read(source, without_body(make_post(data, source.path, "")), content_hash(data))
            self._done += 1
            self._step(self._done, self._total)

    def _list(self, reads: Sequence[_Read], present: set[str]) -> None:
        self._ids = self._assign({read.source.path: read for read in reads}, present)
        touched: list[Known] = []
        listed: list[Listed] = []
        for read in reads:
            post_id, source = self._ids[read.source.path], read.source
            self._files[post_id] = KnownFile(source.path, read.content_hash)
            known = self._known.get(post_id)
            same = known and (known.path, known.content_hash) == (source.path, read.content_hash)
            if known and same and known.size >= 0:
                touched.append(replace(known, size=source.size, mtime_ns=source.mtime_ns))
                continue
            listed.append(self._listed(read, post_id))
            if not same:
                (self._result.changed if known else self._result.added).append(post_id)
        if touched:
            self._catalog.touch(touched)
        if listed:
            self._catalog.set_listed(listed)
            self._committed()

    def _assign(self, reads: Mapping[str, _Read], present: set[str]) -> dict[str, str]:
        found = {f.path: f.content_hash for f in self._files.values() if f.path in present}
        found |= {path: read.content_hash for path, read in reads.items()}
        return assign_ids(
            found,
            self._files,
            lambda path: self._new_sentences(reads.get(path)),
            lambda post_id: _sentence_set(
                self._catalog.text(post_id) or self._keeper.text_of(post_id) or ""
            ),
        )

    def _new_sentences(self, read: _Read | None) -> frozenset[str]:
        if read is None:
            return frozenset()
        try:
            post = make_post(read_source(read.source), read.source.path, "")
        except UserError:
            return frozenset()
        return _sentence_set(make_article(post)[0].text)

    def _listed(self, read: _Read, post_id: str) -> Listed:
        source = read.source
        file = os.fsencode(source.file.relative_to(self._root))
        post = replace(read.post, id=post_id)
        return Listed(post, read.content_hash, source.size, source.mtime_ns, file)

    def _finish(self, found: Scan, present: set[str]) -> None:
        here = {post_id for path, post_id in self._ids.items() if path in present}
        gone = [known for known in self._known.values() if known.id not in here]
        self._result.removed = [known.id for known in gone]
        self._result.gone_keys = [known.key for known in gone]
        self._result.problems += found.problems
        self._catalog.finish_listing(self._result.problems)


def _differs(source: Source, known: Known | None) -> bool:
    return known is None or (source.size, source.mtime_ns) != (known.size, known.mtime_ns)


def _sentence_set(text: str) -> frozenset[str]:
    return frozenset(normalise(text[start:end]) for start, end in sentences(text))
