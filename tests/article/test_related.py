import re
from pathlib import Path

import pytest

from reader.article.build import build_article
from reader.article.related import related_section
from reader.collection.read import parse_post, read_source
from reader.collection.scan import scan
from tests.article.conftest import Build

POSTS = 160
LINKS = "- [一](/2025/09/07/a/)\n- [二](../b.md)"
ONLY_LINKS = "関連記事\n一\n二"


def related_text(article_of: Build, body: str) -> str | None:
    article = article_of(body)
    return article.text[article.related.start : article.related.end] if article.related else None


@pytest.mark.parametrize(
    "label",
    [
        "## 関連記事",
        "### あわせて読みたい",
        "**関連リンク**",
        "関連記事：",
        "■ 関連する記事一覧",
        "## 📚 この記事に関連する記事",
        "## 7. 関連ページ",
        "## Related posts",
        "**See also:**",
    ],
)
def test_a_label_over_links_is_a_related_section(article_of: Build, label: str) -> None:
    article = article_of(f"本文。\n\n{label}\n\n{LINKS}")
    assert article.related
    assert [link.href for link in article.related.links] == ["/2025/09/07/a/", "../b.md"]
    assert article.text[article.related.start : article.related.end].endswith("\n一\n二")
    assert "本文" not in article.text[article.related.start :]


@pytest.mark.parametrize(
    "links",
    [
        LINKS,
        "[一](/2025/09/07/a/)\n\n[二](../b.md)",
        "[一](/2025/09/07/a/)\n[二](../b.md)",
        "1. [一](/2025/09/07/a/)\n2. [二](../b.md)",
        "- 2025年9月7日 [一](/2025/09/07/a/)\n- → [二](../b.md)（2025-11-30）",
    ],
)
def test_links_may_be_written_in_many_ways(article_of: Build, links: str) -> None:
    article = article_of(f"本文。\n\n## 関連記事\n\n{links}")
    assert article.related
    assert [link.href for link in article.related.links] == ["/2025/09/07/a/", "../b.md"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "## 関連記事",
        "## 関連記事\n\nまだない。",
        f"## 関連記事\n\n次の記事もお読みください。\n\n{LINKS}",
        "## 関連記事\n\n- [一](/a/) は電力の話です",
        "## 関連記事\n\n- [一](https://example.com/a)",
        "## 関連記事\n\n- [上へ](#上)",
        "## 関連記事\n\n- [図](/assets/a.png)",
        f"## 関連する技術の記事を読むと分かること\n\n{LINKS}",
        f"## まとめ\n\n{LINKS}",
        "関連記事\n\n[一](/a/)\n\nここからは本文である。",
    ],
)
def test_prose_and_other_links_are_no_related_section(article_of: Build, body: str) -> None:
    assert article_of(body).related is None


@pytest.mark.parametrize("after", ["", "\n\n## 次の章\n\n本文。", "\n\n---END---"])
def test_the_section_ends_where_its_links_end(article_of: Build, after: str) -> None:
    body = f"本文。\n\n**関連記事**\n\n{LINKS}{after}"
    assert related_text(article_of, body) == ONLY_LINKS


def test_a_last_word_below_a_heading_s_list_is_left_out(article_of: Build) -> None:
    body = f"本文。\n\n## 関連記事\n\n{LINKS}\n\nお悩みの方はご相談ください。"
    assert related_text(article_of, body) == ONLY_LINKS


def test_of_several_sections_the_last_counts(article_of: Build) -> None:
    body = f"## あわせて読みたい\n\n- [旧](old.md)\n\n## 章\n\n本文。\n\n## 関連記事\n\n{LINKS}"
    assert related_text(article_of, body) == ONLY_LINKS


def test_what_is_no_list_after_a_section_does_not_hide_it(article_of: Build) -> None:
    body = f"## 関連記事\n\n{LINKS}\n\n## 関連記事\n\nありません。"
    assert related_text(article_of, body) == ONLY_LINKS


def test_a_text_without_blocks_has_none() -> None:
    assert related_section("", (), ()) is None


def test_no_prose_of_a_collection_is_in_a_related_section(collection_folder: Path) -> None:
    sources = scan(collection_folder).sources
    for source in sources[:: max(1, len(sources) // POSTS)]:
        article = build_article(parse_post(read_source(source), source.path, source.path))
        if article.related:
            label, _, lines = article.text[article.related.start : article.related.end].partition(
                "\n"
            )
            titles = [article.text[link.start : link.end] for link in article.related.links]
            assert len(label) < 20
            assert re.sub(r"\W", "", lines) == re.sub(r"\W", "", "".join(titles))
