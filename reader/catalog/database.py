import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reader.errors import UserError

SCHEMA_NUMBER = 4
BUSY_SECONDS = 10.0

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID;
CREATE TABLE posts (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    file BLOB NOT NULL,
    title TEXT NOT NULL,
    day TEXT NOT NULL,
    date TEXT NOT NULL,
    author TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    minutes REAL NOT NULL DEFAULT 0,
    minutes_full REAL NOT NULL DEFAULT 0,
    categories TEXT NOT NULL,
    tags TEXT NOT NULL,
    built_hash TEXT,
    text_hash TEXT NOT NULL DEFAULT '',
    indexed INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE extras (key INTEGER PRIMARY KEY, extra TEXT NOT NULL);
CREATE TABLE articles (key INTEGER PRIMARY KEY, text BLOB NOT NULL, article BLOB NOT NULL,
                       line_keys BLOB NOT NULL, folds BLOB NOT NULL);
CREATE TABLE common_lines (line_key INTEGER PRIMARY KEY);
CREATE TABLE problems (key INTEGER NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL,
                       detail TEXT NOT NULL, line INTEGER);
CREATE INDEX problems_key ON problems (key);
"""

_TABLES = frozenset({"meta", "posts", "extras", "articles", "common_lines", "problems"})
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# What SQLite says when a file, or the shared memory beside it, cannot grow.
_NO_SPACE = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_TRUNCATE,
    }
)


class CatalogDamagedError(Exception):
    """The file is no catalog any more; `Database.renew` makes a new one."""


class Database:
    """The SQLite file of a catalog: made when it is missing, moved aside when it is of no use.

    Threads may read at the same time, and reading never waits for a writer. When the file was
    replaced, by this process or another, the next call opens the new one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[tuple[object, sqlite3.Connection]] = []
        self._lock = threading.Lock()
        try:
            with self.reading():
                pass
        except CatalogDamagedError:
            self.renew()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for a moment. Raises CatalogDamagedError, or UserError for a bad disk."""
        with _translated(self._path):
            identity, connection = self._take()
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            with self._lock:
                self._idle.append((identity, connection))

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that is committed at the end as a whole, or not at all."""
        with self.reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'version'")
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def renew(self) -> None:
        """Move the file aside and make an empty one of a new generation."""
        self.close()
        try:
            if self._path.exists():
                self._path.replace(self._path.with_suffix(".damaged.sqlite3"))
            for ending in ("-wal", "-shm"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
        except OSError as error:
            raise UserError("write-failed", path=self._path, reason=error.strerror) from error
        with self.reading():
            pass

    def close(self) -> None:
        """Close every connection that nobody uses at this moment."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    def _take(self) -> tuple[object, sqlite3.Connection]:
        present = self._identity()
        with self._lock:
            while self._idle:
                identity, connection = self._idle.pop()
                if identity == present:
                    return identity, connection
                connection.close()
        connection = _open(self._path)
        return self._identity(), connection

    def _identity(self) -> object:
        with suppress(FileNotFoundError):
            found = self._path.stat()
            return found.st_dev, found.st_ino
        return None


def _open(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("write-failed", path=path.parent, reason=error.strerror) from error
    connection = sqlite3.connect(
        path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if not _number(connection):
            _create(connection)
        usable = _is_catalog(connection)
    except BaseException:
        connection.close()
        raise
    if not usable:
        connection.close()
        raise CatalogDamagedError(path)
    return connection


def _is_catalog(connection: sqlite3.Connection) -> bool:
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    found = {name for (name,) in tables}
    return _number(connection) == SCHEMA_NUMBER and found >= {
        "meta",
        "posts",
        "articles",
        "common_lines",
        "problems",
    }


def _number(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have made the tables while this one waited for its turn.
    if not _number(connection):
        for statement in _SCHEMA.split(";"):
            connection.execute(statement)
        facts = {"generation": uuid.uuid4().hex, "version": 0, "text_version": 0, "listed": 0}
        connection.executemany("INSERT INTO meta VALUES (?, ?)", facts.items())
        connection.execute(f"PRAGMA user_version = {SCHEMA_NUMBER}")
    connection.execute("COMMIT")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code in _NO_SPACE:
            raise UserError("disk-full", path=path) from error
        if code is not None and code & 0xFF in _DAMAGE:
            raise CatalogDamagedError(path) from error
        if isinstance(error, sqlite3.OperationalError):
            raise UserError("write-failed", path=path, reason=error) from error
        raise
