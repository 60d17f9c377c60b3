from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reader.ui.areas import Area
from reader.ui.parts import EmptyState, link_button
from reader.ui.reviewing import Reviewing
from reader.ui.session import Session
from reader.ui.theme import LIGHT, SERIF, Tokens, interface_font

if TYPE_CHECKING:
    from reader.notes.model import Annotation
    from reader.notes.reviews import ReviewCard

CARD_WIDTH = 640
RATINGS = 4


class ReviewView(Area):
    """Today's annotations, one at a time: the words first, what stood around them on demand."""

    place_wanted = Signal(str, object)
    ended = Signal()

    def __init__(self, parent: QWidget, session: Session, reviewing: Reviewing) -> None:
        super().__init__(parent)
        self.setObjectName("review")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("今日の見なおし"))
        self._session, self._reviewing = session, reviewing
        self._tokens = LIGHT
        self._shown: ReviewCard | None = None
        self._is_answered = False
        self.progress = self._label(12)
        self.source = self._label(13)
        self.quote = self._label(20, serif=True)
        self.context = self._label(15, serif=True)
        self.note = self._label(14)
        self.bar = QFrame(self)
        self.bar.setFixedWidth(4)
        self.more = link_button(self.tr("前後とメモを見る（Space）"), self)
        self.more.clicked.connect(self.reveal)
        self.open = link_button(self.tr("記事でひらく（Enter）"), self)
        self.open.clicked.connect(self.open_place)
        self.buttons = [QPushButton(self) for _ in range(RATINGS)]
        self.days = [self._label(12) for _ in range(RATINGS)]
        self.empty = EmptyState(self)
        self._lay_out()
        reviewing.changed.connect(self.refresh)
        session.failed.connect(lambda _: self._allow_answer())
        self.refresh()

    @property
    def annotation(self) -> "Annotation | None":
        """The annotation that is shown."""
        return self._shown.annotation if self._shown else None

    def enter(self) -> None:
        super().enter()
        self._reviewing.load()

    def set_tokens(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._paint()

    def refresh(self) -> None:
        """Show the first annotation that is left, or why there is none."""
        handful = self._reviewing.handful
        card = handful.cards[0] if handful and handful.cards else None
        if card and handful:
            total = handful.done + len(handful.cards)
            self.progress.setText(f"{handful.done + 1} / {total}")
            if card != self._shown or self._is_answered:
                self._show_card(card)
            self._stack.setCurrentIndex(0)
        else:
            self._shown = None
            self._say_why(handful.done if handful else 0)
            self._stack.setCurrentIndex(1)

    def reveal(self) -> None:
        """Show what stood around the words, and the note."""
        if self.annotation:
            self.more.hide()
            self.context.show()
            self.note.setVisible(bool(self.note.text()))
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer(self, rating: int) -> None:
        """Say how well the annotation was known, and go on."""
        if self.annotation and not self._is_answered:
            self._is_answered = True
            self._reviewing.answer(self.annotation.id, rating)

    def _allow_answer(self) -> None:
        # What could not be written may be answered again.
        self._is_answered = False

    def open_place(self) -> None:
        """Open the article where the words stand."""
        if self.annotation:
            self.place_wanted.emit(self.annotation.post_id, self.annotation.start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if Qt.Key.Key_1 <= key < Qt.Key.Key_1 + RATINGS:
            self.answer(key - Qt.Key.Key_0)
        elif key == Qt.Key.Key_Space:
            self.reveal()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_place()
        elif key == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def _show_card(self, card: "ReviewCard") -> None:
        self._shown, self._is_answered = card, False
        annotation = card.annotation
        row = self._session.by_id.get(annotation.post_id)
        words = (row.title, row.day) if row else (annotation.post_id,)
        self.source.setText("　".join(word for word in words if word))
        self.quote.setText(annotation.quote)
        prefix, suffix = annotation.selector.prefix, annotation.selector.suffix
        self.context.setText(f"…{prefix}【{annotation.quote}】{suffix}…")
        self.note.setText(annotation.note)
        self.context.hide()
        self.note.hide()
        self.more.show()
        self.open.setEnabled(row is not None)
        for label, days in zip(self.days, card.days, strict=True):
            label.setText(self.tr("{0}日後").format(f"{days:,}"))
        self._paint()

    def _say_why(self, done: int) -> None:
        if done or any(self._session.notes.counts.values()):
            self.empty.say(
                self.tr("今日の分は終わりました"),
                self.tr("つづきは、次の日にここへ出ます。"),
                self.tr("記事へもどる"),
                self.ended.emit,
            )
        else:
            self.empty.say(
                self.tr("見なおす注釈がありません"),
                self.tr("記事の気になった文に色をつけると、毎日すこしずつここへ出ます。"),
                self.tr("記事へもどる"),
                self.ended.emit,
            )

    def _label(self, pixels: int, *, serif: bool = False) -> QLabel:
        label = QLabel(self)
        font = QFont(list(SERIF)) if serif else interface_font(pixels)
        font.setPixelSize(pixels)
        label.setFont(font)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _paint(self) -> None:
        tokens, annotation = self._tokens, self.annotation
        color = getattr(tokens, annotation.color) if annotation else tokens.rule
        self.bar.setStyleSheet(f"background: {color}; border: none;")
        for label in (self.progress, self.source, self.context, *self.days):
            label.setStyleSheet(f"color: {tokens.muted};")
        for label in (self.quote, self.note):
            label.setStyleSheet(f"color: {tokens.ink};")

    def _lay_out(self) -> None:
        card = QWidget(self)
        card.setMaximumWidth(CARD_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(14)
        column.addStretch(1)
        column.addWidget(self.progress)
        column.addWidget(self.source)
        marked = QHBoxLayout()
        marked.setSpacing(16)
        marked.addWidget(self.bar)
        marked.addWidget(self.quote, 1)
        column.addLayout(marked)
        column.addWidget(self.context)
        column.addWidget(self.note)
        links = QHBoxLayout()
        links.addWidget(self.more)
        links.addStretch(1)
        links.addWidget(self.open)
        column.addLayout(links)
        column.addLayout(self._answers())
        column.addStretch(2)
        middle = QWidget(self)
        row = QHBoxLayout(middle)
        row.addStretch(1)
        row.addWidget(card, 100)
        row.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.empty)

    def _answers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        words = (
            self.tr("もう一度"),
            self.tr("むずかしい"),
            self.tr("覚えていた"),
            self.tr("やさしい"),
        )
        for at, (button, days, text) in enumerate(zip(self.buttons, self.days, words, strict=True)):
            button.setText(f"{at + 1}　{text}")
            button.clicked.connect(lambda _=False, rating=at + 1: self.answer(rating))
            button.clicked.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
            days.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            grid.addWidget(button, 0, at)
            grid.addWidget(days, 1, at)
        return grid
