import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import inline
from reader.article.canonical import canonicalise
from reader.article.inline import note_address
from reader.article.markdown import markdown_html
from reader.article.sanitise import sanitise
from tests.article.conftest import Build


def inner(body: str) -> str:
    return markdown_html(body).replace("\n", "").removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("**「電力」**は", "<strong>「電力」</strong>は"),
        ("これは**推論（安い）**の話", "これは<strong>推論（安い）</strong>の話"),
        ("**一**と**二**", "<strong>一</strong>と<strong>二</strong>"),
        ("**[甲](/a)**", '<strong><a href="/a">甲</a></strong>'),
        ("*斜体*と`符号`", "<em>斜体</em>と<code>符号</code>"),
        ("~~消す~~", "<del>消す</del>"),
        ("R&D と AT&amp;T", "R&amp;D と AT&amp;T"),
        ("3 > 2", "3 &gt; 2"),
    ],
)
def test_emphasis_and_signs(body: str, expected: str) -> None:
    assert inner(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("**閉じない強調", "閉じない強調"),
        ("最後に** 余り", "最後に 余り"),
        ("2**3 は八", "2**3 は八"),
        ("`a ** b`", "<code>a ** b</code>"),
    ],
)
def test_stars_that_mark_nothing_are_dropped(body: str, expected: str) -> None:
    assert inner(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("｜推論《すいろん》", "<ruby>推論<rt>すいろん</rt></ruby>"),
        ("{推論|すいろん}", "<ruby>推論<rt>すいろん</rt></ruby>"),
        ("推論《すいろん》", "推論《すいろん》"),
        ("{生成AI|せいせいエーアイ}", "<ruby>生成AI<rt>せいせいエーアイ</rt></ruby>"),
        ("{a|b}", "{a|b}"),
        ("{推論|inference}", "{推論|inference}"),
        ("{推論|推}", "{推論|推}"),
        ("{かな|カナ}", "{かな|カナ}"),
        ("`{推論|すいろん}`", "<code>{推論|すいろん}</code>"),
    ],
)
def test_ruby_is_read_in_its_two_explicit_forms(body: str, expected: str) -> None:
    assert inner(body) == expected


@pytest.mark.parametrize(
    "body", ["｜推論《すいろん》", "{推論|すいろん}", "<ruby>推論<rt>すいろん</rt></ruby>"]
)
def test_ruby_is_the_same_text_however_it_is_written(article_of: Build, body: str) -> None:
    assert article_of(f"前の{body}後。").text == "前の推論すいろん後。"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[[電力]]", '<a href="電力.md">電力</a>'),
        ("[[電力|送電の話]]", '<a href="電力.md">送電の話</a>'),
        ("[[電力#費用|費用]]", '<a href="電力.md#費用">費用</a>'),
        ("[[#費用]]", '<a href="#費用">#費用</a>'),
        ("[[1]](/a)", '<a href="/a">[1]</a>'),
        ("`[[電力]]`", "<code>[[電力]]</code>"),
    ],
)
def test_links_between_notes(body: str, expected: str) -> None:
    assert inner(body) == expected


def test_a_note_address_is_escaped_where_an_address_must_be() -> None:
    assert note_address("投資 メモ?.md") == "投資%20メモ%3F.md"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("List<String> を返す", "List&lt;String&gt; を返す"),
        ("<think>考える</think>", "&lt;think&gt;考える&lt;/think&gt;"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("一<br>二", "一<br>二"),
    ],
)
def test_only_known_tags_are_markup(body: str, expected: str) -> None:
    assert inner(body) == expected


def test_a_shortcode_inside_a_sentence_is_a_chip() -> None:
    chip = '<span class="k-marker k-liquid">{{&lt;ref "a.md"&gt;}}</span>'
    assert inner('詳しくは {{<ref "a.md">}} に') == f"詳しくは {chip} に"


def test_too_many_opening_brackets_stay_as_written() -> None:
    body = "[" * 30_000
    assert inner(body) == body


_PIECES = (
    *("**", "*", "「電力」", "推論", "（ML）", "。", " ", "\n", "a", "1", "&", "&amp;", ">", "]"),
    *("[甲](/a)", "[乙](https://x.jp/?a=1&b=_2_)", "　", "!", "：", "-", "#", ":", "~", "_"),
)


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_the_short_way_gives_what_the_engine_gives(body: str) -> None:
    short = canonicalise(sanitise(markdown_html(body)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inline, "simple_html", lambda _text: None)
        assert canonicalise(sanitise(markdown_html(body))) == short
