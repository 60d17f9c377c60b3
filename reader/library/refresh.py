"""Bringing catalog, index and annotations in line with the files of a folder."""

import errno
import logging
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from reader.catalog.database import CatalogDamagedError
from reader.catalog.lock import only_one
from reader.catalog.store import Catalog
from reader.errors import UserError
from reader.library.building import Builder, Made
from reader.library.keeping import Keeper
from reader.library.listing import Lister, Listing
from reader.library.model import Phase, Progress, RefreshReport
from reader.notes.model import Placements
from reader.places import Places
from reader.search.index import SearchIndex

log = logging.getLogger(__name__)

T = TypeVar("T")

WAIT_SECONDS = 120.0
PAUSE_SECONDS = 0.1
REPORT_SECONDS = 0.1
PLACED_AT_ONCE = 64
NO_SPACE = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})


class Refresh:
    """One reading of a folder. It may be killed at any moment; the next one goes on from there."""

    def __init__(
        self,
        root: Path,
        places: Places,
        catalog: Catalog,
        report: Callable[[Progress], None],
        cancelled: Callable[[], bool],
        committed: Callable[[int], None],
    ) -> None:
        self._root, self._places, self._catalog = root, places, catalog
        self._cancelled, self._committed = cancelled, committed
        self._pace = _Pace(report)
        self._replaced: list[str] = []
        self._placements = Placements()

    def run(self, *, rebuild: bool = False) -> RefreshReport:
        """List, build, tidy up. One process at a time: it waits while another is at it.

        Raises UserError when the folder is not there (nothing is forgotten then), when the disk
        is full (what was committed stays), or when another process does not come to an end.
        """
        began = time.monotonic()
        with _disk_errors(self._places.cache), self._turn(WAIT_SECONDS) as mine:
            if not mine:
                return RefreshReport(posts=self._catalog.count(), cancelled=True)
            if rebuild:
                self._forget()
            report = self._repaired(self._run)
        return replace(report, seconds=time.monotonic() - began)

    def catch_up(self) -> None:
        """List and take out what is gone; nothing when another process is at it already."""
        listed = self._catalog.stamp().listed
        with _disk_errors(self._places.cache), self._turn(0 if listed else WAIT_SECONDS) as mine:
            if mine:
                self._repaired(self._catch_up)

    def _repaired(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except CatalogDamagedError:
            log.info("The catalog is damaged: %s", self._places.catalog)
            self._catalog.renew()
            return work()

    def _run(self) -> RefreshReport:
        self._catalog.check()
        with closing(Keeper(self._places)) as self._keeper:
            listing = self._list()
            if not self._cancelled():
                self._build(listing)
            if not self._cancelled():
                self._settle_notes()
        return self._report(listing)

    def _settle_notes(self) -> None:
        """Place what a process that died after its commit has left, and remember the files."""
        annotated = self._keeper.annotated()
        for at in range(0, len(annotated), PLACED_AT_ONCE):
            texts = {key: self._catalog.text(key) for key in annotated[at : at + PLACED_AT_ONCE]}
            self._place({key: text for key, text in texts.items() if text is not None})
        self._keeper.remember(self._catalog.known())

    def _place(self, texts: Mapping[str, str]) -> None:
        posts, numbers = self._keeper.place_many(texts)
        self._replaced += posts
        self._placements += numbers

    def _catch_up(self) -> None:
        with closing(Keeper(self._places)) as self._keeper:
            listing = self._list()
        if listing.gone_keys:
            self._builder(self._index()).agree(listing.gone_keys)

    def _forget(self) -> None:
        self._repaired(self._catalog.forget_files)
        shutil.rmtree(self._places.index, ignore_errors=True)

    def _list(self) -> Listing:
        lister = Lister(
            self._root,
            self._catalog,
            self._keeper,
            lambda done, total: self._pace.tell("listing", done, total, None),
            self._tell_committed,
            self._cancelled,
        )
        return lister.run()

    def _tell_committed(self) -> None:
        self._committed(self._catalog.count())

    def _build(self, listing: Listing) -> None:
        index = self._index()
        builder = self._builder(index)
        builder.agree(listing.gone_keys)
        builder.run(self._built)
        if builder.unreadable:
            known = {problem.path for problem in listing.problems}
            new = [problem for problem in builder.unreadable if problem.path not in known]
            self._catalog.finish_listing([*listing.problems, *new])
        if not self._cancelled():
            self._pace.tell("tidying", 0, 1, None)
            index.tidy()

    def _index(self) -> SearchIndex:
        generation = self._catalog.stamp().generation
        return SearchIndex(self._places.index, generation, thorough=True)

    def _builder(self, index: SearchIndex) -> Builder:
        return Builder(self._root, self._catalog, index, self._stepped, self._cancelled)

    def _stepped(self, phase: Phase, done: int, total: int, share: float) -> None:
        self._pace.tell(phase, done, total, share)

    def _built(self, made: Sequence[Made]) -> None:
        self._place({post.post_id: post.text for post in made})
        self._tell_committed()

    def _report(self, listing: Listing) -> RefreshReport:
        touched = dict.fromkeys([*listing.changed, *listing.removed, *self._replaced])
        return RefreshReport(
            posts=self._catalog.count(),
            added=len(listing.added),
            changed=len(listing.changed),
            removed=len(listing.removed),
            problems=tuple(self._catalog.problems()),
            cancelled=self._cancelled(),
            changed_posts=tuple(touched),
            placements=self._placements,
        )

    @contextmanager
    def _turn(self, wait_seconds: float) -> Iterator[bool]:
        deadline = time.monotonic() + wait_seconds
        while True:
            with only_one(self._places.cache / "refresh.lock") as mine:
                if mine or self._cancelled() or not wait_seconds:
                    yield mine
                    return
            if time.monotonic() > deadline:
                raise UserError("refresh-busy", path=self._root)
            time.sleep(PAUSE_SECONDS)


class _Pace:
    """Passes progress on, not too often, with an estimate of the time that is left."""

    def __init__(self, report: Callable[[Progress], None]) -> None:
        self._report = report
        self._phase: Phase | None = None
        self._began = self._told = 0.0

    def tell(self, phase: Phase, done: int, total: int, share: float | None) -> None:
        """Report progress; `share` is how much of the work of this phase is done, 0 to 1."""
        now = time.monotonic()
        if phase != self._phase:
            self._phase, self._began, self._told = phase, now, 0.0
        if now - self._told < REPORT_SECONDS and done < total:
            return
        self._told = now
        left = (now - self._began) * (1 - share) / share if share else None
        self._report(Progress(phase, done, total, left))


@contextmanager
def _disk_errors(cache: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        path = error.filename or cache
        if error.errno in NO_SPACE:
            raise UserError("disk-full", path=path) from error
        raise UserError("write-failed", path=path, reason=error.strerror or error) from error
    except sqlite3.OperationalError as error:
        raise UserError("write-failed", path=cache, reason=error) from error
