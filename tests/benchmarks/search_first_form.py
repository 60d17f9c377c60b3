"""Figures of the search index on a folder of posts, whose files are taken as they are.

python -m tests.benchmarks.search_first_form FOLDER
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import psutil

from reader.search.index import SearchIndex
from reader.search.model import Form
from reader.search.query import words_of
from reader.search.snippets import snippets

Posts = list[tuple[str, str]]
FIXED = ("の", "AI", "推論コスト", "データセンター 投資", "4,950億円", "電力 GPU 推論", "a", "1")


def main(folder: Path) -> None:
    files = sorted(folder.rglob("*.md"))
    posts = [(file.stem, file.read_bytes().decode(errors="replace")) for file in files]
    memory = psutil.Process().memory_info().rss
    with tempfile.TemporaryDirectory() as place:
        index = SearchIndex(Path(place) / "index", "bench")
        print(f"posts {len(posts)}, characters {sum(len(text) for _, text in posts):,}")
        print(f"build {seconds(lambda: build(index, posts)):.2f} CPU s in batches of 250")
        print(f"memory while building +{(psutil.Process().memory_info().rss - memory) >> 20} MB")
        print(f"on disk {sum(file.stat().st_size for file in Path(place).rglob('*')):,} bytes")
        print(f"open {seconds(lambda: SearchIndex(Path(place) / 'index', 'bench')) * 1e3:.1f} ms")
        report(index, posts)
        print(f"change one post {seconds(lambda: build(index, posts[:1])) * 1e3:.1f} ms")


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds: the machine may be busy with something else."""
    start = time.process_time()
    work()
    return time.process_time() - start


def build(index: SearchIndex, posts: Posts) -> None:
    for start in range(0, len(posts), 250):
        with index.batch() as batch:
            for key, (title, text) in enumerate(posts[start : start + 250], start):
                batch.put(key, title, text)


def report(index: SearchIndex, posts: Posts) -> None:
    snapshot = index.snapshot()
    queries, pages = [], []
    for words in some_queries(posts):
        search = partial(snapshot.matches, words)
        first = seconds(search)
        again = min(seconds(search) for _ in range(3))
        queries.append((first * 1e3, again * 1e3))
        matches = snapshot.matches(words)
        best = [posts[key][1] for key in matches.keys[matches.scores.argsort()[-20:]].tolist()]
        pages.append(seconds(partial(page, words, best)) * 1e3)
    print_quantiles("query, first run", [first for first, _ in queries])
    print_quantiles("query, again", [again for _, again in queries])
    print_quantiles("snippets of 20 hits", pages)


def page(words: Sequence[str], texts: list[str]) -> None:
    for text in texts:
        snippets([Form(word) for word in words], text)


def some_queries(posts: Posts) -> list[tuple[str, ...]]:
    choose = random.Random(7)
    pieces = []
    for number in range(120):
        text = choose.choice(posts)[1]
        start = choose.randrange(len(text))
        pieces.append(text[start : start + 1 + number % 12])
    return [words for query in (*FIXED, *pieces) if (words := words_of(query))]


def print_quantiles(name: str, values: list[float]) -> None:
    median, high = statistics.median(values), statistics.quantiles(values, n=20)[-1]
    print(f"{name}: median {median:.2f}, p95 {high:.2f}, max {max(values):.2f} CPU ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
