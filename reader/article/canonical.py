"""Canonical text: the one text that search, notes and the page agree on.

It is the text of the sanitised HTML in order, with a line break between blocks, a space for
`<br>` (a line break in `<pre>`) and runs of HTML white space collapsed outside `<pre>`. Nothing
else is touched: U+3000 stays. The same pass writes HTML whose text nodes hold exactly these
characters, so whoever joins the text nodes by the rule gets the same text.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import Final
from urllib.parse import quote

from reader.article.deadline import NEVER, Deadline
from reader.article.lining import LineWriter
from reader.article.model import Block, Heading, Line, Link
from reader.article.plain import TangledMarkup
from reader.article.sanitise import BLOCK_TAGS

# Chromium puts what lies deeper than 512 elements beside its parents, in another order.
_DEEPEST: Final = 200
_TOKENS_A_CHECK: Final = 200
_HTML_SPACE: Final = " \t\n\r\f"

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_SPACES = re.compile(f"[{_HTML_SPACE}]+")
_LANGUAGE = re.compile(r"[\w+#.-]{1,40}", re.ASCII)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}")
_NOT_IN_SLUG = re.compile(r"[^\w\s-]")

_KINDS: Final = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "item",
    "td": "cell",
    "th": "cell",
    "pre": "code",
    "blockquote": "quote",
    "dt": "term",
    "figcaption": "caption",
    "summary": "caption",
}
_SPANS: Final = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS: Final = frozenset(("ul", "ol"))
_VOID: Final = frozenset(("br", "hr", "img"))


@dataclass(frozen=True, slots=True)
class Canonical:
    """A normalised page and its canonical text; all offsets are code points of `text`."""

    html: str
    text: str
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[str, ...]


def canonicalise(safe_html: str, post_id: str = "", deadline: Deadline = NEVER) -> Canonical:
    """Sanitised HTML as the page gets it, with its canonical text.

    Raises TangledMarkup and OutOfTime.
    """
    writer = _Writer(quote(post_id, safe=""))
    end = 0
    for number, token in enumerate(_TOKEN.finditer(safe_html)):
        if not number % _TOKENS_A_CHECK:
            deadline.check()
        if token.start() != end:
            raise ValueError(f"not sanitised HTML at {end}")
        end = token.end()
        closing, tag, attributes, data = token.groups()
        if data is not None:
            writer.put_data(data)
        elif closing:
            writer.close(tag)
        else:
            writer.open(tag, attributes)
    if end != len(safe_html):
        raise ValueError(f"not sanitised HTML at {end}")
    return writer.finish()


@dataclass(slots=True)
class _Span:
    """An open heading or link that waits for the text it covers."""

    place: int  # of its tag in the HTML
    level: int = 0
    address: str = ""
    anchored: bool = False
    start: int = -1
    piece: int = 0  # of its first text


class _Writer:
    """Writes HTML and text side by side, token by token."""

    def __init__(self, asset_base: str) -> None:
        self._asset_base = asset_base
        self._html: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self._kinds: list[tuple[str, int]] = [("paragraph", 0)]  # of every open element
        self._list_depth = 0
        self._pre_depth = 0
        self._block_start = -1  # -1 while the block has no text
        self._block_kind = self._kinds[0]
        self._separator = ""  # owed before the next text
        self._space_at = -1  # place in the HTML of a collapsed space that nothing follows yet
        self._held_breaks = ""  # line breaks in <pre> that nothing follows yet
        self._open_spans: list[_Span] = []
        self._waiting: list[_Span] = []
        self._anchors: dict[str, int] = {}
        self._blocks: list[Block] = []
        self._lines = LineWriter()
        self._headings: list[Heading] = []
        self._links: list[Link] = []
        self._images: list[str] = []

    def finish(self) -> Canonical:
        self._end_block()
        return Canonical(
            "".join(self._html),
            "".join(self._text),
            tuple(self._blocks),
            tuple(self._lines.lines),
            tuple(self._headings),
            tuple(self._links),
            tuple(self._images),
        )

    def put_data(self, data: str) -> None:
        text = unescape(data) if "&" in data else data
        if self._pre_depth:
            self._put_preformatted(text.replace("\r\n", "\n").replace("\r", "\n"))
            return
        words = text.strip(_HTML_SPACE)
        if text[0] in _HTML_SPACE:
            self._owe_space()
        if words:
            self._put(_SPACES.sub(" ", words))
            if text[-1] in _HTML_SPACE:
                self._owe_space()

    def _put_preformatted(self, text: str) -> None:
        if self._block_start < 0:
            text = text.lstrip("\n")
        kept = text.rstrip("\n")
        if kept:
            self._put(self._held_breaks + kept)
            self._held_breaks = ""
        self._held_breaks += text[len(kept) :]

    def _owe_space(self) -> None:
        if self._block_start >= 0 and not self._separator and self._space_at < 0:
            self._space_at = len(self._html)
            self._html.append("")

    def _put(self, text: str) -> None:
        if self._separator:
            if self._separator == " ":
                self._lines.end(self._length, *self._block_kind)
            self._add_text(self._separator)
            self._separator = ""
        elif self._space_at >= 0:
            self._html[self._space_at] = " "
            self._add_text(" ")
        self._space_at = -1
        if self._block_start < 0:
            self._block_start = self._length
            self._block_kind = self._kinds[-1]
        for span in self._waiting:
            span.start, span.piece = self._length, len(self._text)
        self._waiting.clear()
        self._html.append(escape(text, quote=False))
        self._lines.put(self._length, text)
        self._add_text(text)

    def _add_text(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _end_block(self) -> None:
        self._space_at = -1
        self._held_breaks = ""
        if self._block_start >= 0:
            kind, level = self._block_kind
            self._lines.end(self._length, kind, level)
            self._blocks.append(Block(self._block_start, self._length, kind, level))
            self._separator = "\n"
            self._block_start = -1
        self._lines.start_block()

    def open(self, tag: str, attributes: str) -> None:
        if tag in BLOCK_TAGS:
            self._end_block()
        if tag == "br":
            self._break_line()
        elif tag == "img":
            self._lines.hold_picture()
            self._html.append(self._image(_parsed(attributes)))
        elif tag in _VOID:
            self._html.append(f"<{tag}>")
        else:
            self._enter(tag, attributes)

    def _break_line(self) -> None:
        self._space_at = -1
        self._html.append("<br>")
        if self._block_start >= 0 and not self._separator:
            self._separator = "\n" if self._pre_depth else " "

    def _enter(self, tag: str, attributes: str) -> None:
        if len(self._kinds) > _DEEPEST:
            raise TangledMarkup
        self._list_depth += tag in _LISTS
        self._pre_depth += tag == "pre"
        self._kinds.append(self._kind(tag, attributes))
        self._lines.enter(tag)
        if tag in _SPANS:
            self._open_span(tag, attributes)
        written = _written(tag, attributes) if attributes else ""
        self._html.append(f"<{tag}{written}>")

    def _kind(self, tag: str, attributes: str) -> tuple[str, int]:
        if tag == "div" and 'class="k-marker' in attributes:
            return "marker", 0
        kind = _KINDS.get(tag)
        if kind is None:
            return self._kinds[-1]
        if kind == "heading":
            return kind, int(tag[1])
        return kind, self._list_depth if kind == "item" else 0

    def _open_span(self, tag: str, attributes: str) -> None:
        span = _Span(len(self._html), anchored='id="' in attributes)
        if tag == "a":
            span.address = _parsed(attributes).get("href", "")
        else:
            span.level = int(tag[1])
        self._open_spans.append(span)
        self._waiting.append(span)

    def close(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._end_block()
        self._kinds.pop()
        self._list_depth -= tag in _LISTS
        self._pre_depth -= tag == "pre"
        self._lines.leave(tag)
        if tag in _SPANS:
            self._close_span(self._open_spans.pop())
        self._html.append(f"</{tag}>")

    def _close_span(self, span: _Span) -> None:
        if span.start < 0:
            self._waiting.remove(span)
        elif span.address:
            self._links.append(Link(span.start, self._length, span.address))
        elif span.level:
            self._close_heading(span)

    def _close_heading(self, span: _Span) -> None:
        text = "".join(self._text[span.piece :])
        self._headings.append(Heading(span.start, self._length, span.level, text))
        anchor = self._anchor(text)
        if anchor and not span.anchored:
            tag = self._html[span.place]
            self._html[span.place] = f'{tag[:-1]} data-anchor="{anchor}">'

    def _anchor(self, text: str) -> str:
        """The name of a heading as GitHub makes it: a second one of the same text gets -1."""
        slug = _NOT_IN_SLUG.sub("", text.lower()).strip().replace(" ", "-")
        before = self._anchors.get(slug, 0)
        self._anchors[slug] = before + 1
        return f"{slug}-{before}" if before else slug

    def _image(self, attributes: dict[str, str]) -> str:
        source = attributes.get("src", "").strip()
        described = escape(attributes.get("alt", ""))
        if not source or _SCHEME.match(source):
            label = f' role="img" aria-label="{described}"' if described else ""
            return f'<span class="k-remote" data-src="{escape(source)}"{label}></span>'
        self._images.append(source)
        address = f"keisen://asset/{self._asset_base}/{len(self._images) - 1}"
        return f'<img src="{address}" alt="{described}">'


def _parsed(attributes: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}


def _written(tag: str, attributes: str) -> str:
    """The attributes that the page gets: names become anchors, a language becomes a class."""
    kept = _parsed(attributes)
    anchor = kept.pop("id", "") or kept.get("name", "")
    kept.pop("name", None)
    if anchor:
        kept["data-anchor"] = anchor
    language = kept.pop("data-language", "")
    if tag == "code" and _LANGUAGE.fullmatch(language):
        kept["class"] = f"language-{language}"
    if not kept.get("class", "-"):
        del kept["class"]
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
