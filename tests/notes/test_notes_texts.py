import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from reader.notes.model import KeptText, ReadingState
from reader.notes.opening import look
from reader.notes.store import NotesStore
from reader.text.storing import text_hash
from tests.notes.conftest import FIRST

OLD, NEW, NEWEST = "前の本文です。", "いまの本文です。", "その次の本文です。"


def kept(path: Path) -> set[tuple[str, str]]:
    """The texts that are in the file, by post and name."""
    with closing(sqlite3.connect(path)) as database:
        return set(database.execute("SELECT post_id, text_hash FROM text_version").fetchall())


def test_the_text_that_was_read_comes_back(store: NotesStore) -> None:
    assert store.text_that_was_read("hbm") is None
    store.set_read("hbm", True, text=OLD)
    assert store.text_that_was_read("hbm") == OLD
    assert store.text_that_was_read("edge") is None


def test_a_text_with_odd_characters_is_kept_as_it_is_stored(store: NotesStore) -> None:
    store.set_read("hbm", True, text="本\0文\ud800")
    assert store.text_that_was_read("hbm") == "本\ufffd文\ufffd"


def test_a_text_that_was_read_is_dropped_when_another_is(
    store: NotesStore, notes_path: Path
) -> None:
    store.set_read("edge", True, text=OLD)
    for text in (OLD, OLD, NEW, NEWEST):
        store.set_read("hbm", True, text=text)
    assert kept(notes_path) == {("edge", text_hash(OLD)), ("hbm", text_hash(NEWEST))}


def test_a_text_that_was_marked_stays_when_another_is_read(
    store: NotesStore, notes_path: Path
) -> None:
    store.set_read("hbm", True, text=OLD)
    made, _ = store.add("hbm", "hbm.md", OLD, 0, 2)
    store.delete(made.id)
    store.set_read("hbm", True, text=NEW)
    assert kept(notes_path) == {("hbm", text_hash(OLD)), ("hbm", text_hash(NEW))}
    assert store.text_of_annotation(made.id) == OLD


def test_the_text_of_a_post_is_the_newest_that_was_marked(store: NotesStore) -> None:
    store.set_read("hbm", True, text=OLD)
    assert store.text_of_post("hbm") is None
    store.add("hbm", "hbm.md", NEW, 0, 2)
    assert store.text_of_post("hbm") == NEW
    store.add("hbm", "hbm.md", OLD, 0, 2)
    assert store.text_of_post("hbm") == OLD
    store.set_read("hbm", True, text=NEWEST)
    assert store.text_of_post("hbm") == OLD


def test_a_post_that_became_unread_was_not_read_in_any_text(store: NotesStore) -> None:
    store.set_read("hbm", True, text=OLD)
    store.set_read("hbm", False)
    assert store.text_that_was_read("hbm") is None
    assert store.kept_texts("hbm") == []


def test_the_kept_texts_are_named_with_their_times(store: NotesStore) -> None:
    store.add("hbm", "hbm.md", OLD, 0, 2)
    store.add("hbm", "hbm.md", NEW, 0, 2)
    store.set_read("hbm", True, text=OLD)
    store.set_position("hbm", 3)
    second = timedelta(seconds=1)
    assert store.kept_texts("hbm") == [
        KeptText(text_hash(OLD), True, FIRST + 3 * second, FIRST + second),
        KeptText(text_hash(NEW), False, None, FIRST + 2 * second),
    ]
    assert store.kept_text("hbm", text_hash(NEW)) == NEW
    assert store.kept_text("edge", text_hash(NEW)) is None


@pytest.mark.parametrize(
    ("state", "present", "expected"),
    [
        (ReadingState("a", read=True, read_hash="1"), "2", True),
        (ReadingState("a", read=True, read_hash="1"), "1", False),
        (ReadingState("a", read=True), "2", False),
        (ReadingState("a", read=True, read_hash="1"), "", False),
        (ReadingState("a"), "2", False),
    ],
)
def test_a_post_differs_where_both_texts_are_known(
    state: ReadingState, present: str, expected: bool
) -> None:
    assert state.differs_from(present) is expected


def test_notes_without_times_of_reading_are_brought_up_to_date(
    notes_path: Path, make_as_of: Callable[[str], None]
) -> None:
    make_as_of("0002")
    with closing(sqlite3.connect(notes_path)) as database, database:
        database.execute("INSERT INTO reading VALUES ('hbm', 1, 0, 7, 'aa', 0)")
    assert look(notes_path) == "0002"
    with closing(NotesStore(notes_path)) as store:
        assert store.reading() == {"hbm": ReadingState("hbm", True, False, 7, "aa")}
        assert store.text_that_was_read("hbm") is None
    with closing(sqlite3.connect(notes_path)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        keys = database.execute("PRAGMA foreign_key_list(annotation)").fetchall()
    assert [key[2] for key in keys] == ["text_version"]
