from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from reader.catalog.store import PostRow
from reader.notes.model import ReadingState
from reader.search.model import Hit
from reader.ui.entry import ENTRY, Entry
from reader.ui.parts import plain_tip
from reader.ui.post_delegate import PostDelegate
from reader.ui.theme import Tokens

Index = QModelIndex | QPersistentModelIndex


class PostListModel(QAbstractListModel):
    """The posts of the list in order; snippets arrive later and by post."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: Sequence[PostRow] = ()
        self._places: dict[str, int] = {}
        self._hits: dict[str, Hit] = {}
        self._states: Mapping[str, ReadingState] = {}
        self._counts: Mapping[str, int] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.title}\n{row.path}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return self.entry(row) if role == ENTRY else None

    def entry(self, row: PostRow) -> Entry:
        """What the list shows of a post."""
        state = self._states.get(row.id) or ReadingState(row.id)
        return Entry(row, state, self._counts.get(row.id, 0), self._hits.get(row.id))

    def set_rows(self, rows: Sequence[PostRow], hits: Iterable[Hit] = ()) -> None:
        """Show other posts."""
        self.beginResetModel()
        self._rows = rows
        self._places = {row.id: place for place, row in enumerate(rows)}
        self._hits = {hit.post_id: hit for hit in hits}
        self.endResetModel()

    def set_notes(self, states: Mapping[str, ReadingState], counts: Mapping[str, int]) -> None:
        """Show what the person has read, starred and marked."""
        self._states, self._counts = states, counts
        self._touch(range(len(self._rows)))

    def add_hits(self, hits: Iterable[Hit]) -> None:
        """Show the snippets of some posts."""
        new = {hit.post_id: hit for hit in hits}
        self._hits.update(new)
        self._touch([self._places[post_id] for post_id in new if post_id in self._places])

    def without_hits(self, first: int, last: int) -> list[str]:
        """The posts of some rows whose snippets are not here yet."""
        rows = self._rows[max(0, first) : last + 1]
        return [row.id for row in rows if row.id not in self._hits]

    def place_of(self, post_id: str) -> QModelIndex:
        """The index of a post, invalid where the list does not show it."""
        place = self._places.get(post_id)
        return QModelIndex() if place is None else self.index(place)

    def post_at(self, place: int) -> PostRow | None:
        """The post in a row."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def posts(self) -> Sequence[PostRow]:
        """The posts of the list in order."""
        return self._rows

    def _touch(self, places: Sequence[int]) -> None:
        if places:
            self.dataChanged.emit(self.index(min(places)), self.index(max(places)))

    def _spoken(self, row: PostRow) -> str:
        entry = self.entry(row)
        parts = [row.title, row.day]
        if not entry.state.read:
            parts.append(self.tr("未読"))
        if entry.changed:
            parts.append(self.tr("変更あり"))
        if entry.annotations:
            parts.append(self.tr("注釈 {0}").format(entry.annotations))
        return self.tr("、").join(part for part in parts if part)


class PostListView(QListView):
    """The list of posts: one delegate, equal heights, snippets asked for as rows come into view."""

    snippets_wanted = Signal(list)
    post_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("post_list")
        self.setAccessibleName(self.tr("記事の一覧"))
        self.posts = PostListModel(self)
        self.delegate = PostDelegate(self)
        self.setModel(self.posts)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.searching = False
        self._ask = QTimer(self, singleShot=True, interval=20)
        self._ask.timeout.connect(self._ask_for_snippets)
        self.verticalScrollBar().valueChanged.connect(lambda: self._ask.start())
        self.posts.modelReset.connect(self._ask.start)
        self.selectionModel().currentChanged.connect(self._choose)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.delegate.set_tokens(tokens)
        self.viewport().update()

    def show_current(self, post_id: str) -> None:
        """Make a post the current row without opening it again."""
        index = self.posts.place_of(post_id)
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(index)
        self.selectionModel().blockSignals(blocked)
        if index.isValid():
            self.scrollTo(index)
        self.viewport().update()

    def choose_next(self, step: int) -> None:
        """Choose the post `step` rows further down."""
        place = self.currentIndex().row() + step
        if self.posts.post_at(place):
            self.setCurrentIndex(self.posts.index(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask.start()

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.posts.post_at(current.row())
        if row:
            self.post_chosen.emit(row.id)

    def _ask_for_snippets(self) -> None:
        if not self.searching or not self.posts.rowCount():
            return
        first = self.indexAt(self.viewport().rect().topLeft()).row()
        height = self.delegate.HEIGHT
        last = first + self.viewport().height() // height + 2
        wanted = self.posts.without_hits(first, last)
        if wanted:
            self.snippets_wanted.emit(wanted)
