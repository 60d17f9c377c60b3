"""The wall between what a post says and what the page shows: an allow-list of HTML."""

import re
from typing import Final

import nh3

from reader.article.plain import TangledMarkup

BLOCK_TAGS: Final = frozenset(
    [
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd"),
        *("table", "thead", "tbody", "tr", "td", "th", "pre", "blockquote", "div", "section"),
        *("article", "figure", "figcaption", "hr", "details", "summary"),
    ]
)
"""The elements that make a block; the page knows the same."""

_INLINE_TAGS: Final = frozenset(
    [
        *("a", "em", "strong", "b", "i", "u", "s", "del", "ins", "code", "kbd", "sub", "sup"),
        *("br", "ruby", "rt", "rp", "span", "small", "mark", "abbr", "img"),
    ]
)
_MARKER_CLASSES: Final = {"k-marker", "k-end", "k-conflict", "k-prompt", "k-liquid", "k-plain"}
# Ends when a second cleaning changes nothing; only markup that is made to never settle takes more.
_MOST_ROUNDS: Final = 4

# The cleaner's time grows with the square of the depth.
_DEEPEST: Final = 1_000
# Tags that go inside one another; the others are empty or end where the next of them starts.
_NESTING_TAG = re.compile(
    r"<(/?)(?!(?:br|hr|img|input|wbr|p|li|dt|dd|t[dhr])[\s/>])[a-z]", re.IGNORECASE
)

_ALIGN = {"align": {"left", "center", "right"}}
_cleaner = nh3.Cleaner(
    tags=set(BLOCK_TAGS | _INLINE_TAGS),
    attributes={
        "*": {"id"},
        "a": {"href", "title", "name"},
        "abbr": {"title"},
        "code": {"data-language"},
        "details": {"open"},
        "img": {"src", "alt", "title"},
        "ol": {"start"},
        "td": {"colspan", "rowspan"},
        "th": {"colspan", "rowspan"},
    },
    tag_attribute_values={
        "td": _ALIGN,
        "th": _ALIGN,
        "span": {"data-done": {"true", "false"}},
        "div": {"data-reason": {"size", "nesting", "engine"}},
    },
    allowed_classes={"div": _MARKER_CLASSES, "span": {"k-marker", "k-liquid", "k-task"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    clean_content_tags={
        *("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "form"),
        *("title", "head", "select", "audio", "video", "canvas"),
    },
)


def sanitise(html: str) -> str:
    """HTML of nothing but the allowed tags and attributes, well formed.

    A browser that reads it makes exactly the tree that it says: it is its own cleaned form.
    `id`, `name` and `data-language` are left for the canonical writer, which turns them into
    `data-anchor` and a class. Raises TangledMarkup.
    """
    _check_depth(html)
    safe = _cleaner.clean(html)
    for _ in range(_MOST_ROUNDS):
        again = _cleaner.clean(safe)
        if again == safe:
            return safe
        safe = again
    raise TangledMarkup


def _check_depth(html: str) -> None:
    depth = 0
    for tag in _NESTING_TAG.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > _DEEPEST:
            raise TangledMarkup
