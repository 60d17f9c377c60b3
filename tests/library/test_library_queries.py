import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.article.model import Article
from reader.catalog.store import PostRow
from reader.library import Completion, Library
from reader.text.normal import normalise

Wanted = Callable[["Text"], bool]
ISSUE_QUERY = "グーグル データセンター -クラウド after:2025-10 title:投資"


@dataclass(frozen=True)
class Text:
    """A post as a brute-force search reads it: its row, its title and text in normal form."""

    row: PostRow
    title: str
    text: str

    def has(self, word: str) -> bool:
        return word in self.title or word in self.text

    def has_whole(self, word: str) -> bool:
        pattern = rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])"
        return bool(re.search(pattern, self.title) or re.search(pattern, self.text))

    def names_google(self) -> bool:
        return self.has("グーグル") or any(map(self.has_whole, ("google", "alphabet", "googl")))


@pytest.fixture(scope="module")
def sample(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    base = tmp_path_factory.mktemp("sample")
    with closing(Library.open(sample_root, base / "data", base / "cache")) as library:
        library.refresh()
        yield library


@pytest.fixture(scope="module")
def texts(sample: Library) -> list[Text]:
    def text(row: PostRow, article: Article) -> Text:
        return Text(row, normalise(row.title), normalise(article.text))

    return [text(row, sample.article(row.id)) for row in sample.posts()]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("グーグル", Text.names_google),
        ('"グーグル"', lambda post: post.has("グーグル")),
        ("推論 OR 電力", lambda post: post.has("推論") or post.has("電力")),
        ("推論 -電力", lambda post: post.has("推論") and not post.has("電力")),
        ("-(推論 OR 電力)", lambda post: not post.has("推論") and not post.has("電力")),
        ("サーバー", lambda post: post.has("サーバ")),
        ('"サーバー"', lambda post: post.has("サーバー")),
        ("title:投資", lambda post: "投資" in post.title),
        ("本文:投資", lambda post: "投資" in post.text),
        ("tag:電力", lambda post: "電力" in post.row.tags),
        ("after:2025-10", lambda post: post.row.day >= "2025-10"),
        ("before:2025-12 投資", lambda post: "" < post.row.day < "2025-12" and post.has("投資")),
        ("date:2025-11", lambda post: post.row.day.startswith("2025-11")),
        ("is:read", lambda _: False),
        ("is:unread 投資", lambda post: post.has("投資")),
        ("is:annotated", lambda _: False),
        (
            ISSUE_QUERY,
            lambda post: (
                post.names_google()
                and post.has("データセンター")
                and not post.has("クラウド")
                and post.row.day >= "2025-10"
                and "投資" in post.title
            ),
        ),
    ],
)
def test_a_query_finds_what_brute_force_finds(
    sample: Library, texts: list[Text], query: str, wanted: Wanted
) -> None:
    expected = {text.row.id for text in texts if wanted(text)}
    assert set(sample.search(query).post_ids) == expected


@pytest.mark.parametrize("query", ["グーグル -クラウド", "title:投資 OR tag:電力", "サーバー"])
def test_the_same_is_found_before_anything_is_indexed(
    sample: Library, sample_root: Path, tmp_path: Path, query: str
) -> None:
    with closing(Library.open(sample_root, tmp_path / "d", tmp_path / "c")) as library:
        library.catch_up()
        assert set(library.search(query).post_ids) == set(sample.search(query).post_ids)


def test_what_one_has_done_can_be_asked_for(indexed: Library) -> None:
    alpha, beta = "2026-03-01-alpha", "2026-03-02-beta"
    notes = indexed.notes
    notes.set_read(alpha, True, text=indexed.article(alpha).text)
    notes.set_starred(beta, True)
    indexed.annotate(beta, "推論コスト", color="blue", note="決算で確認", tags=["リスク"])

    def found(query: str) -> set[str]:
        return set(indexed.search(query).post_ids)

    assert found("is:read") == {alpha}
    assert alpha not in found("is:unread")
    assert found("is:starred") == found("is:annotated") == found("color:青") == {beta}
    assert found("note:確認") == found("メモ:リスク") == found("決算で確認") == {beta}
    assert found("note:投資") == found("color:黄") == found("is:changed") == set()
    assert found("推論コスト -is:annotated") == {alpha}


def test_a_note_that_matches_is_shown_with_its_post(indexed: Library) -> None:
    made = indexed.annotate("2026-03-02-beta", "推論コスト", note="電力の決算で確認")
    hit = indexed.search("note:確認").hits[0]
    (note,) = hit.notes
    assert (note.annotation_id, note.quote.text, note.note.marks) == (
        made.id,
        "推論コスト",
        ((6, 8),),
    )
    assert indexed.search("投資").hits[0].notes == ()


def test_a_text_that_changed_since_it_was_read_is_found(indexed: Library, folder: Path) -> None:
    alpha = "2026-03-01-alpha"
    indexed.notes.set_read(alpha, True, text=indexed.article(alpha).text)
    assert indexed.search("is:changed").total == 0
    path = folder / f"{alpha}.md"
    path.write_text(path.read_text("utf-8") + "\n\n書き足した文。\n", encoding="utf-8")
    indexed.refresh()
    assert indexed.search("is:changed").post_ids == (alpha,)


def test_odd_files_are_found(sample: Library) -> None:
    paths = {problem.path for problem in sample.problems()}
    expected = {row.id for row in sample.posts() if row.path in paths}
    assert set(sample.search("is:problem").post_ids) == expected
    assert expected


def test_facets_count_all_that_was_found(sample: Library) -> None:
    result = sample.search("投資", limit=1)
    rows = [row for row in sample.posts() if row.id in result.post_ids]
    months = [month for month, _ in result.facets.months]
    assert months == sorted(months)
    assert sum(count for _, count in result.facets.months) == sum(bool(row.day) for row in rows)
    for name, count in result.facets.categories:
        assert count == sum(name in row.categories for row in rows)
    assert dict(result.facets.tags).keys() == {tag for row in rows for tag in row.tags}


def test_a_part_that_is_not_understood_leaves_the_rest(indexed: Library) -> None:
    result = indexed.search("電力 date:きのう")
    assert [hint.key for hint in result.hints] == ["query-date"]
    assert result.post_ids == indexed.search("電力").post_ids


def test_a_query_of_which_nothing_is_understood_finds_nothing(indexed: Library) -> None:
    result = indexed.search("date:きのう OR")
    assert result.total == 0
    assert {hint.key for hint in result.hints} == {"query-date", "query-operator"}


# ---- the table of aliases


def test_own_aliases_are_read_anew_when_their_file_changes(indexed: Library) -> None:
    assert indexed.search("inference").total == 0
    indexed.aliases.save("推論 = inference\n")
    assert indexed.search("inference").post_ids == indexed.search("推論").post_ids != ()
    indexed.aliases.file.write_text("", encoding="utf-8")
    assert indexed.search("inference").total == 0


def test_a_line_of_the_own_table_counts_instead_of_the_shipped_one(indexed: Library) -> None:
    indexed.aliases.save("Google = 検索の会社")
    (expansion,) = indexed.search("google").expansions
    assert expansion.forms == ("検索の会社",)
    assert indexed.search("グーグル").expansions == ()


def test_lines_that_are_not_understood_are_told(indexed: Library) -> None:
    text = "# 注\n推論 = inference\nこの行はちがう\n"
    troubles = indexed.aliases.check(text)
    assert [(trouble.line, trouble.text) for trouble in troubles] == [(3, "この行はちがう")]
    indexed.aliases.save(text)
    assert indexed.aliases.current().others("推論") == ("inference",)


def test_the_shipped_table_is_understood(indexed: Library) -> None:
    assert indexed.aliases.current().others("グーグル") == ("Google", "Alphabet", "GOOGL")
    assert indexed.aliases.current().others("アルファベット") == ()


# ---- completion


def labels(found: list[Completion]) -> list[str]:
    return [completion.label for completion in found]


@pytest.mark.parametrize("query", ["tag:電", "推論 タグ:電", "-tag:電", "(tag:電", 'tag:"電'])
def test_a_tag_is_completed_where_it_is_written(sample: Library, query: str) -> None:
    found = sample.complete(query, len(query))
    assert "電力" in labels(found)
    assert {completion.kind for completion in found} == {"tag"}
    completion = next(one for one in found if one.label == "電力")
    done = query[: completion.start] + completion.text + query[completion.end :]
    assert done.endswith(("tag:電力", "タグ:電力"))
    assert completion.count == sum("電力" in row.tags for row in sample.posts())


def test_names_with_a_space_are_put_into_quotation_marks(library: Library, folder: Path) -> None:
    text = "---\ntitle: 題\ncategory: AI 最新\n---\n本文"
    (folder / "2026-03-04-space.md").write_text(text, encoding="utf-8")
    library.refresh()
    (completion,) = library.complete("分類:AI", 5)
    assert completion.text == '分類:"AI 最新"'
    assert library.search(completion.text).total == 1


def test_a_word_is_completed_to_fields_companies_and_titles(sample: Library) -> None:
    assert "title:" in labels(sample.complete("ti", 2))
    assert "Google" in labels(sample.complete("推論 グー", 5))
    title = next(row.title for row in sample.posts() if "投資" in row.title)
    assert title in labels(sample.complete("投資", 2))


def test_states_colours_and_months_are_completed(sample: Library) -> None:
    assert labels(sample.complete("is:un", 5)) == ["unread"]
    assert labels(sample.complete("is:未", 4)) == ["未読"]
    assert labels(sample.complete("状態:", 3)) == ["未読", "既読", "スター", "注釈", "変更", "問題"]
    assert labels(sample.complete("color:青", 7)) == ["青"]
    month = next(row.day[:7] for row in sample.posts() if row.day)
    assert month in labels(sample.complete("date:", 5))


@pytest.mark.parametrize("query", ["", " ", "x:", "推論 ", '"推論', "\ud800", "((("])
def test_nothing_is_completed_where_nothing_is_known(sample: Library, query: str) -> None:
    assert sample.complete(query, len(query)) == []
