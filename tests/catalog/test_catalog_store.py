import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from reader.article.model import (
    TEXT_VERSION,
    Article,
    Block,
    Fold,
    Heading,
    Line,
    Link,
    Near,
    RelatedSection,
)
from reader.catalog import store
from reader.catalog.store import Built, Catalog, Listed
from reader.collection.post import JAPAN, Post, Problem
from reader.text.storing import text_hash


def post(post_id: str, day: int = 1, **facts: object) -> Post:
    date = datetime(2026, 3, day, 9, 30, tzinfo=JAPAN)
    plain = Post(
        post_id, f"{post_id}.md", f"題 {post_id}", date, ("投資",), ("電力",), "著者", "要約", ""
    )
    return replace(plain, **facts)  # type: ignore[arg-type]  # the facts are fields of Post


def listed(a_post: Post, digest: str = "h1") -> Listed:
    return Listed(a_post, digest, 10, 20, a_post.path.encode())


def article(post_id: str, text: str = "本文") -> Article:
    blocks = (Block(0, len(text), "paragraph"),)
    heading, fold = (Heading(0, 1, 2, "本"),), (Fold(0, 1, "repeat", 1, 1),)
    links, images = (Link(0, 1, "a.md"),), ("assets/a.png",)
    lines, nears = (Line(0, len(text), "paragraph"),), (Near(1, 2, 0, 1),)
    return Article(
        post_id,
        f"<p>{text}</p>",
        text,
        blocks,
        heading,
        fold,
        links,
        images,
        2.5,
        1.5,
        lines,
        nears,
        RelatedSection(0, 1, links),
    )


def key_of(catalog: Catalog, post_id: str) -> int:
    return catalog.known()[post_id].key


def build(catalog: Catalog, post_id: str, digest: str = "h1", text: str = "本文") -> None:
    catalog.set_built([Built.of(key_of(catalog, post_id), digest, article(post_id, text))])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "catalog.sqlite3"


@pytest.fixture
def catalog(path: Path) -> Iterator[Catalog]:
    with closing(Catalog(path)) as opened:
        yield opened


def test_a_listed_post_is_a_row(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a"))])
    [row] = catalog.rows()
    assert (row.id, row.path, row.title, row.day) == ("a", "a.md", "題 a", "2026-03-01")
    assert (row.date, row.author, row.excerpt) == ("2026-03-01T09:30:00+09:00", "著者", "要約")
    assert (row.categories, row.tags, row.built) == (("投資",), ("電力",), False)


def test_rows_are_newest_first_and_undated_last(catalog: Catalog) -> None:
    undated = post("none", date=None)
    catalog.set_listed([listed(undated), listed(post("old", 1)), listed(post("new", 9))])
    assert [row.id for row in catalog.rows()] == ["new", "old", "none"]


def test_an_article_comes_back_as_it_was(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a"))])
    build(catalog, "a", text="本文\n二段落 😀")
    assert catalog.article("a") == article("a", "本文\n二段落 😀")
    assert catalog.text("a") == "本文\n二段落 😀"


def test_a_built_post_has_the_minutes_of_its_article(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a"))])
    build(catalog, "a")
    assert [(row.minutes, row.built) for row in catalog.rows()] == [(1.5, True)]


def test_a_built_post_has_the_name_of_its_text(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a"))])
    assert [row.text_hash for row in catalog.rows()] == [""]
    build(catalog, "a", text="前の本文")
    assert [row.text_hash for row in catalog.rows()] == [text_hash("前の本文")]
    catalog.set_listed([listed(post("a"), "h2")])
    assert [row.text_hash for row in catalog.rows()] == [""]
    build(catalog, "a", "h2", text="本文")
    assert [row.text_hash for row in catalog.rows()] == [text_hash("本文")]


def test_a_post_without_an_excerpt_is_shown_with_its_beginning(catalog: Catalog) -> None:
    catalog.set_listed([listed(replace(post("a"), excerpt=""))])
    build(catalog, "a", text="一行目。\n二行目。")
    assert [row.excerpt for row in catalog.rows()] == ["一行目。 二行目。"]


def test_an_excerpt_of_the_author_stays(catalog: Catalog) -> None:
    catalog.set_listed([listed(replace(post("a"), excerpt="要約"))])
    build(catalog, "a", text="本文。")
    assert [row.excerpt for row in catalog.rows()] == ["要約"]


def test_texts_are_those_that_are_stored(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a")), listed(post("b"))])
    build(catalog, "b", text="乙")
    keys = [key_of(catalog, "a"), key_of(catalog, "b")]
    assert dict(catalog.texts(keys)) == {keys[1]: "乙"}


def test_what_is_not_built_is_pending_newest_first(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a", 1)), listed(post("b", 3)), listed(post("c", 2))])
    build(catalog, "c")
    assert [known.id for known in catalog.pending()] == ["b", "a"]


@pytest.mark.parametrize(
    ("again", "pending"),
    [
        (listed(post("a")), False),
        (listed(post("a"), "h2"), True),
        (listed(post("a", path="moved/a.md")), True),
    ],
    ids=["same", "changed", "moved"],
)
def test_listing_again_makes_pending_what_is_different(
    catalog: Catalog, again: Listed, pending: bool
) -> None:
    catalog.set_listed([listed(post("a"))])
    build(catalog, "a")
    catalog.set_listed([again])
    assert bool(catalog.pending()) is pending


def test_a_post_keeps_its_key_when_it_is_listed_again(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a")), listed(post("b"))])
    before = key_of(catalog, "a")
    catalog.set_listed([listed(post("a", path="x.md"), "h2")])
    assert key_of(catalog, "a") == before


def test_a_key_is_never_used_again(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a"))])
    before = key_of(catalog, "a")
    catalog.remove([before])
    catalog.set_listed([listed(post("b"))])
    assert key_of(catalog, "b") > before


def test_a_removed_post_leaves_nothing(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a", problems=(Problem("a.md", "nul", "1", 3),)))])
    build(catalog, "a")
    catalog.remove([key_of(catalog, "a")])
    assert (catalog.rows(), catalog.article("a"), catalog.problems()) == ([], None, [])


def test_touching_changes_size_and_time_only(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a"))])
    build(catalog, "a")
    catalog.touch([replace(catalog.known()["a"], size=11, mtime_ns=21)])
    known = catalog.known()["a"]
    assert (known.size, known.mtime_ns, known.content_hash) == (11, 21, "h1")
    assert catalog.pending() == []


def test_problems_of_a_post_are_replaced_when_it_is_listed_again(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a", problems=(Problem("a.md", "nul", "1", 3),)))])
    catalog.set_listed([listed(post("a", problems=(Problem("a.md", "body-empty"),)), "h2")])
    assert catalog.problems() == [Problem("a.md", "body-empty")]


def test_problems_of_the_folder_are_replaced_by_each_listing(catalog: Catalog) -> None:
    catalog.finish_listing([Problem("x.md", "unreadable", "no")])
    catalog.finish_listing([Problem("y.md", "unreadable", "no")])
    assert [problem.path for problem in catalog.problems()] == ["y.md"]
    assert catalog.stamp().listed


def test_a_fault_of_building_is_listed_once(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a"))])
    fault = (Problem("a.md", "unbuilt", "ValueError"),)
    for _ in range(2):
        catalog.set_built([Built.of(key_of(catalog, "a"), "h1", article("a"), fault)])
    assert catalog.problems() == list(fault)


def test_every_write_changes_the_stamp_and_no_read_does(catalog: Catalog) -> None:
    before = catalog.stamp()
    catalog.rows()
    assert catalog.stamp() == before
    catalog.set_listed([listed(post("a"))])
    assert catalog.stamp() != before


def test_half_a_surrogate_pair_is_stored_as_a_sign(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a", title="題\ud83d", tags=("\ud83d",)))])
    assert catalog.rows()[0].title == "題?"


def test_what_was_written_is_there_at_the_next_start(path: Path) -> None:
    with closing(Catalog(path)) as first:
        first.set_listed([listed(post("a"))])
        stamp = first.stamp()
    with closing(Catalog(path)) as second:
        assert second.stamp() == stamp
        assert [row.id for row in second.rows()] == ["a"]


def test_a_failed_write_leaves_nothing(catalog: Catalog) -> None:
    broken = listed(post("b", title=None))
    with pytest.raises(AttributeError):
        catalog.set_listed([listed(post("a")), broken])
    assert catalog.rows() == []


def damage_header(path: Path) -> None:
    path.write_bytes(b"not a database at all, but long enough" * 100)


def damage_number(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def damage_tables(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE articles")


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize("damage", [damage_header, damage_number, damage_tables, cut_off])
def test_a_file_that_is_no_catalog_is_moved_aside_for_a_new_one(
    path: Path, damage: Callable[[Path], None]
) -> None:
    with closing(Catalog(path)) as first:
        first.set_listed([listed(post("a"))])
        generation = first.stamp().generation
    damage(path)
    with closing(Catalog(path)) as second:
        assert second.rows() == []
        assert second.stamp().generation != generation
    assert path.with_suffix(".damaged.sqlite3").exists()


def test_an_open_catalog_follows_when_its_file_is_replaced(path: Path) -> None:
    with closing(Catalog(path)) as reader, closing(Catalog(path)) as writer:
        reader.rows()
        writer.renew()
        writer.set_listed([listed(post("new"))])
        assert [row.id for row in reader.rows()] == ["new"]


def test_reading_goes_on_while_another_writes(path: Path) -> None:
    with closing(Catalog(path)) as reader, closing(sqlite3.connect(path)) as writer:
        reader.set_listed([listed(post("a"))])
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM posts")
        assert [row.id for row in reader.rows()] == ["a"]
        writer.rollback()


def test_another_text_version_drops_all_articles(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Catalog(path)) as first:
        first.set_listed([listed(post("a"))])
        build(first, "a")
    monkeypatch.setattr(store, "TEXT_VERSION", TEXT_VERSION + 1)
    with closing(Catalog(path)) as second:
        assert second.article("a") is None
        assert [known.id for known in second.pending()] == ["a"]


def test_forgetting_files_keeps_ids_and_keys(catalog: Catalog) -> None:
    catalog.set_listed([listed(post("a"))])
    build(catalog, "a")
    before = key_of(catalog, "a")
    catalog.forget_files()
    assert (key_of(catalog, "a"), catalog.article("a")) == (before, None)
    assert [known.size for known in catalog.pending()] == [-1]
