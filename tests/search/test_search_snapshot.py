import math
from pathlib import Path

import numpy as np
import pytest

from reader.search import snapshot as snapshot_module
from reader.search import sorting
from reader.search.index import SearchIndex
from reader.search.model import Form
from reader.search.query import And, Filter, Not, Or, Word
from reader.search.ranking import (
    BODY_SLOPE,
    BODY_WEIGHT,
    SATURATION,
    TITLE_SLOPE,
    TITLE_WEIGHT,
)
from reader.search.snapshot import Matches, Snapshot

POWER, COST = Word((Form("電力"),)), Word((Form("コスト"),))
POSTS = [
    ("電力の話", "電力と推論" * 40),
    ("題", "コスト" * 30 + "電力"),
    ("電力とコスト", "ほかの話" * 9),
    ("題", "ここにはない" * 50),
    ("消す記事の電力", "電力"),
]


@pytest.fixture(params=["few", "counted", "grams"])
def snapshot(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Snapshot:
    """The posts but for the last one, which was deleted, searched in each of three ways."""
    monkeypatch.setattr(snapshot_module, "_FEW", 1000 if request.param == "few" else 0)
    monkeypatch.setattr(sorting, "_FREQUENT", 64 if request.param == "grams" else 4096)
    index = SearchIndex(tmp_path / "index", "1")
    with index.batch() as batch:
        for key, (title, text) in enumerate(POSTS):
            batch.put(key, title, text)
    with index.batch() as batch:
        batch.delete(len(POSTS) - 1)
    return index.snapshot()


def bm25(word: str, post: tuple[str, str]) -> float:
    """The score by the book; lengths are compared with those of all posts, deleted ones too."""
    score = 0.0
    for field, (weight, slope) in enumerate(
        ((TITLE_WEIGHT, TITLE_SLOPE), (BODY_WEIGHT, BODY_SLOPE))
    ):
        mean = sum(len(every[field]) for every in POSTS) / len(POSTS)
        living = POSTS[:-1]
        holders = sum(word in every[field] for every in living)
        idf = math.log(1 + (len(living) - holders + 0.5) / (holders + 0.5))
        count = post[field].count(word)
        norm = SATURATION * (1 - slope + slope * len(post[field]) / mean)
        score += weight * idf * count / (count + norm)
    return score


def scores_of(matches: Matches) -> dict[int, float]:
    return dict(zip(matches.keys.tolist(), matches.scores.tolist(), strict=True))


def test_a_word_is_scored_as_the_book_says(snapshot: Snapshot) -> None:
    expected = {key: bm25("電力", POSTS[key]) for key in (0, 1, 2)}
    assert scores_of(snapshot.search(POWER)) == pytest.approx(expected, rel=1e-5)


def test_the_scores_of_all_words_add_up(snapshot: Snapshot) -> None:
    expected = {key: bm25("電力", POSTS[key]) + bm25("コスト", POSTS[key]) for key in (1, 2)}
    assert scores_of(snapshot.search(And((POWER, COST)))) == pytest.approx(expected, rel=1e-5)


def test_a_part_that_does_not_match_adds_nothing(snapshot: Snapshot) -> None:
    neither = And((POWER, Word((Form("ここに"),))))
    expected = {key: bm25("コスト", POSTS[key]) for key in (1, 2)}
    assert scores_of(snapshot.search(Or((neither, COST)))) == pytest.approx(expected, rel=1e-5)


def test_a_word_can_be_looked_for_in_titles_alone(snapshot: Snapshot) -> None:
    assert set(scores_of(snapshot.search(Word((Form("電力"),), "title")))) == {0, 2}
    assert set(scores_of(snapshot.search(Word((Form("電力"),), "text")))) == {0, 1}
    assert set(scores_of(snapshot.search(Word((Form("電力"),), "note")))) == set()


def test_posts_that_a_word_is_not_in_score_nothing(snapshot: Snapshot) -> None:
    assert scores_of(snapshot.search(Not(POWER))) == {3: 0.0}


def test_no_parts_are_every_post_or_none(snapshot: Snapshot) -> None:
    assert scores_of(snapshot.search(And(()))) == dict.fromkeys(range(4), 0.0)
    assert scores_of(snapshot.search(Or(()))) == {}


def test_without_what_is_known_of_the_posts_a_filter_lets_none_pass(snapshot: Snapshot) -> None:
    assert scores_of(snapshot.search(Filter("tag", ("電力",)))) == {}


@pytest.mark.parametrize("count", [10, 3000])
def test_among_equals_the_first_posts_are_the_best(count: int) -> None:
    scores = np.ones(count, np.float32)
    scores[[count // 2, count - 1]] = 2, 3
    best = Matches(np.arange(count), scores).best(5)
    assert best.tolist() == [count - 1, count // 2, 0, 1, 2]
