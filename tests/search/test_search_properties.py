"""Whatever is written in the search field, the index finds what reading every post finds."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reader.search import index as index_module
from reader.search import snapshot as snapshot_module
from reader.search import sorting
from reader.search.aliases import Aliases, Group
from reader.search.index import SearchIndex
from reader.search.model import Form
from reader.search.parsing import parse
from reader.search.query import And, Filter, Node, Not, Or, Word
from reader.search.scan import Scanned, scan
from reader.search.snapshot import Snapshot
from reader.text.normal import normalise

EXAMPLES, QUERIES = 250, 20
"""So many times so many queries are 5,000."""

ALIASES = Aliases([Group("ab", "", ("ab", "推論", "b1"))])
SIGNS = 'abAB1,０推論電力サーバーｰ \u3000\n𠮷😀か\u3099…-"()\0\ud800'
TAGS = ("電力", "ai", "")
TEXTS = st.text(st.sampled_from(SIGNS), max_size=40)
POSTS = st.tuples(TEXTS, TEXTS, st.sampled_from(TAGS), TEXTS)
PUTS = st.tuples(st.integers(0, 7), POSTS)
BATCHES = st.lists(st.lists(PUTS | st.integers(0, 7), min_size=1, max_size=5), max_size=4)
PARTS = (
    'ab|AB|推論|電力|サーバー|１| | OR | -|(|)|"|title:|本文:|note:|tag:電力|tag:|is:read|*|\\|[a'
)
TOKENS = st.sampled_from([*SIGNS, *PARTS.split("|")])
TYPED = st.lists(
    st.lists(TOKENS, max_size=7).map("".join) | st.text(max_size=12),
    min_size=QUERIES,
    max_size=QUERIES,
)


@dataclass(frozen=True)
class Post:
    title: str
    text: str
    tag: str
    note: str

    @classmethod
    def of(cls, written: tuple[str, str, str, str]) -> "Post":
        title, text, tag, note = written
        return cls(normalise(title), normalise(text), tag, normalise(note))

    def passes(self, wanted: Filter) -> bool:
        return wanted.name == "tag" and self.tag in wanted.values

    def noted(self, word: Word) -> bool:
        return any(stands(form, self.note) for form in word.forms)


@dataclass(frozen=True)
class Around:
    """What the index is told about its documents."""

    posts: Mapping[int, Post]
    keys: Sequence[int]

    def filter(self, wanted: Filter) -> NDArray[np.bool_]:
        return self._each(lambda post: post.passes(wanted))

    def noted(self, word: Word) -> NDArray[np.bool_] | None:
        held = self._each(lambda post: post.noted(word))
        return held if held.any() else None

    def _each(self, test: Callable[[Post], bool]) -> NDArray[np.bool_]:
        return np.array([k in self.posts and test(self.posts[k]) for k in self.keys], np.bool_)


def stands(form: Form, text: str) -> bool:
    before = "(?<![a-z0-9])" if form.whole and re.match("[a-z0-9]", form.text) else ""
    after = "(?![a-z0-9])" if form.whole and re.search("[a-z0-9]$", form.text) else ""
    return bool(re.search(before + re.escape(form.text) + after, text))


def wanted(query: Node, post: Post) -> bool:
    if isinstance(query, Word):
        places = {"title": [post.title], "text": [post.text], "note": [post.note]}
        texts = places.get(query.place) or [post.title, post.text, post.note]
        return any(stands(form, text) for form in query.forms for text in texts)
    if isinstance(query, Filter):
        return post.passes(query)
    if isinstance(query, Not):
        return not wanted(query.part, post)
    found = [wanted(part, post) for part in query.parts]
    return all(found) if isinstance(query, And) else any(found)


def index_of(folder: Path, batches: Sequence[Sequence[object]]) -> tuple[Snapshot, dict[int, Post]]:
    """An index after all these changes, with merges in between, and what should be in it."""
    posts: dict[int, Post] = {}
    index = SearchIndex(folder / "index", "1")
    for changes in batches:
        with index.batch() as batch:
            for change in changes:
                if isinstance(change, tuple):
                    key, written = change
                    batch.put(key, written[0], written[1])
                    posts[key] = Post.of(written)
                elif isinstance(change, int):
                    batch.delete(change)
                    posts.pop(change, None)
        index.tidy()
    return index.snapshot(), posts


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(BATCHES, TYPED)
def test_a_typed_query_finds_what_reading_finds(
    tmp_path_factory: pytest.TempPathFactory,
    batches: list[list[object]],
    typed: list[str],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "MANY_SEGMENTS", 2)
        # Short as they are, the texts go every way that long ones go.
        patch.setattr(sorting, "_FREQUENT", 64)
        patch.setattr(snapshot_module, "_FEW", 2)
        check_queries(tmp_path_factory.mktemp("index"), batches, typed)


def check_queries(folder: Path, batches: Sequence[Sequence[object]], typed: Sequence[str]) -> None:
    snapshot, posts = index_of(folder, batches)
    around = Around(posts, snapshot.document_keys.tolist())
    for text in typed:
        query = parse(text, ALIASES).query
        if query is None:
            continue
        truth = {key for key, post in posts.items() if wanted(query, post)}
        matches = snapshot.search(query, around)
        assert set(matches.keys.tolist()) == truth, (text, query)
        assert len(matches.keys) == len(matches.scores) == len(truth)
        assert set(matches.best(len(truth)).tolist()) == truth
        scanned = {
            key
            for key, post in posts.items()
            if scan(query, Scanned(post.title, post.text, post)) is not None
        }
        assert scanned == truth, (text, query)


def test_a_score_counts_every_part_that_matches(tmp_path: Path) -> None:
    changes: list[object] = [
        (1, ("題", "電力", "", "")),
        (2, ("題", "電力 推論", "", "")),
        (3, ("電力", "推論", "", "")),
        (4, ("題", "ほか", "", "")),
    ]
    snapshot, _ = index_of(tmp_path, [changes])
    power, inference = Word((Form("電力"),)), Word((Form("推論"),))
    matches = snapshot.search(Or((power, inference)))
    assert matches.best(2).tolist() == [3, 2]
    both = dict(zip(matches.keys.tolist(), matches.scores.tolist(), strict=True))
    alone = snapshot.search(power)
    points = dict(zip(alone.keys.tolist(), alone.scores.tolist(), strict=True))
    assert both[1] == pytest.approx(points[1])
    assert both[2] > points[2]
