"""The wall between what a post says and what the page shows: an allow-list of HTML."""

import re
from collections import Counter
from typing import Final

import nh3

from reader.article.deadline import NEVER, Deadline
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

# The cleaner's time grows with the square of the depth, of the attributes of one tag, and with
# what is open at every tag.
_DEEPEST: Final = 1_000
_LONGEST_TAG: Final = 20_000
_MOST_OPEN: Final = 20_000_000
_TAGS_A_CHECK: Final = 1_000
# Tags that are empty or end where the next of them starts; all others go inside one another.
_SHALLOW: Final = frozenset(
    ("br", "hr", "img", "input", "wbr", "p", "li", "dt", "dd", "td", "th", "tr")
)
_SPACE: Final = r"\t\n\f\r "
_VALUE = rf"""(?:"[^"]*+"?+|'[^']*+'?+|[^{_SPACE}>"'][^{_SPACE}>]*+)"""
_ATTRIBUTE = rf"[^{_SPACE}/>][^{_SPACE}/>=]*+(?:[{_SPACE}]*+=[{_SPACE}]*+{_VALUE})?+"
# A comment, or a tag as far as a browser reads it.
_TAG = re.compile(
    r"<!--(?:(?!--!?>).)*+|"
    rf"<(/?)([a-zA-Z][^{_SPACE}/>]*+)(?:[{_SPACE}/]++|{_ATTRIBUTE})*+",
    re.DOTALL,
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
        "div": {"data-reason": {"size", "nesting", "engine", "time"}},
    },
    allowed_classes={"div": _MARKER_CLASSES, "span": {"k-marker", "k-liquid", "k-task"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    clean_content_tags={
        *("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "form"),
        *("title", "head", "select", "audio", "video", "canvas"),
    },
)


def sanitise(html: str, deadline: Deadline = NEVER) -> str:
    """HTML of nothing but the allowed tags and attributes, well formed.

    A browser that reads it makes exactly the tree that it says: it is its own cleaned form.
    `id`, `name` and `data-language` are left for the canonical writer, which turns them into
    `data-anchor` and a class. Raises TangledMarkup and OutOfTime.
    """
    _check_tags(html, deadline)
    safe = _cleaner.clean(html)
    for _ in range(_MOST_ROUNDS):
        deadline.check()
        again = _cleaner.clean(safe)
        if again == safe:
            return safe
        safe = again
    raise TangledMarkup


def _check_tags(html: str, deadline: Deadline) -> None:
    """Refuses what would keep the cleaner busy for seconds: it cannot be asked to stop."""
    depth = was_open = 0
    counts: Counter[str] = Counter()
    for number, found in enumerate(_TAG.finditer(html)):
        if not number % _TAGS_A_CHECK:
            deadline.check()
        closing, tag = found.groups()
        if tag is None:
            continue
        name = tag.lower()
        if name not in _SHALLOW and (not closing or counts[name]):
            step = -1 if closing else 1
            counts[name] += step
            depth += step
        was_open += depth
        is_long = found.end() - found.start() > _LONGEST_TAG
        if is_long or depth > _DEEPEST or was_open > _MOST_OPEN:
            raise TangledMarkup
