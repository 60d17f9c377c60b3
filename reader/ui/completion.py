from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from reader.library.model import Completion
from reader.ui.choices import Choice, ChoiceList
from reader.ui.theme import Tokens

MARGIN, GAP = 5, 3
MOST_RECENT = 12


class ClearHistory:
    """Stands for the row that forgets the last searches."""


class Suggestions(QFrame):
    """A list under the search field: ways to go on with what was written, or the last searches.

    It lies in the window, so that neither the keyboard nor an input method ever leaves the field.
    """

    taken = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self.setObjectName("suggestions")
        self._field = field
        self.list = ChoiceList(self, optional=True)
        self.list.setAccessibleName(self.tr("検索の候補"))
        self.list.taken.connect(lambda choice: self.taken.emit(choice.value))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, MARGIN, 0, MARGIN)
        column.addWidget(self.list)
        self.setGraphicsEffect(shadow(self))
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.list.set_tokens(tokens)

    def show_completions(self, completions: Sequence[Completion]) -> None:
        """Offer ways to go on, or nothing where there are none."""
        kinds = {
            "field": self.tr("欄"),
            "tag": self.tr("タグ"),
            "category": self.tr("分類"),
            "author": self.tr("著者"),
            "company": self.tr("会社"),
            "title": self.tr("題名"),
        }
        self._show([Choice(one.label, one, kinds[one.kind], one.count) for one in completions])

    def show_recent(self, queries: Sequence[str]) -> None:
        """Offer the last searches, or nothing where there are none."""
        rows = [Choice(" ".join(query.split()), query) for query in queries[:MOST_RECENT]]
        if rows:
            rows.insert(0, Choice(self.tr("最近の検索")))
            rows.append(Choice(self.tr("履歴を消す"), ClearHistory()))
        self._show(rows)

    def _show(self, choices: Sequence[Choice]) -> None:
        self.list.show_choices(choices)
        if not choices:
            self.hide()
            return
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + GAP))
        room = window.height() - corner.y() - 2 * MARGIN
        height = min(self.list.wanted_height() + 2 * MARGIN + 2, room)
        self.setGeometry(corner.x(), corner.y(), self._field.width(), height)
        self.show()
        self.raise_()


def shadow(widget: QWidget) -> QGraphicsDropShadowEffect:
    """The shadow of a card that lies over the window."""
    effect = QGraphicsDropShadowEffect(widget, blurRadius=22, offset=QPointF(0, 4))
    effect.setColor(QColor(0, 0, 0, 60))
    return effect
