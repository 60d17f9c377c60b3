"""What is done before a notes database is used: look at it, keep a copy, bring it up to date."""

import os
from contextlib import closing
from datetime import datetime
from pathlib import Path

from reader.errors import UserError
from reader.notes.connecting import backup_folder, connect_to_look, explained
from reader.notes.migrations import REVISIONS, SCRIPTS

_SIGNATURE = b"SQLite format 3\0"
_SMALLEST_PAGE = 512


def prepare(
    path: Path,
    moment: datetime,
    *,
    revisions: tuple[str, ...] = REVISIONS,
    scripts: Path = SCRIPTS,
) -> bool:
    """Make a notes database ready for use: new, or as the newest of `revisions` wants it.

    Returns whether it may be written: one of a newer program is left untouched. One that holds
    anything is copied to the backups before it is changed. Raises UserError: notes-damaged, which
    leaves the file untouched, disk-full, write-failed, notes-busy.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("write-failed", path=path.parent, reason=error.strerror) from error
    revision = look(path)
    if revision == revisions[-1]:
        return True
    if revision and revision not in revisions:
        return False
    if revision:
        back_up(path, f"{moment:%Y%m%d-%H%M%S}-{revision}")
    # Late, because Alembic takes 0.6 s to import.
    from reader.notes.migrations.upgrade import upgrade

    upgrade(path, scripts)
    return True


def look(path: Path) -> str:
    """The revision of a notes database, empty for none; raises UserError when it is damaged."""
    damaged = UserError("notes-damaged", path=path, backups=backup_folder(path))
    head = _head(path)
    if not head:
        return ""
    # SQLite itself takes a file that is shorter than a page for an empty database.
    if len(head) < _SMALLEST_PAGE or not head.startswith(_SIGNATURE):
        raise damaged
    with explained(path), closing(connect_to_look(path)) as connection:
        sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if sound and not tables:
            return ""
        if sound and "alembic_version" in tables:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            if found:
                return str(found[0])
    raise damaged


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_SMALLEST_PAGE)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise UserError("write-failed", path=path, reason=error.strerror) from error


def back_up(path: Path, name: str) -> Path:
    """Copy a notes database as it is at one moment to `notes-NAME.sqlite3` in its backups."""
    folder = backup_folder(path)
    target = folder / f"notes-{name}.sqlite3"
    part = target.with_suffix(".part")
    try:
        folder.mkdir(exist_ok=True)
        part.unlink(missing_ok=True)
        with explained(part), closing(connect_to_look(path)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        flush(part)
        part.replace(target)
    except OSError as error:
        raise UserError("write-failed", path=target, reason=error.strerror) from error
    return target


def flush(file: Path) -> None:
    """Have a file on the disk before anything relies on it."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
