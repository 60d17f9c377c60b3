"""One file to one post to one article, so that no file can stop the reading of the others."""

import logging
from dataclasses import replace
from html import escape

from reader.article.model import Article, Block, Line
from reader.collection.post import Post, Problem
from reader.collection.read import parse_post

log = logging.getLogger(__name__)

CHARACTERS_A_MINUTE = 500


def make_post(data: bytes, path: str, post_id: str) -> Post:
    """The post of a file's bytes; a post that cannot be understood is its characters as they are.

    That is a fault of Keisen, which is logged and listed as a problem of the kind internal.
    """
    try:
        return parse_post(data, path, post_id)
    except Exception as error:
        log.exception("The post %s could not be parsed", path)
        body = data.decode("utf-8", "replace").replace("\0", "").replace("\r\n", "\n")
        name = path.rpartition("/")[2].removesuffix(".md")
        problem = Problem(path, "internal", type(error).__name__)
        return Post(post_id, path, name, None, (), (), "", "", body, (problem,))


def make_article(post: Post) -> tuple[Article, tuple[Problem, ...]]:
    """The article of a post; where building fails, its Markdown as one block, and the problem."""
    # Late, because Markdown takes a quarter of a second to import and most starts need none.
    from reader.article.build import build_article

    try:
        return build_article(post), ()
    except Exception as error:
        log.exception("The article of %s could not be built", post.path)
        problem = Problem(post.path, "unbuilt", type(error).__name__)
        return _plain_article(post), (problem,)


def without_body(post: Post) -> Post:
    """The facts of a post without its text."""
    return replace(post, body="")


def _plain_article(post: Post) -> Article:
    text = post.body.replace("\r", "\n").strip("\n") or post.title
    minutes = len(text) / CHARACTERS_A_MINUTE
    # A parser of HTML drops one line break after <pre>; the text never begins with one.
    html = f"<pre>{escape(text, quote=False)}</pre>"
    blocks = (Block(0, len(text), "code"),)
    lines = (Line(0, len(text), "fixed"),)
    return Article(post.id, html, text, blocks, (), (), (), (), minutes, minutes, lines)
