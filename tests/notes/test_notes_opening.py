import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

from reader.errors import UserError
from reader.notes.connecting import backup_folder, connect
from reader.notes.database import make_engine
from reader.notes.migrations import REVISIONS, SCRIPTS
from reader.notes.opening import back_up, look, prepare
from reader.notes.store import NotesStore

MOMENT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "next"
down_revision = "{last}"


def upgrade() -> None:
    op.add_column("annotation", sa.Column("extra", sa.String))
    {more}
"""


def broken(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "garbage": lambda path: path.write_bytes(b"not a database at all" * 100),
    "begun": lambda path: path.write_bytes(path.read_bytes()[:100]),
    "one byte": lambda path: path.write_bytes(b"x"),
    "broken pages": broken,
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:9000]),
    "another program's": lambda path: other_program(path),
}


def other_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE theirs (id)")


@pytest.fixture
def filled(notes_path: Path) -> Path:
    """A database of the newest revision with one annotation."""
    with closing(NotesStore(notes_path)) as store:
        store.add("hbm", "hbm.md", "本文です。", 0, 2, note="残す")
    return notes_path


@pytest.fixture
def scripts(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a folder of migrations with one more than there is."""

    def make(more: str = "pass") -> Path:
        folder = Path(shutil.copytree(SCRIPTS, tmp_path / "scripts"))
        script = NEXT.format(last=REVISIONS[-1], more=more)
        (folder / "versions" / "next.py").write_text(script, encoding="utf-8")
        return folder

    return make


def test_the_migrations_make_the_tables_of_the_program(filled: Path) -> None:
    engine = make_engine(filled)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    engine.dispose()
    assert differences == []


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == REVISIONS


def test_a_new_database_has_the_newest_revision_and_no_backup(filled: Path) -> None:
    assert look(filled) == REVISIONS[-1]
    assert not backup_folder(filled).exists()


@pytest.mark.parametrize("content", [b"", None], ids=["empty", "without tables"])
def test_a_file_that_was_only_begun_is_made_whole(notes_path: Path, content: bytes | None) -> None:
    notes_path.parent.mkdir()
    if content is None:
        connect(notes_path).close()
    else:
        notes_path.write_bytes(content)
    prepare(notes_path, MOMENT)
    assert look(notes_path) == REVISIONS[-1]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_told_and_left_as_it_is(
    filled: Path, damage: Callable[[Path], object]
) -> None:
    damage(filled)
    before = filled.read_bytes()
    with pytest.raises(UserError) as told:
        NotesStore(filled)
    assert told.value.key == "notes-damaged"
    assert told.value.facts == {"path": filled, "backups": filled.parent / "backups"}
    assert filled.read_bytes() == before


def make_newer(path: Path, more: str = "") -> None:
    """Make a database look as a program of the future leaves it."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.execute("ALTER TABLE annotation ADD COLUMN mood TEXT NOT NULL DEFAULT 'x'")
        database.execute("CREATE TABLE future (id)")
        if more:
            database.execute(more)


def test_notes_of_a_newer_program_are_read_and_left_as_they_are(filled: Path) -> None:
    make_newer(filled)
    before = filled.read_bytes()
    with closing(NotesStore(filled)) as store:
        assert store.read_only
        assert [found.note for found in store.annotations()] == ["残す"]
        assert store.place_all("hbm", "別の本文です。") is None
    assert filled.read_bytes() == before


@pytest.mark.parametrize(
    "write",
    [
        lambda store: store.add("hbm", "hbm.md", "本文です。", 0, 2),
        lambda store: store.edit(store.annotations()[0].id, note="別"),
        lambda store: store.delete(store.annotations()[0].id),
        lambda store: store.set_read("hbm", True),
    ],
    ids=["add", "edit", "delete", "read"],
)
def test_notes_of_a_newer_program_refuse_to_be_written(
    filled: Path, write: Callable[[NotesStore], object]
) -> None:
    make_newer(filled)
    with closing(NotesStore(filled)) as store:
        with pytest.raises(UserError) as told:
            write(store)
        assert [found.note for found in store.annotations()] == ["残す"]
    assert (told.value.key, told.value.facts) == ("notes-newer", {"path": filled})


def test_notes_of_a_newer_program_that_cannot_be_read_are_told(filled: Path) -> None:
    make_newer(filled, "ALTER TABLE annotation DROP COLUMN copies")
    before = filled.read_bytes()
    with pytest.raises(UserError) as told:
        NotesStore(filled)
    assert (told.value.key, told.value.facts) == ("notes-newer", {"path": filled})
    assert filled.read_bytes() == before


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(UserError) as told:
        NotesStore(tmp_path / "data" / "notes.sqlite3")
    assert told.value.key == "write-failed"


def test_a_folder_in_the_place_of_the_file_is_told(notes_path: Path) -> None:
    notes_path.mkdir(parents=True)
    with pytest.raises(UserError) as told:
        NotesStore(notes_path)
    assert told.value.key == "write-failed"


def test_a_migration_keeps_everything_and_copies_it_first(
    filled: Path, scripts: Callable[[], Path]
) -> None:
    prepare(filled, MOMENT, revisions=(*REVISIONS, "next"), scripts=scripts())
    assert look(filled) == "next"
    backups = list(backup_folder(filled).iterdir())
    assert [file.name for file in backups] == [f"notes-20261120-030000-{REVISIONS[-1]}.sqlite3"]
    for file in (filled, *backups):
        with closing(sqlite3.connect(file)) as database:
            assert database.execute("SELECT note FROM annotation").fetchall() == [("残す",)]


def test_a_migration_that_fails_leaves_everything(
    filled: Path, scripts: Callable[[str], Path]
) -> None:
    failing = scripts("raise RuntimeError('no')")
    with pytest.raises(RuntimeError):
        prepare(filled, MOMENT, revisions=(*REVISIONS, "next"), scripts=failing)
    with closing(NotesStore(filled)) as store:
        assert [found.note for found in store.annotations()] == ["残す"]
    with closing(sqlite3.connect(filled)) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(annotation)")]
    assert "extra" not in columns


def test_a_backup_replaces_one_that_was_cut_off(filled: Path) -> None:
    backup_folder(filled).mkdir()
    part = backup_folder(filled) / "notes-a.part"
    part.write_bytes(b"half")
    made = back_up(filled, "a")
    assert look(made) == REVISIONS[-1]
    assert not part.exists()


def test_an_open_database_is_safe_against_loss_of_power(filled: Path) -> None:
    with closing(connect(filled)) as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
    assert found == ["wal", 2, 1, 5000]


def test_opening_an_up_to_date_database_loads_no_migrations(filled: Path) -> None:
    script = (
        "import sys, pathlib\n"
        "from reader.notes.store import NotesStore\n"
        "NotesStore(pathlib.Path(sys.argv[1])).close()\n"
        "assert 'alembic' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script, str(filled)], check=True, timeout=60)


@pytest.mark.parametrize("module", ["model", "placing", "anchoring", "cleaning", "ids"])
def test_the_values_are_light_to_import(module: str) -> None:
    script = f"import sys, reader.notes.{module}; assert 'sqlalchemy' not in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
