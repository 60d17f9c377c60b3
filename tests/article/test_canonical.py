import pytest

from reader.article.canonical import Canonical, canonicalise
from reader.article.model import Block, Heading, Link
from reader.article.plain import TangledMarkup
from reader.article.sanitise import sanitise


def read(html: str) -> Canonical:
    return canonicalise(sanitise(html), "2026/一")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一</p><p>二</p>", "一\n二"),
        ("<p>一<br>二</p>", "一 二"),
        ("<p>一<br></p><p><br>二</p>", "一\n二"),
        ("<p>  一 \n 二  </p>", "一 二"),
        ("<p>一</p>\n\n<p>\t</p><p>二</p>", "一\n二"),
        ("<p>　一　二　</p>", "　一　二　"),
        ("<p>a\u00a0b&nbsp;c</p>", "a\u00a0b\u00a0c"),
        ("<p>一<b> 二</b> <i>三 </i>四</p>", "一 二 三 四"),
        ("<p>一 <span></span> 二</p>", "一 二"),
        ("<p>A&amp;B &lt;c&gt; &amp;amp;</p>", "A&B <c> &amp;"),
        ("<pre>\n\n  a\n\n b \n\n</pre><p>c</p>", "  a\n\n b \nc"),
        ("<pre>a<br>b</pre>", "a\nb"),
        ("<pre>a\n<br>b\n</pre>", "a\n\nb"),
        ("<pre>a\n<b>b</b>\n</pre>", "a\nb"),
        ("<ul><li>一<ul><li>二</li></ul></li></ul>", "一\n二"),
        ("<table><tr><td>一</td><td>二</td></tr></table>", "一\n二"),
        ("<p>一</p><hr><p>二</p>", "一\n二"),
        ("<div>一<p>二</p>三</div>", "一\n二\n三"),
        ("<ruby>推論<rt>すいろん</rt></ruby>", "推論すいろん"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)
def test_text(html: str, text: str) -> None:
    assert read(html).text == text


@pytest.mark.parametrize(
    ("html", "kind", "level"),
    [
        ("<p>一</p>", "paragraph", 0),
        ("一", "paragraph", 0),
        ("<h3>一</h3>", "heading", 3),
        ("<ul><li>一</li></ul>", "item", 1),
        ("<ul><li><p>一</p></li></ul>", "item", 1),
        ("<ul><li><ol><li>一</li></ol></li></ul>", "item", 2),
        ("<table><tr><th>一</th></tr></table>", "cell", 0),
        ("<pre><code>一</code></pre>", "code", 0),
        ("<blockquote><p>一</p></blockquote>", "quote", 0),
        ("<blockquote><ul><li>一</li></ul></blockquote>", "item", 1),
        ("<dl><dt>一</dt></dl>", "term", 0),
        ("<dl><dd>一</dd></dl>", "paragraph", 0),
        ("<figure><figcaption>一</figcaption></figure>", "caption", 0),
        ("<details><summary>一</summary></details>", "caption", 0),
        ('<div class="k-marker k-end">一</div>', "marker", 0),
    ],
)
def test_the_kind_of_a_block(html: str, kind: str, level: int) -> None:
    assert read(html).blocks == (Block(0, 1, kind, level),)


def test_blocks_lie_where_their_text_is() -> None:
    page = read("<h1>題</h1><p>一文。<br>二文。</p><pre>a\nb</pre>")
    assert [page.text[block.start : block.end] for block in page.blocks] == [
        "題",
        "一文。 二文。",
        "a\nb",
    ]


def test_text_around_a_nested_list_is_in_blocks_of_its_own() -> None:
    page = read("<ul><li>一<ul><li>二</li></ul>三</li></ul>")
    assert page.blocks == (Block(0, 1, "item", 1), Block(2, 3, "item", 2), Block(4, 5, "item", 1))


def test_headings_point_at_their_text() -> None:
    page = read("<p>前</p><h2> 電力の <b>費用</b> </h2>")
    assert page.headings == (Heading(2, 8, 2, "電力の 費用"),)
    assert page.text[2:8] == "電力の 費用"


def test_a_heading_without_text_is_not_in_the_outline() -> None:
    assert read('<h2><img src="a.png"></h2>').headings == ()


def test_links_point_at_their_text() -> None:
    page = read('<p>前の <a href="/2026/01/02/x/"> 送電網 </a>の話</p>')
    assert page.links == (Link(3, 6, "/2026/01/02/x/"),)
    assert page.text[3:6] == "送電網"


@pytest.mark.parametrize(
    "html", ["<a>一</a>", '<a href="/a"></a>', '<a href="javascript:x">一</a>']
)
def test_what_leads_nowhere_or_covers_nothing_is_no_link(html: str) -> None:
    assert read(html).links == ()


def test_links_keep_their_address_as_written() -> None:
    page = read('<a href="a%20b.md?x=1&amp;y=2#節">一</a>')
    assert page.links[0].href == "a%20b.md?x=1&y=2#節"
    assert 'href="a%20b.md?x=1&amp;y=2#節"' in page.html


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<h2>電力の費用、まとめ</h2>", '<h2 data-anchor="電力の費用まとめ">'),
        ("<h2>AI Chips</h2>", '<h2 data-anchor="ai-chips">'),
        ('<h2 id="own">電力</h2>', '<h2 data-anchor="own">'),
        ('<li id="fn:1">注</li>', '<li data-anchor="fn:1">'),
        ('<a name="top"></a>', '<a data-anchor="top">'),
    ],
)
def test_names_become_anchors(html: str, written: str) -> None:
    page = read(html).html
    assert written in page
    assert " id=" not in page


def test_a_second_heading_of_the_same_text_gets_a_number() -> None:
    page = read("<h2>まとめ</h2><h2>まとめ</h2>").html
    assert 'data-anchor="まとめ"' in page
    assert 'data-anchor="まとめ-1"' in page


def test_local_images_are_numbered_in_order() -> None:
    page = read('<img src="a.png" alt="図"><img src="/assets/b.png">')
    assert page.images == ("a.png", "/assets/b.png")
    assert '<img src="keisen://asset/2026%2F%E4%B8%80/0" alt="図">' in page.html
    assert '<img src="keisen://asset/2026%2F%E4%B8%80/1" alt="">' in page.html


@pytest.mark.parametrize("source", ["https://x.example/a.png", "//x.example/a.png", "\\\\x\\a.png"])
def test_a_remote_image_is_an_empty_place_with_its_address(source: str) -> None:
    page = read(f'<p>前<img src="{source}" alt="図">後</p>')
    place = f'<span class="k-remote" data-src="{source}" role="img" aria-label="図"></span>'
    assert page.html == f"<p>前{place}後</p>"
    assert page.images == ()


@pytest.mark.parametrize(
    ("language", "written"),
    [("python", ' class="language-python"'), ("c++", ' class="language-c++"'), ('x" y', "")],
)
def test_a_language_becomes_a_class(language: str, written: str) -> None:
    html = '<code data-language="{}">a</code>'.format(language.replace('"', "&quot;"))
    assert read(html).html == f"<code{written}>a</code>"


def test_alignment_and_list_numbers_stay() -> None:
    cell = '<td align="right" colspan="2">1</td>'
    html = f'<ol start="3"><li>一</li></ol><table><tbody><tr>{cell}</tr></tbody></table>'
    assert read(html).html == html


def test_elements_nested_too_deeply_are_refused() -> None:
    with pytest.raises(TangledMarkup):
        read("<div>" * 300 + "一" + "</div>" * 300)


def test_html_that_was_not_sanitised_is_refused() -> None:
    with pytest.raises(ValueError, match="not sanitised"):
        canonicalise("<p onclick=x>一</p>")
