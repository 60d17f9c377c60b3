from collections.abc import Sequence
from dataclasses import dataclass
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
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.ui.theme import LIGHT, Tokens, interface_font

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which posts the list shows: `kind` is all, unread, starred, annotated or category."""

    kind: str = "all"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sidebar: a heading where `scope` and `action` are missing."""

    text: str
    count: int | None = None
    scope: Scope | None = None
    action: str = ""


class SidebarModel(QAbstractListModel):
    """The lines of the sidebar."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.text if line.count is None else f"{line.text} {line.count:,}"
        return (
            line.text
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            else None
        )

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self._lines[index.row()] if index.isValid() else Line("")
        if line.scope or line.action:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; the same lines with other counts keep the selection."""
        if [line.text for line in lines] == [line.text for line in self._lines]:
            self._lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def place_of(self, scope: Scope) -> QModelIndex:
        """The index of a scope's line."""
        places = (place for place, line in enumerate(self._lines) if line.scope == scope)
        return self.index(next(places, -1))


class SidebarDelegate(QStyledItemDelegate):
    """Draws a name with its count, or a small heading."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = LIGHT
        self._name = interface_font(13)
        self._count = interface_font(12)
        self._heading = interface_font(11)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE)
        heading = line.scope is None and not line.action
        return QSize(100, 37 if heading else 27)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.scope is None and not line.action:
            self._paint_heading(painter, area, line)
        else:
            self._paint_line(painter, area, line, state)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, line: Line) -> None:
        painter.setFont(self._heading)
        painter.setPen(self.tokens.color("muted"))
        place = QRectF(area).adjusted(16, 0, -16, -6)
        painter.drawText(place, Qt.AlignmentFlag.AlignBottom, line.text)

    def _paint_line(
        self, painter: QPainter, area: QRect, line: Line, state: QStyle.StateFlag
    ) -> None:
        ground = QRectF(area).adjusted(8, 0.5, -8, -0.5)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.tokens.color("accent_ground"))
            painter.drawRoundedRect(ground, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.tokens.color("rule"))
            painter.drawRoundedRect(ground, 6, 6)
        count = "" if line.count is None else f"{line.count:,}"
        painter.setFont(self._count)
        wide = painter.fontMetrics().horizontalAdvance(count)
        inner = ground.adjusted(8, 0, -8, 0)
        painter.setPen(self.tokens.color("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, count)
        painter.setFont(self._name)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.setPen(self.tokens.color("accent" if selected else "ink"))
        room = inner.width() - wide - 8
        text = painter.fontMetrics().elidedText(line.text, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(inner, middle, text)


class Sidebar(QListView):
    """The places of the library with their counts."""

    scope_chosen = Signal(Scope)
    action_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAccessibleName(self.tr("ライブラリ"))
        self.lines = SidebarModel(self)
        self._delegate = SidebarDelegate(self)
        self.setModel(self.lines)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(QFont(interface_font(13)))
        self.selectionModel().currentChanged.connect(self._chosen)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._clicked)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def show_scope(self, scope: Scope) -> None:
        """Select a scope's line without choosing it again."""
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.lines.place_of(scope))
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def _chosen(self, current: QModelIndex, previous: QModelIndex) -> None:
        line: Line | None = current.data(LINE)
        if line and line.scope:
            self.scope_chosen.emit(line.scope)
        elif line and line.action and previous.isValid():
            self.show_scope(previous.data(LINE).scope)

    def _clicked(self, index: QModelIndex) -> None:
        line: Line | None = index.data(LINE)
        if line and line.action:
            self.action_chosen.emit(line.action)
