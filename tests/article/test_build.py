import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import build
from reader.article.build import LARGEST_MARKDOWN, build_article
from reader.article.model import Article
from reader.article.plain import LONGEST_PARAGRAPH, plain_html
from reader.collection.post import Post
from reader.collection.read import parse_post

Build = Callable[[str], Article]

BLOCKS = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table"),
        *("thead", "tbody", "tr", "td", "th", "pre", "blockquote", "div", "section", "article"),
        *("figure", "figcaption", "hr", "details", "summary"),
    )
)
# What Markdown writes in letters and digits without its being text.
SYNTAX = (
    re.compile(r"!\[[^\]\n]*\]"),
    re.compile(r"(?<=\])\((?:[^()\n]|\([^()\n]*\))*\)"),
    re.compile(r"\{: *[.#\w][^}\n]*\}"),
    re.compile(r"(?m)^[\s>]*\d{1,3}[.)]\s+"),
    re.compile(r"(?m)^\s*(?:`{3,}|~{3,})[\w+#.-]*$"),
    re.compile(r"(?m)^\s*[-*+] \[[ xX]\] "),
    re.compile(r"(?m)^\s*\[\^[^\]]*\]:|\[\^[^\]]*\]"),
    re.compile(r"(?m)^:::\w+"),
    re.compile(r"</?(?:a|b|br|div|em|h[1-6]|hr|i|p|span|strong|sub|sup|u)(?: [^<>\n]*)?/?>"),
)


class PageText(HTMLParser):
    """The text that the page makes of an article, told in the page's own terms."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.owed = ""
        self.has_text = False
        self.preformatted = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.preformatted += tag == "pre"
        if tag == "br" and self.has_text and not self.owed:
            self.owed = "\n" if self.preformatted else " "
        self._edge(tag)

    def handle_endtag(self, tag: str) -> None:
        self._edge(tag)
        self.preformatted -= tag == "pre"

    def _edge(self, tag: str) -> None:
        if tag in BLOCKS:
            self.owed = "\n" if self.has_text else self.owed
            self.has_text = False

    def handle_data(self, data: str) -> None:
        self.text += self.owed + data
        self.owed = ""
        self.has_text = True


def check(article: Article) -> None:
    """Everything that must hold for every article."""
    text = article.text
    assert PageText(article.html).text == text
    end = 0
    for block in article.blocks:
        assert end <= block.start < block.end <= len(text)
        assert not text[end : block.start].strip(" \n")
        end = block.end
    assert end == len(text)
    for heading in article.headings:
        assert text[heading.start : heading.end] == heading.text
    for link in article.links:
        assert 0 <= link.start < link.end <= len(text)


def letters(text: str) -> Counter[str]:
    """The letters and digits of a text, counted."""
    return Counter(re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)))


def without_syntax(body: str) -> str:
    for syntax in SYNTAX:
        body = syntax.sub("", body)
    return unescape(body)


@pytest.fixture(scope="module")
def built(collection_folder: Path) -> list[tuple[Post, Article]]:
    """Every fourth post of the collection with its article."""
    files = sorted(collection_folder.rglob("*.md"))[::4]
    posts = [parse_post(file.read_bytes(), file.name, file.stem) for file in files]
    return [(post, build_article(post)) for post in posts]


def test_every_article_of_the_collection_holds_together(built: list[tuple[Post, Article]]) -> None:
    for _post, article in built:
        check(article)


def test_every_letter_of_the_collection_is_in_its_article(
    built: list[tuple[Post, Article]],
) -> None:
    for post, article in built:
        lost = letters(without_syntax(post.body)) - letters(article.text)
        assert not lost, post.path


def test_broken_posts_become_articles(collection_folder: Path) -> None:
    for file in sorted((collection_folder.parent / "defects").glob("*")):
        check(build_article(parse_post(file.read_bytes(), file.name, file.stem)))


@given(st.text(max_size=300))
def test_no_text_makes_it_raise(body: str) -> None:
    check(build_article(Post("p", "p.md", "", None, (), (), "", "", body)))


_MARKS = (
    *("# ", "## ", "- ", "  - ", "1. ", "> ", "```\n", "| a | b |\n|---|---|\n", "---\n", "\n\n"),
    *(
        "**",
        "*",
        "`",
        "[",
        "](/a)",
        "[[",
        "]]",
        "<",
        ">",
        "<div>",
        "</div>",
        "<b>",
        "&",
        "\\",
        ":::",
    ),
    *(
        "電力",
        "。",
        "、",
        "　",
        " ",
        "😀",
        "\t",
        "    ",
        "\r",
        "\x00",
        "\x02",
        "\u200b",
        "[^1]",
        "[^1]: ",
    ),
    *(
        ":::message\n",
        "{: .a}",
        "{漢|かん}",
        "｜漢《かん》",
        "~~",
        ": ",
        "<<<<<<< a\n",
        "---END---\n",
    ),
    *("\ud800", "<br>", "<pre>", "<table><tr>", "<li>", "|", "$", "[x]: ", "{%", "%}"),
)


@given(st.lists(st.sampled_from(_MARKS), max_size=40).map("".join))
def test_no_markup_makes_it_raise(body: str) -> None:
    check(build_article(Post("p", "p.md", "", None, (), (), "", "", body)))


@given(st.lists(st.sampled_from(_MARKS), max_size=20).map("".join))
def test_the_same_body_makes_the_same_article(body: str) -> None:
    post = Post("p", "p.md", "", None, (), (), "", "", body)
    assert build_article(post) == build_article(post)


def test_reading_time_counts_five_hundred_characters_a_minute(article_of: Build) -> None:
    article = article_of("電 力\n" * 500)
    assert article.minutes_full == article.minutes_folded == 2.0


def test_an_empty_body_is_an_empty_article(article_of: Build) -> None:
    article = article_of(" \n")
    assert (article.html, article.text, article.blocks) == ("", "", ())


def test_a_footnote_leads_there_and_back_without_words(article_of: Build) -> None:
    article = article_of("本文[^1]\n\n[^1]: 注の文")
    assert article.text == "本文1\n注の文"
    assert 'href="#fn:1"' in article.html
    assert 'data-anchor="fn:1"' in article.html
    assert 'href="#fnref:1"' in article.html


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("電力の話。" * (LARGEST_MARKDOWN // 5 + 1), "size"),
        (">" * 5_000 + "電力", "nesting"),
        ("<div>" * 3_000 + "電力", "nesting"),
        ("".join(" " * 2 * depth + "- 電力\n" for depth in range(250)), "nesting"),
    ],
)
def test_what_cannot_be_read_as_markdown_is_shown_plain(
    article_of: Build, body: str, reason: str
) -> None:
    article = article_of(body)
    assert article.html.startswith(
        f'<div class="k-marker k-plain" data-reason="{reason}"></div><p>'
    )
    assert letters("電力") <= letters(article.text)
    check(article)


def test_plain_paragraphs_keep_every_line(
    article_of: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "LARGEST_MARKDOWN", 5)
    article = article_of("# 一 <b>\n二\n\n\n  三 **")
    assert article.text == "# 一 <b> 二\n三 **"
    assert [block.kind for block in article.blocks] == ["paragraph", "paragraph"]


def test_a_fault_of_the_engine_is_logged_and_shown_plain(
    article_of: Build, monkeypatch: pytest.MonkeyPatch, logged: Any
) -> None:
    def fail(_body: str) -> str:
        raise IndexError

    monkeypatch.setattr(build, "markdown_html", fail)
    article = article_of("**電力**の話")
    assert article.text == "**電力**の話"
    assert 'data-reason="engine"' in article.html
    assert logged.take() == ["The Markdown engine failed on 2026/一.md"]


def test_after_a_fault_the_next_body_is_read_anew(article_of: Build) -> None:
    article_of(">" * 5_000)
    assert article_of("- 一\n- 二").html == "<ul><li>一</li><li>二</li></ul>"


def test_threads_do_not_disturb_one_another(article_of: Build) -> None:
    bodies = [f"## 見出し{n}\n\n- **項{n}**[^1]\n\n[^1]: 注{n}" for n in range(60)]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(article_of, bodies)) == [article_of(body) for body in bodies]


def test_a_plain_paragraph_is_divided_after_a_sentence_and_loses_nothing() -> None:
    body = "推論の費用は電力で決まる。" * 1_000
    html = plain_html(body, "size")
    pieces = re.findall("<p>(.*?)</p>", html)
    assert "".join(pieces) == body
    assert all(piece.endswith("。") and len(piece) <= LONGEST_PARAGRAPH for piece in pieces)


def test_a_plain_line_without_a_sentence_is_divided_all_the_same() -> None:
    pieces = re.findall("<p>(.*?)</p>", plain_html("電" * 5_000, "size"))
    assert [len(piece) for piece in pieces] == [2_000, 2_000, 1_000]
