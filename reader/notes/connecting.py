"""How a notes database is opened by sqlite3, and what its errors mean for a person."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reader.errors import UserError

BUSY_SECONDS = 5.0


def backup_folder(path: Path) -> Path:
    """Where copies of a notes database are kept."""
    return path.parent / "backups"


def connect(path: Path) -> sqlite3.Connection:
    """A connection whose commits are on the disk when they return; it begins nothing by itself.

    May be used from any thread, by one at a time.
    """
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    # SQLite does not wait for a lock in order to change the mode, so an unneeded change is an error
    # while another process reads.
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def connect_to_look(path: Path) -> sqlite3.Connection:
    """A connection that changes no byte of the file, whatever the file is."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """The same for use from any thread, by one at a time."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what sqlite3 raises about the world into a UserError.

    Its key is notes-damaged, notes-busy, disk-full or write-failed.
    """
    try:
        yield
    except sqlite3.Error as error:
        known = user_error(error, path)
        if known is None:
            raise
        raise known from error


def user_error(error: sqlite3.Error, path: Path) -> UserError | None:
    """What an error means for a person, None when it is our fault."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    primary = code & 0xFF
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return UserError("notes-damaged", path=path, backups=backup_folder(path))
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UserError("notes-busy", path=path)
    # A quota or a limit on the size of files shows as a write that failed.
    if primary == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_WRITE:
        return UserError("disk-full", path=path)
    if primary in _UNWRITABLE:
        return UserError("write-failed", path=path, reason=error)
    return None


_UNWRITABLE = (
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
)
