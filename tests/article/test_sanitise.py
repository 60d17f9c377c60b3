import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article.build import build_article
from reader.article.plain import TangledMarkup
from reader.article.sanitise import sanitise
from reader.collection.post import Post

# What a browser takes for a scheme: it passes over white space before and line breaks within.
SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.-]*):")
SITE = "http://attacker.example"
HOSTILE = (
    "<script>document.title='BAD'</script>",
    f'<script src="{SITE}/x.js"></script>',
    f'<img src="{SITE}/img.png" onerror="document.title=\'BAD\'">',
    '<img src="keisen://app/none.png" onerror="document.title=\'BAD\'">',
    f'<svg onload="alert(1)"><script>BAD</script><image href="{SITE}/svg"/></svg>',
    f'<iframe src="{SITE}/frame"></iframe><iframe srcdoc="<script>BAD</script>"></iframe>',
    '<iframe src="data:text/html,<script>BAD</script>"></iframe>',
    '<iframe src="file:///etc/passwd"></iframe><img src="file:///etc/passwd">',
    f'<meta http-equiv="refresh" content="0;url={SITE}/refresh"><base href="{SITE}/base/">',
    f'<link rel="stylesheet" href="{SITE}/a.css"><link rel="prefetch" href="{SITE}/b">',
    f"<style>body{{background:url({SITE}/bg)}} @import url({SITE}/import.css);</style>",
    f'<div style="background-image:url({SITE}/bg)">背景</div>',
    f'<form action="{SITE}/form"><input autofocus onfocus="BAD()"><button>x</button></form>',
    f'<video src="{SITE}/v" autoplay></video><audio src="{SITE}/a"></audio>',
    f'<object data="{SITE}/o"></object><embed src="{SITE}/e">',
    f'<input type="image" src="{SITE}/i">',
    f'<picture><source srcset="{SITE}/s"><img src="x"></picture>',
    "<details open ontoggle=\"BAD()\">開く</details><body onload='BAD()'>",
    (
        "<math><mtext><table><mglyph><style><img src=x onerror=BAD()></style></mglyph></table>"
        "</mtext></math>"
    ),
    '<a href="javascript:BAD()" ping="http://attacker.example/ping">x</a>',
    '<a href="jAva\tscript:BAD()">x</a><a href="&#106;avascript:BAD()">x</a>',
    "[js](javascript:BAD()) [data](data:text/html,BAD) [file](file:///etc/passwd)",
    "![x](data:image/svg+xml,BAD) ![y](javascript:BAD())",
    f'<a href="{SITE}/click" target="_blank" id="x" name="y">x</a>',
    '<noscript><p title="</noscript><img src=x onerror=BAD()>"></noscript>',
    "<template><img src=x onerror=BAD()></template><textarea><img onerror=BAD()></textarea>",
    '<p class="k-remote evil" style="position:fixed" onclick="BAD()" id="main">x</p>',
    '<span class="k-remote" data-src="http://attacker.example/">x</span>',
    "<a href='//attacker.example/x'><img src='//attacker.example/y.png'></a>",
    "<!--[if IE]><script>BAD</script><![endif]--><![CDATA[<script>BAD</script>]]>",
    "<x onclick=BAD()>独自</x><custom-tag onload=BAD()>",
)

TAGS = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table"),
        *("thead", "tbody", "tr", "td", "th", "pre", "blockquote", "div", "section", "article"),
        *("figure", "figcaption", "hr", "details", "summary", "a", "em", "strong", "b", "i", "u"),
        *("s", "del", "ins", "code", "kbd", "sub", "sup", "br", "ruby", "rt", "rp", "span"),
        *("small", "mark", "abbr", "img"),
    )
)
ATTRIBUTES = frozenset(
    (
        *("href", "title", "alt", "align", "colspan", "rowspan", "start", "open", "role"),
        *("aria-label", "data-anchor", "data-src", "data-done", "data-reason", "class", "src"),
    )
)


class Faults(HTMLParser):
    """Collects everything in a page that the allow-list does not name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(tag)
        self.found += [f"{tag} {name}={value}" for name, value in attrs if _wrong(name, value)]

    def handle_comment(self, data: str) -> None:
        self.found.append(data)


def _wrong(name: str, value: str | None) -> bool:
    value = value or ""
    if name == "class":
        return not all(word.startswith(("k-", "language-")) for word in value.split())
    if name == "src":
        return not value.startswith("keisen://asset/")
    if name == "href":
        scheme = SCHEME.match(re.sub(r"[\t\n\r]", "", value))
        return scheme is not None and scheme[1].lower() not in ("http", "https", "mailto")
    return name not in ATTRIBUTES


def page(body: str) -> str:
    return build_article(Post("p", "p.md", "題", None, (), (), "", "", body)).html


@pytest.mark.parametrize("attack", HOSTILE)
@pytest.mark.parametrize(
    "around", ["{}", "前の文 {} 後の文", "- 項目\n\n  {}\n", "> {}", "|a|{}|\n|-|-|"]
)
def test_nothing_dangerous_survives(attack: str, around: str) -> None:
    assert Faults(page(around.format(attack))).found == []


def test_nothing_dangerous_survives_all_together() -> None:
    assert Faults(page("\n\n".join(HOSTILE))).found == []


@given(st.lists(st.sampled_from((*HOSTILE, "</", ">", '"', "'", "<p>", "`", "\n\n")), max_size=6))
def test_nothing_dangerous_survives_in_pieces(pieces: list[str]) -> None:
    assert Faults(page("".join(pieces))).found == []


def test_the_text_of_a_hostile_post_can_still_be_read() -> None:
    assert "ふつうの文" in page("\n\n".join((*HOSTILE[:8], "ふつうの文", *HOSTILE[8:])))


@pytest.mark.parametrize(
    "html",
    [
        "<table>前<caption>題</caption><tr><td>一</td></tr></table>",
        "<a href=x><table><tr><td><a href=y>一</a></td></tr></table></a>",
        "<p><div>一</p></div><b><p>二</b></p>",
        "<ul><li>一<ol>二</ul>三",
        "<h1><h2>一</h1>",
        "<select><option>一</select><textarea><b>二",
    ],
)
def test_what_is_sanitised_reads_the_same_again(html: str) -> None:
    assert sanitise(sanitise(html)) == sanitise(html)


@given(st.text(alphabet="<>/abpi tdrlu=\"'&;", max_size=80))
def test_sanitising_twice_changes_nothing(html: str) -> None:
    try:
        once = sanitise(html)
    except TangledMarkup:
        return
    assert sanitise(once) == once


def test_markup_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(TangledMarkup):
        sanitise("<div>" * 2_000)
