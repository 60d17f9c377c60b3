from PySide6.QtCore import QKeyCombination, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QLineEdit, QWidget

PORTABLE = QKeySequence.SequenceFormat.PortableText


class KeyField(QKeySequenceEdit):
    """A field that takes one key as it is pressed; Tab and Escape lead out of it."""

    pressed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)
        self.setFinishingKeyCombinations(
            [QKeyCombination(Qt.Key.Key_Tab), QKeyCombination(Qt.Key.Key_Backtab)]
        )
        for line in self._lines():
            line.setPlaceholderText(self.tr("キーを押してください"))
        for widget in (self, *self._lines()):
            widget.setAccessibleName(self.tr("新しいキー"))
        self.editingFinished.connect(self._tell)

    def show_key(self, key: str) -> None:
        """Show a key without taking it for one that was pressed."""
        with QSignalBlocker(self):
            self.setKeySequence(QKeySequence(key, PORTABLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if is_bare and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_held(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_held(False)

    def _show_held(self, held: bool) -> None:
        for line in self._lines():
            line.setProperty("held", held)
            line.style().unpolish(line)
            line.style().polish(line)

    def _lines(self) -> list[QLineEdit]:
        """The field inside that shows the key; none while Qt deletes this one."""
        return self.findChildren(QLineEdit)

    def _tell(self) -> None:
        key = self.keySequence().toString(PORTABLE)
        if key:
            self.pressed.emit(key)
