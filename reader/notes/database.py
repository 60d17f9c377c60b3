from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError
from sqlite3 import OperationalError

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from reader.errors import UserError
from reader.notes.connecting import connect, connect_to_read, explained
from reader.notes.tables import AnnotationRow


def make_engine(path: Path, *, writable: bool = True) -> Engine:
    """An engine on a notes database whose transactions begin where SQLAlchemy says so.

    The execution option `begin` is the statement that begins them.
    """

    def creator() -> SqliteConnection:
        return connect(path) if writable else connect_to_read(path)

    engine = create_engine("sqlite://", creator=creator, poolclass=QueuePool)

    # sqlite3 of Python would begin late, and never for a change of tables.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        statement = connection.get_execution_options().get("begin", "BEGIN")
        connection.exec_driver_sql(statement)

    return engine


class Database:
    """An open notes database: one transaction for each `reading` and each `writing`.

    Any number of threads may read and write at once; a write waits for the one before. One that is
    not `writable` was made by a newer program: a write is a UserError notes-newer.
    """

    def __init__(self, path: Path, *, writable: bool = True) -> None:
        """Open the file; raises UserError notes-newer when a newer one cannot even be read."""
        self._path, self.writable = path, writable
        self._engine = make_engine(path, writable=writable)
        if not writable:
            self._require_readable()
        # A write that began as a read would fail, not wait, when another one came between.
        self._writer = self._engine.execution_options(begin="BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database."""
        with unwrapped(self._path), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is on the disk as a whole when it ends, or not at all if it raises."""
        if not self.writable:
            raise UserError("notes-newer", path=self._path)
        with unwrapped(self._path), Session(self._writer) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def _require_readable(self) -> None:
        """See that every column that this program knows is there."""
        try:
            with self.reading() as session:
                for table in AnnotationRow.metadata.tables.values():
                    session.connection().execute(select(*table.columns).limit(0))
        except OperationalError as error:
            self.close()
            raise UserError("notes-newer", path=self._path) from error


@contextmanager
def unwrapped(path: Path) -> Iterator[None]:
    """Turn what SQLAlchemy raises about the world into a UserError, as `explained` does."""
    with explained(path):
        try:
            yield
        except DBAPIError as error:
            if isinstance(error.orig, SqliteError):
                raise error.orig from error
            raise
