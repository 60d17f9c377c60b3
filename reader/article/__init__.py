def fold_markdown(body: str, title: str = "") -> tuple[str, list[tuple[int, int]]]:
    """The canonical text of a Markdown body and the spans of it that fold, in code points.

    Nothing is known of other posts here, so no boilerplate folds.
    """
    # Late, because this package is imported for its model alone before anything is rendered.
    from reader.article.build import build_article
    from reader.collection.post import Post

    post = Post("", "", title, None, (), (), "", "", body)
    article = build_article(post)
    return article.text, [(fold.start, fold.end) for fold in article.folds]
