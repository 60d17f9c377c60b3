from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget


class FocusMode(QObject):
    """Leaves only the article on the window; what was there comes back as it was.

    Escape leaves it where no widget has another use for that key. `entering` comes before
    anything is hidden: the keyboard must be where it can stay.
    """

    entering = Signal()
    left = Signal()

    def __init__(self, owner: QWidget, parts: Sequence[QWidget], action: QAction) -> None:
        super().__init__(owner)
        self._parts, self._action = parts, action
        self._hidden: list[QWidget] = []
        action.setCheckable(True)
        owner.window().installEventFilter(self)

    @property
    def is_on(self) -> bool:
        """Whether only the article is shown."""
        return self._action.isChecked()

    def take(self) -> None:
        """Do what the action now says: hide everything else, or bring it back."""
        if self.is_on:
            self.entering.emit()
            self._hidden = [part for part in self._parts if not part.isHidden()]
            for part in self._hidden:
                part.hide()
        else:
            self._bring_back()

    def leave(self) -> None:
        """Bring back what is hidden."""
        if self.is_on:
            self._action.setChecked(False)
            self._bring_back()

    def show_meanwhile(self, part: QWidget, shown: bool) -> None:
        """Show a part for a while although it is hidden, or hide it again."""
        if self.is_on and part in self._hidden:
            part.setVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.KeyPress and self.is_on:
            self.leave()
            return True
        return super().eventFilter(watched, event)

    def _bring_back(self) -> None:
        for part in self._hidden:
            part.show()
        self._hidden = []
        self.left.emit()
