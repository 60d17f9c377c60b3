"""The words of an annotation as they were, and the places that it may stand at now."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reader.ui.theme import LIGHT, SERIF, Tokens

if TYPE_CHECKING:
    from reader.notes.model import Annotation, Origin
    from reader.notes.offering import Offer

AROUND = 60
"""Characters that are shown on each side of a passage."""

LONGEST = 600
"""Characters of a passage that are shown, half of them from its end."""

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Unsettled:
    """An annotation with its old words and the places it may stand at; `text` is the present one.

    `text` is None where the post is gone.
    """

    annotation: "Annotation"
    origin: "Origin"
    text: str | None
    offers: "tuple[Offer, ...]"


class Card(QFrame):
    """A few lines of a text in a frame, with a line above that says what they are."""

    chosen = Signal(int)
    answered = Signal()
    stepped = Signal(int)

    def __init__(self, parent: QWidget, number: int | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("changed_card")
        self._number = number
        self.name, self.share = QLabel(self), QLabel(self)
        self.name.setObjectName("card_name")
        self.share.setObjectName("card_share")
        self.frame = QFrame(self)
        self.frame.setObjectName("card_frame")
        self.words = QLabel(self.frame)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        font = QFont(list(SERIF))
        font.setPixelSize(15)
        self.words.setFont(font)
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(16, 12, 16, 6)
        inside.addWidget(self.words)
        line = QHBoxLayout()
        line.addWidget(self.name, 1)
        line.addWidget(self.share)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(line)
        column.addWidget(self.frame)
        if number is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_words(self, name: str, share: str, html: str) -> None:
        """Show lines of a text."""
        self.name.setText(name)
        self.share.setText(share)
        self.words.setText(f"<div style='line-height: 150%'>{html}</div>")
        self.setAccessibleName(f"{name} {share}".strip())
        self.show()

    def set_state(self, state: str) -> None:
        """Draw it as the old words, a place, or the chosen place."""
        for widget in (self.frame, self.share):
            widget.setProperty("state", state)
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def focusInEvent(self, event: object) -> None:
        """A place is chosen when the keyboard comes to it."""
        if self._number is not None:
            self.chosen.emit(self._number)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """So it is when it is clicked."""
        if self._number is not None:
            self.chosen.emit(self._number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers; up and down go to the other places."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.answered.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


class Words:
    """Passages as the cards show them, in the colours of a theme and a mark."""

    def __init__(self, tokens: Tokens = LIGHT, color: str = "yellow") -> None:
        ground = tokens.color("card")
        self._mark = _mixed(tokens.color(color), ground, 0.34 if tokens.dark else 0.5)
        self._new = _mixed(tokens.color("green"), ground, 0.3 if tokens.dark else 0.4)
        if color == "green":
            self._new = _mixed(tokens.color("blue"), ground, 0.3 if tokens.dark else 0.4)
        self._muted, self._ink = tokens.muted, tokens.ink

    def old(self, origin: "Origin") -> str:
        """The words as they were marked, with what stood around them."""
        selector = origin.selector
        before, after = selector.prefix[-AROUND:], selector.suffix[:AROUND]
        return self._around(before, self._on(self._mark, _short(selector.exact)), after)

    def now(self, found: Unsettled, offer: "Offer") -> str:
        """A place in the present text, with what was struck out and inserted there."""
        from reader.notes.offering import worded

        text = found.text or ""
        parts = worded(found.origin.selector.exact, text, offer)
        words = "".join(self._part(kind, part) for kind, part in _clipped(list(parts)) if part)
        before = text[max(0, offer.start - AROUND) : offer.start]
        return self._around(before, words, text[offer.end : offer.end + AROUND])

    def _part(self, kind: str, words: str) -> str:
        if kind == "inserted":
            return self._on(self._new, words)
        if kind == "struck":
            return self._on(self._mark, f"\0{words}\1")
        return self._on(self._mark, words)

    def _on(self, ground: str, words: str) -> str:
        body = _flat(words).replace("\0", "<s>").replace("\1", "</s>")
        return f"<span style='background-color: {ground}; color: {self._ink}'>{body}</span>"

    def _around(self, before: str, words: str, after: str) -> str:
        left = f"{ELLIPSIS if len(before) == AROUND else ''}{_flat(before)}"
        right = f"{_flat(after)}{ELLIPSIS if len(after) == AROUND else ''}"
        style = f"color: {self._muted}"
        return f"<span style='{style}'>{left}</span>{words}<span style='{style}'>{right}</span>"


def _flat(text: str) -> str:
    return escape(text.replace("\n", " "))


def _short(words: str) -> str:
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST // 2] + ELLIPSIS + words[-LONGEST // 2 :]


def _clipped(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts up to so many characters in all; a long part is shortened in its middle."""
    shown: list[tuple[str, str]] = []
    left = 2 * LONGEST
    for kind, words in parts:
        if left <= 0:
            return [*shown, ("same", ELLIPSIS)]
        shown.append((kind, _short(words)))
        left -= len(shown[-1][1])
    return shown


def _mixed(color: QColor, ground: QColor, share: float) -> str:
    channels = (
        round(getattr(color, name)() * share + getattr(ground, name)() * (1 - share))
        for name in ("red", "green", "blue")
    )
    return QColor(*channels).name()
