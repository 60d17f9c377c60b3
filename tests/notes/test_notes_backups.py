import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.notes.backups import (
    DAILY_KEPT,
    back_up_daily,
    backups,
    count_annotations,
    latest_readable,
    looked_at,
    restore,
)
from reader.notes.connecting import backup_folder
from reader.notes.migrations import REVISIONS
from reader.notes.opening import back_up
from reader.notes.store import NotesStore

NOON = datetime(2026, 11, 20, 12, 0).astimezone().astimezone(UTC)
DAY = timedelta(days=1)
HOLDER = """
import sys, time
from pathlib import Path
from reader.notes.store import NotesStore

store = NotesStore(Path(sys.argv[1]))
print(len(store.annotations()), flush=True)
sys.stdin.readline()
"""
FULL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from reader.errors import UserError
from reader.notes.backups import back_up_daily, restore

path, what, largest = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
try:
    now = datetime.now(UTC)
    back_up_daily(path, now) if what == "daily" else restore(path, Path(what), now)
except UserError as error:
    print(error.key)
"""
READ_ONLY = """
import os, sys
from pathlib import Path
from reader.errors import UserError
from reader.notes.backups import back_up_daily, restore
from reader.notes.store import NotesStore
from datetime import UTC, datetime

datetime.strptime("2026", "%Y")  # imports something
os.setgid(65534)
os.setuid(65534)
path = Path(sys.argv[1])
for work in (
    lambda: NotesStore(path).set_read("hbm", True),
    lambda: back_up_daily(path, datetime.now(UTC)),
    lambda: restore(path, Path(sys.argv[2]), datetime.now(UTC)),
):
    try:
        work()
    except UserError as error:
        print(error.key)
"""


def annotate(path: Path, note: str) -> None:
    with closing(NotesStore(path)) as store:
        store.add("hbm", "hbm.md", "本文です。", 0, 2, note=note)


def notes_in(path: Path) -> list[str]:
    with closing(NotesStore(path)) as store:
        return [found.note for found in store.annotations()]


def garbage(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)


@pytest.fixture
def filled(notes_path: Path) -> Path:
    """Notes with one annotation."""
    annotate(notes_path, "一")
    return notes_path


@pytest.fixture
def backup(filled: Path) -> Path:
    """A copy of the notes with one annotation; a second one was made since."""
    made = back_up_daily(filled, NOON)
    assert made
    annotate(filled, "二")
    return made


def test_a_day_has_one_copy(filled: Path) -> None:
    made = back_up_daily(filled, NOON)
    annotate(filled, "二")
    assert made
    assert made.name == f"notes-{NOON:%Y%m%d-%H%M%S}-daily.sqlite3"
    assert back_up_daily(filled, NOON + timedelta(hours=1)) is None
    assert count_annotations(made) == 1


def test_the_next_day_is_copied_where_something_has_changed(backup: Path, filled: Path) -> None:
    second = back_up_daily(filled, NOON + DAY)
    assert second
    assert [one.path for one in backups(filled)] == [second, backup]
    assert count_annotations(second) == 2


def test_notes_that_have_not_changed_are_not_copied(filled: Path) -> None:
    back_up_daily(filled, NOON)
    assert back_up_daily(filled, NOON + DAY) is None
    os.utime(filled, (time.time() + 60, time.time() + 60))
    assert back_up_daily(filled, NOON + DAY) is None
    assert len(backups(filled)) == 1


def test_no_notes_are_not_copied(notes_path: Path) -> None:
    assert back_up_daily(notes_path, NOON) is None
    assert not notes_path.parent.exists()


def test_the_newest_daily_copies_are_kept(filled: Path) -> None:
    made = []
    for day in range(DAILY_KEPT + 3):
        annotate(filled, str(day))
        made.append(back_up_daily(filled, NOON + day * DAY))
    assert [one.path for one in backups(filled)] == made[: -DAILY_KEPT - 1 : -1]


def test_copies_before_a_migration_are_kept_for_ninety_days(filled: Path) -> None:
    for days in (91, 89):
        back_up(filled, f"{NOON - days * DAY:%Y%m%d-%H%M%S}-0001")
    theirs = backup_folder(filled) / "theirs.sqlite3"
    theirs.write_bytes(b"mine")
    annotate(filled, "二")
    back_up_daily(filled, NOON)
    assert [one.why for one in backups(filled)] == ["daily", "0001"]
    assert theirs.exists()


def test_the_newest_copy_is_kept_however_old_it_is(filled: Path) -> None:
    old = back_up(filled, f"{NOON - 400 * DAY:%Y%m%d-%H%M%S}-0001")
    os.utime(old, (time.time() + 60, time.time() + 60))
    assert back_up_daily(filled, NOON) is None
    assert [one.path for one in backups(filled)] == [old]


def test_copies_sort_by_their_names(filled: Path) -> None:
    back_up(filled, f"{NOON - DAY:%Y%m%d-%H%M%S}-0004")
    back_up_daily(filled, NOON)
    names = [one.path.name for one in backups(filled)]
    assert names == sorted(names, reverse=True)


def test_going_back_keeps_the_present_notes(backup: Path, filled: Path) -> None:
    kept = restore(filled, backup, NOON + DAY)
    assert kept
    assert kept.name == f"notes-before-restore-{NOON + DAY:%Y%m%d-%H%M%S}.sqlite3"
    assert (notes_in(filled), notes_in(kept)) == (["一"], ["一", "二"])
    assert backup.exists()
    assert [one.why for one in backups(filled)] == ["replaced", "daily"]


def test_going_back_can_be_taken_back(backup: Path, filled: Path) -> None:
    kept = restore(filled, backup, NOON)
    assert kept
    again = restore(filled, kept, NOON)
    assert again
    assert (again.name, notes_in(filled)) == (f"{kept.stem}-2.sqlite3", ["一", "二"])


def test_what_is_only_in_the_journal_is_kept_too(backup: Path, filled: Path) -> None:
    copy = filled.with_name("copy.sqlite3")
    with closing(NotesStore(filled)) as store:
        store.add("hbm", "hbm.md", "本文です。", 0, 2, note="三")
        for end in ("", "-wal"):
            shutil.copy(f"{filled}{end}", f"{copy}{end}")
    kept = restore(copy, backup, NOON)
    assert kept
    assert notes_in(kept) == ["一", "二", "三"]
    assert notes_in(copy) == ["一"]


def test_a_damaged_file_is_kept_as_it_is(backup: Path, filled: Path) -> None:
    garbage(filled)
    before = filled.read_bytes()
    kept = restore(filled, backup, NOON)
    assert kept
    assert kept.read_bytes() == before
    assert notes_in(filled) == ["一"]


def test_notes_that_are_gone_come_back(backup: Path, filled: Path) -> None:
    filled.unlink()
    assert restore(filled, backup, NOON) is None
    assert notes_in(filled) == ["一"]


def test_a_copy_of_an_older_program_is_brought_up_to_date(
    notes_path: Path, make_as_of: Callable[[str], None]
) -> None:
    make_as_of("0002")
    old = back_up(notes_path, "20260101-000000-0002")
    restore(notes_path, old, NOON)
    assert notes_in(notes_path) == []


@pytest.mark.parametrize("damage", [garbage, Path.touch, lambda path: path.write_bytes(b"")])
def test_a_damaged_copy_is_refused(
    backup: Path, filled: Path, damage: Callable[[Path], object]
) -> None:
    bad = backup.with_name("bad.sqlite3")
    damage(bad)
    with pytest.raises(UserError) as told:
        restore(filled, bad, NOON)
    assert told.value.key == "backup-damaged"
    assert notes_in(filled) == ["一", "二"]


def test_a_copy_of_a_newer_program_is_refused(backup: Path, filled: Path) -> None:
    with closing(sqlite3.connect(backup)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UserError) as told:
        restore(filled, backup, NOON)
    assert told.value.key == "notes-newer"


def test_the_latest_copy_that_can_be_read_is_found(backup: Path, filled: Path) -> None:
    newer = back_up_daily(filled, NOON + DAY)
    assert newer
    garbage(newer)
    found = latest_readable(filled)
    assert found
    assert (found.path, found.annotations) == (backup, 1)
    assert [looked_at(one).readable for one in backups(filled)] == [False, True]


def test_notes_that_another_program_has_open_are_left(
    backup: Path, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.notes.backups.BUSY_SECONDS", 0.2)
    command = [sys.executable, "-c", HOLDER, str(filled)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == f"{2}\n"
        with pytest.raises(UserError) as told:
            restore(filled, backup, NOON)
        holder.communicate("\n")
    assert told.value.key == "notes-busy"
    assert notes_in(filled) == ["一", "二"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
@pytest.mark.parametrize("what", ["daily", "restore"])
def test_a_full_disk_is_told_and_leaves_everything(backup: Path, filled: Path, what: str) -> None:
    given = "daily" if what == "daily" else str(backup)
    command = [sys.executable, "-c", FULL, str(filled), given, "50000"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.returncode) == ("disk-full\n", 0), done.stderr
    assert notes_in(filled) == ["一", "二"]
    assert [one.path for one in backups(filled)] == [backup]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can become another person"
)
def test_a_folder_that_cannot_be_written_is_told(backup: Path, filled: Path) -> None:
    for folder in (*list(filled.parents)[:-1], backup_folder(filled)):
        if not folder.stat().st_mode & 0o005:
            folder.chmod(0o755)
    command = [sys.executable, "-c", READ_ONLY, str(filled), str(backup)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.returncode) == ("write-failed\n" * 3, 0), done.stderr
    assert notes_in(filled) == ["一", "二"]


def test_a_migration_is_named_so_that_it_sorts(filled: Path) -> None:
    made = back_up(filled, f"{NOON:%Y%m%d-%H%M%S}-{REVISIONS[-1]}")
    (found,) = backups(filled)
    assert (found.path, found.why, found.made) == (made, REVISIONS[-1], NOON)
