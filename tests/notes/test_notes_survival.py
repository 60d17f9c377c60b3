import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.notes import database
from reader.notes.connecting import connect
from reader.notes.migrations.upgrade import upgrade
from reader.notes.opening import look
from reader.notes.store import NotesStore

WRITER = """
import sys
from pathlib import Path
from reader.notes.store import NotesStore

store = NotesStore(Path(sys.argv[1]))
text = "電力契約の条件は開示されていない。" * 400
while True:
    made, _ = store.add("hbm", "hbm.md", text, 0, 17, note="メモ", tags=["要確認"])
    print(made.id, flush=True)
"""


def acknowledged(path: Path, count: int) -> set[str]:
    """The ids that a writer has printed before it was killed in the middle of its work."""
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        lines = [writer.stdout.readline() for _ in range(count)]
        writer.kill()
        lines += writer.stdout.read().splitlines(keepends=True)
    return {line.strip() for line in lines if line.endswith("\n")}


@pytest.mark.parametrize("count", [1, 40])
def test_what_was_acknowledged_survives_a_kill(notes_path: Path, count: int) -> None:
    promised = acknowledged(notes_path, count)
    with closing(NotesStore(notes_path)) as store:
        found = {annotation.id for annotation in store.annotations()}
    with closing(sqlite3.connect(notes_path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert len(promised) >= count
    assert promised <= found


@pytest.fixture
def small_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the database grow to 80 pages and no further."""

    def connect_small(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA max_page_count = 80")
        return connection

    monkeypatch.setattr(database, "connect", connect_small)


def fill(store: NotesStore) -> list[str]:
    """Annotate until there is no room, and return what was acknowledged."""
    done: list[str] = []

    def annotate() -> None:
        while len(done) < 1_000:
            done.append(store.add("hbm", "hbm.md", "本文です。", 0, 2, note="長い" * 2_000)[0].id)

    with pytest.raises(UserError) as told:
        annotate()
    assert told.value.key == "disk-full"
    return done


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_is_told_and_loses_nothing(store: NotesStore) -> None:
    done = fill(store)
    assert [annotation.id for annotation in store.annotations()] == done


@pytest.mark.usefixtures("small_disk")
def test_the_store_goes_on_when_there_is_room_again(store: NotesStore) -> None:
    done = fill(store)
    store.edit(done[0], note="短い")
    assert store.annotation(done[0]).note == "短い"


def test_a_writer_that_never_ends_is_told(
    store: NotesStore, notes_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.notes.connecting.BUSY_SECONDS", 0.05)
    with closing(connect(notes_path)) as other, closing(NotesStore(notes_path)) as impatient:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError) as told:
            impatient.set_read("hbm", True)
        other.execute("ROLLBACK")
    assert told.value.key == "notes-busy"


def test_reading_does_not_wait_for_a_writer(store: NotesStore, notes_path: Path) -> None:
    store.set_read("hbm", True)
    with closing(connect(notes_path)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.reading()["hbm"].read
        other.execute("ROLLBACK")


def test_two_programs_may_make_the_file_at_once(notes_path: Path) -> None:
    notes_path.parent.mkdir()
    upgrade(notes_path)
    revision = look(notes_path)
    upgrade(notes_path)
    assert look(notes_path) == revision
