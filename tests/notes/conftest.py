import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.notes.migrations import REVISIONS, SCRIPTS
from reader.notes.opening import prepare
from reader.notes.store import NotesStore

FIRST = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by one second each time it is asked."""
    moments = (FIRST + timedelta(seconds=n) for n in range(1_000_000))
    return lambda: next(moments)


@pytest.fixture
def notes_path(tmp_path: Path) -> Path:
    """Where the store of these tests lives."""
    return tmp_path / "data" / "notes.sqlite3"


@pytest.fixture
def store(notes_path: Path, clock: Callable[[], datetime]) -> Iterator[NotesStore]:
    """An empty store."""
    opened = NotesStore(notes_path, now=clock)
    yield opened
    opened.close()


@pytest.fixture
def make_as_of(notes_path: Path, tmp_path: Path) -> Callable[[str], None]:
    """Makes the database of these tests as a revision of the past had it."""

    def make(revision: str) -> None:
        scripts = Path(shutil.copytree(SCRIPTS, tmp_path / "scripts"))
        count = REVISIONS.index(revision) + 1
        for later in REVISIONS[count:]:
            (script,) = (scripts / "versions").glob(f"r{later}_*.py")
            script.unlink()
        prepare(notes_path, FIRST, revisions=REVISIONS[:count], scripts=scripts)

    return make
