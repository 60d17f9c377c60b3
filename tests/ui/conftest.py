import json
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import TimeoutError as QtTimeoutError
from pytestqt.qtbot import QtBot

from reader.article.build import build_article
from reader.article.model import Article
from reader.collection.post import Post
from reader.ui.appearance import AT_FIRST, Appearance
from reader.ui.bridge import WORLD
from reader.ui.main import make_application
from reader.ui.pane import Header, ReadingPane
from reader.ui.theme import Theme
from reader.ui.window import MainWindow
from reader.ui.workspace import Workspace

BOTH_WAYS = pytest.mark.parametrize("mode", ["h", "v"])
"""What holds in horizontal writing holds in vertical writing too."""

PATIENCE_MS = 10_000
START_MS = 60_000
DRAGS = 4
NO_GRAPHICS = (
    "QRhiGles2:",
    "Failed to create RHI",
    "GPUInfo not initialized",
    "Sandboxing dis",
    "This plugin does not support",
)
"""What Qt says where there is no graphics card or no screen, or for root; all works the same."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no test of the window fail for want of a graphics card."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore(*NO_GRAPHICS, extend=True))


BODY = """三社の投資計画を並べると、**2025年の合計は*3,200億*ドル**を超える見込みだ。
前年の[2,460億ドル](https://example.com/a)からの伸びは三割に近い。

- 推論コストは利用が増えるほど積み上がる😀
- 専用チップを持つ会社

最後の段落。[次へ](../next.md) [脚注](#注)
"""
"""A post with bold text over italic text, a link, a list with an emoji, and line breaks."""


def span(text: str, quote: str) -> tuple[int, int]:
    """Where a quote stands in a text."""
    start = text.index(quote)
    return start, start + len(quote)


def article_of(body: str, post_id: str = "2025/記事") -> Article:
    """The article of a post with this Markdown body."""
    return build_article(Post(post_id, f"{post_id}.md", "題", None, (), (), "", "", body))


class Assets(dict[tuple[str, int], Path]):
    """The images that the pane under test may show, by post and number."""

    def find(self, post_id: str, number: int) -> Path | None:
        """The file of an image, if it was put here."""
        return self.get((post_id, number))


class Visitor:
    """Does to a pane what a person does, and looks at what the page has become.

    Offsets are code points; points are pixels of the pane.
    """

    def __init__(self, pane: ReadingPane, qtbot: QtBot, assets: Assets) -> None:
        self.pane, self.qtbot, self.assets = pane, qtbot, assets

    @property
    def surface(self) -> QWidget:
        """The widget that takes the events."""
        surface = self.pane.focusProxy()
        assert surface
        return surface

    def run(self, script: str) -> Any:
        """The value of a script of the page's own world."""
        got: list[Any] = []
        self.pane.page().runJavaScript(f"JSON.stringify({script})", WORLD, got.append)
        self.qtbot.waitUntil(lambda: bool(got), timeout=PATIENCE_MS)
        return json.loads(got[0]) if got[0] else None

    def wait(self, happened: Callable[[], object]) -> None:
        """Let the program run until something is true."""
        self.qtbot.waitUntil(lambda: bool(happened()), timeout=PATIENCE_MS)

    def wait_until_ready(self) -> None:
        """Wait until the page has started."""
        self.wait(lambda: self.pane.is_ready)

    def show(self, article: Article, title: str = "題", **how: Any) -> None:
        """Show an article and wait until it is painted."""
        with self.qtbot.waitSignal(self.pane.painted, timeout=PATIENCE_MS):
            self.pane.show_article(article, Header(title, ("2025-11-30",)), **how)

    def read(self, body: str, **how: Any) -> str:
        """Show a Markdown body; returns its text."""
        article = article_of(body)
        self.show(article, **how)
        return article.text

    @property
    def is_vertical(self) -> bool:
        """Whether the lines follow one another to the left."""
        return bool(self.run("document.documentElement.dataset.mode") == "v")

    @property
    def length(self) -> int:
        """How many pixels of the way on through the text are seen at once."""
        script = "[document.documentElement.clientWidth, innerHeight]"
        return int(self.run(script)[0 if self.is_vertical else 1])

    def along(self, point: QPoint) -> int:
        """How far on through the text a point is, from where the view begins."""
        return self.length - point.x() if self.is_vertical else point.y()

    def scrolled(self) -> float:
        """How far the page is scrolled on through the text."""
        return float(self.run("-scrollX" if self.is_vertical else "scrollY"))

    def scroll(self, place: int) -> None:
        """Scroll the page to a place on the way through the text."""
        side, sign = ("left", "-") if self.is_vertical else ("top", "")
        self.run(f"scrollTo({{{side}: {sign}{place}, behavior: 'instant'}})")

    def resize(self, width: int, height: int) -> None:
        """Give the pane another size and wait until the page has it."""
        self.pane.resize(width, height)
        self.wait(lambda: self.run("[innerWidth, innerHeight]") == [width, height])

    def ends(self, start: int, end: int) -> tuple[QPoint, QPoint]:
        """Points just inside the first and the last character of a passage."""
        units = self.pane._to_units(start, end)
        boxes = self.run(f"[...Keisen.rangeOf({units[0]}, {units[1]}).getClientRects()]")
        boxes = [box for box in boxes if box["width"]]
        first, last = boxes[0], boxes[-1]
        if self.is_vertical:
            return (
                QPoint(round(first["left"] + first["width"] / 2), round(first["top"] + 2)),
                QPoint(round(last["left"] + last["width"] / 2), round(last["bottom"] - 2)),
            )
        return (
            QPoint(round(first["left"] + 2), round(first["top"] + first["height"] / 2)),
            QPoint(round(last["right"] - 2), round(last["top"] + last["height"] / 2)),
        )

    def wait_for_rest(self) -> None:
        """Wait until the page does not scroll any more."""
        places = [math.nan]

        def rests() -> bool:
            places.append(self.scrolled())
            return places[-1] == places[-2]

        self.wait(rests)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Drag with the left button."""
        surface, button = self.surface, Qt.MouseButton.LeftButton
        QTest.mousePress(surface, button, Qt.KeyboardModifier.NoModifier, start)
        for step in range(1, 5):
            # QTest's own moves carry no buttons, which the engine takes for a released one.
            point = QPointF(start + (end - start) * step / 4)
            move = QMouseEvent(
                QEvent.Type.MouseMove, point, surface.mapToGlobal(point),
                Qt.MouseButton.NoButton, button, Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QCoreApplication.sendEvent(surface, move)
        QTest.mouseRelease(surface, button, Qt.KeyboardModifier.NoModifier, end)

    def select(self, start: int, end: int) -> tuple[int, int]:
        """Drag over a passage; returns the selection that the pane reports."""
        with self.qtbot.waitSignal(self.pane.selected, timeout=PATIENCE_MS) as caught:
            self.drag(*self.ends(start, end))
        return caught.args[0], caught.args[1]

    def select_at_last(self, start: int, end: int) -> bool:
        """Drag over a passage until it is selected: a page just made may miss the first drag."""
        for _ in range(DRAGS):
            self.drag(*self.ends(start, end))
            try:
                self.qtbot.waitUntil(
                    lambda: self.pane.selection() == (start, end), timeout=PATIENCE_MS // DRAGS
                )
            except QtTimeoutError:
                continue
            return True
        return False

    def click(self, point: QPoint) -> None:
        """Click with the left button."""
        QTest.mouseClick(
            self.surface, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point
        )

    def middle_of(self, selector: str) -> QPoint:
        """The middle of the element that a selector finds."""
        box = self.run(f"document.querySelector({json.dumps(selector)}).getBoundingClientRect()")
        return QPoint(round(box["left"] + box["width"] / 2), round(box["top"] + box["height"] / 2))

    def press(self, key: Qt.Key, shift: bool = False) -> None:
        """Press a key while the page has the focus."""
        modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.surface, key, modifier)

    def focus(self) -> None:
        """Give the article the keyboard."""
        self.pane.activateWindow()
        self.surface.setFocus()
        self.wait(lambda: self.run("document.hasFocus()"))
        self.run("document.getElementById('article').focus({preventScroll: true})")

    def wait_for_color(self, color: str, start: QPoint, end: QPoint) -> None:
        """Wait until a colour is seen on the line between two points."""
        self.wait(lambda: color in self.colors_between(start, end))

    def colors_between(self, start: QPoint, end: QPoint) -> set[str]:
        """The colours on the line between two points."""
        image = self.pane.grab().toImage()
        steps = max(abs(end.x() - start.x()), abs(end.y() - start.y()), 1)
        points = (start + (end - start) * step / steps for step in range(steps))
        return {QColor(image.pixel(point)).name() for point in points}


@pytest.fixture(scope="module")
def assets() -> Assets:
    """What the module's pane may show."""
    return Assets()


@pytest.fixture(scope="module")
def module_pane(qapp: QApplication, assets: Assets) -> Iterator[ReadingPane]:
    """One pane for all tests of a module."""
    pane = ReadingPane(None, assets.find)
    pane.resize(820, 700)
    pane.show()
    yield pane
    gone = QSignalSpy(pane.profile.destroyed)
    pane.close()
    pane.dispose()
    assert gone.wait(PATIENCE_MS)
    pane.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def mode() -> str:
    """The direction of writing: a test may be given "h" and "v"."""
    return "h"


def set_in(mode: str) -> Appearance:
    """The appearance of the start, with the lines in a direction."""
    return replace(AT_FIRST, vertical=mode == "v")


@pytest.fixture
def visitor(module_pane: ReadingPane, assets: Assets, qtbot: QtBot, mode: str) -> Visitor:
    """A person at the module's pane, which shows nothing, in light colours."""
    assets.clear()
    person = Visitor(module_pane, qtbot, assets)
    person.wait_until_ready()
    module_pane.set_appearance(set_in(mode))
    module_pane.set_theme("light")
    module_pane.resize(820, 700)
    with qtbot.waitSignal(module_pane.painted, timeout=PATIENCE_MS):
        module_pane.show_blank()
    return person


@pytest.fixture
def visitor_of(qtbot: QtBot) -> Callable[[ReadingPane], Visitor]:
    """Puts a person before any pane, such as the one in the window."""
    return lambda pane: Visitor(pane, qtbot, Assets())


OpenWindow = Callable[[Path], Workspace]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens the window on a folder; a second call is a restart with the same data."""
    windows: list[MainWindow] = []

    def close() -> None:
        while windows:
            window = windows.pop()
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def start(folder: Path) -> Workspace:
        close()
        application, lang = make_application("ja")
        window = MainWindow(Theme(application), lang, tmp_path / "data", tmp_path / "cache")
        windows.append(window)
        window.resize(1360, 820)
        window.show()
        window.open_folder(folder)
        workspace = window.workspace
        assert workspace
        qtbot.waitUntil(lambda: bool(workspace.session.rows), timeout=START_MS)
        qtbot.waitUntil(lambda: not workspace.session.refreshing, timeout=START_MS)
        qtbot.waitUntil(lambda: workspace.session.notes_usable, timeout=START_MS)
        qtbot.waitUntil(lambda: workspace.reading.pane is not None, timeout=START_MS)
        return workspace

    yield start
    close()
