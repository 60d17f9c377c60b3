from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from reader.library.model import Completion
from reader.ui.completion import ClearHistory, Suggestions
from reader.ui.icons import icon
from reader.ui.query_help import QueryHelp
from reader.ui.theme import Tokens
from reader.ui.typing_field import TypingField

TYPING_PAUSE_MS = 60
IN_FORCE_MS = 3_000
BY_PERSON = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
"""The window also gives the focus by itself; no list opens then."""


class SearchBox(QFrame):
    """The search field with its hit count; it tells the query a moment after the last key.

    Under it completions of what is typed are offered, and the last searches while it is empty.
    `completion_wanted` tells the query and the cursor in code points. `used` tells a query that was
    worth something: Enter was pressed, a result was opened, or it was in force for a while.
    """

    query_changed = Signal(str)
    completion_wanted = Signal(str, int)
    used = Signal(str)
    history_cleared = Signal()
    moved_down = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search_box")
        self.setFixedHeight(28)
        self._history: Sequence[str] = ()
        self._edited = False
        self._asked: tuple[str, int] | None = None
        self._glass = QLabel(self)
        self.field = TypingField(self)
        self._count = QLabel(self)
        self._count.setObjectName("search_count")
        self._clear = QAction(self)
        self.help = QToolButton(self)
        self.help_card = QueryHelp(self)
        self.suggestions = Suggestions(self)
        self.suggestions.taken.connect(self._take)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.in_force = QTimer(self, singleShot=True, interval=IN_FORCE_MS)
        self.in_force.timeout.connect(self.use)
        self._set_up_field()
        self._lay_out()

    def _set_up_field(self) -> None:
        field = self.field
        field.setPlaceholderText(self.tr("本文と題名をさがす"))
        field.setAccessibleName(self.tr("検索"))
        field.setFrame(False)
        self._clear.setText(self.tr("検索を消す"))
        self._clear.triggered.connect(self.clear)
        field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        field.textChanged.connect(self._typed)
        field.textEdited.connect(self._edit)
        field.cursorPositionChanged.connect(self._move)
        field.returnPressed.connect(self._enter)
        field.installEventFilter(self)

    def _lay_out(self) -> None:
        self.help.setText("?")
        self.help.setObjectName("query_help_button")
        self.help.setAutoRaise(True)
        self.help.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.help.setToolTip(self.tr("検索のことば"))
        self.help.setAccessibleName(self.tr("検索のことば"))
        self.help.clicked.connect(self.show_help)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 5, 0)
        row.setSpacing(7)
        for widget in (self._glass, self.field, self._count, self.help):
            row.addWidget(widget)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._glass.setPixmap(icon("search", tokens.muted).pixmap(15, 15))
        self._clear.setIcon(icon("close", tokens.muted))
        self.suggestions.set_tokens(tokens)

    def show_count(self, text: str) -> None:
        """Show how many posts were found and how long that took, or nothing."""
        self._count.setText(text)

    def show_help(self) -> None:
        """Show what can be written into the field."""
        self.help_card.show_under(self)

    def set_history(self, queries: Sequence[str]) -> None:
        """Take the last searches, the newest first."""
        self._history = queries

    def show_completions(self, query: str, cursor: int, completions: Sequence[Completion]) -> None:
        """Offer ways to go on with a query, unless something else is in the field by now."""
        if self._asked == (query, cursor) == self._state() and not self.field.composing:
            self.suggestions.show_completions(completions)

    def query(self) -> str:
        """The words in the field."""
        return self.field.text()

    def set_query(self, query: str) -> None:
        """Put words into the field and search at once."""
        self.field.setText(query)
        self._close()
        self._tell()

    def select_span(self, start: int, end: int) -> None:
        """Select a part of the query, given in code points."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.select_span(start, end)

    def use(self) -> None:
        """Tell that the query was worth something."""
        query = self.query().strip()
        self.in_force.stop()
        if query:
            self.used.emit(query)

    def clear(self) -> None:
        """Empty the field and show all posts again."""
        self.set_query("")

    # ---- keys and focus

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._handled(event)
        if isinstance(event, QFocusEvent):
            self._show_focus(event)
        elif event.type() == QEvent.Type.MouseButtonPress and not self.query():
            self._show_recent()
        return super().eventFilter(watched, event)

    def _show_focus(self, event: QFocusEvent) -> None:
        self.setProperty("focused", event.gotFocus())
        self.style().unpolish(self)
        self.style().polish(self)
        if event.lostFocus():
            self._close()
        elif event.reason() in BY_PERSON and not self.query():
            self._show_recent()

    def _handled(self, event: QKeyEvent) -> bool:
        key = event.key()
        if self.field.composing or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key == Qt.Key.Key_Escape:
            return self._escape()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            return self._step(1 if key == Qt.Key.Key_Down else -1)
        chosen = self.suggestions.list.chosen() if self.suggestions.isVisible() else None
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen:
            self._take(chosen.value)
            return True
        return False

    def _escape(self) -> bool:
        if self.suggestions.isVisible():
            self._close()
        elif self.query():
            self.clear()
        else:
            return False
        return True

    def _step(self, by: int) -> bool:
        if self.suggestions.isVisible():
            self.suggestions.list.step(by)
        elif by > 0 and not self.query() and self._history:
            self._show_recent()
        elif by > 0:
            self._close()
            self.moved_down.emit()
        else:
            return False
        return True

    def _enter(self) -> None:
        self._close()
        self._tell()
        self.use()

    # ---- what is offered

    def _take(self, value: object) -> None:
        self._close()
        if isinstance(value, Completion):
            ends = not value.text.endswith(":") and self.query()[value.end : value.end + 1] != " "
            self.field.replace_span(value.start, value.end, value.text + " " * ends)
        elif isinstance(value, ClearHistory):
            self._history = ()
            self.history_cleared.emit()
        elif isinstance(value, str):
            self.set_query(value)
            self.use()

    def _show_recent(self) -> None:
        if not self.field.composing:
            self.suggestions.show_recent(self._history)

    def _close(self) -> None:
        self._edited, self._asked = False, None
        self.suggestions.hide()

    def _state(self) -> tuple[str, int]:
        return self.query(), self.field.place()

    # ---- what is typed

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    def _edit(self, text: str) -> None:
        self._edited = bool(text.strip())
        # What is offered was meant for the text as it was before.
        self.suggestions.list.choose_none()
        if not self._edited or self._asked is None:
            self.suggestions.hide()

    def _move(self) -> None:
        if self._asked and self._asked != self._state() and self._asked[0] == self.query():
            self._close()

    def _tell(self) -> None:
        self._pause.stop()
        query = self.query()
        if query.strip():
            self.in_force.start()
        else:
            self.in_force.stop()
        self.query_changed.emit(query)
        if self._edited and not self.field.composing:
            self._edited = False
            self._asked = self._state()
            self.completion_wanted.emit(*self._asked)
