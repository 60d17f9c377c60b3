import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import UserError
from reader.search import index as index_module
from reader.search import textfile
from reader.search.engine import locked
from reader.search.index import SearchIndex
from reader.search.model import Form
from reader.search.query import And, Node, Or, Word, words_of
from reader.search.snapshot import Snapshot
from reader.text.normal import normalise

SIGNS = "aAb,01０，。かが\u3099ﾊﾞ𠮷😀㍿…\u3000 〜—\u200b\0\ud800\n推論"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=25)
PUTS = st.tuples(st.just("put"), st.integers(0, 9), TEXTS, TEXTS)
DELETES = st.tuples(st.just("delete"), st.integers(0, 9), st.just(""), st.just(""))
BATCHES = st.lists(st.lists(PUTS | DELETES, max_size=8), max_size=5)
QUERIES = st.lists(st.text(st.sampled_from(SIGNS), min_size=1, max_size=4), max_size=6)

Posts = dict[int, tuple[str, str]]


def all_of(words: Iterable[str]) -> Node:
    """The query for posts that hold every word; nothing for no words."""
    found = tuple(Word((Form(word),)) for word in words)
    return And(found) if found else Or(())


def truth(words: Sequence[str], posts: Posts) -> set[int]:
    return {
        key
        for key, (title, text) in posts.items()
        if words and all(word in normalise(title) or word in normalise(text) for word in words)
    }


def keys_of(snapshot: Snapshot, query: str) -> set[int]:
    return set(snapshot.search(all_of(words_of(query))).keys.tolist())


def put(index: SearchIndex, posts: Posts) -> None:
    with index.batch() as batch:
        for key, (title, text) in posts.items():
            batch.put(key, title, text)


@given(BATCHES, QUERIES, st.booleans())
def test_the_index_finds_what_the_texts_hold(
    tmp_path_factory: pytest.TempPathFactory,
    batches: list[list[tuple[str, int, str, str]]],
    queries: list[str],
    tidy: bool,
) -> None:
    index = SearchIndex(tmp_path_factory.mktemp("search") / "index", "1")
    posts: Posts = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "MANY_SEGMENTS", 1)
        for changes in batches:
            with index.batch() as batch:
                for kind, key, title, text in changes:
                    if kind == "put":
                        batch.put(key, title, text)
                        posts[key] = title, text
                    else:
                        batch.delete(key)
                        posts.pop(key, None)
            if tidy:
                index.tidy()
    snapshot = index.snapshot()
    assert sorted(snapshot.keys().tolist()) == sorted(posts)
    assert snapshot.count == len(posts)
    pieces = [normalise(text)[at : at + 3] for _, text in posts.values() for at in (0, 5)]
    for query in [*queries, *pieces, " ".join(queries)]:
        words = words_of(query)
        assert keys_of(snapshot, query) == truth(words, posts)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    assert index.is_new
    assert index.snapshot().count == 0
    assert keys_of(index.snapshot(), "推論") == set()


def test_what_was_put_is_there_when_opened_again(tmp_path: Path) -> None:
    put(SearchIndex(tmp_path / "index", "1"), {7: ("題", "推論コスト")})
    index = SearchIndex(tmp_path / "index", "1", thorough=True)
    assert not index.is_new
    assert keys_of(index.snapshot(), "論コ") == {7}


def test_an_index_that_nothing_was_committed_to_stays_new(tmp_path: Path) -> None:
    SearchIndex(tmp_path / "index", "1")
    assert SearchIndex(tmp_path / "index", "1").is_new


def test_the_last_change_of_a_key_counts(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    with index.batch() as batch:
        batch.put(1, "題", "古い")
        batch.put(1, "題", "新しい")
        batch.put(2, "題", "消える")
        batch.delete(2)
    assert keys_of(index.snapshot(), "題") == {1}
    assert keys_of(index.snapshot(), "古い") == set()


def test_a_batch_that_fails_changes_nothing(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    put(index, {1: ("題", "本文")})
    with suppress(ZeroDivisionError), index.batch() as batch:
        batch.put(2, "題", "本文")
        batch.put(3, "題", str(1 // 0))
    assert keys_of(index.snapshot(), "本文") == {1}


def test_a_snapshot_does_not_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "MANY_SEGMENTS", 1)
    index = SearchIndex(tmp_path / "index", "1")
    put(index, {1: ("題", "推論"), 2: ("題", "推論")})
    before = index.snapshot()
    put(index, {1: ("題", "電力")})
    index.tidy()
    assert keys_of(before, "推論") == {1, 2}
    assert keys_of(index.snapshot(), "推論") == {2}


def test_another_index_on_the_folder_sees_each_commit(tmp_path: Path) -> None:
    writer, other = (SearchIndex(tmp_path / "index", "1") for _ in range(2))
    put(writer, {1: ("題", "推論")})
    assert keys_of(other.snapshot(), "推論") == {1}
    put(other, {1: ("題", "電力")})
    assert keys_of(writer.snapshot(), "推論") == set()


def test_an_unchanged_index_gives_the_same_snapshot(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    put(index, {1: ("題", "推論")})
    assert index.snapshot() is index.snapshot()


def test_tidy_merges_many_segments(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    for key in range(9):
        put(index, {key: ("題", f"本文{key}")})
    assert index.snapshot().segments == 9
    index.tidy()
    assert index.snapshot().segments == 1
    assert keys_of(index.snapshot(), "本文") == set(range(9))


def test_tidy_leaves_a_large_segment_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textfile, "MOST_UNITS", 400)
    index = SearchIndex(tmp_path / "index", "1")
    put(index, dict.fromkeys(range(100), ("題", "本文")))
    for key in range(9):
        put(index, {key: ("題", "新しい本文")})
    index.tidy()
    assert index.snapshot().segments == 2
    assert keys_of(index.snapshot(), "本文") == set(range(100))


def test_tidy_takes_apart_a_segment_that_is_mostly_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(textfile, "MOST_UNITS", 400)
    index = SearchIndex(tmp_path / "index", "1")
    put(index, dict.fromkeys(range(100), ("題", "本文")))
    for first in range(0, 90, 10):
        put(index, dict.fromkeys(range(first, first + 10), ("題", "新しい本文")))
    index.tidy()
    assert index.snapshot().segments == 1
    assert keys_of(index.snapshot(), "本文") == set(range(100))


def test_a_segment_with_no_post_left_is_dropped(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    for _ in range(3):
        put(index, {1: ("題", "本文")})
    assert index.snapshot().segments == 1
    assert len(list((tmp_path / "index").glob("*.text.col"))) == 1


def test_a_match_in_the_title_ranks_first(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    put(index, {1: ("題", "推論と電力の話"), 2: ("推論", "電力の話"), 3: ("題", "電力の話")})
    matches = index.snapshot().search(Word((Form("推論"),)))
    assert matches.keys[matches.scores.argmax()] == 2


def test_a_short_text_ranks_before_a_long_one(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    put(index, {1: ("題", "推論" + "前置き" * 300), 2: ("題", "推論"), 3: ("題", "電力")})
    matches = index.snapshot().search(Word((Form("推論"),)))
    assert matches.keys[matches.scores.argmax()] == 2


@pytest.mark.parametrize("key", [-(2**63), -1, 0, 2**63 - 1])
def test_a_key_is_any_integer_of_64_bits(tmp_path: Path, key: int) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    put(index, {key: ("題", "本文")})
    put(index, {key: ("題", "推論")})
    assert keys_of(index.snapshot(), "題") == {key}


def test_a_second_writer_waits_for_the_first(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "index", "1")
    second = threading.Thread(target=put, args=(index, {1: ("題", "本文")}))
    with locked(tmp_path / "index.lock", 1) as held:
        assert held
        second.start()
        assert index.snapshot().count == 0
    second.join()
    assert index.snapshot().count == 1


def test_a_second_writer_gives_up_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "LOCK_SECONDS", 0.01)
    index = SearchIndex(tmp_path / "index", "1")
    with locked(tmp_path / "index.lock", 1), pytest.raises(UserError) as caught:
        put(index, {1: ("題", "本文")})
    assert caught.value.key == "index-busy"


def test_another_whoosh_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: "2.7.4")
    with pytest.raises(UserError) as caught:
        SearchIndex(tmp_path / "index", "1")
    assert caught.value.key == "whoosh-wrong"
    assert not (tmp_path / "index").exists()


def test_a_fork_that_overwrote_whoosh_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("whoosh.versionstring", lambda: "3.0.0")
    with pytest.raises(UserError) as caught:
        SearchIndex(tmp_path / "index", "1")
    assert caught.value.facts["found"] == "whoosh 3.0.0"
