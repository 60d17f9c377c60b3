from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaObject, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from reader.article.model import Article
from reader.ui.outline import OutlineList
from reader.ui.reading import ReadingView
from reader.ui.reading_progress import ReadingProgress
from reader.ui.related_list import RelatedList, RelatedPost, related_posts
from reader.ui.session import Session
from reader.ui.theme import Tokens

if TYPE_CHECKING:
    from reader.ui.pane import ReadingPane

GOING_MS = 400
"""How long a chosen heading may take to come to rest: in a very long post it moves again."""

LAST_WORD = 200
"""Code points that may follow a list of related posts that stands at the end."""


class SidePanel(QFrame):
    """What stands beside the open post: its headings, how much is left, its related posts."""

    def __init__(self, parent: QWidget, session: Session, reading: ReadingView) -> None:
        super().__init__(parent)
        self.setObjectName("side_panel")
        self._session, self._reading = session, reading
        self._links: list[QMetaObject.Connection] = []
        self._pane: ReadingPane | None = None
        self._article: Article | None = None
        self._is_at_end = False
        self._gone_to, self._led_to = -1, -1  # a chosen row, and the place where that led
        self._going = QTimer(self, singleShot=True, interval=GOING_MS)
        self._contents = QLabel(self.tr("目次"), self)
        self.progress = ReadingProgress(self)
        self.outline = OutlineList(self)
        self.empty = QLabel(self)
        self.empty.setObjectName("panel_empty")
        self.empty.setWordWrap(True)
        self._related = QLabel(self.tr("関連記事"), self)
        self.related = RelatedList(self)
        self._lay_out()
        self.outline.wanted.connect(self._go_to)
        self.related.wanted.connect(self._open)
        session.rows_changed.connect(self._find_related)
        self.attach(reading)

    def attach(self, reading: ReadingView) -> None:
        """Stand beside this view from now on."""
        for link in self._links:
            QObject.disconnect(link)
        self._reading, self._pane = reading, None
        self._links = [
            reading.post_opened.connect(lambda _: self._show_article()),
            reading.emptied.connect(self._show_article),
        ]
        self._show_article()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 10)
        column.setSpacing(0)
        for title in (self._contents, self._related):
            title.setObjectName("panel_title")
        column.addWidget(self.progress)
        column.addSpacing(8)
        column.addWidget(self._contents)
        column.addWidget(self.empty)
        column.addWidget(self.outline, 1)
        column.addWidget(self._related)
        column.addWidget(self.related)
        column.addStretch(0)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.outline.set_tokens(tokens)
        self.related.set_tokens(tokens)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_position(self._reading.position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._pane:
            self._pane.setFocus()
        else:
            super().keyPressEvent(event)

    # ---- the post

    def _show_article(self) -> None:
        pane = self._reading.pane
        if pane and pane is not self._pane:
            self._pane = pane
            self._links.append(pane.scrolled.connect(self._show_position))
            self._links.append(pane.painted.connect(lambda _: self._look_for_end()))
        before = self._article
        article = self._article = pane.article if pane else None
        self._led_to, self._is_at_end = -1, False
        self._going.stop()
        self.outline.headings.set_headings(article.headings if article else ())
        has_headings = bool(article and article.headings)
        self.outline.setVisible(has_headings)
        self.empty.setHidden(has_headings)
        self.empty.setText(
            self.tr("この記事に見出しはありません")
            if article
            else self.tr("記事をひらくと、ここに見出しがならびます")
        )
        self.progress.setVisible(bool(article and article.text))
        if not (article and before and article.post_id == before.post_id):
            self._show_related([])
        self._find_related()
        self._show_position(self._reading.position)

    # ---- where one reads

    def _show_position(self, position: int) -> None:
        article = self._article
        if article is None:
            return
        self.outline.show_read(self._row_at(position))
        end = _end_of(article)
        share = 1.0 if self._is_at_end else min(position / max(1, end), 0.99)
        self.progress.show_share(article.minutes_folded, share)
        self._look_for_end()

    def _row_at(self, position: int) -> int:
        """The section at a place; the one that was gone to, though it cannot be at the top."""
        if self._going.isActive():
            self._led_to = position
        return self._gone_to if position == self._led_to else self.outline.headings.row_at(position)

    def _look_for_end(self) -> None:
        article, pane = self._article, self._pane
        end = _end_of(article) if article else 0
        if not pane or not end or not self.isVisible():
            return

        def found(last: QRect) -> None:
            is_seen = pane.rect().contains(last.center())
            if article is self._article and is_seen != self._is_at_end:
                self._is_at_end = is_seen
                self._show_position(self._reading.position)

        pane.rect_of(end - 1, end, found)

    def _go_to(self, row: int) -> None:
        if self._pane:
            self._gone_to = row
            self._going.start()
            self.outline.show_read(row)
            self._pane.scroll_to(self.outline.headings.heading(row).start, flash=False)

    # ---- related posts

    def _find_related(self) -> None:
        article, library, row = self._article, self._session.library, self._reading.row
        if not (article and article.related and library and row):
            self._session.reads.forget("related")
            self._show_related([])
            return
        by_id = self._session.by_id
        self._session.reads.run(
            lambda: related_posts(
                article, lambda href: library.resolve_link(href, row.path), by_id.get
            ),
            self._show_related,
            channel="related",
        )

    def _show_related(self, posts: list[RelatedPost]) -> None:
        self._related.setVisible(bool(posts))
        self.related.setVisible(bool(posts))
        self.related.show_posts(posts)

    def _open(self, post: RelatedPost) -> None:
        if post.post_id:
            self._reading.visit(post.post_id)
        else:
            self._reading.follow(post.href)  # says that it is not here


def _end_of(article: Article) -> int:
    """Where reading ends: a list of related posts at the end is left over."""
    related, length = article.related, len(article.text)
    return related.start if related and related.end >= length - LAST_WORD else length
