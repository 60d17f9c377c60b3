from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from reader.catalog.store import PostRow
from reader.notes.model import SavedSearch
from reader.ui.completion import HEADING, MARGIN, ROW, Choice, ChoiceList
from reader.ui.palette_ranking import Offer, Offers
from reader.ui.session import Session
from reader.ui.theme import Tokens

WIDTH, TOP, BELOW, MOST_ROWS = 560, 90, 12, 16
FRAME = 24
"""The margins above and below, and the gap between the field and the list."""
PAUSE_MS = 40


class Palette(QFrame):
    """One field over the window for posts, commands and searches by name."""

    post_chosen = Signal(str)
    query_chosen = Signal(str)
    command_chosen = Signal(str)

    def __init__(self, parent: QWidget, session: Session) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._session, self._window = session, parent
        self._actions: dict[str, QAction] = {}
        self._offers: Offers | None = None
        self._shown_for: str | None = None
        self._is_taking = self._is_composing = False
        self._focus_before: QWidget | None = None
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("記事、命令、検索"))
        self.field.setAccessibleName(self.tr("記事、命令、検索"))
        self.list = ChoiceList(self.field)
        self.list.setParent(self)
        self.list.taken.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._rank)
        self.field.textChanged.connect(self._written)
        self.field.installEventFilter(self)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.list.set_tokens(tokens)

    def open(
        self,
        posts: Sequence[PostRow],
        actions: Iterable[QAction],
        saved: Sequence[SavedSearch],
        history: Sequence[str],
    ) -> None:
        """Show the palette; `posts` are in the order in which they are offered at first."""
        self._actions = {one.objectName(): one for one in actions if one.isEnabled()}
        commands = [
            Offer("command", name, _plain(one.text()), one.shortcut().toString())
            for name, one in self._actions.items()
        ]
        searches = [Offer("search", one.query, one.name, self.tr("保存した検索")) for one in saved]
        searches += [Offer("search", query, query, self.tr("履歴")) for query in history]

        def job() -> Offers:
            shown = (Offer("post", row.id, row.title, row.day) for row in posts)
            return Offers(shown, commands, searches)

        if self.isHidden():
            self._focus_before = QApplication.focusWidget()
        self._offers = self._shown_for = None
        self._is_taking = False
        self.field.clear()
        self._pause.stop()
        self.list.offers.show(())
        self._lay_out()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._session.reads.run(job, self._ready, channel="palette")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        if event.type() == QEvent.Type.KeyPress and not self._is_composing:
            keys: dict[int, Callable[[], object]] = {
                Qt.Key.Key_Down: lambda: self.list.move_by(1),
                Qt.Key.Key_Up: lambda: self.list.move_by(-1),
                Qt.Key.Key_Return: self._take_chosen,
                Qt.Key.Key_Enter: self._take_chosen,
                Qt.Key.Key_Escape: self._leave,
            }
            do = keys.get(event.key()) if isinstance(event, QKeyEvent) else None
            if do:
                do()
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._is_taking = False
        super().hideEvent(event)

    def _written(self) -> None:
        self._is_taking = False
        self._pause.start()

    def _ready(self, offers: Offers) -> None:
        self._offers = offers
        self._rank()

    def _rank(self) -> None:
        written, offers = self.field.text(), self._offers
        if offers is None:  # it is being made, and what is written then is ranked
            return
        self._session.reads.run(
            lambda: offers.ranked(written),
            lambda found: self._show(written, found),
            channel="palette",
        )

    def _show(self, written: str, found: Sequence[Offer]) -> None:
        names = {
            "post": self.tr("記事"),
            "command": self.tr("命令"),
            "search": self.tr("検索"),
        }
        rows = [Choice(one.label, one.key, 0, 0, one.detail, action=one.kind) for one in found]
        if written.strip():
            text = self.tr("「{0}」をさがす").format(written.strip())
            rows.append(Choice(text, written.strip(), 0, 0, action="search"))
        choices: list[Choice] = []
        for row in rows:
            if row.action in names:
                choices.append(Choice(names.pop(row.action), "", 0, 0, action=HEADING))
            choices.append(row)
        self._shown_for = written
        self.list.offers.show(choices)
        self.list.setVisible(bool(choices))
        self.list.move_by(1)
        self._lay_out()
        self.list.scrollToTop()
        if self._is_taking:
            self._take_chosen()

    def _lay_out(self) -> None:
        window = self._window
        rows = min(self.list.offers.rowCount(), MOST_ROWS)
        room = window.height() - TOP - BELOW - FRAME - self.field.sizeHint().height()
        self.list.setFixedHeight(min(rows * ROW + 2 * MARGIN, max(room, ROW)))
        wide = min(WIDTH, window.width() - 40)
        place = QRect((window.width() - wide) // 2, TOP, wide, self.sizeHint().height())
        self.setGeometry(place)

    def _take_chosen(self) -> None:
        """Take the chosen line, as soon as the list is that of what is written."""
        self._is_taking = self._shown_for != self.field.text()
        if not self._is_taking:
            self.list.take()

    def _leave(self) -> None:
        with suppress(RuntimeError):  # what had the keyboard before may be gone
            if self._focus_before:
                self._focus_before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()

    def _take(self, choice: Choice) -> None:
        self._leave()
        if choice.action == "post":
            self.post_chosen.emit(choice.text)
        elif choice.action == "search":
            self.query_chosen.emit(choice.text)
        elif choice.text in self._actions:
            self.command_chosen.emit(choice.text)
            self._actions[choice.text].trigger()


def _plain(text: str) -> str:
    return text.replace("&", "").rstrip("…:")
