from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.notes.many import Look, days_left
from reader.notes.store import NotesStore

TEXT = "電力契約の条件を開示していない点は、長期の利益率を読むうえで大きな不確実性として残る。"
START = datetime(2026, 3, 1, tzinfo=UTC)


def three(store: NotesStore) -> list[str]:
    return [
        store.add(post, f"{post}.md", TEXT, 0, 4, tags=["電力"], color=color)[0].id
        for post, color in (("a", "yellow"), ("a", "green"), ("b", "pink"))
    ]


def test_many_get_a_colour_in_one_change(store: NotesStore) -> None:
    ids = three(store)
    change = store.many.recolor(ids, "violet", "list")
    assert {one.color for one in store.annotations()} == {"violet"}
    assert (change.kind, set(change.annotations), change.initiator) == ("changed", set(ids), "list")
    assert set(change.posts) == {"a", "b"}


def test_an_unknown_colour_changes_nothing(store: NotesStore) -> None:
    ids = three(store)
    with pytest.raises(UserError, match="color-unknown"):
        store.many.recolor(ids, "brown")
    assert [one.color for one in store.annotations()] == ["yellow", "green", "pink"]


def test_tags_are_added_and_taken(store: NotesStore) -> None:
    ids = three(store)
    store.many.tag(ids[:2], add=["リスク"], remove=["電力"])
    tags = {one.id: one.tags for one in store.annotations()}
    assert [tags[key] for key in ids] == [("リスク",), ("リスク",), ("電力",)]


def test_former_looks_come_back(store: NotesStore) -> None:
    ids = three(store)
    before = store.many.looks(ids)
    assert Look(ids[0], "yellow", ("電力",)) in before
    store.many.recolor(ids, "blue")
    store.many.tag(ids, add=["x"])
    store.many.put_looks(before)
    assert store.many.looks(ids) == before


def test_many_go_to_the_trash_and_back(store: NotesStore) -> None:
    ids = three(store)
    store.many.delete(ids)
    assert (store.annotations(), store.many.trash_count()) == ([], 3)
    store.many.restore(ids)
    assert (len(store.annotations()), store.many.trash_count()) == (3, 0)


def test_only_what_is_in_the_trash_can_be_deleted_for_good(store: NotesStore) -> None:
    ids = three(store)
    store.many.delete(ids[:1])
    store.many.purge(ids)
    assert {one.id for one in store.annotations()} == set(ids[1:])
    assert store.annotations(deleted=True) == []


def test_more_than_a_statement_can_name(store: NotesStore) -> None:
    ids = [store.add("a", "a.md", TEXT, at, at + 1)[0].id for at in range(20)]
    store.many.recolor([*ids, *(f"{n:032x}" for n in range(2000))], "blue")
    assert {one.color for one in store.annotations()} == {"blue"}


@pytest.mark.parametrize(("days", "left"), [(29.99, 3), (30.01, 2)])
def test_only_what_is_older_than_thirty_days_goes(tmp_path: Path, days: float, left: int) -> None:
    moments = [START]
    store = NotesStore(tmp_path / "notes.sqlite3", now=lambda: moments[0])
    ids = three(store)
    store.many.delete(ids[:1])
    moments[0] = START + timedelta(days=1)
    store.many.delete(ids[1:2])
    moments[0] = START + timedelta(days=days)
    assert store.many.purge_old() == 3 - left
    assert len(store.annotations()) + len(store.annotations(deleted=True)) == left
    store.close()


def test_the_days_left_are_counted_whole() -> None:
    assert days_left(START, START) == 30
    assert days_left(START, START + timedelta(days=29, hours=1)) == 1
    assert days_left(START, START + timedelta(days=40)) == 0
