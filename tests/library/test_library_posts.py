import threading
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import UserError
from reader.library import Library


@pytest.mark.parametrize(
    "name",
    ["2026-03-01-alpha", "2026-03-01-alpha.md", "甲の決算"],
)
def test_a_post_is_found_by_id_name_and_title(indexed: Library, name: str) -> None:
    assert indexed.find(name).id == "2026-03-01-alpha"


@pytest.mark.parametrize("name", ["deep/2026-03-03-gamma", "2026-03-03-gamma.md"])
def test_a_post_in_a_folder_is_found_by_path_and_by_name(indexed: Library, name: str) -> None:
    assert indexed.find(name).path == "deep/2026-03-03-gamma.md"


def test_a_post_is_found_by_the_full_path_of_its_file(indexed: Library, folder: Path) -> None:
    assert indexed.find(str(folder / "2026-03-01-alpha.md")).id == "2026-03-01-alpha"


def test_an_unknown_post_is_a_users_error(indexed: Library) -> None:
    with pytest.raises(UserError, match="post-missing"):
        indexed.find("unknown")


def test_a_name_of_two_posts_names_them(indexed: Library, folder: Path) -> None:
    (folder / "deep" / "2026-03-01-alpha.md").write_text("# 甲の決算\n\n別の文", encoding="utf-8")
    indexed.refresh()
    with pytest.raises(UserError, match="post-ambiguous") as caught:
        indexed.find("甲の決算")
    assert caught.value.facts["count"] == 2


def test_the_article_is_that_of_the_present_file(indexed: Library, folder: Path) -> None:
    (folder / "2026-03-01-alpha.md").write_text("あたらしい文", encoding="utf-8")
    shown = indexed.show("2026-03-01-alpha")
    assert (shown.article.text, shown.notice) == ("あたらしい文", None)


def test_an_article_can_be_read_before_it_is_indexed(library: Library) -> None:
    library.catch_up()
    assert library.article("2026-03-01-alpha").text.startswith("推論コスト")


def test_an_article_whose_file_is_gone_is_the_stored_one(indexed: Library, folder: Path) -> None:
    (folder / "2026-03-01-alpha.md").unlink()
    shown = indexed.show("2026-03-01-alpha")
    assert shown.article.text.startswith("推論コスト")
    assert shown.notice
    assert shown.notice.key == "post-kept"


def test_a_file_that_is_gone_and_was_never_built_cannot_be_shown(
    library: Library, folder: Path
) -> None:
    library.catch_up()
    (folder / "2026-03-01-alpha.md").unlink()
    with pytest.raises(UserError, match="post-unreadable"):
        library.show("2026-03-01-alpha")


def test_an_unknown_post_cannot_be_shown(indexed: Library) -> None:
    with pytest.raises(UserError, match="post-missing"):
        indexed.show("unknown")


def test_a_post_has_its_body(indexed: Library) -> None:
    assert "電力の契約は続く。" in indexed.post("2026-03-01-alpha").body


def test_categories_come_with_their_numbers(indexed: Library) -> None:
    assert indexed.categories() == [("投資", 3)]


def test_links_lead_to_posts_by_name(indexed: Library) -> None:
    resolve = indexed.resolve_link
    assert resolve("/2026/03/01/alpha/", "2026-03-02-beta.md") == "2026-03-01-alpha"
    assert resolve("nowhere.md", "2026-03-02-beta.md") is None


def test_links_follow_a_renamed_post(indexed: Library, folder: Path) -> None:
    assert indexed.resolve_link("x.md", "2026-03-02-beta.md") is None
    (folder / "2026-03-01-alpha.md").rename(folder / "x.md")
    indexed.refresh()
    assert indexed.resolve_link("x.md", "2026-03-02-beta.md") == "2026-03-01-alpha"


def test_an_image_is_a_file_of_the_collection(indexed: Library, folder: Path) -> None:
    (folder / "a.png").write_bytes(b"png")
    (folder / "pictures.md").write_text("![図](a.png)", encoding="utf-8")
    indexed.refresh()
    assert indexed.image_file(indexed.article("pictures"), 0) == (folder / "a.png").resolve()
    assert indexed.image_file(indexed.article("pictures"), 1) is None


def test_an_annotation_is_made_by_its_words(indexed: Library) -> None:
    made = indexed.annotate("2026-03-01-alpha", "電力", color="green", note="見る", tags=["要確認"])
    assert (made.quote, made.color, made.note, made.tags) == ("電力", "green", "見る", ("要確認",))
    [noted] = indexed.annotations()
    assert (noted.annotation, noted.title) == (made, "甲の決算")


@pytest.mark.parametrize(
    ("quote", "copy", "color", "key"),
    [
        ("ない文", 1, "yellow", "quote-missing"),
        ("", 1, "yellow", "quote-missing"),
        ("電力", 2, "yellow", "copy-missing"),
        ("電力", 1, "brown", "color-unknown"),
    ],
)
def test_an_annotation_that_cannot_be_made_says_why(
    indexed: Library, quote: str, copy: int, color: str, key: str
) -> None:
    with pytest.raises(UserError, match=key):
        indexed.annotate("2026-03-01-alpha", quote, copy, color=color)


def test_the_copy_that_is_asked_for_is_marked(indexed: Library, folder: Path) -> None:
    (folder / "twice.md").write_text("電力が足りない。\n\n電力が足りない。", encoding="utf-8")
    indexed.refresh()
    first, second = (indexed.annotate("twice", "電力が足りない。", copy) for copy in (1, 2))
    assert (first.start, second.start) == (0, 9)


def test_annotations_are_found_by_words_of_note_quote_tag_and_title(indexed: Library) -> None:
    indexed.annotate("2026-03-01-alpha", "電力", note="反証を見る", tags=["要確認"])
    indexed.annotate("2026-03-02-beta", "投資")
    for words in ("反証", "電力 要確認", "甲の決算"):
        assert [n.annotation.post_id for n in indexed.annotations(words)] == ["2026-03-01-alpha"]


def test_asking_for_annotations_makes_no_file(indexed: Library) -> None:
    assert indexed.annotations() == []
    assert not indexed.places.notes.exists()


def test_two_libraries_see_the_same(indexed: Library, folder: Path) -> None:
    with closing(Library.open(folder)) as other:
        assert other.posts() == indexed.posts()
        (folder / "new.md").write_text("水冷", encoding="utf-8")
        indexed.refresh()
        assert "new" in {row.id for row in other.posts()}
        assert other.search("水冷").post_ids == ("new",)


def test_many_threads_may_read_at_the_same_time(indexed: Library) -> None:
    totals: list[int] = []

    def work() -> None:
        for _ in range(5):
            indexed.article("2026-03-01-alpha")
            totals.append(indexed.search("推論コスト").total)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [2] * 20
