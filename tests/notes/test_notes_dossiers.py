from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from reader.notes.dossiers import reordered
from reader.notes.store import NotesStore

TEXT = "電力は足りない。契約は十年。違約金が重い。償却は遠い。"


@pytest.fixture
def marks(store: NotesStore) -> list[str]:
    """Four annotations of two posts."""
    spans = (("p", 0, 7), ("p", 8, 13), ("q", 14, 20), ("q", 21, 26))
    return [store.add(post, f"{post}.md", TEXT, *span)[0].id for post, *span in spans]


def made(store: NotesStore, items: Sequence[str] = (), name: str = "電力") -> str:
    dossier, _ = store.dossiers.make(name)
    store.dossiers.add(dossier.id, items)
    return dossier.id


def items(store: NotesStore, dossier_id: str) -> list[str]:
    return list(store.dossiers.get(dossier_id).items)


def test_a_new_dossier_is_kept_with_its_name_and_query(store: NotesStore) -> None:
    chosen, change = store.dossiers.make("一社の仮説")
    filtered, _ = store.dossiers.make("リスク", "tag:リスク")
    assert store.dossiers.all() == [chosen, filtered]
    assert (chosen.query, filtered.query, change.kind) == (None, "tag:リスク", "dossiers")


def test_annotations_stand_in_the_order_they_were_added(
    store: NotesStore, marks: list[str]
) -> None:
    dossier_id = made(store, [marks[2], marks[0]])
    store.dossiers.add(dossier_id, [marks[0], marks[3]])
    assert items(store, dossier_id) == [marks[2], marks[0], marks[3]]


def test_unknown_annotations_are_not_added(store: NotesStore, marks: list[str]) -> None:
    assert items(store, made(store, ["0" * 32, marks[1]])) == [marks[1]]


def test_taking_out_leaves_the_others_and_the_annotation(
    store: NotesStore, marks: list[str]
) -> None:
    dossier_id = made(store, marks)
    store.dossiers.take_out(dossier_id, [marks[1]])
    assert items(store, dossier_id) == [marks[0], marks[2], marks[3]]
    assert store.annotation(marks[1]).deleted is None


def test_another_order_is_kept(store: NotesStore, marks: list[str]) -> None:
    dossier_id = made(store, marks)
    store.dossiers.reorder(dossier_id, marks[::-1])
    assert items(store, dossier_id) == marks[::-1]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("cab", "cdab"), ("dcba", "dcba"), ("ca", "cdab"), ("xb", "abcd"), ("bb", "abcd")],
)
def test_what_an_order_does_not_name_follows_what_it_followed(wanted: str, expected: str) -> None:
    assert "".join(reordered("abcd", wanted)) == expected


def test_an_annotation_in_the_trash_keeps_its_place_and_is_not_counted(
    store: NotesStore, marks: list[str]
) -> None:
    dossier_id = made(store, marks[:3])
    store.delete(marks[1])
    assert store.dossiers.counts() == {dossier_id: 2}
    store.restore(marks[1])
    assert store.dossiers.counts() == {dossier_id: 3}
    assert items(store, dossier_id) == marks[:3]


def test_what_delete_returns_brings_everything_back(store: NotesStore, marks: list[str]) -> None:
    dossier_id = made(store, marks[::-1])
    before = store.dossiers.get(dossier_id)
    gone, _ = store.dossiers.delete(dossier_id)
    assert (gone, store.dossiers.all()) == (before, [])
    assert len(store.annotations()) == len(marks)
    store.dossiers.put(gone)
    assert store.dossiers.all() == [before]


def test_putting_a_former_state_takes_back_a_change(store: NotesStore, marks: list[str]) -> None:
    before = store.dossiers.get(made(store, marks[:2]))
    store.dossiers.rename(before.id, "別の名")
    store.dossiers.add(before.id, marks[2:])
    store.dossiers.put(before)
    assert store.dossiers.all() == [before]


def test_a_change_is_dated(store: NotesStore) -> None:
    dossier, _ = store.dossiers.make("前", "電力")
    store.dossiers.rename(dossier.id, "後")
    store.dossiers.set_query(dossier.id, "契約")
    now = store.dossiers.get(dossier.id)
    assert (now.name, now.query, now.created) == ("後", "契約", dossier.created)
    assert now.updated > dossier.updated


def test_an_unknown_dossier_is_a_key_error(store: NotesStore) -> None:
    for act in (store.dossiers.get, store.dossiers.delete):
        with pytest.raises(KeyError):
            act("nothing")
    with pytest.raises(KeyError):
        store.dossiers.add("nothing", [])


def test_dossiers_are_there_after_a_restart(
    store: NotesStore, notes_path: Path, clock: Callable[[], datetime], marks: list[str]
) -> None:
    dossier_id = made(store, marks, "長い名前" * 500)
    again = NotesStore(notes_path, now=clock)
    try:
        assert again.dossiers.get(dossier_id) == store.dossiers.get(dossier_id)
    finally:
        again.close()
