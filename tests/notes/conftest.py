from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

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
