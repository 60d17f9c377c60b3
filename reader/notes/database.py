from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Error as SqliteError

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from reader.notes.connecting import connect, explained


def make_engine(path: Path) -> Engine:
    """An engine on a notes database whose transactions begin where SQLAlchemy says so.

    The execution option `begin` is the statement that begins them.
    """
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=QueuePool)

    # sqlite3 of Python would begin late, and never for a change of tables.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        statement = connection.get_execution_options().get("begin", "BEGIN")
        connection.exec_driver_sql(statement)

    return engine


class Database:
    """An open notes database: one transaction for each `reading` and each `writing`.

    Any number of threads may read and write at once; a write waits for the one before.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine = make_engine(path)
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
        with unwrapped(self._path), Session(self._writer) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


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
