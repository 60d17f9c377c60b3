"""The list of annotations that a person should look at."""

from collections.abc import Mapping, Sequence
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
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.notes.model import Annotation, State
from reader.ui.parts import plain_tip
from reader.ui.theme import LIGHT, SERIF, Tokens, interface_font

Index = QModelIndex | QPersistentModelIndex
ENTRY = int(Qt.ItemDataRole.UserRole)
LEFT, BADGE_INSET = 34, 7


class ChangedModel(QAbstractListModel):
    """The annotations, with the titles of their posts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: Sequence[Annotation] = ()
        self._titles: Mapping[str, str] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.title(entry))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.quote} {self.badge(entry)} {self.title(entry)}"
        return entry.quote if role == Qt.ItemDataRole.DisplayRole else None

    def title(self, entry: Annotation) -> str:
        """The title of the post of an annotation, or its id where the file is gone."""
        return self._titles.get(entry.post_id, entry.post_id)

    def badge(self, entry: Annotation) -> str:
        """Why a person should look."""
        if entry.state == State.ORPHANED:
            return self.tr("本文から無くなりました")
        return self.tr("書きかえられた文に付けました・確認")

    def set_entries(self, entries: Sequence[Annotation], titles: Mapping[str, str]) -> None:
        """Show other annotations."""
        self.beginResetModel()
        self.entries, self._titles = entries, titles
        self.endResetModel()


class ChangedDelegate(QStyledItemDelegate):
    """Draws a colour bar, the quote, the badge and the title of the post."""

    def __init__(self, parent: QWidget, model: ChangedModel) -> None:
        super().__init__(parent)
        self.tokens = LIGHT
        self._model = model
        self._quote = QFont(list(SERIF))
        self._quote.setPixelSize(14)
        self._small = interface_font(11)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 68)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Annotation = index.data(ENTRY)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        tokens = self.tokens
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(area, tokens.color("accent_ground" if chosen else "paper"))
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, tokens.color("rule"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color(entry.color))
        painter.drawRoundedRect(QRectF(area.left() + 18, area.top() + 12, 4, 43), 2, 2)
        width = area.width() - LEFT - 16
        painter.setFont(self._quote)
        painter.setPen(tokens.color("ink"))
        quote = _cut(self._quote, " ".join(entry.quote.split()), width)
        place = QRectF(area.left() + LEFT, area.top() + 11, width, 22)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, quote)
        self._paint_facts(painter, entry, (area.left() + LEFT, area.top() + 38, width))
        painter.restore()

    def _paint_facts(
        self, painter: QPainter, entry: Annotation, place: tuple[int, int, int]
    ) -> None:
        left, top, width = place
        tokens = self.tokens
        painter.setFont(self._small)
        text = _cut(self._small, self._model.badge(entry), width - 2 * BADGE_INSET)
        wide = QFontMetrics(self._small).horizontalAdvance(text) + 2 * BADGE_INSET
        badge = QRectF(left, top, wide, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.color("hit"))
        painter.drawRoundedRect(badge, 9, 9)
        painter.setPen(tokens.color("ink"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
        rest = width - wide - 10
        if rest > 40:
            painter.setPen(tokens.color("muted"))
            title = _cut(self._small, self._model.title(entry), rest)
            place_of = QRectF(left + wide + 10, top, rest, 18)
            painter.drawText(place_of, Qt.AlignmentFlag.AlignVCenter, title)


class ChangedList(QListView):
    """The annotations one below the other; Enter and the keys of the places go to `key_pressed`."""

    chosen = Signal(object)
    answered = Signal()
    stepped = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("changed_list")
        self.setAccessibleName(self.tr("本文が変わった注釈"))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.changed = ChangedModel(self)
        self._delegate = ChangedDelegate(self, self.changed)
        self.setModel(self.changed)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(self._current_changed)

    @property
    def current(self) -> Annotation | None:
        """The chosen annotation."""
        index = self.currentIndex()
        return self.changed.entries[index.row()] if index.isValid() else None

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def show_entries(self, entries: Sequence[Annotation], titles: Mapping[str, str]) -> None:
        """Show other annotations; the chosen one stays chosen, or the one in its place is."""
        known = self.current
        row = max(0, self.currentIndex().row())
        self.changed.set_entries(entries, titles)
        ids = [entry.id for entry in entries]
        if known and known.id in ids:
            row = ids.index(known.id)
        if entries:
            self.setCurrentIndex(self.changed.index(min(row, len(entries) - 1)))
        self.chosen.emit(self.current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers; left and right choose a place, up and down an annotation."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.answered.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _current_changed(self, current: QModelIndex, before: QModelIndex) -> None:
        if current.isValid() and before.isValid():
            self.chosen.emit(self.current)


def _cut(font: QFont, text: str, width: int) -> str:
    return QFontMetrics(font).elidedText(text[:400], Qt.TextElideMode.ElideRight, max(0, width))
