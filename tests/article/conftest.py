from collections.abc import Callable

import pytest

from reader.article.build import build_article
from reader.article.model import Article
from reader.collection.post import Post

Build = Callable[[str], Article]


@pytest.fixture(scope="session")
def article_of() -> Build:
    """Builds the article of a body."""

    def build(body: str) -> Article:
        path = "2026/一.md"
        post = Post(path.removesuffix(".md"), path, "題", None, (), (), "", "", body)
        return build_article(post)

    return build
