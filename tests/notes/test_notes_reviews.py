from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.notes.reviewing import Candidate, choose, most_of_a_post
from reader.notes.reviews import Rating
from reader.notes.store import NotesStore

JST = timezone(timedelta(hours=9))
NOW = datetime(2026, 3, 10, 7, 30, tzinfo=JST)
LONG_AGO = datetime(2026, 1, 1, tzinfo=JST)
TEXT = "一つ目の文です。二つ目の文です。三つ目の文です。四つ目の文です。"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[NotesStore]:
    made = NotesStore(tmp_path / "notes.sqlite", now=lambda: LONG_AGO)
    yield made
    made.close()


def mark(store: NotesStore, post: str, number: int = 0) -> str:
    return store.add(post, f"{post}.md", TEXT, 8 * number, 8 * number + 8)[0].id


def ids(store: NotesStore, now: datetime = NOW) -> list[str]:
    return [card.annotation.id for card in store.reviews.handful(now).cards]


def test_one_post_cannot_fill_a_day(store: NotesStore) -> None:
    for number in range(4):
        mark(store, "長い", number)
    others = {mark(store, post) for post in "abc"}
    chosen = ids(store)
    assert others < set(chosen)
    assert len(chosen) == 5


def test_the_rest_is_the_same_after_an_answer_and_late_at_night(store: NotesStore) -> None:
    for post in "abcdefgh":
        mark(store, post)
    chosen = ids(store)
    store.reviews.answer(chosen[0], Rating.GOOD, NOW)
    assert ids(store, NOW.replace(hour=23, minute=59)) == chosen[1:]


def test_the_next_local_day_brings_another_handful(store: NotesStore) -> None:
    for post in "abcdefgh":
        mark(store, post)
    for annotation_id in ids(store):
        store.reviews.answer(annotation_id, Rating.EASY, NOW)
    assert ids(store) == []
    assert len(ids(store, NOW + timedelta(hours=17))) == 3


def test_what_is_due_comes_before_what_is_new(store: NotesStore) -> None:
    seen = mark(store, "前")
    for post in "abcdefgh":
        mark(store, post)
    store.reviews.answer(seen, Rating.AGAIN, NOW - timedelta(days=9))
    assert ids(store)[0] == seen


def test_an_answer_sets_the_day_that_was_promised(store: NotesStore) -> None:
    key = mark(store, "a")
    (card,) = store.reviews.handful(NOW).cards
    store.reviews.answer(key, Rating.GOOD, NOW)
    due = NOW + timedelta(days=card.days[Rating.GOOD - 1])
    assert ids(store, due - timedelta(days=1)) == []
    assert ids(store, due) == [key]


def test_better_answers_wait_longer(store: NotesStore) -> None:
    mark(store, "a")
    (card,) = store.reviews.handful(NOW).cards
    assert list(card.days) == sorted(card.days)
    assert card.days[0] < card.days[3]


def test_an_answer_can_be_taken_back(store: NotesStore) -> None:
    key = mark(store, "a")
    before = store.reviews.handful(NOW)
    first, _ = store.reviews.answer(key, Rating.HARD, NOW)
    second, _ = store.reviews.answer(key, Rating.EASY, NOW + timedelta(days=3))
    store.reviews.take_back(second)
    assert store.reviews.handful(NOW).done == 1
    store.reviews.take_back(first)
    assert store.reviews.handful(NOW) == before


def test_the_trash_is_not_seen_again(store: NotesStore) -> None:
    store.delete(mark(store, "a"))
    assert ids(store) == []


def test_an_unknown_annotation_cannot_be_answered(store: NotesStore) -> None:
    with pytest.raises(KeyError):
        store.reviews.answer("0" * 32, Rating.GOOD, NOW)


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.none() | st.integers(-40, 9)), max_size=40),
    st.integers(1, 12),
)
def test_no_post_has_more_than_its_share(facts: list[tuple[str, int | None]], count: int) -> None:
    candidates = [
        Candidate(str(at), post, LONG_AGO, None if days is None else NOW + timedelta(days=days))
        for at, (post, days) in enumerate(facts)
    ]
    chosen = choose(candidates, NOW, count)
    posts = Counter(one.post_id for one in chosen)
    assert len(chosen) <= count
    assert all(number <= most_of_a_post(count) for number in posts.values())
    assert choose(candidates[::-1], NOW, count) == chosen
