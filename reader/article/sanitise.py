"""The wall between what a post says and what the page shows: an allow-list of HTML."""

import re
from collections import Counter
from typing import Final

import nh3

from reader.article.deadline import NEVER, Deadline, OutOfTime
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
_MARKER_CLASSES: Final = {"k-marker", "k-end", "k-conflict", "k-prompt", "k-liquid"}
# Ends when a second cleaning changes nothing; only markup that is made to never settle takes more.
_MOST_ROUNDS: Final = 4

# The cleaner's time grows with the square of the depth and of the attributes of one tag. What is
# open of these is opened again in every block.
_DEEPEST: Final = 1_000
_LONGEST_TAG: Final = 20_000
_REOPENED: Final = frozenset(
    [
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong"),
        *("tt", "u"),
    ]
)
_MOST_REOPENED: Final = 100_000
# So does the number of these in one text.
_MOST_AMPERSANDS: Final = 150_000
_TAGS_A_CHECK: Final = 1_000
# Tags that are empty or end where the next of them starts; all others go inside one another.
_VOID: Final = frozenset(("br", "hr", "img", "input", "wbr"))
_SHALLOW: Final = {"p", "li", "dt", "dd", "td", "th", "tr"}
_SPACE: Final = r"\t\n\f\r "
_VALUE = rf"""(?:"[^"]*+"?+|'[^']*+'?+|[^{_SPACE}>"'][^{_SPACE}>]*+)"""
_ATTRIBUTE = rf"[^{_SPACE}/>][^{_SPACE}/>=]*+(?:[{_SPACE}]*+=[{_SPACE}]*+{_VALUE})?+"
# A comment, or a tag as far as a browser reads it.
_TAG = re.compile(
    r"<!--(?:(?!--!?>).)*+|"
    rf"<(/?)([a-zA-Z][^{_SPACE}/>]*+)(?:[{_SPACE}/]++|{_ATTRIBUTE})*+",
    re.DOTALL,
)

# Elements that go with all that is in them.
_LEFT_OUT: Final = (
    *("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "form"),
    *("title", "head", "select", "audio", "video", "canvas"),
)
_TAKES_TEXT = re.compile(
    rf"<(/?)({'|'.join(_LEFT_OUT)}|textarea)(?=[{_SPACE}/>])|</(?:p|li|t[dh]|d[dt]|h[1-6])>",
    re.IGNORECASE,
)
_CODE_TAGS: Final = frozenset(("script", "style"))

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
    },
    allowed_classes={"div": _MARKER_CLASSES, "span": {"k-marker", "k-liquid", "k-task"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    clean_content_tags=set(_LEFT_OUT),
)


def sanitise(html: str, deadline: Deadline = NEVER) -> str:
    """HTML of nothing but the allowed tags and attributes, well formed.

    A browser that reads it makes exactly the tree that it says: it is its own cleaned form.
    `id`, `name` and `data-language` are left for the canonical writer, which turns them into
    `data-anchor` and a class. Raises TangledMarkup and OutOfTime.
    """
    html = _with_open_ends(html)
    _check_tags(html, deadline)
    safe = _cleaner.clean(html)
    for _ in range(_MOST_ROUNDS):
        deadline.check()
        again = _cleaner.clean(safe)
        if again == safe:
            return safe
        safe = again
    raise TangledMarkup


def _with_open_ends(html: str) -> str:
    """What opens an element that is left out, and is not closed in the same text, is text.

    Otherwise the rest of the post would be left out with it.
    """
    closed: set[str] = set()
    written: list[str] = []
    end = len(html)
    # From the end on, what closes an element is known before what opens it.
    for found in reversed(list(_TAKES_TEXT.finditer(html))):
        tag = (found[2] or "").lower()
        if not tag:
            closed &= _CODE_TAGS
        elif found[1]:
            closed.add(tag)
        elif tag not in closed:
            written += (html[found.start() + 1 : end], "&lt;")
            end = found.start()
    return "".join([html[:end], *reversed(written)])


def _check_tags(html: str, deadline: Deadline) -> None:
    """Refuses what would keep the cleaner busy for seconds: it cannot be asked to stop."""
    if html.count("&amp;") > _MOST_AMPERSANDS:
        raise OutOfTime
    depth = formats = reopened = 0
    counts: Counter[str] = Counter()
    for number, found in enumerate(_TAG.finditer(html)):
        if not number % _TAGS_A_CHECK:
            deadline.check()
        if found.end() - found.start() > _LONGEST_TAG and found[2]:
            raise TangledMarkup
        name = (found[2] or "").lower()
        if not name or name in _VOID:
            continue
        is_format = name in _REOPENED
        if name not in _SHALLOW and (not found[1] or counts[name]):
            step = -1 if found[1] else 1
            counts[name] += step
            depth += step
            formats += step * is_format
        reopened += 0 if is_format else formats
        if depth > _DEEPEST or reopened > _MOST_REOPENED:
            raise TangledMarkup
