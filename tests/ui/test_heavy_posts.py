"""Posts that are heavy for the page: they are painted, and the window stays awake meanwhile."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from reader.ui.pane import ReadingPane
from tests.article.hostile_bodies import BODIES
from tests.ui.conftest import START_MS, OpenWindow, Visitor

HEAVY = {
    "headings": "".join(f"## 見出し{n}\n\n本文。\n\n" for n in range(10_000)),
    "table": "| 甲 | 乙 |\n|---|---|\n" + "| 一 | 二 |\n" * 2_000,
    "columns": BODIES["table of columns"](60_000),
    "line": "電力を買う会社" * 71_000,
    "levels": "".join("  " * level + "- 電\n" for level in range(100)),
    "out of time": BODIES["paragraphs"](990_000),
}
LONGEST_STEP = 1.0


class Steps:
    """Watches how long the event loop of the window works without a pause."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.thread_time()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    def _step(self) -> None:
        now = time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def stop(self) -> None:
        """Watch no longer."""
        self._step()
        self._timer.stop()


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_post_is_painted_and_the_window_stays_awake(
    qtbot: QtBot,
    open_window: OpenWindow,
    visitor_of: Callable[[ReadingPane], Visitor],
    tmp_path: Path,
    name: str,
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "2026-01-01-a.md").write_text(HEAVY[name], encoding="utf-8")
    workspace = open_window(root)
    pane = workspace.reading.pane
    assert pane
    steps = Steps()
    with qtbot.waitSignal(pane.painted, timeout=START_MS):
        workspace.reading.visit("2026-01-01-a")
    steps.stop()
    assert steps.longest < LONGEST_STEP
    article = pane.article
    assert article
    assert visitor_of(pane).run("Keisen.text().length") == len(article.text)
