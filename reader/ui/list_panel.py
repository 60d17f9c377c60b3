from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.catalog.store import PostRow
from reader.library import SearchResult
from reader.library.searching import Sort
from reader.messages import message
from reader.search.model import Highlights
from reader.ui.chips import Chips
from reader.ui.facets import FacetStrip
from reader.ui.parts import Banner, EmptyState, link_button
from reader.ui.post_list import PostListView
from reader.ui.session import Session
from reader.ui.sidebar import Scope
from reader.ui.theme import Tokens

SLOW_MS = 200
LONGEST_QUERY = 60
FIRST_SNIPPETS = 8
"""As many rows as are in view at once; the others get their snippets when they come into view."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list was asked to show."""

    scope: Scope = field(default_factory=Scope)
    query: str = ""
    sort: Sort = "relevance"


class ListPanel(QWidget):
    """The list of posts: all of a scope by date, or the hits of a query in it."""

    post_chosen = Signal(str)
    searched = Signal(object)
    query_wanted = Signal(str)
    all_wanted = Signal()

    def __init__(self, parent: QWidget, session: Session, lang: str) -> None:
        super().__init__(parent)
        self.setObjectName("list_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._lang = session, lang
        self.wanted = Wanted()
        self.highlights = Highlights()
        self._shown: Wanted | None = None
        self._result: SearchResult | None = None
        self.banner = Banner(self)
        self.list = PostListView(self)
        self.empty = EmptyState(self)
        self.chips = Chips(self, lang)
        self.facets = FacetStrip(self)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._say_searching)
        self.save = link_button(self.tr("保存"), self)
        self.save.setToolTip(self.tr("検索を保存"))
        self.narrow = QToolButton(self)
        self._order = QToolButton(self)
        self._total = QLabel(self)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        column.addWidget(self.banner)
        column.addWidget(self.chips)
        column.addWidget(self.facets)
        column.addLayout(self._stack, 1)
        self.empty.say(self.tr("読みこんでいます…"))
        self._stack.setCurrentWidget(self.empty)
        self.list.post_chosen.connect(self.post_chosen)
        self.list.snippets_wanted.connect(self._load_snippets)
        self.chips.query_wanted.connect(self.query_wanted)
        self.facets.query_wanted.connect(self.query_wanted)
        session.rows_changed.connect(self.refresh)
        session.notes_changed.connect(self._notes_changed)

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self.list.set_tokens(tokens)
        self.banner.set_tokens(tokens)
        self.facets.set_tokens(tokens)
        self.chips.set_tokens(tokens)

    @property
    def shown_query(self) -> str:
        """The query whose result is shown, or an empty string."""
        return self._result.query if self._result else ""

    def total(self) -> str:
        """The number of posts as the header shows it."""
        return self._total.text()

    # ---- what is shown

    def show_scope(self, scope: Scope) -> None:
        """Show another part of the library; a query stays in force."""
        self._want(Wanted(scope, self.wanted.query, self.wanted.sort))

    def show_query(self, query: str) -> None:
        """Show the posts that hold every word of the query, or all when it is empty."""
        if query.rstrip() != self.wanted.query.rstrip():
            self._want(Wanted(self.wanted.scope, query, self.wanted.sort))

    def show_sort(self, sort: Sort) -> None:
        """Order hits by relevance or date."""
        self._want(Wanted(self.wanted.scope, self.wanted.query, sort))

    def _want(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self._show_order()
        if wanted.query.strip():
            self._search()
        else:
            self._session.reads.forget("search")
            self._slow.stop()
            self._show_scope()

    def _search(self) -> None:
        library = self._session.library
        if not library:
            return
        wanted = self.wanted
        rows = self._in_scope(wanted.scope)
        among = None if wanted.scope.kind == "all" else [row.id for row in rows]

        def job() -> SearchResult:
            return library.search(wanted.query, limit=FIRST_SNIPPETS, sort=wanted.sort, among=among)

        self._slow.start()
        self._session.reads.run(job, self._show_result, channel="search", failed=self._failed)

    def _show_result(self, result: SearchResult) -> None:
        by_id = self._session.by_id
        rows = [by_id[post_id] for post_id in result.post_ids if post_id in by_id]
        self.highlights = result.highlights
        self.list.searching = True
        self._show(rows, result)
        self.searched.emit(result)
        if not rows:
            self._say_nothing_found(result)

    def _say_searching(self) -> None:
        """Say that the search goes on: the list is not of the query that is in the field."""
        self.empty.say(self.tr("さがしています…"))
        self._stack.setCurrentWidget(self.empty)

    def _failed(self, error: Exception) -> None:
        self._slow.stop()
        self.empty.say(self.tr("さがせませんでした"), self.tr("くわしいことは上にあります。"))
        self._stack.setCurrentWidget(self.empty)
        self._session.failed.emit(error)

    def _say_nothing_found(self, result: SearchResult) -> None:
        if result.hints and self.wanted.scope == Scope():
            told = message(result.hints[0].key, self._lang, **result.hints[0].facts)
            self.empty.say(told.text, told.next_step)
            return
        title = self.tr("「{0}」は見つかりません").format(shortened(result.query))
        if self.wanted.scope != Scope():
            every = self.tr("すべての記事でさがす")
            self.empty.say(
                title, self.tr("いまの範囲にはありません。"), every, self.all_wanted.emit
            )
        elif any(not one.on for one in result.expansions):
            self.empty.say(title, self.tr("引用符をはずすと、ほかの書き方もさがします。"))
        else:
            self.empty.say(title, self.tr("言葉をへらすか、短くしてみてください。"))

    def _show_scope(self) -> None:
        rows = self._in_scope(self.wanted.scope)
        self.highlights = Highlights()
        self.list.searching = False
        self._show(rows, None)
        self.searched.emit(None)
        if not rows:
            self._say_why_empty()

    def _show(self, rows: Sequence[PostRow], result: SearchResult | None) -> None:
        self._slow.stop()
        self.chips.show_result(result)
        self.facets.show_result(result if self.narrow.isChecked() else None)
        self._result = result
        current = self.list.posts.post_at(self.list.currentIndex().row())
        bar = self.list.verticalScrollBar()
        place = bar.value() if self.wanted == self._shown else 0
        self._shown = self.wanted
        self.list.selectionModel().blockSignals(True)
        self.list.posts.set_rows(rows, result.hits if result else ())
        self.list.selectionModel().blockSignals(False)
        self._total.setText(self.tr("{0} 件").format(f"{len(rows):,}"))
        self._stack.setCurrentWidget(self.list if rows else self.empty)
        if current:
            self.list.show_current(current.id)
        bar.setValue(place)

    def _say_why_empty(self) -> None:
        kind = self.wanted.scope.kind
        if not self._session.rows:
            if not self._session.settled:
                self.empty.say(self.tr("読みこんでいます…"))
            else:
                self.empty.say(
                    self.tr("このフォルダーに記事がありません"),
                    self.tr("Markdown（.md）のファイルを入れると、ここに並びます。"),
                )
            return
        texts = {
            "unread": (self.tr("未読の記事はありません"), ""),
            "starred": (
                self.tr("スターの付いた記事はありません"),
                self.tr("右上の星で、あとで読む記事に印を付けられます。"),
            ),
            "annotated": (
                self.tr("注釈のある記事はまだありません"),
                self.tr("本文を選ぶと、色とメモを付けられます。"),
            ),
            "changed": (self.tr("読んだあとで変わった記事はありません"), ""),
        }
        self.empty.say(*texts.get(kind, (self.tr("記事がありません"), "")))

    def _in_scope(self, scope: Scope) -> list[PostRow]:
        rows, notes = self._session.rows, self._session.notes
        if scope.kind == "unread":
            return [r for r in rows if not (s := notes.states.get(r.id)) or not s.read]
        if scope.kind == "starred":
            return [r for r in rows if (s := notes.states.get(r.id)) and s.starred]
        if scope.kind == "annotated":
            return [r for r in rows if notes.counts.get(r.id)]
        if scope.kind == "changed":
            return [
                r for r in rows if (s := notes.states.get(r.id)) and s.differs_from(r.text_hash)
            ]
        if scope.kind == "category":
            return [r for r in rows if scope.name in r.categories]
        return rows

    # ---- what changes

    def refresh(self) -> None:
        """Show the same again, after posts were added, changed or removed."""
        self._want(self.wanted)

    def _notes_changed(self) -> None:
        self.list.posts.set_notes(self._session.notes.states, self._session.notes.counts)

    def _load_snippets(self, posts: Sequence[str]) -> None:
        library, highlights = self._session.library, self.highlights
        if library and highlights != Highlights():
            self._session.reads.run(
                lambda: library.snippets(posts, highlights),
                lambda hits: (
                    self.list.posts.add_hits(hits.values())
                    if highlights == self.highlights
                    else None
                ),
                channel="snippets",
            )

    # ---- the header

    def _header(self) -> QFrame:
        header = QFrame(self)
        header.setObjectName("list_header")
        header.setFixedHeight(34)
        row = QHBoxLayout(header)
        row.setContentsMargins(9, 0, 14, 0)
        menu = QMenu(self._order)
        group = QActionGroup(menu)
        sorts: tuple[tuple[Sort, str], ...] = (
            ("relevance", self.tr("関連度順")),
            ("date", self.tr("新しい順")),
        )
        for sort, text in sorts:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(sort == self.wanted.sort)
            group.addAction(action)
            action.triggered.connect(lambda _=False, sort=sort: self.show_sort(sort))
        self._order.setMenu(menu)
        self._order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._order.setAccessibleName(self.tr("並び順"))
        row.addWidget(self._order)
        self.narrow.setToolTip(self.tr("絞りこみを隠す・出す"))
        self.narrow.setAccessibleName(self.narrow.toolTip())
        self.narrow.setText("▾")
        self.narrow.setCheckable(True)
        self.narrow.setChecked(True)
        self.narrow.toggled.connect(self._toggle_facets)
        row.addStretch(1)
        for widget in (self.save, self.narrow, self._total):
            row.addWidget(widget)
        self._show_order()
        return header

    def _toggle_facets(self, shown: bool) -> None:
        self.narrow.setText("▾" if shown else "▸")
        self.facets.show_result(self._result if shown else None)

    def _show_order(self) -> None:
        searching = bool(self.wanted.query.strip())
        self.save.setVisible(searching)
        self.narrow.setVisible(searching)
        by_date = not searching or self.wanted.sort == "date"
        text = self.tr("新しい順") if by_date else self.tr("関連度順")
        self._order.setText(f"{text} ▾" if searching else text)
        self._order.setEnabled(searching)


def shortened(query: str) -> str:
    """A query on one line, as much of it as a sentence has room for."""
    plain = " ".join(query.split())
    return plain if len(plain) <= LONGEST_QUERY else f"{plain[: LONGEST_QUERY - 1]}…"
