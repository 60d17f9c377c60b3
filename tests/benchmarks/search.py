"""Compares Keisen's search with tantivy and SQLite FTS5 over the same texts.

python -m tests.benchmarks.search [FOLDER] [--posts N ...] [--fts]. Besides the posts of the folder
larger collections are searched, made by shuffling its paragraphs. Every result is compared with
brute force; the exit code is 1 when one of Keisen's differs.
"""

import argparse
import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks.search_engines import Engine, Fts5, Keisen, Tantivy
from tests.benchmarks.search_texts import (
    Post,
    Query,
    known_items,
    queries,
    real_posts,
    shuffled_posts,
)

CHECKOUT = Path(__file__).resolve().parents[2]
COLLECTION = CHECKOUT.parent / "shared" / "collection" / "_posts"
ENGINES: tuple[type[Engine], ...] = (Keisen, Tantivy, Fts5)
RUNS = 5
LIMITS = {"build": 0.7, "median": 0.8, "p95": 0.4, "max": 0.5}
COLD = """
import sys, time
sys.path.insert(0, sys.argv[3])
from pathlib import Path
import reader.search.engine  # as a window has it
from tests.benchmarks import search_engines
from tests.benchmarks.search_texts import Query
kind = getattr(search_engines, sys.argv[1])
query = Query("cold", ("推論コスト",))
started = time.perf_counter()
kind(Path(sys.argv[2])).page(query)
print((time.perf_counter() - started) * 1000)
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of an engine; times in CPU seconds or milliseconds of wall time."""

    build: float
    prepare: float
    size: int
    open: float
    change: float
    cold: float
    median: float
    p95: float
    max: float
    wrong: int


def main() -> int:
    """Measure each size in turn and print a table for each."""
    folder = COLLECTION if COLLECTION.is_dir() else CHECKOUT / "resources" / "sample"
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=folder)
    parser.add_argument("--posts", type=int, nargs="*", default=[10_000, 25_000])
    parser.add_argument("--fts", action="store_true", help="SQLite for the large ones too")
    options = parser.parse_args()
    posts = real_posts(options.folder)
    wrong = compare(posts, posts, ENGINES)
    for count in options.posts:
        engines = ENGINES if options.fts else ENGINES[:2]
        wrong += compare(list(shuffled_posts(posts, count)), posts, engines)
    return int(wrong > 0)


def compare(posts: Sequence[Post], real: Sequence[Post], engines: Sequence[type[Engine]]) -> int:
    """Measure the engines over some posts; returns how many results of Keisen are wrong."""
    size = sum(len(f"{post.title}\n{post.text}".encode()) for post in posts)
    print(f"\n{len(posts):,} posts, {size / 1e6:.1f} MB of texts without repeated lines")
    asked = queries(real)
    truth = [{key for key, post in enumerate(posts) if query.finds(post)} for query in asked]
    print(f"{len(asked)} queries, {sum(map(bool, truth))} of them find something", flush=True)
    figures: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as work:
        for kind in engines:
            figures[kind.name] = measure(kind, Path(work) / kind.__name__, posts, asked, truth)
            print(_line(kind.name, figures[kind.name], size), flush=True)
    print_ratios(figures["keisen"], figures["tantivy"], size)
    return figures["keisen"].wrong


def measure(
    kind: type[Engine],
    folder: Path,
    posts: Sequence[Post],
    asked: Sequence[Query],
    truth: Sequence[set[int]],
) -> Figures:
    """Build an engine and ask it everything."""
    engine = kind(folder)
    started = time.process_time()
    prepared = engine.prepare(posts)
    prepare = time.process_time() - started
    gc.collect()
    started = time.process_time()
    engine.build(prepared)
    build = time.process_time() - started
    del prepared
    wrong = sum(engine.every(query) != keys for query, keys in zip(asked, truth, strict=True))
    times = [_fastest(partial(engine.page, query)) for query in asked]
    opened = _fastest(engine.reopen)
    cold = statistics.median(_cold(kind, folder) for _ in range(3))
    if len(posts) > 200:
        print(f"  {kind.name}: known items, MRR {_mrr(engine, posts):.3f}", flush=True)
    change = statistics.median(_wall(partial(engine.change, key, posts[key])) for key in range(7))
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    p95 = statistics.quantiles(times, n=20)[-1]
    return Figures(
        build, prepare, size, opened, change, cold, statistics.median(times), p95, max(times), wrong
    )


def print_ratios(own: Figures, other: Figures, size: int) -> None:
    """Keisen's figures beside what they should be."""
    with_cutting = own.build / (other.build + other.prepare)
    rows: list[tuple[str, float, float]] = [
        ("build / tantivy's with its cutting", with_cutting, LIMITS["build"]),
        ("build / tantivy's without cutting", own.build / other.build, LIMITS["build"]),
        ("query median / tantivy's", own.median / other.median, LIMITS["median"]),
        ("query p95 / tantivy's", own.p95 / other.p95, LIMITS["p95"]),
        ("query max / tantivy's", own.max / other.max, LIMITS["max"]),
        ("bytes / bytes of the texts", own.size / size, 2.1),
        ("open, ms", own.open, 50),
        ("change one post, ms", own.change, 20),
        ("wrong results", own.wrong, 0),
    ]
    for name, value, limit in rows:
        print(f"  {name:38} {value:8.2f}   <= {limit:<5} {'ok' if value <= limit else 'over'}")


def _line(name: str, f: Figures, size: int) -> str:
    return (
        f"  {name:13} build {f.build:6.1f} CPU s (+ {f.prepare:.1f} cutting)  "
        f"{f.size / 1e6:7.1f} MB ({f.size / size:.2f})  open {f.open:.1f} ms  "
        f"change {f.change:.1f} ms  first query, cold {f.cold:.0f} ms\n"
        f"  {'':13} query median {f.median:.3f}  p95 {f.p95:.3f}  max {f.max:.3f} ms  "
        f"wrong {f.wrong}"
    )


def _mrr(engine: Engine, posts: Sequence[Post]) -> float:
    """Mean of 1 / rank of the post whose title is known by half."""

    def worth() -> Iterator[float]:
        for number, query in known_items(posts):
            yield 1 / (engine.ranked(query).index(number) + 1)

    return statistics.fmean(worth())


def _fastest(work: Callable[[], object]) -> float:
    """Milliseconds of the fastest of some runs after a first one."""
    work()
    return min(_wall(work) for _ in range(RUNS))


def _wall(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def _cold(kind: type[Engine], folder: Path) -> float:
    """Milliseconds to open and answer in a new process, with no file in the page cache."""
    os.sync()
    for file in folder.rglob("*"):
        if file.is_file():
            with file.open("rb") as opened:
                os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    command = [sys.executable, "-c", COLD, kind.__name__, str(folder), str(CHECKOUT)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


if __name__ == "__main__":
    sys.exit(main())
