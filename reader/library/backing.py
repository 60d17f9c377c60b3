"""The copies of the notes, as command line and window show and use them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reader.errors import UserError
from reader.notes.backups import (
    Backup,
    back_up_daily,
    backups,
    latest_readable,
    looked_at,
    restore,
)
from reader.places import Places


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class Backups:
    """The copies of the notes of one collection; every method reads the disk."""

    def __init__(self, places: Places, now: Callable[[], datetime] = utc_now) -> None:
        self._notes, self._folder, self._now = places.notes, places.backups, now

    def all(self) -> list[Backup]:
        """All copies, newest first, each looked at."""
        return [looked_at(backup) for backup in backups(self._notes)]

    def latest(self) -> Backup | None:
        """The newest copy that can be read."""
        return latest_readable(self._notes)

    def find(self, name: str) -> Path:
        """The copy with a file name, or a file at a path. Raises UserError backup-missing."""
        known = {backup.path.name: backup.path for backup in backups(self._notes)}
        given = Path(name)
        if name in known:
            return known[name]
        if given.is_file():
            return given
        raise UserError("backup-missing", backup=name, folder=self._folder)

    def keep_daily(self) -> Path | None:
        """Copy the notes once a day if they have changed. Raises UserError."""
        return back_up_daily(self._notes, self._now())

    def put_back(self, backup: Path) -> Path | None:
        """Put a copy in the place of the closed notes; returns where the present ones are kept."""
        return restore(self._notes, backup, self._now())
