"""Measures folding over a folder: what it folds, what it hides, its time, and its gold figures.

python -m tests.benchmarks.folding [FOLDER]

What is hidden is judged by the reading of its own in tests/article/test_folding_safety.py. The gold
figures need the labelled posts beside the checkout; the lines that stand in very many posts are
those of FOLDER.
"""

import argparse
import importlib.util
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from types import ModuleType

from reader.article.build import build_article
from reader.article.folding import (
    COMMON_POSTS,
    fold_text,
    line_keys,
    with_common,
)
from reader.article.model import Article
from reader.article.nearing import near_repeats
from reader.collection.post import Post
from reader.collection.read import parse_post
from tests.article.test_folding_safety import bare_lines, hidden_pieces

CHECKOUT = Path(__file__).resolve().parents[2]
SHARED = CHECKOUT.parent / "shared"
LARGE = SHARED / "collection" / "_posts"
GOLD = SHARED / "folding"


def main() -> None:
    """Print the figures."""
    folder = LARGE if LARGE.is_dir() else CHECKOUT / "resources" / "sample"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=folder)
    folder = parser.parse_args().folder
    posts = [
        parse_post(file.read_bytes(), file.name, file.stem) for file in sorted(folder.rglob("*.md"))
    ]
    articles = _times(posts)
    keys = Counter(key for article in articles for key in line_keys(article.text, article.lines))
    common = {key for key, count in keys.items() if count >= COMMON_POSTS}
    print(f"lines that stand in {COMMON_POSTS} posts or more: {len(common):,}")
    _shares(posts, articles, common)
    _hidden(posts, articles, common)
    if GOLD.is_dir():
        print("\ngold, without boilerplate")
        _score(lambda article, _title: article)
        print("\ngold, with boilerplate")
        _score(lambda article, title: with_common(article, title, common))


def _times(posts: Collection[Post]) -> list[Article]:
    """The articles, after printing what building and folding takes."""
    articles, building, folding = [], [], []
    for post in posts:
        began = time.thread_time()
        article = build_article(post)
        built = time.thread_time()
        folds = fold_text(article.text, article.lines, post.title)
        near_repeats(article.text, article.lines, folds)
        folding.append((time.thread_time() - built) * 1000)
        building.append((built - began) * 1000)
        articles.append(article)
    for name, times in (("building, all of it", building), ("folding in it", folding)):
        ordered = sorted(times)
        print(
            f"{name:24}CPU ms a post: median {statistics.median(times):.1f},"
            f" p95 {ordered[int(len(ordered) * 0.95)]:.1f}, max {ordered[-1]:.1f}"
        )
    return articles


def _shares(posts: Collection[Post], articles: list[Article], common: Collection[int]) -> None:
    reasons: Counter[str] = Counter()
    full = folded = 0.0
    for post, article in zip(posts, articles, strict=True):
        shown = with_common(article, post.title, common)
        full += article.minutes_full
        folded += shown.minutes_folded
        for fold in shown.folds:
            reasons[fold.reason] += fold.end - fold.start
    total = sum(len(article.text) for article in articles)
    print(f"characters {total:,}, folded {sum(reasons.values()) / total:.1%}")
    print(f"hours of reading {full / 60:,.0f}, folded {folded / 60:,.0f}")
    for reason, count in reasons.most_common():
        print(f"    {reason:16}{count / total:8.2%}")
    print(f"near repeats: {sum(len(article.nears) for article in articles):,}")


def _hidden(posts: Collection[Post], articles: list[Article], common: Collection[int]) -> None:
    lines = Counter(line for article in articles for line in bare_lines(article))
    many = {line for line, count in lines.items() if count >= COMMON_POSTS}
    hidden = 0
    for post, article in zip(posts, articles, strict=True):
        shown = with_common(article, post.title, common)
        hidden += len(hidden_pieces(article, post.title))
        hidden += len(hidden_pieces(shown, post.title, many))
    print(f"sentences that can be read nowhere: {hidden}")


def _score(shown: Callable[[Article, str], Article]) -> None:
    with (GOLD / "dev.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]

    def fold(body: str, title: str) -> tuple[str, list[tuple[int, int]]]:
        article = shown(build_article(Post("", "", title, None, (), (), "", "", body)), title)
        return article.text, [(fold.start, fold.end) for fold in article.folds]

    _scorer().score(rows, str(LARGE), fold)


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(GOLD)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
