from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.article.model import Heading
from reader.ui.parts import plain_tip
from reader.ui.theme import LIGHT, Tokens, interface_font

Index = QModelIndex | QPersistentModelIndex
DEPTH = int(Qt.ItemDataRole.UserRole)
IS_READ = DEPTH + 1
DESCRIPTION = int(Qt.ItemDataRole.AccessibleDescriptionRole)
ROW_HEIGHT = 26
STEP = 13
DEEPEST = 4
EDGE = 16
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class OutlineModel(QAbstractListModel):
    """The headings of an article in the order of the text; one of them is being read."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._headings: Sequence[Heading] = ()
        self._starts: list[int] = []
        self._depths: list[int] = []
        self.read = -1
        """The row of the section that is being read, -1 before the first."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        heading, is_read = self._headings[index.row()], index.row() == self.read
        if role == DEPTH:
            return min(self._depths[index.row()], DEEPEST)
        if role == IS_READ:
            return is_read
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(heading.text)
        if role == DESCRIPTION:
            return self.tr("いま読んでいる所") if is_read else ""
        return heading.text if role == Qt.ItemDataRole.DisplayRole else None

    def set_headings(self, headings: Sequence[Heading]) -> None:
        """Show the headings of another article."""
        self.beginResetModel()
        self._headings = headings
        self._starts = [heading.start for heading in headings]
        self._depths = depths_of(headings)
        self.read = -1
        self.endResetModel()

    def heading(self, row: int) -> Heading:
        """The heading in a row."""
        return self._headings[row]

    def row_at(self, offset: int) -> int:
        """The row of the section that holds a place of the text; -1 before the first heading."""
        return bisect_right(self._starts, offset) - 1


class OutlineDelegate(QStyledItemDelegate):
    """Draws a heading on one line, further in the deeper it is, with a bar where one reads."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = LIGHT
        self._top, self._deep = interface_font(13), interface_font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        depth: int = index.data(DEPTH)
        is_read: bool = index.data(IS_READ)
        painter.save()
        paint_ground(painter, area, state, self.tokens)
        if is_read:
            bar = QRect(area.left(), area.top() + 4, 2, area.height() - 8)
            painter.fillRect(bar, self.tokens.color("accent"))
        painter.setFont(self._deep if depth else self._top)
        painter.setPen(self.tokens.color("accent" if is_read else "soft" if depth else "ink"))
        room = area.adjusted(EDGE + depth * STEP, 0, -EDGE, 0)
        text = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class OutlineList(QListView):
    """The table of contents of the open post; a click or Enter goes to a heading."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("outline_list")
        self.setAccessibleName(self.tr("目次"))
        self.headings = OutlineModel(self)
        self._delegate = OutlineDelegate(self)
        self.setModel(self.headings)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda place: self.wanted.emit(place.row()))

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def show_read(self, row: int) -> None:
        """Mark the section that is being read and keep it in view, unless the keyboard is here."""
        before = self.headings.read
        if row == before:
            return
        self.headings.read = row
        for changed in (before, row):  # to report a change would lay out every row anew
            self.update(self.headings.index(changed))
        if not self.hasFocus():
            self.look_at_read()

    def look_at_read(self) -> None:
        """Bring the section that is being read into view."""
        place = self.headings.index(max(self.headings.read, 0))
        self.setCurrentIndex(place)
        self.scrollTo(place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.look_at_read()
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING and self.currentIndex().isValid():
            self.wanted.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


def depths_of(headings: Sequence[Heading]) -> list[int]:
    """How many headings each one stands under, whatever levels the author left out."""
    above: list[int] = []
    depths = []
    for heading in headings:
        while above and above[-1] >= heading.level:
            above.pop()
        depths.append(len(above))
        above.append(heading.level)
    return depths


def paint_ground(painter: QPainter, area: QRect, state: QStyle.StateFlag, tokens: Tokens) -> None:
    """The ground of a row: lighter under the mouse, framed where the keyboard is."""
    flag = QStyle.StateFlag
    if state & flag.State_MouseOver:
        painter.fillRect(area, tokens.color("accent_ground"))
    if state & flag.State_HasFocus:
        painter.setPen(QPen(tokens.color("accent")))
        painter.drawRect(QRectF(area).adjusted(3.5, 0.5, -3.5, -0.5))
