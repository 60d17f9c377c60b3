from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QStyle, QToolButton, QWidget

from reader.ui.hit_card import Arrows, place_text
from reader.ui.hits import Hits
from reader.ui.icons import icon
from reader.ui.theme import Tokens

HEIGHT = 42
FIELD_WIDTH = 320
TYPING_PAUSE_MS = 90
SLIDE_MS = 90


class FindBar(QFrame):
    """The bar above an article in which words are typed that are looked for in it alone."""

    wanted = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("find_bar")
        self.is_open = False
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("この記事の中をさがす"))
        self.field.setAccessibleName(self.tr("この記事の中をさがす"))
        self.field.setMaximumWidth(FIELD_WIDTH)
        self._count = QLabel(self)
        self._count.setObjectName("find_count")
        self.arrows = Arrows(self)
        self.arrows.stepped.connect(self.stepped)
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setAccessibleName(self.tr("とじる"))
        self._close.setToolTip(self.tr("とじる（Esc）"))
        self._close.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(10)
        row.addWidget(self.field, 9)
        row.addWidget(self.arrows)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._close)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.field.textEdited.connect(lambda _: self._pause.start())
        self.field.installEventFilter(self)
        self._slide = QVariantAnimation(self, duration=SLIDE_MS, startValue=0, endValue=HEIGHT)
        self._slide.valueChanged.connect(self.setFixedHeight)
        self._slide.finished.connect(lambda: self.setVisible(self.is_open))
        self._say("")
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.arrows.set_tokens(tokens)
        self._close.setIcon(icon("close", tokens.muted))

    def text(self) -> str:
        """The words in the field."""
        return self.field.text()

    def count(self) -> str:
        """What the bar says of the hits, or an empty string."""
        return self._count.text()

    def open_bar(self, text: str = "") -> None:
        """Open, or take the keyboard again, with words to look for or those of the last time."""
        if text:
            self.field.setText(text)
        if not self.is_open:
            self.is_open = True
            self.show()
            self._move(QVariantAnimation.Direction.Forward)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._tell()

    def close_bar(self) -> None:
        """Close; the words stay for the next time."""
        if self.is_open:
            self.is_open = False
            self._pause.stop()
            self._say("")
            self._move(QVariantAnimation.Direction.Backward)
            self.closed.emit()

    def show_hits(self, hits: Hits) -> None:
        """Show the place among the hits, or that the words are not in the article."""
        if hits.spans:
            self._say(place_text(hits), leads=True)
        elif self.text().strip():
            self._say(self.tr("見つかりません"), tone="warning")
        else:
            self._say("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._handled(event)
        return super().eventFilter(watched, event)

    def _handled(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._enter(-1 if is_back else 1)
            return True
        return False

    def _enter(self, by: int) -> None:
        if self._pause.isActive():
            self._tell()  # what was just typed is looked for first
        else:
            self.stepped.emit(by)

    def _tell(self) -> None:
        self._pause.stop()
        self.wanted.emit(self.text())

    def _say(self, count: str, *, leads: bool = False, tone: str = "") -> None:
        self._count.setText(count)
        self.arrows.setEnabled(leads)
        self._count.setProperty("tone", tone)
        self._count.style().unpolish(self._count)
        self._count.style().polish(self._count)

    def _move(self, direction: QVariantAnimation.Direction) -> None:
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        self._slide.setDuration(SLIDE_MS if self.style().styleHint(hint) else 0)
        self._slide.setDirection(direction)
        self._slide.start()
