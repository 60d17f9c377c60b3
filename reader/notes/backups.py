"""The copies of a notes database: one a day, one before each migration; and going back to one.

Their names sort by time: `notes-YYYYMMDD-HHMMSS-WHY.sqlite3`, in UTC. `WHY` is `daily`, `check`,
or the revision that a migration began with.
"""

import os
import re
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader.errors import UserError
from reader.notes.connecting import (
    BUSY_SECONDS,
    backup_folder,
    connect,
    connect_to_look,
    explained,
)
from reader.notes.opening import back_up, flush, look

DAILY, CHECK, REPLACED = "daily", "check", "replaced"
DAILY_KEPT = 14
KEPT_DAYS = 90
STAMP = "%Y%m%d-%H%M%S"

_NAME = re.compile(r"notes-(\d{8}-\d{6})-(\w+)\.sqlite3")
_REPLACED = re.compile(r"notes-before-restore-(\d{8}-\d{6})(-\d+)?\.sqlite3")
_EARLIER_SECONDS = 2.0
"""So much earlier a copy is dated, because clocks of file systems may be late."""
_CHANGING = (slice(24, 28), slice(92, 96))
"""What differs between two copies of the same: SQLite counts its own writes there."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a notes database; `why` is daily, check, replaced or a revision.

    `annotations` is how many it holds, None where it cannot be read or was not looked at.
    """

    path: Path
    made: datetime
    why: str
    size: int
    annotations: int | None = None

    @property
    def readable(self) -> bool:
        """Whether it was looked at and holds notes."""
        return self.annotations is not None


def backups(path: Path) -> list[Backup]:
    """The copies of a notes database and the files it was put in place of, newest first."""
    found = [_known(file, _NAME) for file in _files(backup_folder(path))]
    found += [_known(file, _REPLACED) for file in _files(path.parent)]
    known = [backup for backup in found if backup]
    return sorted(known, key=lambda one: (one.made, one.path.name), reverse=True)


def looked_at(backup: Backup) -> Backup:
    """The same copy after every page of it was read."""
    count = None
    with suppress(UserError, OSError):
        count = count_annotations(backup.path)
    return Backup(backup.path, backup.made, backup.why, backup.size, count)


def latest_readable(path: Path) -> Backup | None:
    """The newest copy that can be read, None when there is none."""
    looked = (looked_at(one) for one in backups(path) if one.why != REPLACED)
    return next((backup for backup in looked if backup.readable), None)


def count_annotations(path: Path) -> int:
    """How many annotations a database holds, without the trash. Raises UserError, as `look`."""
    if not look(path):
        raise UserError("notes-damaged", path=path, backups=path.parent)
    with explained(path), closing(connect_to_look(path)) as connection:
        counted = "SELECT count(*) FROM annotation WHERE deleted IS NULL"
        return int(connection.execute(counted).fetchone()[0])


def back_up_daily(path: Path, moment: datetime) -> Path | None:
    """Copy a notes database once a day if it has changed since the last copy; then tidy up.

    Returns the copy, None where none was needed. Raises UserError as `back_up` does.
    """
    known = [one for one in backups(path) if one.why != REPLACED]
    if any(one.why == DAILY and _day(one.made) == _day(moment) for one in known):
        return None
    if not path.exists() or not (_is_newer(path, known[0].path) if known else _holds(path)):
        return None
    began = time.time() - _EARLIER_SECONDS
    made = back_up(path, f"{moment:{STAMP}}-{DAILY}")
    os.utime(made, (began, began))
    if known and _is_same(made, known[0].path):
        made.unlink()
        os.utime(known[0].path, (began, began))
        return None
    prune(path, moment)
    return made


def prune(path: Path, moment: datetime) -> None:
    """Delete daily copies but the newest, and others that are old; the newest of all stays."""
    known = [one for one in backups(path) if one.why != REPLACED]
    daily = [one for one in known if one.why == DAILY]
    old = [
        one
        for one in known[1:]
        if one.why != DAILY and moment - one.made > timedelta(days=KEPT_DAYS)
    ]
    for backup in [*daily[DAILY_KEPT:], *old]:
        with suppress(OSError):
            backup.path.unlink()


def restore(path: Path, backup: Path, moment: datetime) -> Path | None:
    """Put a copy in the place of a notes database; returns where the present file is kept.

    Nothing is deleted and the copy stays too. The database must not be open. Raises UserError:
    backup-damaged, notes-newer, notes-busy, disk-full, write-failed.
    """
    _require_sound(backup)
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with explained(part), closing(connect_to_look(backup)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        flush(part)
        kept = _keep(path, moment)
        part.replace(path)
    except OSError as error:
        raise UserError("write-failed", path=path, reason=error.strerror or error) from error
    return kept


def _require_sound(backup: Path) -> None:
    from reader.notes.migrations import REVISIONS

    try:
        revision = look(backup)
    except UserError as error:
        raise UserError("backup-damaged", path=backup) from error
    if not revision:
        raise UserError("backup-damaged", path=backup)
    if revision not in REVISIONS:
        raise UserError("notes-newer", path=backup)


def _keep(path: Path, moment: datetime) -> Path | None:
    """Keep the present file beside itself, whatever it is, so that it can be replaced."""
    if not path.exists():
        return None
    kept = _free_name(path, moment)
    if _is_sound(path):
        _close_off(path)
    # What a damaged file has in its journal goes with it: no other file may ever be given it.
    for end in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).replace(kept.with_name(kept.name + end))
    try:
        # The same file under two names: whoever still has it open writes into what is kept.
        os.link(path, kept)
    except OSError:
        shutil.copy2(path, kept)
        flush(kept)
    return kept


def _is_sound(path: Path) -> bool:
    try:
        return bool(look(path))
    except UserError as error:
        if error.key != "notes-damaged":
            raise
        return False


def _close_off(path: Path) -> None:
    """Put the journal into the file, which works only where nobody else has it open."""
    deadline = time.monotonic() + BUSY_SECONDS
    with explained(path), closing(connect(path)) as connection:
        while True:
            try:
                connection.execute("PRAGMA journal_mode = DELETE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or (
                    time.monotonic() > deadline
                ):
                    raise
                time.sleep(0.05)
            else:
                return


def _free_name(path: Path, moment: datetime) -> Path:
    name, number = f"notes-before-restore-{moment:{STAMP}}", 1
    kept = path.with_name(f"{name}.sqlite3")
    while kept.exists():
        number += 1
        kept = path.with_name(f"{name}-{number}.sqlite3")
    return kept


def _known(file: Path, pattern: re.Pattern[str]) -> Backup | None:
    match = pattern.fullmatch(file.name)
    if not match:
        return None
    try:
        made = datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)
        size = file.stat().st_size
    except (ValueError, OSError):
        return None
    return Backup(file, made, REPLACED if pattern is _REPLACED else match[2], size)


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _day(moment: datetime) -> object:
    """The day as the person counts it."""
    return moment.astimezone().date()


def _holds(path: Path) -> bool:
    """Whether there is anything in the tables of a database."""
    with explained(path), closing(connect_to_look(path)) as connection:
        named = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name != 'alembic_version'"
        tables = [name for (name,) in connection.execute(named).fetchall()]
        return any(
            connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()  # noqa: S608 - a table
            for name in tables
        )


def _is_newer(path: Path, copy: Path) -> bool:
    """Whether a database was written after a copy of it was made."""
    files = path, path.with_name(f"{path.name}-wal")
    written = [found.st_mtime for file in files if file.exists() and (found := file.stat()).st_size]
    return max(written, default=0.0) >= copy.stat().st_mtime


def _is_same(one: Path, other: Path) -> bool:
    """Whether two copies hold the same."""
    if one.stat().st_size != other.stat().st_size:
        return False
    contents = [bytearray(file.read_bytes()) for file in (one, other)]
    for content in contents:
        for part in _CHANGING:
            content[part] = bytes(4)
    return contents[0] == contents[1]
