from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.article.model import Article
from reader.catalog.store import PostRow
from reader.ui.outline import EDGE, OPENING, paint_ground
from reader.ui.parts import plain_tip
from reader.ui.post_delegate import elided
from reader.ui.theme import LIGHT, Tokens, interface_font

Index = QModelIndex | QPersistentModelIndex
RELATED = int(Qt.ItemDataRole.UserRole)
ROW_HEIGHT = 63
MOST_SHOWN = 4
"""Rows that are seen at once; more of them scroll."""


@dataclass(frozen=True, slots=True)
class RelatedPost:
    """A related post as the list shows it; `post_id` is empty when it is not in the folder."""

    title: str
    href: str
    post_id: str = ""
    day: str = ""


def related_posts(
    article: Article,
    resolve: Callable[[str], str | None],
    find: Callable[[str], PostRow | None],
) -> list[RelatedPost]:
    """The posts of an article's related section, each once, in the author's order."""
    links = article.related.links if article.related else ()
    posts: dict[str, RelatedPost] = {}
    for link in links:
        row = find(resolve(link.href) or "")
        words = article.text[link.start : link.end].replace("\n", " ")
        post = RelatedPost(words, link.href)
        if row:
            post = RelatedPost(row.title, link.href, row.id, row.day)
        posts.setdefault(post.post_id or link.href, post)
    return list(posts.values())


class RelatedModel(QAbstractListModel):
    """The related posts of the open post."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._posts: Sequence[RelatedPost] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._posts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        post = self._posts[index.row()]
        if role == RELATED:
            return post
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(post.title)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self.facts(post)
        return post.title if role == Qt.ItemDataRole.DisplayRole else None

    def facts(self, post: RelatedPost) -> str:
        """The line under a title: its day, or that the post is not here."""
        return post.day if post.post_id else self.tr("このフォルダーにありません")

    def posts(self) -> Sequence[RelatedPost]:
        """The posts that are shown."""
        return self._posts

    def set_posts(self, posts: Sequence[RelatedPost]) -> None:
        """Show other posts; the same ones keep the place of the keyboard."""
        if list(posts) != list(self._posts):
            self.beginResetModel()
            self._posts = posts
            self.endResetModel()


class RelatedDelegate(QStyledItemDelegate):
    """Draws a title on at most two lines and its day; quietly when the post is not here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = LIGHT
        self._title, self._facts = interface_font(12), interface_font(11)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        post: RelatedPost = index.data(RELATED)
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        paint_ground(painter, area, state, self.tokens)
        left, width = area.left() + EDGE, area.width() - 2 * EDGE
        painter.setPen(self.tokens.color("ink" if post.post_id else "muted"))
        title = elided(post.title, self._title, width, 2, (), QTextCharFormat())
        title.draw(painter, QPointF(left, area.top() + 5))
        painter.setFont(self._facts)
        painter.setPen(self.tokens.color("muted"))
        facts = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
        painter.drawText(QRectF(left, area.bottom() - 19, width, 16), facts)
        painter.restore()


class RelatedList(QListView):
    """The related posts of the open post; a click or Enter opens one."""

    wanted = Signal(RelatedPost)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("related_list")
        self.setAccessibleName(self.tr("関連記事"))
        self.related = RelatedModel(self)
        self._delegate = RelatedDelegate(self)
        self.setModel(self.related)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def show_posts(self, posts: Sequence[RelatedPost]) -> None:
        """Show related posts, as many at once as there is room for."""
        self.related.set_posts(posts)
        self.setFixedHeight(min(len(posts), MOST_SHOWN) * ROW_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, place: QModelIndex) -> None:
        post: RelatedPost | None = place.data(RELATED)
        if post:
            self.wanted.emit(post)
