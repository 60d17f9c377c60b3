"""Measures the page: how long an article takes to be on the screen, and whether memory grows.

python -m tests.benchmarks.swaps [FOLDER] [--count N]

A real pane of 820 x 750 shows articles one after the other, folded, with a mark each; a swap is
the time from the request until the page says that its second frame was drawn.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import psutil
from PySide6.QtCore import QCoreApplication

from reader.app import guard
from reader.article.build import build_article
from reader.article.model import Article
from reader.collection.read import parse_post
from reader.ui.engine import prepare_engine
from reader.ui.main import make_application
from reader.ui.pane import Header, Mark, ReadingPane

CHECKOUT = Path(__file__).resolve().parents[2]
LARGE = CHECKOUT.parent / "shared" / "collection" / "_posts"
ARTICLES = 200
WARM = 200
MEGABYTE = 1_000_000


def main() -> None:
    """Print the figures."""
    folder = LARGE if LARGE.is_dir() else CHECKOUT / "resources" / "sample"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=folder)
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    guard(os.environ)
    make_application("ja")
    prepare_engine()
    articles = _articles(options.folder)
    pane = ReadingPane(None, lambda _post, _number: None)
    pane.resize(820, 750)
    pane.show()
    _wait(lambda: pane.is_ready)
    painted: list[int] = []
    pane.painted.connect(painted.append)
    _swap(pane, articles, WARM, painted)
    before = _memory()
    times = sorted(_swap(pane, articles, options.count, painted))
    after = _memory()
    print(f"{'swaps, folded, with marks':30}{len(times):>8,}")
    print(f"{'median':30}{statistics.median(times):8.0f} ms")
    print(f"{'p95':30}{times[int(len(times) * 0.95)]:8.0f} ms   <= 100 ms")
    print(f"{'slowest':30}{times[-1]:8.0f} ms")
    print(f"{'memory of all processes':30}{before:8.0f} MB before, {after:.0f} MB after")
    print(f"{'growth':30}{after - before:8.0f} MB   <= 20 MB")
    pane.close()
    pane.dispose()


def _articles(folder: Path) -> Sequence[Article]:
    files = sorted(folder.rglob("*.md"))
    step = max(1, len(files) // ARTICLES)
    posts = (parse_post(file.read_bytes(), file.name, file.stem) for file in files[::step])
    return [build_article(post) for post in posts]


def _swap(
    pane: ReadingPane, articles: Sequence[Article], count: int, painted: list[int]
) -> list[float]:
    times: list[float] = []
    for number in range(count):
        article = articles[number % len(articles)]
        marks = [Mark("a", 0, min(20, len(article.text)), "yellow", "メモ")] if article.text else []
        began = time.perf_counter()
        seq = pane.show_article(article, Header("題", ("2025-11-30",)), marks=marks, folded=True)
        _wait(partial(_is_in, seq, painted))
        times.append((time.perf_counter() - began) * 1000)
    return times


def _is_in(seq: int, painted: Sequence[int]) -> bool:
    return seq in painted[-3:]


def _wait(happened: Callable[[], object]) -> None:
    while not happened():
        QCoreApplication.processEvents()
        time.sleep(0.0003)


def _memory() -> float:
    """The proportional memory of this process and its children in MB."""
    end = time.monotonic() + 2
    _wait(lambda: time.monotonic() > end)
    own = psutil.Process()
    processes = [own, *own.children(recursive=True)]
    return sum(process.memory_full_info().pss for process in processes) / MEGABYTE


if __name__ == "__main__":
    main()
