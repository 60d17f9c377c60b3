import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notes.model import Annotation, Placements, State
from reader.notes.store import NotesStore

BEFORE = "架空電機は新しい拠点の建設を発表し、来年度の投資額を一割ほど積み増すと説明した。"
QUOTE = "電力契約の条件は開示されていない。"
AFTER = "買電の単価が動けば推論の粗利も動くため、次の決算説明で確かめる必要があると見る。"
OTHER = "契約の中身については何も語られなかったという。"
TEXT = BEFORE + QUOTE + AFTER
LOST = BEFORE + AFTER + OTHER
SPAN = (len(BEFORE + AFTER), len(LOST))
START = len(BEFORE)


@pytest.fixture
def made(store: NotesStore) -> Annotation:
    return store.add("hbm", "hbm.md", TEXT, START, START + len(QUOTE))[0]


@pytest.fixture
def orphan(store: NotesStore, made: Annotation) -> Annotation:
    store.place_all("hbm", LOST)
    return store.annotation(made.id)


def on_post(store: NotesStore, path: Path) -> Annotation:
    """A note on a whole post, whose making is not the matter of these tests."""
    note = store.add("hbm", "hbm.md", TEXT, 0, 1)[0]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "UPDATE annotation SET exact = '', selector_start = 0, selector_end = 0,"
            " place_start = 0, place_end = 0 WHERE id = ?",
            (note.id,),
        )
    return store.annotation(note.id)


def test_an_orphan_stands_where_a_person_puts_it(store: NotesStore, orphan: Annotation) -> None:
    change = store.places.attach(orphan.id, LOST, *SPAN, "changed")
    found = store.annotation(orphan.id)
    assert (found.start, found.end, found.state) == (*SPAN, State.ANCHORED)
    assert (found.quote, found.needs_attention) == (QUOTE, False)
    assert (change.kind, change.annotations, change.initiator) == (
        "changed",
        (orphan.id,),
        "changed",
    )


def test_it_goes_with_the_text_from_where_it_was_put(store: NotesStore, orphan: Annotation) -> None:
    store.places.attach(orphan.id, LOST, *SPAN)
    store.place_all("hbm", "追記。" + LOST)
    found = store.annotation(orphan.id)
    assert (found.start, found.state) == (SPAN[0] + 3, State.ANCHORED)


def test_the_newest_of_several_places_counts(store: NotesStore, orphan: Annotation) -> None:
    store.places.attach(orphan.id, LOST, 0, START)
    store.places.attach(orphan.id, LOST, *SPAN)
    store.place_all("hbm", "追記。" + LOST)
    assert store.annotation(orphan.id).start == SPAN[0] + 3


def test_taking_it_back_looks_for_the_first_words(store: NotesStore, orphan: Annotation) -> None:
    store.places.attach(orphan.id, LOST, *SPAN)
    store.places.detach(orphan.id, LOST)
    assert store.annotation(orphan.id).state == State.ORPHANED
    store.places.attach(orphan.id, LOST, *SPAN)
    store.places.detach(orphan.id, TEXT)
    found = store.annotation(orphan.id)
    assert (found.start, found.state) == (START, State.ANCHORED)


def test_taking_back_what_was_never_put_changes_no_place(
    store: NotesStore, made: Annotation
) -> None:
    store.places.detach(made.id, TEXT)
    assert store.annotation(made.id).start == START


def test_a_quote_needs_no_attention_and_gets_no_place(
    store: NotesStore, orphan: Annotation
) -> None:
    store.places.keep_as_quote(orphan.id, True)
    store.place_all("hbm", TEXT)
    found = store.annotation(orphan.id)
    assert (found.as_quote, found.needs_attention) == (True, False)
    assert (found.start, found.state) == (None, State.ORPHANED)


def test_a_quote_no_more_is_looked_for_again(store: NotesStore, made: Annotation) -> None:
    store.places.keep_as_quote(made.id, True)
    store.places.keep_as_quote(made.id, False, TEXT)
    found = store.annotation(made.id)
    assert (found.start, found.state, found.as_quote) == (START, State.ANCHORED, False)


def test_a_quote_no_more_waits_for_its_text(store: NotesStore, made: Annotation) -> None:
    store.places.keep_as_quote(made.id, True)
    store.places.keep_as_quote(made.id, False)
    store.place_all("hbm", TEXT)
    assert store.annotation(made.id).start == START


def test_putting_a_quote_somewhere_makes_it_a_mark_again(
    store: NotesStore, orphan: Annotation
) -> None:
    store.places.keep_as_quote(orphan.id, True)
    store.places.attach(orphan.id, LOST, *SPAN)
    assert not store.annotation(orphan.id).as_quote


def test_the_origin_is_the_newest_place(store: NotesStore, orphan: Annotation) -> None:
    first = store.places.origin(orphan.id)
    assert (first.text, first.selector.exact, first.made) == (TEXT, QUOTE, orphan.created)
    store.places.attach(orphan.id, LOST, *SPAN)
    newest = store.places.origin(orphan.id)
    assert (newest.text, newest.selector.exact) == (LOST, OTHER)
    assert newest.made > first.made


def test_the_text_of_a_chosen_place_is_kept(store: NotesStore, orphan: Annotation) -> None:
    store.places.attach(orphan.id, LOST, *SPAN)
    store.set_read("hbm", True, text=TEXT + "追記。")
    assert store.places.origin(orphan.id).text == LOST


@pytest.mark.parametrize("span", [(5, 5), (-1, 3), (0, 10_000)])
def test_a_place_outside_is_refused(
    store: NotesStore, orphan: Annotation, span: tuple[int, int]
) -> None:
    with pytest.raises(ValueError, match="no passage"):
        store.places.attach(orphan.id, LOST, *span)
    assert store.annotation(orphan.id) == orphan


def test_an_unknown_annotation_is_named(store: NotesStore) -> None:
    with pytest.raises(KeyError, match="none"):
        store.places.origin("none")
    with pytest.raises(KeyError, match="none"):
        store.places.attach("none", TEXT, 0, 1)


def test_a_note_on_a_post_stays_whatever_is_written(store: NotesStore, notes_path: Path) -> None:
    note = on_post(store, notes_path)
    store.place_all("hbm", "すべて別の本文になった。")
    found = store.annotation(note.id)
    assert (found.start, found.end, found.state) == (0, 0, State.ANCHORED)
    with pytest.raises(ValueError, match="whole post"):
        store.places.keep_as_quote(note.id, True)


def test_many_posts_are_placed_at_once(store: NotesStore, made: Annotation) -> None:
    edge = store.add("edge", "edge.md", TEXT, 0, START)[0]
    gone = store.add("gone", "gone.md", TEXT, START, START + len(QUOTE))[0]
    texts = {"hbm": "追記。" + TEXT, "edge": TEXT, "gone": LOST, "none": "本文"}
    change, numbers = store.places.place_many(texts, "refresh")
    assert change
    assert (change.annotations, change.posts) == ((made.id, gone.id), ("hbm", "gone"))
    assert numbers == Placements(moved=1, lost=1)
    assert store.annotation(edge.id) == edge


def test_placing_many_posts_again_is_no_news(store: NotesStore, made: Annotation) -> None:
    store.places.place_many({"hbm": LOST})
    assert store.places.place_many({"hbm": LOST}) == (None, Placements())
    assert store.annotation(made.id).state == State.ORPHANED


def test_an_orphan_that_stays_one_is_not_counted_again(
    store: NotesStore, orphan: Annotation
) -> None:
    assert store.places.place_many({"hbm": LOST + "追記。"}) == (None, Placements())


EDITS: tuple[Callable[[str], str], ...] = (
    lambda text: "追記を先頭に置いた。" + text,
    lambda text: text + "末尾にも一文を足した。",
    lambda text: text.replace(QUOTE, ""),
    lambda text: text.replace("条件", "中身").replace("開示", "公表"),
    lambda text: text[len(text) // 2 :] + text[: len(text) // 2],
    lambda text: text[: len(text) // 3],
    lambda text: "",
    lambda text: TEXT,
    lambda text: TEXT + TEXT,
)
STEPS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(EDITS)),
    st.tuples(st.sampled_from(["add", "attach"]), st.tuples(st.integers(0), st.integers(0))),
    st.tuples(
        st.sampled_from(["detach", "delete", "restore", "quote", "unquote", "read"]), st.none()
    ),
)


def step(store: NotesStore, text: str, ids: list[str], what: str, how: object, pick: int) -> str:
    """Do what a person or an edit does; returns the text of the post after it."""
    chosen = ids[pick % len(ids)]
    places = store.places
    if what == "edit":
        assert callable(how)
        text = str(how(text))
    elif what in ("add", "attach") and text:
        assert isinstance(how, tuple)
        start = how[0] % len(text)
        end = start + 1 + how[1] % (len(text) - start)
        if what == "add":
            ids.append(store.add("hbm", "hbm.md", text, start, end)[0].id)
        else:
            places.attach(chosen, text, start, end)
    elif what == "detach":
        places.detach(chosen, text)
    elif what in ("quote", "unquote"):
        places.keep_as_quote(chosen, what == "quote", text)
    elif what in ("delete", "restore"):
        getattr(store, what)(chosen)
    elif what == "read":
        store.set_read("hbm", True, text=text)
    return text


@given(st.lists(st.tuples(STEPS, st.integers(0), st.booleans()), max_size=14))
def test_after_anything_every_annotation_is_in_one_state_and_inside_its_text(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[tuple[str, object], int, bool]],
) -> None:
    with closing(NotesStore(tmp_path_factory.mktemp("any") / "notes.sqlite3")) as store:
        text = TEXT
        ids = [store.add("hbm", "hbm.md", TEXT, START, START + len(QUOTE))[0].id]
        for (what, how), pick, at_once in steps:
            text = step(store, text, ids, what, how, pick)
            if at_once:
                store.place_all("hbm", text)
            else:
                store.places.place_many({"hbm": text})
            notes = [*store.annotations("hbm"), *store.annotations("hbm", deleted=True)]
            assert {note.id for note in notes} == set(ids)
            for note in notes:
                assert_is_sound(note, text)
                assert store.places.origin(note.id).text is not None


def assert_is_sound(note: Annotation, text: str) -> None:
    """Only an orphan has no place; each other one covers something of the text."""
    if note.state == State.ORPHANED:
        assert (note.start, note.end) == (None, None)
        return
    assert not note.as_quote
    assert note.start is not None
    assert note.end is not None
    assert 0 <= note.start < note.end <= len(text)
