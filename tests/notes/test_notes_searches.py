import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from reader.notes.connecting import backup_folder
from reader.notes.model import Change
from reader.notes.store import NotesStore


def test_a_search_is_kept_under_its_name(store: NotesStore, notes_path: Path) -> None:
    saved, change = store.save_search("推論の費用", '推論 "コスト" -広告')
    assert change == Change("searches")
    store.close()
    with closing(NotesStore(notes_path)) as again:
        assert again.saved_searches() == [saved]
        assert (saved.name, saved.query) == ("推論の費用", '推論 "コスト" -広告')


def test_searches_are_in_the_order_in_which_they_were_made(store: NotesStore) -> None:
    names = ["丙", "甲", "乙"]
    for name in names:
        store.save_search(name, name)
    assert [saved.name for saved in store.saved_searches()] == names


def test_a_search_can_get_another_name_and_query(store: NotesStore) -> None:
    first, _ = store.save_search("甲", "推論")
    second, _ = store.save_search("乙", "電力")
    store.put_search(replace(first, name="丙", query="学習"))
    assert [(one.name, one.query) for one in store.saved_searches()] == [
        ("丙", "学習"),
        ("乙", "電力"),
    ]
    assert store.saved_searches()[1] == second


def test_a_search_that_was_deleted_can_be_put_back(store: NotesStore) -> None:
    first, _ = store.save_search("甲", "推論")
    second, _ = store.save_search("乙", "電力")
    store.delete_search(first.id)
    assert store.saved_searches() == [second]
    store.put_search(first)
    assert store.saved_searches() == [first, second]


def test_deleting_a_search_that_is_not_there_does_nothing(store: NotesStore) -> None:
    assert store.delete_search("none") == Change("searches")


def test_what_cannot_be_stored_is_left_out_of_names(store: NotesStore) -> None:
    saved, _ = store.save_search("甲\0\ud800", "\0推論")
    assert store.saved_searches() == [saved]


def test_notes_of_the_first_revision_are_brought_up_to_date(
    notes_path: Path, make_as_of: Callable[[str], None]
) -> None:
    make_as_of("0001")
    with closing(sqlite3.connect(notes_path)) as database, database:
        database.execute("INSERT INTO text_version VALUES (1, 'hbm', 'aa', 1, ?)", (b"",))
        database.execute(
            "INSERT INTO annotation VALUES ('a1', 'hbm', 'hbm.md', 1, 0, 2, '本文', '', 'です。',"
            " 1, 1, 0, 2, 'edited', 'aa', 'yellow', '残す', 0, 0, NULL)"
        )
    with closing(NotesStore(notes_path)) as store:
        (found,) = store.annotations()
        assert (found.note, found.style, found.as_quote) == ("残す", "highlight", False)
        assert store.saved_searches() == []
        store.save_search("甲", "推論")
        assert len(store.saved_searches()) == 1
    (backup,) = backup_folder(notes_path).iterdir()
    assert backup.name.endswith("-0001.sqlite3")
