from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from reader.notes.model import COLORS
from reader.ui.notes_delegate import ROW, Index, NotesDelegate
from reader.ui.notes_rows import Heading, NoteLine, Row
from reader.ui.parts import plain_tip
from reader.ui.theme import Tokens

AT_ONCE = 300
"""So many rows are laid out before the first paint; the others follow when nothing else is due."""


class NotesModel(QAbstractListModel):
    """Annotations under their headings."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: Sequence[Row] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text if isinstance(row, Heading) else row.quote
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Heading):
            return plain_tip(row.text)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self._rows[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rows(self) -> Sequence[Row]:
        """The rows in order."""
        return self._rows


class NotesList(QListView):
    """The list of annotations: several can be chosen, and keys do what its menu does."""

    chosen = Signal(object)
    open_wanted = Signal(object)
    color_wanted = Signal(str)
    tags_wanted = Signal()
    delete_wanted = Signal()
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("notes_list")
        self.setAccessibleName(self.tr("注釈の一覧"))
        self.notes = NotesModel(self)
        self.delegate = NotesDelegate(self)
        self.setModel(self.notes)
        self.setItemDelegate(self.delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(AT_ONCE)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(lambda now, _: self._choose(now))
        self.doubleClicked.connect(self._open)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.delegate.set_tokens(tokens)
        self.viewport().update()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; what was chosen stays so, as far as it is still there."""
        ids, current = set(self.ids()), self.current()
        place, scrolled = self.currentIndex().row(), self.verticalScrollBar().value()
        with QSignalBlocker(self.selectionModel()):
            self.notes.set_rows(rows)
            self._choose_again(ids, current.annotation.id if current else "", place)
        if place >= 0:
            self.scheduleDelayedItemsLayout()
            self.executeDelayedItemsLayout()
            self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()
        self._choose(self.currentIndex())

    def _choose_again(self, ids: set[str], current: str, place: int) -> None:
        picked, now = QItemSelection(), -1
        lines = self.notes.rows()
        if ids or current:
            for at, row in enumerate(lines):
                if isinstance(row, NoteLine) and row.annotation.id in ids:
                    picked.select(self.notes.index(at), self.notes.index(at))
                    now = at if now < 0 or row.annotation.id == current else now
        if now < 0:
            now = self._near(max(place, 0))
            if now < 0:
                return
            picked.select(self.notes.index(now), self.notes.index(now))
        flag = QItemSelectionModel.SelectionFlag
        model = self.selectionModel()
        model.setCurrentIndex(self.notes.index(now), flag.NoUpdate)
        model.select(picked, flag.ClearAndSelect)

    def _near(self, place: int) -> int:
        """The annotation at a row, or the next one, or the last one; -1 for none."""
        lines = self.notes.rows()
        after = (at for at in range(place, len(lines)) if isinstance(lines[at], NoteLine))
        return next(after, len(lines) - 1)

    def current(self) -> NoteLine | None:
        """The annotation that the keyboard is at."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, NoteLine) else None

    def picked(self) -> list[NoteLine]:
        """The annotations that are chosen, each once, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        found = (self.notes.rows()[row] for row in rows)
        lines = [row for row in found if isinstance(row, NoteLine)]
        return list({line.annotation.id: line for line in lines}.values())

    def ids(self) -> list[str]:
        """The ids of what is chosen."""
        return [line.annotation.id for line in self.picked()]

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW) if index.isValid() else None
        self.chosen.emit(row if isinstance(row, NoteLine) else None)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, NoteLine):
            self.open_wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = modifiers == Qt.KeyboardModifier.NoModifier
        number = event.key() - Qt.Key.Key_1
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_wanted.emit()
        elif plain and 0 <= number < len(COLORS):
            self.color_wanted.emit(COLORS[number])
        elif plain and event.key() == Qt.Key.Key_T:
            self.tags_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, not the beginning of a line."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.delegate.width = self.viewport().width()
        super().resizeEvent(event)


def _spoken(row: Row) -> str:
    if isinstance(row, Heading):
        return f"{row.text} {row.facts}"
    parts = (row.quote, row.note, *row.annotation.tags, row.when, row.badge)
    return "、".join(part for part in parts if part)
