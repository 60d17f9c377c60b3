import logging
import re
from typing import Final

from reader.article.canonical import Canonical, canonicalise
from reader.article.markdown import markdown_html
from reader.article.model import Article
from reader.article.plain import ENGINE, NESTING, SIZE, TangledMarkup, plain_html
from reader.article.related import related_section
from reader.article.sanitise import sanitise
from reader.collection.post import Post

_LOG = logging.getLogger(__name__)

# Characters of a body that the Markdown engine is given; beyond it the source is shown.
LARGEST_MARKDOWN: Final = 1_000_000
_CHARACTERS_A_MINUTE: Final = 500

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def build_article(post: Post) -> Article:
    """Renders a post: safe HTML with its canonical text. Safe in threads; raises for no body."""
    page = _page(post)
    minutes = len(_SPACE.sub("", page.text)) / _CHARACTERS_A_MINUTE
    return Article(
        post_id=post.id,
        html=page.html,
        text=page.text,
        blocks=page.blocks,
        headings=page.headings,
        folds=(),
        links=page.links,
        images=page.images,
        minutes_full=minutes,
        minutes_folded=minutes,
        related=related_section(page.text, page.blocks, page.links),
    )


def _page(post: Post) -> Canonical:
    body = _LONE_SURROGATE.sub("\ufffd", post.body)
    if len(body) > LARGEST_MARKDOWN:
        return _plain(body, SIZE, post.id)
    try:
        return canonicalise(sanitise(markdown_html(body)), post.id)
    except (RecursionError, TangledMarkup):
        return _plain(body, NESTING, post.id)
    except Exception:
        _LOG.exception("The Markdown engine failed on %s", post.path)
        return _plain(body, ENGINE, post.id)


def _plain(body: str, reason: str, post_id: str) -> Canonical:
    return canonicalise(sanitise(plain_html(body, reason)), post_id)
