from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.ui.theme import LIGHT, Tokens, interface_font

Index = QModelIndex | QPersistentModelIndex
CHOICE = int(Qt.ItemDataRole.UserRole)
ROW, MOST_ROWS, MARGIN = 28, 12, 4
HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of the list under the field.

    `text` replaces the query from `start` to `end`, in code points; `ends_word` puts a space after
    it. A choice with an `action` does something else; HEADING only names those below it.
    """

    label: str
    text: str
    start: int
    end: int
    kind: str = ""
    count: int | None = None
    ends_word: bool = False
    action: str = ""
    is_quiet: bool = False


class ChoiceModel(QAbstractListModel):
    """The choices that are offered at present."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.choices: Sequence[Choice] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        choice = self.choices[index.row()]
        if role == CHOICE:
            return choice
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = "" if choice.count is None else f"{choice.count:,}"
            return " ".join(part for part in (choice.label, choice.kind, count) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.choices[index.row()].action != HEADING:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def show(self, choices: Sequence[Choice]) -> None:
        """Offer other choices."""
        self.beginResetModel()
        self.choices = choices
        self.endResetModel()


class ChoiceDelegate(QStyledItemDelegate):
    """Draws a choice: what it is at the left, of what kind and how many posts at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = LIGHT
        self._label, self._kind = interface_font(13), interface_font(11)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice = index.data(CHOICE)
        area: QRect = option.rect
        if choice.action == HEADING:
            self._paint_heading(painter, area, choice)
            return
        state: QStyle.StateFlag = option.state
        tokens = self.tokens
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("accent_ground"))
            painter.drawRoundedRect(area.adjusted(4, 1, -4, -1), 5, 5)
        inner = area.adjusted(13, 0, -13, 0)
        count = "" if choice.count is None else f"{choice.count:,}"
        right = "  ".join(part for part in (choice.kind, count) if part)
        painter.setFont(self._kind)
        painter.setPen(tokens.color("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, right)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(right) - 14
        painter.setFont(self._label)
        painter.setPen(tokens.color("muted" if choice.is_quiet else "ink"))
        elided = painter.fontMetrics().elidedText(choice.label, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, middle, elided)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, choice: Choice) -> None:
        painter.setFont(self._kind)
        painter.setPen(self.tokens.color("muted"))
        place = area.adjusted(13, 0, -13, -4)
        painter.drawText(place, Qt.AlignmentFlag.AlignBottom, choice.label)


class ChoiceList(QListView):
    """The list under a field, which keeps the focus; it is only there while it offers something."""

    taken = Signal(Choice)

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field.window())
        self.setObjectName("choices")
        self.setAccessibleName(self.tr("候補"))
        self._field = field
        self.offers = ChoiceModel(self)
        self._delegate = ChoiceDelegate(self)
        self.setModel(self.offers)
        self.setItemDelegate(self._delegate)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._take)
        self.hide()

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def offer(self, choices: Sequence[Choice], below: QWidget) -> None:
        """Offer choices below a widget, or nothing."""
        if not choices:
            self.hide()
            return
        self.offers.show(choices)
        window = below.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = below.mapTo(window, QPoint(0, below.height() + 3))
        rows = min(len(choices), MOST_ROWS)
        self.setGeometry(QRect(corner, QSize(below.width(), rows * ROW + 2 * MARGIN)))
        self.scrollToTop()
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Choose the next or previous line; above the first one nothing is chosen."""
        rows = [row for row, choice in enumerate(self.offers.choices) if choice.action != HEADING]
        stops, row = [-1, *rows], self.currentIndex().row()
        at = stops.index(row) if row in stops else 0
        self.setCurrentIndex(self.offers.index(stops[(at + step) % len(stops)]))

    def choose_none(self) -> None:
        """Let no line be marked."""
        self.setCurrentIndex(QModelIndex())

    def chosen(self) -> Choice | None:
        """The choice that is marked."""
        choice: Choice | None = self.currentIndex().data(CHOICE)
        return choice

    def take(self) -> bool:
        """Take the marked choice, if there is one."""
        choice = self.chosen()
        if choice:
            self._take(self.currentIndex())
        return choice is not None

    def _take(self, index: QModelIndex) -> None:
        choice: Choice | None = index.data(CHOICE)
        if choice and choice.action == HEADING:
            return
        self.hide()
        if choice:
            self.taken.emit(choice)
