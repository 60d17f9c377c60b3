import re
import time
from collections import Counter
from collections.abc import Callable

import pytest

from reader.article.build import build_article
from reader.article.deadline import NEVER, Deadline, OutOfTime
from reader.article.model import Article
from reader.article.plain import plain_html
from reader.collection.post import Post
from tests.article.hostile_bodies import BODIES

SHORT = 4_000
LONG = 990_000
WORST = (
    "a footnote of many uses",
    "a long text and signs",
    "ampersands",
    "an item of many lines",
    "attributes of quoted signs",
    "everything",
    "fences",
    "footnotes of footnotes",
    "formatting before paragraphs",
    "headings and text",
    "items in a line",
    "loose items",
    "many attributes of a block",
    "many descriptions",
    "one wide row",
    "paragraphs",
    "pipes and code",
    "quotes in a line",
    "quotes of 1000 levels and lists",
    "rule of three",
    "table of columns",
    "unclosed blocks of Markdown",
    "unclosed footnotes in lines",
)
ENOUGH = 0.2
"""Seconds for a body that would take many."""


def build(body: str, seconds: float = 2.0) -> Article:
    post = Post("p", "p.md", "", None, (), (), "", "", body)
    return build_article(post, seconds=seconds)


def reason_of(article: Article) -> str:
    found = re.match(r'<div class="k-marker k-plain" data-reason="(\w+)"></div>', article.html)
    return found[1] if found else ""


def lost(body: str, article: Article) -> Counter[str]:
    """The letters of a hostile body that its article does not have."""
    had, has = Counter(body), Counter(article.text)
    return Counter({letter: had[letter] - has[letter] for letter in "電力"}) - Counter()


def spent(work: Callable[[], object]) -> float:
    """Seconds of work of this thread."""
    start = time.thread_time()
    work()
    return time.thread_time() - start


@pytest.fixture(scope="module")
def plain_effort() -> float:
    """What it takes to build a long post without any markup, as a measure of this machine."""
    body = "電力を買う。\n" * (LONG // 7)
    build("電力")
    return min(spent(lambda: build(body, seconds=0)) for _ in range(2))


def test_a_deadline_lets_work_go_on_until_its_end() -> None:
    moments = iter([10.0, 10.5, 11.9, 12.0])
    deadline = Deadline(2, lambda: next(moments))
    deadline.check()
    deadline.check()
    with pytest.raises(OutOfTime):
        deadline.check()


def test_a_deadline_counts_the_work_of_its_own_thread() -> None:
    deadline = Deadline(0.001)
    assert spent(lambda: sorted(range(200_000), key=str)) > 0.001
    with pytest.raises(OutOfTime):
        deadline.check()


def test_there_is_work_without_a_deadline() -> None:
    NEVER.check()


@pytest.mark.parametrize("name", BODIES)
def test_a_body_keeps_every_letter_in_time_and_out_of_time(name: str) -> None:
    body = BODIES[name](SHORT)
    assert not lost(body, build(body))
    plain = build(body, seconds=0)
    assert not lost(body, plain)
    assert reason_of(plain) == ("time" if body.strip("\n\r\t \u3000") else reason_of(plain))


@pytest.mark.parametrize("name", WORST)
def test_the_worst_bodies_stop_when_the_time_is_over(name: str, plain_effort: float) -> None:
    body = BODIES[name](LONG)
    articles: list[Article] = []
    seconds = spent(lambda: articles.append(build(body, seconds=ENOUGH)))
    assert reason_of(articles[0]) in ("time", "nesting") or seconds < 10 * ENOUGH
    assert not lost(body, articles[0])
    # One step that cannot be stopped, and the post without its markup.
    assert seconds - ENOUGH < 12 * plain_effort + ENOUGH


def test_an_ordinary_body_is_built_in_time() -> None:
    article = build("# 電力\n\n- **一**\n- 二\n" * 50)
    assert reason_of(article) == ""
    assert "<strong>一</strong>" in article.html


def test_after_a_body_that_took_too_long_the_next_is_built() -> None:
    assert reason_of(build("**電力**", seconds=0)) == "time"
    assert build("**電力**").html == "<p><strong>電力</strong></p>"


def test_a_post_cannot_write_the_notice_itself() -> None:
    article = build('<div class="k-marker k-plain" data-reason="size"></div>\n\n電力')
    assert "k-plain" not in article.html
    assert "data-reason" not in article.html


def test_very_many_lines_are_shown_in_blocks_of_lines() -> None:
    body = "  電力\n\n" * 20_001
    article = build(body, seconds=0)
    assert article.html.count("<pre>") < 100
    assert "<p>" not in article.html
    assert article.text.split() == ["電力"] * 20_001
    assert "  電力\n\n  電力" in article.text


def test_a_paragraph_that_the_page_could_not_set_is_divided() -> None:
    body = "電力を買う会社" * 10_000
    article = build(body)
    assert reason_of(article) == "size"
    assert article.text.replace("\n", "") == body
    assert reason_of(build(f"```\n{body}\n```")) == ""


def test_plain_text_has_no_character_that_a_browser_leaves_out() -> None:
    assert plain_html("a\0b\r\nc\rd", "time").endswith("<p>ab<br>c<br>d</p>")


def test_both_texts_of_two_footnotes_of_one_name_are_kept() -> None:
    article = build("甲[^1]\n\n[^1]: 一の注\n\n乙[^1]\n\n[^1]: 二の注\n")
    assert "一の注" in article.text
    assert "二の注" in article.text


def test_a_place_for_footnotes_is_text() -> None:
    assert build("///Footnotes Go Here///甲[^1]\n\n[^1]: 注").text.startswith("///Footnotes Go")


def test_blocks_of_markdown_that_are_never_closed_keep_their_text() -> None:
    body = '<div markdown="1">\n\n**甲**\n\n<div markdown="1">\n\n乙\n'
    assert build(body).text == "甲\n乙"


@pytest.mark.parametrize("body", ["[甲\n乙]: /a", "[^甲\n乙]: 丙"])
def test_a_bracket_over_two_lines_defines_nothing(body: str) -> None:
    assert "甲" in build(body).text
    assert "乙" in build(body).text


def test_a_row_with_very_much_code_is_one_cell() -> None:
    body = "| 甲 | 乙 |\n|---|---|\n" + "|`" * 3_000 + "丙"
    assert "丙" in build(body).text


@pytest.mark.parametrize("tag", ["title", "form", "svg", "iframe", "script", "select", "noscript"])
def test_the_name_of_a_tag_in_a_text_takes_nothing_away(tag: str) -> None:
    article = build(f"甲 <{tag}> の話\n\n次の**段落**\n\n- <{tag}> は乙\n")
    assert article.text == f"甲 <{tag}> の話\n次の段落\n<{tag}> は乙"
