from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QListView, QMenu, QWidget

from reader.library.dossiers import DossierNote
from reader.ui.dossier_delegate import ROW, DossierDelegate, Row
from reader.ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-keisen-annotations"


class DossierModel(QAbstractListModel):
    """The annotations of a dossier; the first of each post carries its heading."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()
        self.is_movable = False

    def set_notes(self, notes: Sequence[DossierNote], *, movable: bool) -> None:
        """Show these annotations."""
        self.beginResetModel()
        self.rows, self.is_movable = _rows(notes), movable
        self.endResetModel()

    def ids(self) -> list[str]:
        """The annotations in the order in which they are shown."""
        return [row.note.annotation.id for row in self.rows]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            note = row.note
            one = note.annotation
            parts = (one.quote, one.note, *one.tags, note.title or note.path, note.day)
            return " · ".join(part for part in parts if part)
        return row.note.annotation.quote if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not self.is_movable:
            return flags
        # Between two rows only: nothing can be dropped on a row.
        more = Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled
        return flags | more

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        ids = [self.rows[index.row()].note.annotation.id for index in indexes]
        data.setData(MIME, " ".join(ids).encode())
        return data


class DossierList(QListView):
    """The page of a dossier: opens, moves and takes out what is selected."""

    opened = Signal(object)
    reordered = Signal(list)
    take_out_wanted = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier_list")
        self.setAccessibleName(self.tr("調査ファイルの注釈"))
        self.page = DossierModel(self)
        self._delegate = DossierDelegate(self)
        self.setModel(self.page)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.doubleClicked.connect(self._open)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def show_notes(self, notes: Sequence[DossierNote], *, movable: bool, anew: bool) -> None:
        """Show annotations; what was selected stays so unless it is another page (`anew`)."""
        chosen, current, top = self.selected_ids(), self.current_id(), self._top()
        row = self.currentIndex().row()
        self.page.set_notes(notes, movable=movable)
        if anew:
            self.scrollToTop()
            self.select((), "")
        else:
            ids = self.page.ids()
            near = ids[min(row, len(ids) - 1)] if ids and row >= 0 else ""
            kept = current if current in ids else near
            self.verticalScrollBar().setValue(top)
            self.select([one for one in chosen if one in ids] or [kept], kept)

    def select(self, chosen: Sequence[str], current: str) -> None:
        """Select some annotations; `current` is the one that keys move from, "" the first."""
        ids, places = self.page.ids(), QItemSelection()
        for at, one in enumerate(ids):
            if one in chosen:
                places.select(self.page.index(at), self.page.index(at))
        place = self.page.index(ids.index(current) if current in ids else 0)
        how = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            place, how.ClearAndSelect if not chosen else how.Clear
        )
        if chosen:
            self.selectionModel().select(places, how.ClearAndSelect)

    def selected_ids(self) -> list[str]:
        """The selected annotations, in the order in which they are shown."""
        ids = self.page.ids()
        return [ids[at] for at in sorted(index.row() for index in self.selectedIndexes())]

    def current_id(self) -> str:
        """The annotation that keys move from, or an empty string."""
        row = self.currentIndex().row()
        return self.page.ids()[row] if 0 <= row < len(self.page.rows) else ""

    def move(self, by: int) -> None:  # type: ignore[override]
        """Move what is selected up (-1) or down (1) by one place."""
        self.reordered.emit(moved(self.page.ids(), self.selected_ids(), by))

    def _top(self) -> int:
        return self.verticalScrollBar().value()

    def _open(self, index: Index) -> None:
        if index.isValid():
            self.opened.emit(self.page.rows[index.row()].note.annotation)

    def event(self, event: QEvent) -> bool:
        # The window has these keys for posts.
        if event.type() == QEvent.Type.ShortcutOverride and _moves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, chosen = event.key(), self.selected_ids()
        if by := _moves(event):
            if self.page.is_movable and chosen:
                self.move(by)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.page.is_movable and chosen:
            self.take_out_wanted.emit(chosen)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        chosen = self.selected_ids()
        if not chosen:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("記事でひらく")).triggered.connect(
            lambda: self._open(self.currentIndex())
        )
        if self.page.is_movable:
            for text, do in (
                (self.tr("上へ"), lambda: self.move(-1)),
                (self.tr("下へ"), lambda: self.move(1)),
                (self.tr("調査ファイルから外す"), lambda: self.take_out_wanted.emit(chosen)),
            ):
                menu.addAction(text).triggered.connect(do)
        menu.popup(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        if event.source() is not self or not event.mimeData().hasFormat(MIME):
            event.ignore()
            return
        at = self.indexAt(event.position().toPoint())
        below = self.dropIndicatorPosition() == QListView.DropIndicatorPosition.BelowItem
        row = at.row() + below if at.isValid() else len(self.page.rows)
        chosen = bytes(event.mimeData().data(MIME).data()).decode().split()
        self.reordered.emit(dropped(self.page.ids(), chosen, row))
        # The order is changed by the notes, so the view has nothing to take away.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()


def moved(ids: Sequence[str], chosen: Sequence[str], by: int) -> list[str]:
    """The order with what is chosen moved by one place, as far as there is room."""
    order = list(ids)
    picked = set(chosen)
    places = [at for at, one in enumerate(order) if one in picked]
    for at in places if by < 0 else places[::-1]:
        to = at + by
        if 0 <= to < len(order) and order[to] not in picked:
            order[at], order[to] = order[to], order[at]
    return order


def dropped(ids: Sequence[str], chosen: Sequence[str], row: int) -> list[str]:
    """The order with what is chosen put together before the row that has this number now."""
    picked = set(chosen)
    before = [one for one in ids[:row] if one not in picked]
    after = [one for one in ids[row:] if one not in picked]
    return [*before, *(one for one in ids if one in picked), *after]


def _rows(notes: Sequence[DossierNote]) -> list[Row]:
    rows: list[Row] = []
    for _, run in groupby(notes, key=lambda note: note.annotation.post_id):
        same = list(run)
        rows += [Row(note, 0 if at else len(same)) for at, note in enumerate(same)]
    return rows


def _moves(event: QEvent) -> int:
    if not isinstance(
        event, QKeyEvent
    ) or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != (
        Qt.KeyboardModifier.AltModifier
    ):
        return 0
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
