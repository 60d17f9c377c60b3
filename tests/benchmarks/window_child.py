"""One run of the window for tests/benchmarks/window.py: prints its figures as JSON.

Imports little, because the time from the start of the process is measured.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.workspace import Workspace

ARTICLES = 150
PAUSE_SECONDS = 0.1
TICK_MS = 4
TYPED = "電力 推論コスト データセンター投資 after:2025-10 -広告 グーグル"
KEY_SECONDS = 0.07


def main() -> None:
    """Open the window as the command line says: what, folder, work folder, time of the start."""
    what, folder, work, started = sys.argv[1], sys.argv[2], Path(sys.argv[3]), float(sys.argv[4])
    from reader.app import guard

    guard(os.environ)
    from reader.ui.main import make_application
    from reader.ui.theme import Theme
    from reader.ui.window import MainWindow

    application, lang = make_application("ja")
    window = MainWindow(Theme(application), lang, work / "data", work / "cache")
    window.show()
    window.open_folder(Path(folder))
    workspace = window.workspace
    assert workspace
    wait(lambda: workspace.session.rows)
    workspace.list.list.viewport().repaint()
    figures = {"list": time.time() - started}
    figures |= (_first_index if what == "first" else _reading)(workspace, started)
    import json

    print(json.dumps(figures), flush=True)
    window.close()


def wait(happened: Callable[[], object]) -> None:
    """Let the window run until something is true."""
    from PySide6.QtCore import QCoreApplication

    while not happened():
        QCoreApplication.processEvents()
        time.sleep(0.0005)


def _first_index(workspace: "Workspace", started: float) -> dict[str, float]:
    from itertools import pairwise

    from PySide6.QtCore import QTimer

    session, ticks = workspace.session, list[float]()
    ticker = QTimer(interval=TICK_MS)
    ticker.timeout.connect(lambda: ticks.append(time.perf_counter()))
    ticker.start()
    wait(lambda: session.settled and not session.refreshing)
    ended = time.time() - started
    wait(lambda: all(row.indexed for row in session.rows))
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
        # A person does not open ten posts in a second: what the last one left to do is done.
        pause = time.perf_counter() + PAUSE_SECONDS
        wait(lambda: time.perf_counter() > pause)
        painted.clear()
        began = time.perf_counter()
        reading.visit(post_id)
        wait(lambda: painted and reading.post_id == post_id)
        return (time.perf_counter() - began) * 1000

    import random
    import statistics

    posts = random.Random(7).sample(session.rows, min(ARTICLES, len(session.rows)))
    times = sorted(opened_in(row.id) for row in posts)
    return {
        "article": first,
        "median": statistics.median(times),
        "p95": times[int(len(times) * 0.95)],
        "slowest": times[-1],
        "key": _typing(workspace),
    }


def _typing(workspace: "Workspace") -> float:
    """The longest time in milliseconds that a key waits, while results and completions arrive."""
    from functools import partial

    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    field, slowest, typed = workspace.bar.search.field, 0.0, ""
    field.setFocus()
    library = workspace.session.library
    assert library
    library.search("電力")  # as the window does before anybody types
    for sign in TYPED:
        ready = time.perf_counter() + KEY_SECONDS
        while time.perf_counter() < ready:
            began = time.perf_counter()
            QCoreApplication.processEvents()
            slowest = max(slowest, time.perf_counter() - began)
            time.sleep(0.0005)
        began = time.perf_counter()
        key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
        QCoreApplication.postEvent(field, key)
        typed += sign
        wait(partial(lambda text: field.text() == text, typed))
        slowest = max(slowest, time.perf_counter() - began)
    return slowest * 1000


if __name__ == "__main__":
    main()
