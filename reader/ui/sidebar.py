from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
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
from PySide6.QtGui import QContextMenuEvent, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.notes.model import SavedSearch
from reader.ui.parts import plain_tip
from reader.ui.theme import LIGHT, Tokens, interface_font

Index = QModelIndex | QPersistentModelIndex
LINE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which posts the list shows: all, unread, starred, annotated, changed or a category."""

    kind: str = "all"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sidebar: a heading where it leads nowhere."""

    text: str
    count: int | None = None
    scope: Scope | None = None
    action: str = ""
    search: SavedSearch | None = None

    @property
    def is_heading(self) -> bool:
        """Whether the line only names those below it."""
        return self.scope is None and self.search is None and not self.action


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
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.text)
        return line.text if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self._lines[index.row()] if index.isValid() else Line("")
        if not line.is_heading:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; the same lines with other counts keep the selection."""
        if [_identity(line) for line in lines] == [_identity(line) for line in self._lines]:
            self._lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def place_of(self, scope: Scope, query: str = "") -> QModelIndex:
        """The index of the line of a saved search, if it is in force, else of a scope."""
        lines = list(enumerate(self._lines))
        searches = [at for at, line in lines if line.search and line.search.query == query]
        scopes = [at for at, line in lines if line.scope == scope]
        in_force = searches if query and scope == Scope() else []
        return self.index(next(iter([*in_force, *scopes]), -1))


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
        return QSize(100, 37 if line.is_heading else 27)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.is_heading:
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
    search_chosen = Signal(SavedSearch)
    rename_wanted = Signal(SavedSearch)
    replace_wanted = Signal(SavedSearch)
    delete_wanted = Signal(SavedSearch)

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
        self._shown = Scope(), ""
        self.selectionModel().currentChanged.connect(self._chosen)
        self.clicked.connect(self._clicked)
        self.activated.connect(self._clicked)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def show_scope(self, scope: Scope, query: str = "") -> None:
        """Select the line of a scope, or of a saved search, without choosing it again."""
        self._shown = scope, query
        place = self.lines.place_of(scope, query)
        if place == self.currentIndex():
            return
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(place)
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def _chosen(self, current: QModelIndex, previous: QModelIndex) -> None:
        line: Line | None = current.data(LINE)
        if line and line.scope:
            self.scope_chosen.emit(line.scope)
        elif line and line.search:
            self.search_chosen.emit(line.search)
        elif line and line.action and previous.isValid():
            self.show_scope(*self._shown)

    def _clicked(self, index: QModelIndex) -> None:
        line: Line | None = index.data(LINE)
        if line and line.action:
            self.action_chosen.emit(line.action)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        line: Line | None = self.indexAt(event.pos()).data(LINE)
        if line and line.search:
            menu = QMenu(self)
            for text, signal in (
                (self.tr("名前を変える…"), self.rename_wanted),
                (self.tr("いまの検索に置きかえる"), self.replace_wanted),
                (self.tr("消す"), self.delete_wanted),
            ):
                menu.addAction(text).triggered.connect(partial(signal.emit, line.search))
            menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line: Line | None = self.currentIndex().data(LINE)
        if line and line.search and event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit(line.search)
        elif line and line.search and event.key() == Qt.Key.Key_F2:
            self.rename_wanted.emit(line.search)
        else:
            super().keyPressEvent(event)


def _identity(line: Line) -> tuple[str, str, str]:
    place = line.scope.name if line.scope and line.scope.kind == "area" else ""
    return line.text, line.search.id if line.search else "", place
