import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.notes.model import Annotation, Change, State
from reader.notes.store import NotesStore

BEFORE = "架空電機は新しい拠点の建設を発表し、来年度の投資額を一割ほど積み増すと説明した。"
QUOTE = "電力契約の条件は開示されていない。"
AFTER = "買電の単価が動けば推論の粗利も動くため、次の決算説明で確かめる必要があると見る。"
TEXT = BEFORE + QUOTE + AFTER
START = len(BEFORE)


@pytest.fixture
def made(store: NotesStore) -> Annotation:
    return store.add("hbm", "hbm.md", TEXT, START, START + len(QUOTE))[0]


def test_the_text_it_was_marked_in_changes_nothing(store: NotesStore, made: Annotation) -> None:
    assert store.place_all("hbm", TEXT) is None
    assert store.annotation(made.id) == made


def test_an_annotation_goes_with_a_shifted_text(store: NotesStore, made: Annotation) -> None:
    change = store.place_all("hbm", "追記。" + TEXT, "refresh")
    found = store.annotation(made.id)
    assert change == Change("changed", (made.id,), ("hbm",), "refresh")
    assert (found.start, found.state) == (START + 3, State.ANCHORED)
    assert found.selector == made.selector


def test_a_lost_passage_is_an_orphan_with_its_quote(store: NotesStore, made: Annotation) -> None:
    store.place_all("hbm", BEFORE + AFTER)
    found = store.annotation(made.id)
    assert (found.start, found.end, found.state) == (None, None, State.ORPHANED)
    assert found.quote == QUOTE


def test_a_passage_that_comes_back_is_found_again(store: NotesStore, made: Annotation) -> None:
    for text in (BEFORE + AFTER, "追記。" + TEXT, TEXT):
        store.place_all("hbm", text)
    assert store.annotation(made.id) == made


def test_placing_twice_changes_nothing_more(store: NotesStore, made: Annotation) -> None:
    assert store.place_all("hbm", "追記。" + TEXT)
    assert store.place_all("hbm", "追記。" + TEXT) is None


def test_an_edit_elsewhere_changes_no_place(store: NotesStore, made: Annotation) -> None:
    assert store.place_all("hbm", TEXT + "追記。") is None
    assert store.annotation(made.id) == made


def test_other_posts_are_left_alone(store: NotesStore, made: Annotation) -> None:
    assert store.place_all("edge", "別の本文") is None
    assert store.annotation(made.id) == made


def test_the_trash_is_placed_silently(store: NotesStore, made: Annotation) -> None:
    store.delete(made.id)
    assert store.place_all("hbm", "追記。" + TEXT) is None
    store.restore(made.id)
    assert store.annotation(made.id).start == START + 3


def test_an_annotation_made_on_a_newer_text_keeps_its_place(store: NotesStore) -> None:
    newer = "追記。" + TEXT
    old = store.add("hbm", "hbm.md", TEXT, START, START + len(QUOTE))[0]
    new = store.add("hbm", "hbm.md", newer, 0, 2)[0]
    change = store.place_all("hbm", newer)
    assert change
    assert change.annotations == (old.id,)
    assert store.annotation(new.id) == new


def test_an_edited_passage_is_marked_as_a_whole(store: NotesStore, made: Annotation) -> None:
    words = QUOTE.replace("開示", "公表")
    assert store.place_all("hbm", "追記。" + TEXT.replace(QUOTE, words))
    found = store.annotation(made.id)
    assert (found.start, found.end) == (START + 3, START + 3 + len(words))
    assert (found.state, found.selector) == (State.EDITED, made.selector)


def test_edit_after_edit_it_is_looked_for_from_where_it_was_marked(
    store: NotesStore, made: Annotation
) -> None:
    words = QUOTE
    for old, new in (("電力", "電気"), ("条件", "中身"), ("開示", "公表")):
        words = words.replace(old, new)
        store.place_all("hbm", TEXT.replace(QUOTE, words))
    assert store.annotation(made.id).state == State.EDITED
    store.place_all("hbm", TEXT)
    assert store.annotation(made.id) == made


def test_all_annotations_of_a_post_are_one_change(store: NotesStore, made: Annotation) -> None:
    first = store.add("hbm", "hbm.md", TEXT, 0, 4)[0]
    later = store.add("hbm", "hbm.md", "序文。" + TEXT, 3, 7)[0]
    change = store.place_all("hbm", "追記と序文。" + TEXT)
    assert change
    assert change.annotations == (made.id, first.id, later.id)
    assert {note.start for note in (store.annotation(first.id), store.annotation(later.id))} == {6}


def test_a_damaged_old_text_leaves_the_words_to_look_for(
    store: NotesStore, made: Annotation, notes_path: Path
) -> None:
    with closing(sqlite3.connect(notes_path)) as connection, connection:
        connection.execute("UPDATE text_version SET body = x'00'")
    assert store.place_all("hbm", "追記。" + TEXT)
    assert store.annotation(made.id).start == START + 3
