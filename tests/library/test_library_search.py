import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reader.library import Library, building
from reader.search.model import Form, Highlights
from reader.search.query import words_of
from reader.text.normal import normalise

QUERIES = ("推論コスト", "データセンター投資", "AI", "電力 契約", "1000億", "ｈｂｍ", "ない言葉")

FORMS = (Form("投資"),)


@pytest.fixture(scope="module")
def sample(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    base = tmp_path_factory.mktemp("sample")
    with closing(Library.open(sample_root, base / "data", base / "cache")) as library:
        library.refresh()
        yield library


def by_brute_force(library: Library, query: str) -> set[str]:
    """Every post whose canonical text or title holds every word, both in normal form."""
    words = words_of(query)
    texts = {
        row.id: (normalise(row.title), normalise(library.article(row.id).text))
        for row in library.posts()
    }
    return {
        post_id
        for post_id, (title, text) in texts.items()
        if all(word in title or word in text for word in words)
    }


@pytest.mark.parametrize("query", QUERIES)
def test_search_finds_what_brute_force_finds(sample: Library, query: str) -> None:
    result = sample.search(query)
    assert set(result.post_ids) == by_brute_force(sample, query)
    assert (result.total, result.exact) == (len(result.post_ids), True)
    assert result.warnings == ()


@pytest.mark.parametrize("query", QUERIES)
def test_search_finds_the_same_before_anything_is_indexed(
    sample: Library, sample_root: Path, tmp_path: Path, query: str
) -> None:
    with closing(Library.open(sample_root, tmp_path / "d", tmp_path / "c")) as library:
        library.catch_up()
        assert not any(row.built for row in library.posts())
        assert set(library.search(query).post_ids) == by_brute_force(sample, query)


def test_search_finds_the_same_while_the_index_is_being_built(
    sample: Library, sample_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 10)
    totals: list[tuple[int, int]] = []
    with closing(Library.open(sample_root, tmp_path / "d", tmp_path / "c")) as library:

        def count(_: int) -> None:
            if len(library.posts()) == len(sample.posts()):
                built = sum(row.built for row in library.posts())
                totals.append((built, library.search("推論コスト").total))

        library.refresh(committed=count)
    assert len({built for built, _ in totals}) > 2
    assert {total for _, total in totals} == {sample.search("推論コスト").total}


def test_posts_that_are_not_indexed_yet_are_named_in_a_warning(library: Library) -> None:
    library.catch_up()
    result = library.search("推論コスト")
    assert [(w.key, dict(w.facts)) for w in result.warnings] == [("search-scanned", {"count": 3})]


def test_a_changed_file_is_found_by_its_new_text_before_it_is_indexed(
    indexed: Library, folder: Path
) -> None:
    (folder / "2026-03-01-alpha.md").write_text("水冷の設備", encoding="utf-8")
    indexed.catch_up()
    assert indexed.search("水冷").post_ids == ("2026-03-01-alpha",)
    assert indexed.search("電力の契約").total == 0


def test_a_lost_index_is_no_reason_to_find_less(indexed: Library) -> None:
    shutil.rmtree(indexed.places.index)
    assert set(indexed.search("推論コスト").post_ids) == {"2026-03-01-alpha", "2026-03-02-beta"}


def test_an_unread_file_makes_the_total_inexact(library: Library, folder: Path) -> None:
    library.catch_up()
    (folder / "2026-03-01-alpha.md").unlink()
    result = library.search("投資")
    assert not result.exact
    assert ("search-unread", {"count": 1}) in [(w.key, dict(w.facts)) for w in result.warnings]


@pytest.mark.parametrize("query", ["", "  ", "\u3000"])
def test_no_words_find_nothing(indexed: Library, query: str) -> None:
    assert indexed.search(query).total == 0


def test_words_are_joined_by_and(indexed: Library) -> None:
    assert indexed.search("推論 電力").post_ids == ("2026-03-01-alpha",)


def test_a_page_has_the_hits_of_its_place(sample: Library) -> None:
    all_ids = sample.search("投資").post_ids
    page = sample.search("投資", limit=3, offset=2)
    assert [hit.post_id for hit in page.hits] == list(all_ids[2:5])
    assert page.total == len(all_ids)


def test_hits_by_date_are_newest_first(sample: Library) -> None:
    days = {row.id: row.day for row in sample.posts()}
    found = [days[post_id] for post_id in sample.search("投資", sort="date").post_ids]
    assert found == sorted(found, reverse=True)


def test_relevance_falls(sample: Library) -> None:
    scores = [hit.score for hit in sample.search("投資").hits]
    assert scores == sorted(scores, reverse=True)


def test_search_among_posts_finds_only_those(sample: Library) -> None:
    some = sample.search("投資").post_ids[1:4]
    assert set(sample.search("投資", among=some).post_ids) == set(some)
    assert sample.search("投資", among=[]).total == 0


def test_snippets_show_the_words(indexed: Library) -> None:
    hit = indexed.search("電力").hits[0]
    snippet = hit.snippets[0]
    assert [snippet.text[start:end] for start, end in snippet.marks] == ["電力"]


def test_snippets_of_some_posts_come_by_id(indexed: Library) -> None:
    hits = indexed.snippets(["2026-03-02-beta", "unknown"], Highlights(FORMS, FORMS))
    assert list(hits) == ["2026-03-02-beta"]
    assert hits["2026-03-02-beta"].title_marks == ((2, 4),)


def test_hits_in_an_article_are_spans_of_its_text(indexed: Library) -> None:
    text = indexed.article("2026-03-02-beta").text
    spans = indexed.hits_in("2026-03-02-beta", [Form("推論コスト")])
    assert [text[start:end] for start, end in spans] == ["推論コスト"]
