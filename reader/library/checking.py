"""Whether everything that is kept of a collection is sound, and mending what can be mended."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.catalog.database import CatalogDamagedError
from reader.catalog.store import Catalog
from reader.library.backing import utc_now
from reader.library.model import Progress
from reader.notes.auditing import PLACES, Fault, audit, database_faults, forget_places
from reader.notes.backups import CHECK, REPLACED, STAMP
from reader.notes.connecting import connect_to_look
from reader.notes.opening import back_up
from reader.search.checking import indexed_keys

if TYPE_CHECKING:
    from reader.library.library import Library

MADE_AGAIN = ("catalog", "index", "index-lacks", "index-strays")
"""The kinds of faults that reading the folder again mends."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at, what is wrong now, and what was wrong and is mended.

    `backup` is the copy that was made before anything was mended.
    """

    annotations: int
    posts: int
    backups: int
    faults: tuple[Fault, ...] = ()
    mended: tuple[Fault, ...] = ()
    backup: Path | None = None


class Checker:
    """Looks at all files of an opened folder; nothing is changed but by `repair`."""

    def __init__(self, library: "Library", catalog: Catalog) -> None:
        self._library, self._catalog = library, catalog
        self._places = library.places

    def check(self) -> CheckReport:
        """Look at notes, backups, catalog and index."""
        posts, faults = self._cache_faults()
        found = audit(self._places.notes, self._text)
        copies = [one for one in self._library.backups.all() if one.why != REPLACED]
        bad = [Fault("backup", one.path.name) for one in copies if not one.readable]
        return CheckReport(found.annotations, posts, len(copies), (*found.faults, *bad, *faults))

    def repair(self, report: Callable[[Progress], None]) -> CheckReport:
        """Make catalog and index again and place annotations anew, where that helps.

        What a person made is never touched; a copy of it is made first all the same. Raises
        UserError as a refresh does.
        """
        first = self.check()
        kinds = {fault.kind for fault in first.faults}
        if not kinds & {*PLACES, *MADE_AGAIN}:
            return first
        backup = None if "damaged" in kinds else self._back_up()
        if "catalog" in kinds:
            self._catalog.renew()
        self._library.refresh(report)
        if backup:
            self._place(first)
        last = self.check()
        mended = tuple(fault for fault in first.faults if fault not in last.faults)
        return CheckReport(last.annotations, last.posts, last.backups, last.faults, mended, backup)

    def _back_up(self) -> Path | None:
        notes = self._places.notes
        return back_up(notes, f"{utc_now():{STAMP}}-{CHECK}") if notes.exists() else None

    def _place(self, report: CheckReport) -> None:
        notes = self._library.notes
        wrong = {fault.annotation for fault in report.faults if fault.kind in PLACES}
        if not wrong or notes.read_only:
            return
        for post in forget_places(self._places.notes, wrong):
            text = self._text(post)
            if text is not None:
                notes.place_all(post, text)

    def _text(self, post_id: str) -> str | None:
        """The present text of a post, where the catalog has it."""
        try:
            found = self._catalog.find(post_id)
            if found is None or found[1] != found[0].content_hash:
                return None
            return self._catalog.text(post_id)
        except CatalogDamagedError:
            return None

    def _cache_faults(self) -> tuple[int, list[Fault]]:
        try:
            damage = [*self._catalog_damage()]
            if damage:
                return 0, damage
            rows = self._catalog.rows()
            generation = self._catalog.stamp().generation
        except (CatalogDamagedError, sqlite3.DatabaseError) as error:
            return 0, [Fault("catalog", str(error))]
        keys = indexed_keys(self._places.index, generation)
        if keys is None:
            return len(rows), [Fault("index")]
        faults = []
        lacking = {row.key for row in rows if row.indexed} - keys
        strays = keys - {row.key for row in rows}
        if lacking:
            faults.append(Fault("index-lacks", f"{len(lacking):,}"))
        if strays:
            faults.append(Fault("index-strays", f"{len(strays):,}"))
        return len(rows), faults

    def _catalog_damage(self) -> Iterator[Fault]:
        with closing(connect_to_look(self._places.catalog)) as connection:
            for fault in database_faults(connection):
                yield Fault("catalog", fault.what)
