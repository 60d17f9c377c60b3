from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from reader.ui.opening import Wanted
from reader.ui.reading import ReadingView

LEAST_VIEW = 260


class SideBySide(QSplitter):
    """One post to read, or two side by side; what is done is done in the one that is active.

    The active view is the one that had the keyboard last. The second is made when it is first
    asked for, and lets go of its page when it is closed.
    """

    activated = Signal(ReadingView)

    def __init__(self, parent: QWidget, make: Callable[[], ReadingView]) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._make = make
        self._first = self.active = make()
        self._second: ReadingView | None = None
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._add(self._first)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    def all(self) -> list[ReadingView]:
        """The views that are there."""
        return [self._first, self._second] if self._second else [self._first]

    def toggle(self) -> None:
        """Put a second view beside the first, with the same post, or close it again."""
        if self._second:
            self._close()
        elif self._first.post_id:
            self._open(Wanted(self._first.post_id, self._first.position))

    def _open(self, wanted: Wanted) -> None:
        view = self._second = self._make()
        self._add(view)
        self.setSizes([self.width() // 2, self.width() // 2])
        view.make_pane()
        view.open(wanted)
        view.ready.connect(lambda: self._activate(view, focus=True))

    def _close(self) -> None:
        view, self._second = self._second, None
        if view:
            self._activate(self._first, focus=True)
            view.dispose()
            view.hide()
            view.deleteLater()

    def _add(self, view: ReadingView) -> None:
        view.setMinimumWidth(LEAST_VIEW)
        self.addWidget(view)

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for view in self.all():
            if new is not None and view.isAncestorOf(new):
                self._activate(view)

    def _activate(self, view: ReadingView, *, focus: bool = False) -> None:
        if focus and view.pane:
            view.pane.setFocus(Qt.FocusReason.OtherFocusReason)
        if view is not self.active:
            self.active = view
            self.activated.emit(view)
