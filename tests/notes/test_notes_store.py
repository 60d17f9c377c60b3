import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article.model import TEXT_VERSION
from reader.errors import UserError
from reader.notes.model import Annotation, Change, ReadingState, Selector, State
from reader.notes.store import NotesStore

TEXT = "見出し\n架空電機は投資を増やす。電力契約の条件は開示されていない。\n終わり"
QUOTE = "電力契約の条件は開示されていない。"
START = TEXT.index(QUOTE)
END = START + len(QUOTE)
ANY_TEXT = st.text(st.characters(exclude_categories=()))


def added(store: NotesStore, post: str = "hbm", start: int = START, end: int = END) -> Annotation:
    return store.add(post, f"{post}.md", TEXT, start, end)[0]


def test_an_annotation_comes_back_as_it_was_made(store: NotesStore, notes_path: Path) -> None:
    made, _ = store.add(
        "hbm", "hbm.md", TEXT, START, END, color="pink", note="**反証**", tags=["電力"]
    )
    store.close()
    with closing(NotesStore(notes_path)) as again:
        assert again.annotations() == [made]
        assert again.annotation(made.id) == made


def test_a_new_annotation_has_its_whole_selector(store: NotesStore) -> None:
    made = added(store)
    assert made.selector == Selector(START, END, QUOTE, TEXT[:START], TEXT[END:], 1, 1)
    assert (made.start, made.end, made.state) == (START, END, State.ANCHORED)


def test_times_are_in_utc_and_of_whole_milliseconds(store: NotesStore) -> None:
    made = added(store)
    assert made.created.tzinfo is UTC
    assert made.created == made.updated
    assert int(made.id[:12], 16) == made.created.timestamp() * 1000


def test_adding_says_what_changed(store: NotesStore) -> None:
    made, change = store.add("hbm", "hbm.md", TEXT, START, END, initiator="page")
    assert change == Change("added", (made.id,), ("hbm",), "page")


def test_an_edit_changes_what_is_given_and_nothing_else(store: NotesStore) -> None:
    made = store.add("hbm", "hbm.md", TEXT, START, END, note="前", tags=["古い"])[0]
    change = store.edit(made.id, tags=["新しい", "電力"], color="blue", initiator="page")
    found = store.annotation(made.id)
    assert change == Change("changed", (made.id,), ("hbm",), "page")
    assert (found.color, found.note, found.tags) == ("blue", "前", ("新しい", "電力"))
    assert (found.created, found.selector) == (made.created, made.selector)
    assert found.updated > made.updated


def test_tags_and_note_can_be_emptied(store: NotesStore) -> None:
    made = store.add("hbm", "hbm.md", TEXT, START, END, note="前", tags=["古い"])[0]
    store.edit(made.id, note="", tags=())
    assert (store.annotation(made.id).note, store.annotation(made.id).tags) == ("", ())


def test_a_deleted_annotation_waits_in_the_trash(store: NotesStore) -> None:
    made = added(store)
    assert store.delete(made.id, "page") == Change("removed", (made.id,), ("hbm",), "page")
    assert store.annotations() == []
    assert [trashed.id for trashed in store.annotations(deleted=True)] == [made.id]


def test_a_restored_annotation_is_as_it_was(store: NotesStore) -> None:
    made = store.add("hbm", "hbm.md", TEXT, START, END, note="反証", tags=["電力"])[0]
    store.delete(made.id)
    assert store.restore(made.id, "page") == Change("added", (made.id,), ("hbm",), "page")
    assert store.annotations() == [made]


def test_annotations_come_by_post_and_then_by_place(store: NotesStore) -> None:
    late, early, other = added(store), added(store, start=0, end=3), added(store, "edge")
    assert store.annotations() == [other, early, late]
    assert store.annotations("hbm") == [early, late]


def test_counts_and_tags_leave_out_the_trash(store: NotesStore) -> None:
    store.add("hbm", "hbm.md", TEXT, START, END, tags=["電力"])
    store.add("edge", "edge.md", TEXT, START, END, tags=["電力", "要確認"])
    gone = store.add("edge", "edge.md", TEXT, START, END, tags=["消す"])[0]
    store.delete(gone.id)
    assert store.counts() == {"edge": 1, "hbm": 1}
    assert store.tags() == {"電力": 2, "要確認": 1}


def test_an_unknown_color_is_refused(store: NotesStore) -> None:
    with pytest.raises(UserError) as refused:
        store.add("hbm", "hbm.md", TEXT, START, END, color="orange")
    assert refused.value.key == "color-unknown"
    assert store.annotations() == []


def test_a_passage_is_underlined_and_not_any_more(store: NotesStore) -> None:
    made, _ = store.add("hbm", "hbm.md", TEXT, START, END, style="underline")
    assert made.style == "underline"
    store.edit(made.id, color="green")
    assert store.annotation(made.id).style == "underline"
    store.edit(made.id, style="highlight")
    assert store.annotation(made.id).style == "highlight"


def test_an_unknown_style_is_refused(store: NotesStore) -> None:
    made = added(store)
    for work in (
        lambda: store.add("hbm", "hbm.md", TEXT, START, END, style="wavy"),
        lambda: store.edit(made.id, style="wavy"),
    ):
        with pytest.raises(UserError) as refused:
            work()
        assert refused.value.key == "style-unknown"


def test_a_note_on_a_post_stays_whatever_becomes_of_the_text(store: NotesStore) -> None:
    made, change = store.add_to_post("hbm", "hbm.md", TEXT, note="全体", tags=["主張"])
    assert (made.is_on_post, made.quote, made.start, made.end) == (True, "", 0, 0)
    assert (change.kind, change.posts) == ("added", ("hbm",))
    for text in ("まったく別の文。", ""):
        store.place_all("hbm", text)
        found = store.annotation(made.id)
        assert (found.start, found.end, found.state) == (0, 0, "anchored")


def test_a_passage_outside_the_text_is_refused(store: NotesStore) -> None:
    with pytest.raises(ValueError, match="no passage"):
        added(store, end=len(TEXT) + 1)


def test_an_unknown_annotation_is_a_key_error(store: NotesStore) -> None:
    for work in (store.annotation, store.delete, store.restore, store.edit):
        with pytest.raises(KeyError):
            work("f" * 32)


def test_a_text_is_stored_once_with_its_extraction(store: NotesStore, notes_path: Path) -> None:
    for end in (START + 2, START + 3, END):
        added(store, end=end)
    with closing(sqlite3.connect(notes_path)) as database:
        kept = database.execute("SELECT post_id, extraction FROM text_version").fetchall()
    assert kept == [("hbm", TEXT_VERSION)]


def test_the_text_that_was_marked_is_kept_for_ever(store: NotesStore) -> None:
    first = added(store)
    store.add("hbm", "hbm.md", "新しい本文", 0, 3)
    assert store.text_of_annotation(first.id) == TEXT
    assert store.text_of_post("hbm") == "新しい本文"
    assert store.text_of_post("edge") is None


@given(note=ANY_TEXT, tag=ANY_TEXT, post=ANY_TEXT, text=ANY_TEXT)
def test_no_text_is_too_odd(
    tmp_path_factory: pytest.TempPathFactory, note: str, tag: str, post: str, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "odd" / "notes.sqlite3"
    with closing(NotesStore(path)) as store:
        made, _ = store.add(post, post, text + "。", 0, 1, note=note, tags=[tag])
        store.set_starred(post, True)
        assert made in store.annotations(post)
        assert store.annotation(made.id).quote.encode()


def test_reading_states_are_kept_by_post(store: NotesStore, notes_path: Path) -> None:
    assert store.set_read("hbm", True, "list") == Change("state", (), ("hbm",), "list")
    store.set_position("hbm", 120)
    store.set_starred("edge", True)
    store.close()
    with closing(NotesStore(notes_path)) as again:
        assert again.reading() == {
            "hbm": ReadingState("hbm", read=True, position=120),
            "edge": ReadingState("edge", starred=True),
        }


def test_a_post_can_become_unread_again(store: NotesStore) -> None:
    store.set_read("hbm", True, text=TEXT)
    store.set_read("hbm", False)
    assert store.reading() == {"hbm": ReadingState("hbm")}


def test_known_posts_follow_a_rename(store: NotesStore) -> None:
    store.remember_post("hbm", "hbm.md", "aa")
    store.remember_posts({"hbm": ("2026/hbm.md", "aa"), "edge": ("edge.md", "bb")})
    store.remember_post("edge", "edge.md", "cc")
    assert store.known_posts() == {"hbm": ("2026/hbm.md", "aa"), "edge": ("edge.md", "cc")}


def test_exports_are_remembered_by_file(store: NotesStore) -> None:
    store.remember_exports({"/out/a.md": "1", "/out/b.md": "2"})
    store.remember_exports({"/out/b.md": "3"})
    store.remember_exports({})
    assert store.exported_hashes() == {"/out/a.md": "1", "/out/b.md": "3"}


def test_many_threads_may_write_and_read_at_once(store: NotesStore) -> None:
    def work(number: int) -> int:
        added(store, f"post-{number % 4}")
        return len(store.annotations())

    with ThreadPoolExecutor(8) as pool:
        seen = list(pool.map(work, range(64)))
    assert max(seen) == 64
    assert sum(store.counts().values()) == 64


def test_two_stores_share_one_file(store: NotesStore, notes_path: Path) -> None:
    with closing(NotesStore(notes_path)) as other:
        made = added(other)
        store.edit(made.id, note="こちらから")
        assert other.annotation(made.id).note == "こちらから"


def test_a_very_long_passage_is_marked_whole(store: NotesStore) -> None:
    text = "とても長い段落の文がここにあります。" * 6_000
    made, _ = store.add("long", "long.md", text, 0, 100_000)
    assert (made.end, len(made.quote)) == (100_000, 100_000)
