import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from reader.search.index import SearchIndex
from reader.search.model import Form
from reader.search.query import And, Node, Or, Word, words_of
from reader.search.snapshot import Snapshot
from reader.search.snippets import find_all
from reader.text.normal import normalise

Posts = list[tuple[str, str]]
FIXED = (
    "の",
    "ai",
    "ＧＰＵ",
    "データセンター 投資",
    "推論 電力 コスト",
    "1,000億",
    "zzzzzz",
    "2025年",
)


def all_of(words: Iterable[str]) -> Node:
    """The query for posts that hold every word; nothing for no words."""
    found = tuple(Word((Form(word),)) for word in words)
    return And(found) if found else Or(())


@pytest.fixture(scope="module")
def posts(collection_folder: Path) -> Posts:
    files = sorted(collection_folder.rglob("*.md"))
    return [(file.stem, file.read_bytes().decode(errors="replace")) for file in files]


@pytest.fixture(scope="module")
def snapshot(posts: Posts, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    index = SearchIndex(tmp_path_factory.mktemp("collection") / "index", "1")
    for start in range(0, len(posts), 250):
        with index.batch() as batch:
            for key, (title, text) in enumerate(posts[start : start + 250], start):
                batch.put(key, title, text)
    return index.snapshot()


@pytest.fixture(scope="module")
def normal(posts: Posts) -> Posts:
    return [(normalise(title), normalise(text)) for title, text in posts]


def some_queries(normal: Posts) -> list[str]:
    """Pieces of the texts, of one to twelve signs, so that each is found at least once."""
    choose = random.Random(7)
    pieces = []
    for number in range(50 - len(FIXED)):
        text = choose.choice(normal)[1]
        start = choose.randrange(len(text))
        pieces.append(text[start : start + 1 + number % 12])
    return [*FIXED, *pieces]


def test_fifty_queries_find_what_the_texts_hold(snapshot: Snapshot, normal: Posts) -> None:
    for query in some_queries(normal):
        words = words_of(query)
        truth = {
            key
            for key, (title, text) in enumerate(normal)
            if words and all(word in title or word in text for word in words)
        }
        assert set(snapshot.search(all_of(words)).keys.tolist()) == truth, query


def test_every_post_is_in_the_index(snapshot: Snapshot, posts: Posts) -> None:
    assert snapshot.count == len(posts)


def test_the_best_hits_have_marks(snapshot: Snapshot, posts: Posts) -> None:
    words = words_of("データセンター 投資")
    matches = snapshot.search(all_of(words))
    forms = [Form(word) for word in words]
    for key in matches.keys[matches.scores.argsort()[-20:]].tolist():
        title, text = posts[key]
        assert find_all(forms, title) or find_all(forms, text)
