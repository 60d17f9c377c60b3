"""Nothing that is new in a post is ever hidden, judged by a reading of its own.

What is compared here is not the normal form of the product and its sentences are cut otherwise: at
。！？!? and at line breaks only, with every sign and all white space removed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from reader.article.build import build_article
from reader.article.folding import COMMON_POSTS, line_keys, visible_text, with_common
from reader.article.model import Article
from reader.collection.post import Post
from reader.collection.read import parse_post

_END = re.compile(r"[。！？!?\n]")
_SIGN = re.compile(r"[\W_]+")


def _bare(text: str) -> str:
    return _SIGN.sub("", unicodedata.normalize("NFKC", text).lower())


def _pieces(text: str) -> set[str]:
    return {_bare(piece) for piece in _END.split(text)}


def _broken(article: Article) -> str:
    """The text with a line break for each that the author forced, which are spaces in it."""
    text = list(article.text)
    for line in article.lines[:-1]:
        text[line.end] = "\n"
    return "".join(text)


def bare_lines(article: Article) -> set[str]:
    """The lines of an article by their letters and digits alone."""
    return {_bare(article.text[line.start : line.end]) for line in article.lines}


def hidden_pieces(article: Article, title: str, common: Collection[str] = ()) -> list[str]:
    """The pieces of an article that can be read nowhere in what stays visible of it.

    Marks of programs do not count, nor do the `common` paragraphs of very many posts.
    """
    text = _broken(article)
    markers = {_bare(text[x.start : x.end]) for x in article.lines if x.kind == "marker"}
    exempt = [_bare(title), *markers, *(bare_lines(article).intersection(common))]
    visible = [_bare(line) for line in visible_text(text, article.folds).split("\n")]
    readable = "\n".join([*visible, *exempt])
    return [piece for piece in _pieces(text) if len(piece) > 1 and piece not in readable]


@pytest.fixture(scope="module")
def posts(collection_folder: Path) -> Sequence[Post]:
    files = sorted(collection_folder.rglob("*.md"))
    return [parse_post(file.read_bytes(), file.name, file.stem) for file in files]


def test_every_sentence_of_every_post_stays_visible_once(posts: Sequence[Post]) -> None:
    articles = [(build_article(post), post.title) for post in posts]
    counts = Counter(
        key for article, _ in articles for key in line_keys(article.text, article.lines)
    )
    common = {key for key, count in counts.items() if count >= COMMON_POSTS}
    lines = Counter(line for article, _ in articles for line in bare_lines(article))
    many = {line for line, count in lines.items() if count >= COMMON_POSTS}
    hidden: list[tuple[str, str]] = []
    folded = total = 0
    for article, title in articles:
        hidden += [(title, piece) for piece in hidden_pieces(article, title)]
        shown = with_common(article, title, common)
        hidden += [(title, piece) for piece in hidden_pieces(shown, title, many)]
        total += len(article.text)
        folded += sum(fold.end - fold.start for fold in article.folds)
    assert hidden == []
    assert folded > total * 0.02, "a check of posts where nothing folds shows nothing"
