"""Inline rules beside Python-Markdown's own, and a short way for text that needs few of them."""

import re
from collections.abc import Callable
from html import escape
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import (
    HTML_RE,
    HtmlInlineProcessor,
    InlineProcessor,
    SimpleTagInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

# The tags of HTML. Any other `<word>` is what the author writes about, not markup.
_TAG_NAMES: Final = (
    "a|abbr|address|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|canvas|"
    "caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|div|dl|dt|em|"
    "embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hgroup|"
    "hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|map|mark|math|menu|meta|meter|"
    "nav|noscript|object|ol|optgroup|option|output|p|param|picture|pre|progress|q|rp|rt|ruby|s|"
    "samp|script|section|select|slot|small|source|span|strike|strong|style|sub|summary|sup|svg|"
    "table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr"
)
_KNOWN_HTML = rf"(?=<[!?]|</?(?i:{_TAG_NAMES})[\s/>]){HTML_RE}"

_KANJI = "[一-鿿㐀-䶿々〆ヶ\U00020000-\U0003ffff]"
_KANA = "[ぁ-ゖァ-ヺー・]"
_RUBY = (
    r"｜([^｜《》\n]+)《([^《》\n]+)》"
    rf"|\{{(?=[^{{}}|\n]*{_KANJI})([^{{}}|\n]++)\|({_KANA}++)\}}"
)
_WIKI_LINK = r"(?<!!)\[\[([^\[\]|\n\x02\x03]+)(?:\|([^\[\]\n]+))?\]\](?![(\[])"
_SHORTCODE = r"\{\{[<%].*?[%>]\}\}|\{%.*?%\}"
_STRIKE = r"(~~)(?=\S)(.+?)(?<=\S)~~"
# `**` that opened or closed nothing; between the letters or digits of a formula (2**3) it stays.
_LONE_STARS = (
    r"(?<![0-9A-Za-z)_])(?<![0-9A-Za-z)_] )\*\*(?!\*)|(?<=[0-9A-Za-z)_])\*\*(?! ?[0-9A-Za-z(*])"
)
_OPENING_SIGNS: Final = "[<~{"
_SIGNS: Final = "*_`\\&｜"
_EMPHASIS: Final = "*_"
_SIGN_EFFORT: Final = 400
MOST_EFFORT: Final = 20_000_000
"""Characters that one post may make the engine read again: about a second.

What is left beyond it stands as it was written.
"""

_Build = Callable[[re.Match[str]], Element | str]

_NOT_IN_ADDRESS = str.maketrans({" ": "%20", "%": "%25", "?": "%3F", '"': "%22"})


class _Rule(InlineProcessor):
    """An inline rule whose every match becomes an element, or the text that stands for it."""

    def __init__(self, pattern: str, md: Markdown, build: _Build) -> None:
        super().__init__(pattern, md)
        self._build = build

    # The published types of the engine contradict themselves here: its two kinds of rule share a
    # base class and differ in this signature.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str, int, int]:
        return self._build(m), m.start(), m.end()


def _ruby(found: re.Match[str]) -> Element:
    ruby = Element("ruby")
    ruby.text = AtomicString(found[1] or found[3])
    reading = SubElement(ruby, "rt")
    reading.text = AtomicString(found[2] or found[4])
    return ruby


def _wiki_link(found: re.Match[str]) -> Element:
    link = Element("a", href=note_address(found[1]))
    link.text = (found[2] or found[1]).strip()
    return link


def _shortcode(found: re.Match[str]) -> Element:
    chip = Element("span", {"class": "k-marker k-liquid"})
    chip.text = AtomicString(found[0])
    return chip


def _nothing(_found: re.Match[str]) -> str:
    return ""


def note_address(target: str) -> str:
    """The relative address of a `[[name]]` or `[[name#heading]]` target."""
    name, mark, heading = target.strip().partition("#")
    if name and not name.endswith(".md"):
        name += ".md"
    return (name + mark + heading).translate(_NOT_IN_ADDRESS)


def register_inline_rules(md: Markdown) -> None:
    """Adds the rules to an engine; code and escapes go before them, links after."""
    rules = md.inlinePatterns
    rules.register(_Rule(_SHORTCODE, md, _shortcode), "keisen_shortcode", 178)
    rules.register(_Rule(_WIKI_LINK, md, _wiki_link), "keisen_wiki_link", 177)
    rules.register(_Rule(_RUBY, md, _ruby), "keisen_ruby", 176)
    rules.register(HtmlInlineProcessor(_KNOWN_HTML, md), "html", 90)
    rules.register(SimpleTagInlineProcessor(_STRIKE, "del"), "keisen_strike", 58)
    rules.register(_Rule(_LONE_STARS, md, _nothing), "keisen_lone_stars", 5)
    md.treeprocessors.register(_ShortWay(md), "keisen_short_way", 25)


_PLAIN = r"[^\\`*_\[\]<~{｜\x02\x03]"
_LINK = rf"""(?<!!)\[({_PLAIN}++)\]\(([^\s()<>\[\]\\"'`*{{｜\x02\x03]++)\)"""
_STRONG = rf"(?<!\*)\*\*(?!\s)(?:{_PLAIN}++|{_LINK})++(?<!\s)\*\*(?!\*)"
_SIMPLE = re.compile(rf"(?:{_PLAIN}++|{_LINK}|{_STRONG})*+")
_SIMPLE_LINK = re.compile(_LINK)
_SIMPLE_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)


def simple_html(text: str) -> str | None:
    """The HTML of text with no other markup than pairs of `**`, simple links and line breaks.

    None where the text may hold more: that needs the engine, which takes ten times as long to
    come to the same result.
    """
    if not _SIMPLE.fullmatch(text):
        return None
    html = _BARE_AMPERSAND.sub("&amp;", text) if "&" in text else text
    html = html.replace(">", "&gt;")
    if "](" in html:
        html = _SIMPLE_LINK.sub(r'<a href="\2">\1</a>', html)
    if "**" in html:
        html = _SIMPLE_STRONG.sub(r"<strong>\1</strong>", html)
    return html.replace("\n", "<br>\n")


def effort_of(text: str) -> int:
    """What the engine may have to read for a text.

    For each opening sign that is all that follows. For every other sign the text is written anew,
    which takes a twentieth of reading it; emphasis is looked for among all that is still open.
    """
    length = len(text)
    again = length * sum(map(text.count, _OPENING_SIGNS))
    anew = (_SIGN_EFFORT + length // 20) * sum(map(text.count, _SIGNS))
    emphasis = sum(map(text.count, _EMPHASIS)) ** 2 // 16
    return again + anew + emphasis


def _literal_html(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")


class _ShortWay(Treeprocessor):
    """Renders simple text before the engine's inline rules, which then pass over it."""

    def run(self, root: Element) -> None:
        effort = 0
        for element in root.iter():
            text = element.text
            if not text or isinstance(text, AtomicString):
                continue
            html = simple_html(text)
            if html is None:
                effort += effort_of(text)
                if effort <= MOST_EFFORT:
                    continue
                html = _literal_html(text)
            element.text = AtomicString(text if html == text else self._put_aside(html))

    def _put_aside(self, html: str) -> str:
        return self.md.htmlStash.store(html)
