from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the window, and what of it takes the keyboard: None while there is nothing.

    The page shows that it has the keyboard when that comes as by Tab.
    """

    ground: QWidget
    target: Callable[[], QWidget | None]
    reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason


class Regions(QObject):
    """Moves the keyboard from one part of the window to the next, and from lists to the article."""

    def __init__(self, parent: QWidget, regions: Sequence[Region], article: Region) -> None:
        super().__init__(parent)
        self._regions, self._article = regions, article

    def leave_by_escape(self, view: QAbstractItemView) -> None:
        """Let Escape lead from a list to the article."""
        view.installEventFilter(self)

    def go(self, by: int) -> None:
        """Give the keyboard to the next part (1) or the one before (-1) that can take it."""
        focused = QApplication.focusWidget()
        held = [place for place, one in enumerate(self._regions) if _is_in(focused, one.ground)]
        count = len(self._regions)
        first = held[0] + by if held else (0 if by > 0 else -1)
        for step in range(count):
            if self._enter(self._regions[(first + by * step) % count]):
                return

    def to_article(self) -> bool:
        """Give the keyboard to the article, where one is open."""
        return self._enter(self._article)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if is_bare and event.key() == Qt.Key.Key_Escape:
                return self.to_article()
        return super().eventFilter(watched, event)

    def _enter(self, region: Region) -> bool:
        target = region.target()
        if not target or not target.isVisible() or not target.isEnabled():
            return False
        target.setFocus(region.reason)
        return True


def _is_in(widget: QWidget | None, ground: QWidget) -> bool:
    return widget is not None and (widget is ground or ground.isAncestorOf(widget))
