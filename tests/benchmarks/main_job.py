"""Measures the main job without the window: index a folder, refresh it, list, open, search.

python tests/benchmarks/main_job.py [FOLDER]; the folder is copied and never written to.
"""

import argparse
import multiprocessing.connection
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import psutil

from reader.library import Library, RefreshReport
from reader.worker import Committed, Finished, Message, Progress, WorkerHandle

CHECKOUT = Path(__file__).resolve().parents[2]
COLLECTION = CHECKOUT.parent / "shared" / "collection" / "_posts"
QUERIES = ("推論コスト", "データセンター投資", "AI 投資", "電力", "1000億円", "GPU", "メモリー")
PAGE = 30
MEGABYTE = 1_000_000

Row = tuple[str, str]


class Watched:
    """Refreshes in the worker, whose largest memory and CPU time are kept."""

    def __init__(self, folder: Path, base: Path) -> None:
        self._places = folder, base / "data", base / "cache"
        self.largest = 0
        self.cpu = self.first_rows = self.all_rows = 0.0

    def refresh(self) -> tuple[RefreshReport, float]:
        """The report of one refresh and its wall seconds, the start of the process included."""
        handle = WorkerHandle()
        self.first_rows = self.all_rows = 0.0
        began = time.perf_counter()
        handle.start(*self._places)
        last: Message | None = None
        while handle.running:
            self._measure(handle.pid)
            multiprocessing.connection.wait([handle.fileno()], timeout=0.05)
            for last in handle.poll():
                self._note(last, time.perf_counter() - began)
        if not isinstance(last, Finished):
            sys.exit(f"the worker ended with {last}")
        return last.report, time.perf_counter() - began

    def _note(self, message: Message, seconds: float) -> None:
        if isinstance(message, Committed):
            self.first_rows = self.first_rows or seconds
        elif isinstance(message, Progress) and message.phase == "building":
            self.all_rows = self.all_rows or seconds

    def _measure(self, pid: int | None) -> None:
        try:
            process = psutil.Process(pid)
            self.largest = max(self.largest, _memory(process))
            self.cpu = sum(process.cpu_times()[:2])
        except psutil.Error:
            return


def main() -> None:
    """Print a table of what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = COLLECTION if COLLECTION.is_dir() else CHECKOUT / "resources" / "sample"
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    folder: Path = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as temporary:
        base = Path(temporary)
        copy = Path(shutil.copytree(folder, base / "posts"))
        rows = [*_refreshes(copy, base), *_reading(copy, base)]
    width = max(len(name) for name, _ in rows)
    print(f"{platform.machine()}, {psutil.cpu_count()} CPUs, Python {platform.python_version()}")
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


def _refreshes(folder: Path, base: Path) -> Iterator[Row]:
    watched = Watched(folder, base)
    report, seconds = watched.refresh()
    yield "posts", f"{report.posts:,} ({len(report.problems):,} problems)"
    yield "first index", f"{seconds:.1f} s (CPU {watched.cpu:.1f} s)"
    yield "first posts in the list", f"{watched.first_rows:.2f} s"
    yield "all posts in the list", f"{watched.all_rows:.2f} s"
    yield "largest memory of the worker (USS)", f"{watched.largest / MEGABYTE:.0f} MB"
    yield "refresh, nothing changed", f"{watched.refresh()[1]:.2f} s"
    newest = max(folder.rglob("*.md"))
    newest.write_bytes(newest.read_bytes() + "\n\n追記した一文。\n".encode())
    yield "refresh, one post changed", f"{watched.refresh()[1]:.2f} s"
    size = sum(path.stat().st_size for path in (base / "cache").rglob("*") if path.is_file())
    yield "catalog and index on disk", f"{size / MEGABYTE:.0f} MB"


def _reading(folder: Path, base: Path) -> Iterator[Row]:
    places = folder, base / "data", base / "cache"

    def open_and_list() -> None:
        with closing(Library.open(*places)) as library:
            library.posts()

    yield "open the folder and list its posts", _summary([_time(open_and_list) for _ in range(9)])
    with closing(Library.open(*places)) as library:
        posts = [row.id for row in library.posts()]
        library.article(posts[0])
        times = [_time(lambda post=post: library.article(post)) for post in posts]
        yield "open an article", _summary(times)
        yield "first search, with opening the index", _summary([_time(library.search, QUERIES[0])])
        times = [_time(library.search, query, limit=PAGE) for query in QUERIES * 5]
        yield f"search with {PAGE} snippets", _summary(times)
        yield "search alone", _summary([_time(library.search, query, limit=0) for query in QUERIES])
    yield "memory of this process (USS)", f"{_memory(psutil.Process()) / MEGABYTE:.0f} MB"


def _time(work: Callable[..., object], *args: object, **options: object) -> float:
    began = time.perf_counter()
    work(*args, **options)
    return time.perf_counter() - began


def _summary(seconds: Sequence[float]) -> str:
    times = sorted(1000 * one for one in seconds)
    if len(times) == 1:
        return f"{times[0]:.0f} ms"
    late = times[min(len(times) - 1, int(0.95 * len(times)))]
    return f"{statistics.median(times):.1f} ms median, {late:.1f} p95, {times[-1]:.1f} max"


def _memory(process: psutil.Process) -> int:
    return int(process.memory_full_info().uss)


if __name__ == "__main__":
    main()
