"""Small widgets that several views share."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.ui.icons import SIZE, icon
from reader.ui.theme import Tokens


def link_button(text: str, parent: QWidget) -> QPushButton:
    """A button that looks like a link."""
    button = QPushButton(text, parent)
    button.setProperty("link", True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def plain_tip(text: str) -> str:
    """A tip that shows a text as it stands: Qt takes what looks like markup for markup."""
    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>"


def with_key(text: str, key: str) -> str:
    """A tip that names the key as well, where there is one."""
    if not key:
        return text
    return QCoreApplication.translate("Keys", "{0}（{1}）").format(text, key)


def plain_label(text: str) -> str:
    """A text for a button or a menu, where a single & would name a key."""
    return text.replace("&", "&&")


def icon_button(name: str, label: str, parent: QWidget) -> QToolButton:
    """A square button with a line icon; its label is spoken and shown as a tip."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setAccessibleName(label)
    button.setToolTip(label)
    button.setIconSize(QSize(SIZE, SIZE))
    button.setFixedSize(30, 30)
    return button


class Banner(QFrame):
    """One sentence above a view, with what can be done about it; it never covers anything."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = link_button("", self)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("とじる"))
        self._close.clicked.connect(self.hide)
        self._do: Callable[[], object] | None = None
        self._button.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 10, 7)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._close)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._close.setIcon(icon("close", tokens.muted))

    def text(self) -> str:
        """The sentence that is shown, or an empty string."""
        return "" if self.isHidden() else self._text.text()

    def say(
        self,
        text: str,
        *,
        warning: bool = False,
        action: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence, with a button when there is something to do."""
        self.setProperty("tone", "warning" if warning else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self._text.setText(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._do = do
        self.show()

    def _act(self) -> None:
        self.hide()
        if self._do:
            self._do()


class EmptyState(QWidget):
    """What a view says when it has nothing to show: why, and the next step."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("empty")
        self._title, self._text = QLabel(self), QLabel(self)
        self._title.setObjectName("empty_title")
        self._text.setObjectName("empty_text")
        self._button = QPushButton(self)
        self._do: Callable[[], object] | None = None
        self._button.clicked.connect(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 0, 28, 0)
        column.setSpacing(8)
        column.addStretch(2)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addSpacing(6)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def title(self) -> str:
        """The sentence that is shown."""
        return self._title.text()

    def say(
        self, title: str, text: str = "", action: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Show a sentence and, where something can be done, a button."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._do = do

    def act(self) -> None:
        """Do what the button does."""
        if self._do:
            self._do()


class StatusBar(QFrame):
    """The line at the foot: the index, work in progress with a way to stop it, a last message."""

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(24)
        self.index = QLabel(self)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(120)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("進みぐあい"))
        self._cancel = link_button(self.tr("中止"), self)
        self._cancel.clicked.connect(self.cancelled)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self._local = QLabel(self.tr("オフライン · ローカル保存"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        for widget in (self.index, self._bar, self._cancel, self.note):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._local)
        self.show_progress(None)

    def show_progress(self, share: float | None) -> None:
        """Show how much is done (0 to 1), or that nothing is going on."""
        working = share is not None
        self._bar.setVisible(working)
        self._cancel.setVisible(working)
        self._bar.setMaximum(1000)
        self._bar.setValue(round((share or 0) * 1000))
