from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from reader.ui.icons import icon
from reader.ui.theme import Tokens

TYPING_PAUSE_MS = 60


class SearchBox(QFrame):
    """The search field with its hit count; it tells the query a moment after the last key."""

    query_changed = Signal(str)
    moved_down = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search_box")
        self.setFixedHeight(28)
        self._glass = QLabel(self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("本文と題名をさがす"))
        self.field.setAccessibleName(self.tr("検索"))
        self.field.setFrame(False)
        self._count = QLabel(self)
        self._count.setObjectName("search_count")
        self._clear = QAction(self)
        self._clear.setText(self.tr("検索を消す"))
        self._clear.triggered.connect(self.clear)
        self.field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 10, 0)
        row.setSpacing(7)
        for widget in (self._glass, self.field, self._count):
            row.addWidget(widget)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._tell)
        self.field.installEventFilter(self)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._glass.setPixmap(icon("search", tokens.muted).pixmap(15, 15))
        self._clear.setIcon(icon("close", tokens.muted))

    def show_count(self, text: str) -> None:
        """Show how many posts were found and how long that took, or nothing."""
        self._count.setText(text)

    def query(self) -> str:
        """The words in the field."""
        return self.field.text()

    def set_query(self, query: str) -> None:
        """Put words into the field and search at once."""
        self.field.setText(query)
        self._tell()

    def select_span(self, start: int, end: int) -> None:
        """Select a part of the query, given in code points."""
        text = self.query()
        first, last = (
            len(text[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in (start, end)
        )
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.setSelection(first, last - first)

    def clear(self) -> None:
        """Empty the field and show all posts again."""
        self.set_query("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("focused", event.type() == QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        if watched is self.field and isinstance(event, QKeyEvent):
            return self._handled(event)
        return super().eventFilter(watched, event)

    def _handled(self, event: QKeyEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape and self.query():
            self.clear()
            return True
        if event.key() == Qt.Key.Key_Down:
            self.moved_down.emit()
            return True
        return False

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        self.query_changed.emit(self.query())
