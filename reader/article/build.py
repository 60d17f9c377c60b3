import logging
import re
from typing import Final

from reader.article.canonical import Canonical, canonicalise
from reader.article.deadline import Deadline, OutOfTime
from reader.article.folding import fold_text, reading_minutes
from reader.article.markdown import markdown_html
from reader.article.model import Article
from reader.article.nearing import near_repeats
from reader.article.plain import ENGINE, NESTING, SIZE, TIME, TangledMarkup, plain_html
from reader.article.related import related_section
from reader.article.sanitise import sanitise
from reader.collection.post import Post

_LOG = logging.getLogger(__name__)

# Characters of a body that the Markdown engine is given; beyond it the source is shown.
LARGEST_MARKDOWN: Final = 1_000_000
LONGEST_TIME: Final = 2.0
"""Seconds of work for one article; beyond them the source is shown."""

LONGEST_BLOCK: Final = 50_000
"""Code points of one paragraph; the page would set the lines of a longer one for seconds."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def build_article(post: Post, *, seconds: float = LONGEST_TIME) -> Article:
    """Renders a post: safe HTML with its canonical text. Safe in threads; raises for no body."""
    page = _page(post, Deadline(seconds))
    folds = fold_text(page.text, page.lines, post.title)
    return Article(
        post_id=post.id,
        html=page.html,
        text=page.text,
        blocks=page.blocks,
        lines=page.lines,
        headings=page.headings,
        folds=folds,
        nears=near_repeats(page.text, page.lines, folds),
        links=page.links,
        images=page.images,
        minutes_full=reading_minutes(page.text),
        minutes_folded=reading_minutes(page.text, folds),
        related=related_section(page.text, page.blocks, page.links),
    )


def _page(post: Post, deadline: Deadline) -> Canonical:
    body = _LONE_SURROGATE.sub("\ufffd", post.body)
    if len(body) > LARGEST_MARKDOWN:
        return _plain(body, SIZE, post.id)
    try:
        html = sanitise(markdown_html(body, deadline), deadline)
        page = canonicalise(html, post.id, deadline)
    except OutOfTime:
        return _plain(body, TIME, post.id)
    except (RecursionError, TangledMarkup):
        return _plain(body, NESTING, post.id)
    except Exception:
        _LOG.exception("The Markdown engine failed on %s", post.path)
        return _plain(body, ENGINE, post.id)
    return _plain(body, SIZE, post.id) if _has_endless_block(page) else page


def _has_endless_block(page: Canonical) -> bool:
    return any(
        block.end - block.start > LONGEST_BLOCK and block.kind != "code" for block in page.blocks
    )


def _plain(body: str, reason: str, post_id: str) -> Canonical:
    return canonicalise(plain_html(body, reason), post_id)
