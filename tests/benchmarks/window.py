"""Measures the window on a folder: first index, second start, opening of articles, memory.

Every figure is of the real window in a process of its own, with data in a temporary folder.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from reader.ui.workspace import Workspace

ARTICLES = 150
TICK_MS = 4
SAMPLE_SECONDS = 0.5
DEFAULT = Path(__file__).resolve().parents[3] / "shared" / "collection" / "_posts"


def main() -> None:
    """Measure in child processes and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=_default_folder())
    parser.add_argument("--as-child", choices=("first", "second"))
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    if options.as_child:
        _measure(options.as_child, options.folder, options.work)
        return
    with tempfile.TemporaryDirectory() as work:
        first, first_peak = _run("first", options.folder, Path(work))
        second, second_peak = _run("second", options.folder, Path(work))
    rows = [
        ("posts", f"{first['posts']:,.0f}", ""),
        ("first list painted", f"{first['list']:.2f} s", ""),
        ("first index, wall", f"{first['index']:.1f} s", "<= 60 s"),
        ("largest event-loop gap while indexing", f"{first['gap']:.0f} ms", "<= 100 ms"),
        ("memory of all processes while indexing, peak", f"{first_peak:.0f} MB", "<= 450 MB"),
        ("second start: list painted", f"{second['list']:.2f} s", "<= 0.5 s"),
        ("second start: first article painted", f"{second['article']:.2f} s", "<= 1.5 s"),
        ("open an article, median", f"{second['median']:.0f} ms", ""),
        ("open an article, p95", f"{second['p95']:.0f} ms", "<= 120 ms"),
        ("open an article, slowest", f"{second['slowest']:.0f} ms", ""),
        ("memory of all processes while reading, peak", f"{second_peak:.0f} MB", "<= 450 MB"),
    ]
    for name, figure, reach in rows:
        print(f"{name:46}{figure:>12}   {reach}")


def _default_folder() -> Path:
    sample = Path(__file__).resolve().parents[2] / "resources" / "sample"
    return DEFAULT if DEFAULT.is_dir() else sample


def _run(what: str, folder: Path, work: Path) -> tuple[dict[str, float], float]:
    """The figures of a child process, and the largest memory (PSS) of its process tree in MB."""
    command = [sys.executable, __file__, str(folder), "--as-child", what, "--work", str(work)]
    env = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "KEISEN_STARTED": repr(time.time()),
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    child = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    peak = 0.0
    while child.poll() is None:
        peak = max(peak, _memory(child.pid))
        time.sleep(SAMPLE_SECONDS)
    out = child.stdout.read() if child.stdout else b""
    if child.returncode:
        sys.exit(f"the window ended with {child.returncode}")
    figures: dict[str, float] = json.loads(out)
    return figures, peak


def _memory(pid: int) -> float:
    total = 0
    try:
        parent = psutil.Process(pid)
        for process in (parent, *parent.children(recursive=True)):
            total += process.memory_full_info().pss
    except (psutil.Error, AttributeError):
        return total / 1e6
    return total / 1e6


def _measure(what: str, folder: Path, work: Path) -> None:
    """Run the window and print the figures as JSON: what a child process does."""
    from reader.app import guard

    guard(os.environ)
    from reader.ui.main import make_application
    from reader.ui.theme import Theme
    from reader.ui.window import MainWindow

    started = float(os.environ["KEISEN_STARTED"])
    application, lang = make_application("ja")
    window = MainWindow(Theme(application), lang, work / "data", work / "cache")
    window.show()
    window.open_folder(folder)
    workspace = window.workspace
    assert workspace
    figures: dict[str, float] = {}
    workspace.list_painted.connect(
        lambda: figures.setdefault("list", time.time() - started) if workspace.session.rows else 0
    )
    wait(lambda: workspace.session.rows)
    figures.setdefault("list", time.time() - started)
    if what == "first":
        figures |= _first_index(workspace, started)
    else:
        figures |= _reading(workspace, started)
    print(json.dumps(figures), flush=True)
    window.close()


def wait(happened: Callable[[], object]) -> None:
    """Let the window run until something is true."""
    from PySide6.QtCore import QCoreApplication

    while not happened():
        QCoreApplication.processEvents()
        time.sleep(0.0005)


def _first_index(workspace: "Workspace", started: float) -> dict[str, float]:
    from PySide6.QtCore import QTimer

    session, ticks = workspace.session, list[float]()
    ticker = QTimer(interval=TICK_MS)
    ticker.timeout.connect(lambda: ticks.append(time.perf_counter()))
    ticker.start()
    wait(lambda: session.settled and not session.refreshing)
    ended = time.time() - started
    wait(lambda: all(row.built for row in session.rows))
    return {
        "index": ended,
        "gap": max(after - before for before, after in pairwise(ticks)) * 1000,
        "posts": len(session.rows),
    }


def _reading(workspace: "Workspace", started: float) -> dict[str, float]:
    session, reading, painted = workspace.session, workspace.reading, list[int]()
    workspace.list.list.choose_next(1)
    wait(lambda: reading.pane)
    if reading.pane:
        reading.pane.painted.connect(painted.append)
    wait(lambda: painted)
    first = time.time() - started
    wait(lambda: session.settled and not session.refreshing and session.notes_usable)

    def opened_in(post_id: str) -> float:
        painted.clear()
        began = time.perf_counter()
        reading.visit(post_id)
        wait(lambda: painted and reading.post_id == post_id)
        return (time.perf_counter() - began) * 1000

    posts = random.Random(7).sample(session.rows, min(ARTICLES, len(session.rows)))
    times = sorted(opened_in(row.id) for row in posts)
    return {
        "article": first,
        "median": statistics.median(times),
        "p95": times[int(len(times) * 0.95)],
        "slowest": times[-1],
    }


if __name__ == "__main__":
    main()
