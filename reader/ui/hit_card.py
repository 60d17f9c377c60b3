from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from reader.ui.hits import Hits
from reader.ui.icons import icon
from reader.ui.parts import with_key
from reader.ui.theme import Tokens

HEIGHT, FROM_EDGE, FROM_TOP, ABOVE_TEXT = 30, 27, 12, 5
ARROW = 15
# As the page's style sheet has them, in its pixels.
NOTES_AND_GAP, NARROW = 240, 760
SCROLL_BAR = 10
PAGE_KEY = "n"


class HitCard(QFrame):
    """A small card at the top right of an article: which hit is current, of how many, on and back.

    It lies over the page beside the title, or above the text in vertical writing. Where that has
    no room it lies on `shelf`, a strip that belongs above the page and is there only then.
    """

    stepped = Signal(int)

    def __init__(self, parent: QWidget, body: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hit_card")
        self.setFixedHeight(HEIGHT)
        self.shelf = QWidget(parent)
        self.shelf.setFixedHeight(HEIGHT + 10)
        self._body = body
        self._is_vertical = False
        self._is_last, self._key = False, PAGE_KEY
        self._count, self._hint = QLabel(self), QLabel(self)
        self._count.setObjectName("hit_count")
        self._hint.setObjectName("hit_hint")
        self.arrows = Arrows(self)
        self.arrows.stepped.connect(self.stepped)
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 0, 11, 0)
        row.setSpacing(8)
        for widget in (self._count, self.arrows, self._hint):
            row.addWidget(widget)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=14, offset=QPointF(0, 2))
        shadow.setColor(QColor(0, 0, 0, 45))
        self.setGraphicsEffect(shadow)
        body.installEventFilter(self)
        self.shelf.hide()
        self.hide()

    def count(self) -> str:
        """What the card says of the number of hits, or an empty string."""
        return "" if self.isHidden() else self._count.text()

    def hint(self) -> str:
        """What the card says that the key of the next hit does."""
        return self._hint.text()

    def show_hits(self, hits: Hits) -> None:
        """Show the place among these hits, or nothing where there are none."""
        self.setVisible(bool(hits.spans))
        self._count.setText(place_text(hits))
        self._is_last = hits.step(1) is None
        self._show_hint()
        self.arrange()

    def set_keys(self, following: str, before: str) -> None:
        """Name the keys that lead on and back; without one, that of the page is named."""
        self._key = following or PAGE_KEY
        self.arrows.set_keys(following, before)
        self._show_hint()
        self.arrange()

    def _show_hint(self) -> None:
        text = self.tr("{0} で次の記事へ") if self._is_last else self.tr("{0} で次へ")
        self._hint.setText(text.format(self._key))

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.arrows.set_tokens(tokens)

    def set_vertical(self, vertical: bool) -> None:
        """Lie where vertical writing leaves room, or horizontal writing."""
        self._is_vertical = vertical
        self.arrange()

    def arrange(self) -> None:
        """Lie where no text is covered."""
        self.resize(self.sizeHint().width(), HEIGHT)
        fits = self._is_vertical or self._fits_beside_title()
        needs_shelf = not self.isHidden() and not fits
        self.shelf.setVisible(needs_shelf)
        body = self._body.geometry()
        above = (self.shelf.height() + HEIGHT) // 2
        below = ABOVE_TEXT if self._is_vertical else FROM_TOP
        top = body.top() - above if needs_shelf else body.top() + below
        self.move(body.right() + 1 - FROM_EDGE - self.width(), top)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.arrange()
        return super().eventFilter(watched, event)

    def _fits_beside_title(self) -> bool:
        width = self._body.width() - SCROLL_BAR
        return width >= NARROW and self.width() <= NOTES_AND_GAP


class Arrows(QWidget):
    """The two buttons that lead to the hit before and to the next one."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self.up = self._button(self.tr("前へ"), -1)
        self.down = self._button(self.tr("次へ"), 1)
        row.addWidget(self.up)
        row.addWidget(self.down)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.up.setIcon(icon("up", tokens.accent, tokens.faint))
        self.down.setIcon(icon("down", tokens.accent, tokens.faint))

    def set_keys(self, following: str, before: str) -> None:
        """Name the keys of the buttons in their tips."""
        for button, key in ((self.up, before), (self.down, following)):
            button.setToolTip(with_key(button.accessibleName(), key))

    def _button(self, label: str, by: int) -> QToolButton:
        button = QToolButton(self)
        button.setAccessibleName(label)
        button.setToolTip(label)
        button.setAutoRaise(True)
        button.setIconSize(QSize(ARROW, ARROW))
        button.clicked.connect(lambda: self.stepped.emit(by))
        return button


def place_text(hits: Hits) -> str:
    """The place of the current hit among all, such as 1 / 4,213."""
    return f"{(hits.current or 0) + 1:,} / {len(hits.spans):,}"
