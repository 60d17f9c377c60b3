from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from reader.library import Completion
from reader.ui.completion import Choice, ChoiceList
from reader.ui.icons import icon
from reader.ui.query_help import QueryHelp
from reader.ui.theme import Tokens

TYPING_PAUSE_MS = 60
IN_FORCE_MS = 3000
SHOWN_HISTORY = 12
CLEAR, RECENT = "clear", "recent"
BY_PERSON = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ShortcutFocusReason)
"""The window moves the focus by itself too; no list opens then."""


class SearchBox(QFrame):
    """The search field with its hit count; it tells the query a moment after the last key.

    Under it are the last searches while it is empty, else ways to go on with the word at the
    cursor: `completion_wanted` asks for them, with the query and the cursor in code points.
    `used` tells a query that somebody waited for or went on from.
    """

    query_changed = Signal(str)
    moved_down = Signal()
    completion_wanted = Signal(str, int)
    used = Signal(str)
    history_cleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search_box")
        self.setFixedHeight(28)
        self._glass = QLabel(self)
        self.field = QLineEdit(self)
        self._offers = True
        self.field.setAccessibleName(self.tr("検索"))
        self.field.setFrame(False)
        self._count = QLabel(self)
        self._count.setObjectName("search_count")
        self._clear = QAction(self)
        self._clear.setText(self.tr("検索を消す"))
        self._clear.triggered.connect(self.clear)
        self.field.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self.help_button = QToolButton(self)
        self.help_button.setText("?")
        self.help_button.setToolTip(self.tr("検索のことば"))
        self.help_button.setAccessibleName(self.tr("検索のことば"))
        self.help_button.clicked.connect(self.show_help)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 6, 0)
        row.setSpacing(7)
        for widget in (self._glass, self.field, self._count, self.help_button):
            row.addWidget(widget)
        self.choices = ChoiceList(self.field)
        self.choices.taken.connect(self._take)
        self.help: QueryHelp | None = None
        self._history: Sequence[str] = ()
        self._composing = False
        self._asked: tuple[str, int] | None = None
        self._is_to_ask = False
        self._offered: tuple[str, int] | None = None
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._in_force = QTimer(self, singleShot=True, interval=IN_FORCE_MS)
        self._in_force.timeout.connect(self.keep)
        self.field.textChanged.connect(self._typed)
        self.field.textEdited.connect(self._edited)
        self.field.cursorPositionChanged.connect(self._moved)
        self.field.installEventFilter(self)
        self.take_over("", "")

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._glass.setPixmap(icon("search", tokens.muted).pixmap(15, 15))
        self._clear.setIcon(icon("close", tokens.muted))
        self.choices.set_tokens(tokens)

    def set_history(self, queries: Sequence[str]) -> None:
        """The searches to offer in the empty field, newest first."""
        self._history = queries

    def show_count(self, text: str) -> None:
        """Show how many posts were found and how long that took, or nothing."""
        self._count.setText(text)

    def query(self) -> str:
        """The words in the field."""
        return self.field.text()

    def set_query(self, query: str) -> None:
        """Put words into the field and search at once."""
        self.field.setText(query)
        self._close()
        self._tell()

    def take_over(self, query: str, hint: str) -> None:
        """Hold other words without searching; `hint` says what is searched, if not the posts.

        Only for posts there are completions and the last searches.
        """
        self._offers = not hint
        self.field.setPlaceholderText(hint or self.tr("本文と題名をさがす"))
        self.field.setText(query)
        self._pause.stop()
        self._in_force.stop()
        self._close()
        self.show_count("")

    def keep(self) -> None:
        """Tell that the query in the field is used."""
        self._in_force.stop()
        if self.query().strip() and self._offers:
            self.used.emit(self.query())

    def select_span(self, start: int, end: int) -> None:
        """Select a part of the query, given in code points."""
        text = self.query()
        first, last = _units(text[:start]), _units(text[:end])
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.setSelection(first, last - first)

    def clear(self) -> None:
        """Empty the field and show all posts again."""
        self.set_query("")

    def show_help(self) -> None:
        """Show how queries are written, below the field."""
        self.help = QueryHelp(self.window())
        self.help.show_below(self)

    def show_completions(self, query: str, cursor: int, found: Sequence[Completion]) -> None:
        """Offer ways to go on, unless the field is not any more what they were asked for."""
        if not (query, cursor) == self._asked == self._state() or self._composing:
            return
        kinds = {
            "field": self.tr("欄"), "tag": self.tr("タグ"), "category": self.tr("分類"),
            "author": self.tr("著者"), "company": self.tr("会社"), "title": self.tr("題名"),
        }  # fmt: skip
        self._offer(
            [
                Choice(
                    one.label, one.text, one.start, one.end, kinds[one.kind], one.count,
                    ends_word=not one.text.endswith(":"),
                )
                for one in found
            ]
        )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.field:
            return super().eventFilter(watched, event)
        if isinstance(event, QFocusEvent):
            self._show_focus(event)
        elif event.type() == QEvent.Type.MouseButtonPress and not self.query():
            self._offer_history()
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
            if self._composing:
                self._close()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._handled(event)
        return super().eventFilter(watched, event)

    def _show_focus(self, event: QFocusEvent) -> None:
        self.setProperty("focused", event.gotFocus())
        self.style().unpolish(self)
        self.style().polish(self)
        if event.lostFocus():
            self._close()
        elif event.reason() in BY_PERSON and not self.query():
            self._offer_history()

    def _handled(self, event: QKeyEvent) -> bool:
        if self._composing:
            return False
        key, offering = event.key(), self.choices.isVisible()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and offering:
            if self._offered == self._state():
                self.choices.move_by(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if offering and self.choices.take():
                return True
            if key == Qt.Key.Key_Tab:
                return False
            self._close()
            self._tell()
            self.keep()
            return True
        if key == Qt.Key.Key_Escape and (offering or self.query()):
            self._close() if offering else self.clear()
            return True
        if key == Qt.Key.Key_Down:
            if self.query():
                self.moved_down.emit()
            else:
                self._offer_history()
            return True
        return False

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    def _edited(self, text: str) -> None:
        # What is offered was meant for the text as it was before.
        self.choices.choose_none()
        if self._composing or not text.strip() or not self._offers:
            self._close()
        else:
            self._asked, self._is_to_ask = self._state(), True

    def _moved(self) -> None:
        if self._asked and self._asked[0] == self.query() and self._asked != self._state():
            self._close()

    def _close(self) -> None:
        """Offer nothing, and wait for no answer."""
        self._asked = None
        self.choices.hide()

    def _state(self) -> tuple[str, int]:
        return self.query(), self._cursor()

    def _tell(self) -> None:
        self._pause.stop()
        self._in_force.start()
        self.query_changed.emit(self.query())
        if self._asked and self._is_to_ask:
            self._is_to_ask = False
            self.completion_wanted.emit(*self._asked)

    def _cursor(self) -> int:
        """Where the cursor stands, in code points."""
        before = self.query().encode("utf-16-le", "surrogatepass")[
            : 2 * self.field.cursorPosition()
        ]
        return len(before.decode("utf-16-le", "surrogatepass"))

    def _offer_history(self) -> None:
        history = self._history[:SHOWN_HISTORY] if self._offers else ()
        choices = [Choice(one, one, 0, 0, action=RECENT) for one in history]
        if choices:
            choices.append(Choice(self.tr("履歴を消す"), "", 0, 0, action=CLEAR, is_quiet=True))
        self._offer(choices)

    def _offer(self, choices: Sequence[Choice]) -> None:
        self._offered = self._state()
        self.choices.offer(choices, self)

    def _take(self, choice: Choice) -> None:
        if self._offered != self._state():  # a click on what was offered for an older text
            return
        if choice.action == CLEAR:
            self.history_cleared.emit()
            return
        if choice.action == RECENT:
            self.set_query(choice.text)
            self.keep()
            return
        self._close()
        text = choice.text
        if choice.ends_word and not self.query()[choice.end :].startswith((" ", "\u3000", ")")):
            text += " "
        self.select_span(choice.start, choice.end)
        self.field.insert(text)  # as a person does: it can be undone
        self._tell()


def _units(text: str) -> int:
    """The length of a text as Qt counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
