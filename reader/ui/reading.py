from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from reader.catalog.store import PostRow
from reader.errors import UserError
from reader.messages import message
from reader.notes.model import Change, ReadingState
from reader.search.model import Form
from reader.ui.appearance import Appearance
from reader.ui.changes import Changes
from reader.ui.external import open_external
from reader.ui.finding import Finding
from reader.ui.history import History, Place
from reader.ui.hits import NO_HITS
from reader.ui.marking import Marking
from reader.ui.note_editor import NoteEditor, color_names
from reader.ui.opening import Opened, Wanted, open_post, starts_folded
from reader.ui.parts import Banner, EmptyState
from reader.ui.preferences import Preferences
from reader.ui.problems import problem_text
from reader.ui.session import Session
from reader.ui.theme import Theme, Tokens

if TYPE_CHECKING:
    from reader.ui.pane import Header, ReadingPane

POSITION_PAUSE_MS = 600
QUIET_PROBLEMS = frozenset({"ignored", "no-date"})


class ReadingView(QWidget):
    """The reading pane with everything around it: opening, marks, notes, history, messages."""

    post_opened = Signal(str)
    emptied = Signal()
    said = Signal(str)
    history_changed = Signal()
    hits_ended = Signal(int)
    escaped = Signal()
    ready = Signal()

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        undo: QUndoStack,
        theme: Theme,
        preferences: Preferences,
        lang: str,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._undo, self._theme = session, undo, theme
        self._preferences, self._lang = preferences, lang
        self.pane: ReadingPane | None = None
        self.marking: Marking | None = None
        self.history = History()
        self._wanted: Wanted | None = None
        self._is_opening = False
        self._opened: Opened | None = None
        self._forms: Sequence[Form] = ()
        self._position = 0
        self.folded = False
        self.banner = Banner(self)
        self.empty = EmptyState(self)
        self.empty.say(self.tr("読む記事を一覧からえらんでください"))
        self.editor = NoteEditor(self)
        self._body = QWidget(self)
        self._stack = QStackedLayout(self._body)
        self._stack.addWidget(self.empty)
        self.finding = Finding(self, self._body, session)
        self.finding.ended.connect(self.hits_ended)
        self.changes = Changes(self, self._stack, session, undo, lang)
        self.changes.said.connect(self.said)
        session.notes_changed.connect(self._notes_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.banner, self.finding.bar, self.finding.card.shelf):
            column.addWidget(widget)
        column.addWidget(self._body, 1)
        self._keep = QTimer(self, singleShot=True, interval=POSITION_PAUSE_MS)
        self._keep.timeout.connect(self.keep_position)
        theme.changed.connect(self._set_tokens)
        self._set_tokens(theme.tokens)

    @property
    def post_id(self) -> str:
        """The post that is open, or an empty string."""
        return self.pane.article.post_id if self.pane and self.pane.article else ""

    @property
    def row(self) -> PostRow | None:
        """The catalog's facts of the open post."""
        return self._session.by_id.get(self.post_id)

    @property
    def position(self) -> int:
        """The place in the open post that stands at the top."""
        return self._position

    def _state_of(self, post_id: str) -> ReadingState:
        return self._session.notes.states.get(post_id) or ReadingState(post_id)

    # ---- opening

    def make_pane(self) -> None:
        """Make the web view; it is heavy, so the list is painted first."""
        from reader.ui.engine import prepare_engine
        from reader.ui.pane import ReadingPane

        prepare_engine()
        pane = ReadingPane(self._body, self._image_file)
        self.pane = pane
        pane.set_theme(self._theme.tokens.name)
        self._stack.addWidget(pane)
        self.finding.attach(pane)
        self.set_appearance(self._preferences.appearance(self._session.folder))
        self.marking = Marking(self, self._session, self._undo, pane, self.editor)
        self.marking.said.connect(self.said)
        self.set_color_names(self._preferences.color_names())
        pane.painted.connect(self._painted)
        pane.scrolled.connect(self._scrolled)
        pane.link_activated.connect(self.follow)
        pane.escaped.connect(self.escaped)
        pane.text_mismatch.connect(lambda *_: self.banner.say(
            self.tr("この記事は表示と本文が食いちがうため、注釈を付けられません。"), warning=True
        ))  # fmt: skip
        self.changes.attach(pane)
        pane.ready.connect(self.ready)
        if self._wanted:
            self.open(self._wanted)

    def open(self, wanted: Wanted) -> None:
        """Open a post; the way back is not kept."""
        self._wanted = wanted
        library = self._session.library
        if not library or not self.pane:
            return
        if wanted.post_id != self.post_id:  # else one goes on writing while the post is read anew
            self.editor.finish()
        self.keep_position()
        left_at = self._state_of(wanted.post_id).position
        self._is_opening = True
        self._session.reads.run(
            lambda: open_post(library, wanted, left_at),
            self._show,
            channel=f"article {id(self)}",
            failed=self._failed,
        )

    def mark_hits(self, forms: Sequence[Form]) -> None:
        """Highlight forms in the open post, or nothing when there are none."""
        self._forms = forms
        if self._wanted:
            self._wanted = replace(self._wanted, forms=forms)
        if self.post_id:
            self.finding.mark(forms, self._position)

    def next_hit(self) -> None:
        """Go to the next hit in the open post; `hits_ended` brings 1 when there is none."""
        self._step(1)

    def previous_hit(self) -> None:
        """Go to the hit before in the open post; `hits_ended` brings -1 when there is none."""
        self._step(-1)

    def _step(self, by: int) -> None:
        self.changes.close()
        if not self._is_opening:  # else the hits on the screen are those of the post before
            self.finding.step(by)

    def find_in_post(self) -> None:
        """Open the bar that finds words in the open post."""
        self.changes.close()
        self.finding.open_bar(self._position)

    def reload(self, posts: Sequence[str]) -> None:
        """Show the open post again when it is one of these."""
        if self.post_id in posts and self._wanted:
            self.open(Wanted(self.post_id, self._position, self._wanted.forms))

    def follow(self, href: str) -> None:
        """Follow a link of the open post: in place inside the collection, else in the browser."""
        from reader.collection.links import is_external

        library, row = self._session.library, self.row
        if not library or not row:
            return
        if is_external(href):
            if not open_external(self, href, self._preferences):
                self.said.emit(self.tr("この宛先はブラウザーでひらけません: {0}").format(href))
            return
        target = library.resolve_link(href, row.path)
        if target:
            self.visit(target)
        else:
            self.said.emit(
                self.tr("リンクの先の記事は、このフォルダーにありません: {0}").format(href)
            )

    def visit(
        self,
        post_id: str,
        forms: Sequence[Form] = (),
        *,
        from_end: bool = False,
        at: int | None = None,
    ) -> None:
        """Open a post, at a place or the first or last hit of forms in it; keep the way back."""
        self.changes.close()
        self.history.keep(self._position)
        self.history.visit(Place(post_id) if at is None else Place(post_id, at))
        self.open(Wanted(post_id, at, forms, from_end))
        self.history_changed.emit()

    def back(self) -> None:
        """Go back to the post before."""
        self.history.keep(self._position)
        self._go(self.history.back())

    def forward(self) -> None:
        """Go forward again."""
        self.history.keep(self._position)
        self._go(self.history.forward())

    def _go(self, place: Place | None) -> None:
        if place:
            self.open(Wanted(place.post_id, place.position, self._forms))
            self.history_changed.emit()

    def _show(self, opened: Opened) -> None:
        if not self.pane:
            return
        article, hits = opened.article, opened.hits
        self._is_opening, self._opened = False, opened
        self._position = opened.position
        if not self.changes.goes_on(article.post_id):
            self._stack.setCurrentWidget(self.pane)
        at_hit = opened.at_hit and not self.finding.bar.is_open
        chosen = self._state_of(article.post_id).folded
        self.folded = starts_folded(article, chosen, self._preferences.folds(self._session.folder))
        self.pane.show_article(
            article,
            self._header(opened),
            hits=NO_HITS if self.finding.bar.is_open else hits,
            position=0 if at_hit else opened.position,
            at_hit=at_hit,
            folded=self.folded,
            prepared=opened.prepared,
        )
        self.finding.opened(hits, opened.position)
        if self._wanted and self._wanted.forms != opened.wanted.forms:
            self.mark_hits(self._wanted.forms)  # another search came while the post was on its way
        if self.marking:
            self.marking.load()
        self.post_opened.emit(article.post_id)

    def _failed(self, error: Exception) -> None:
        self._is_opening = False
        if self.pane:
            self.pane.show_blank()
        self.finding.opened(NO_HITS, 0)
        text = (
            message(error.key, self._lang, **error.facts) if isinstance(error, UserError) else None
        )
        self.empty.say(
            text.text if text else self.tr("この記事を表示できませんでした"),
            text.next_step if text else self.tr("くわしいことは記録にあります。"),
        )
        self._stack.setCurrentWidget(self.empty)
        self.emptied.emit()

    def _header(self, opened: Opened) -> "Header":
        from reader.ui.pane import Header

        article = opened.article
        row = self._session.by_id[article.post_id]
        minutes = self.tr("{0} 分").format(max(1, round(article.minutes_folded)))
        if round(article.minutes_full) > round(article.minutes_folded):
            full = self.tr("（原文 {0} 分）").format(round(article.minutes_full))
            minutes += full
        meta = [row.day, row.author, minutes, *row.categories]
        notices = [
            problem_text(problem, self._lang)
            for problem in self._session.problems
            if problem.path == row.path and problem.kind not in QUIET_PROBLEMS
        ]
        if opened.notice:
            notices.append(str(message(opened.notice.key, self._lang, **opened.notice.facts)))
        offers = self.changes.offers(row.id, opened.text_hash)
        return Header(row.title, tuple(part for part in meta if part), tuple(notices), offers)

    def _notes_changed(self, change: Change) -> None:
        opened = self._opened
        if self.pane and opened and self.row and self.post_id in change.posts:
            self.pane.set_header(self._header(opened))

    def _image_file(self, post_id: str, number: int) -> Path | None:
        library, article = self._session.library, self.pane.article if self.pane else None
        if not library or not article or article.post_id != post_id:
            return None
        return library.image_file(article, number)

    # ---- while reading

    def _painted(self, _seq: int) -> None:
        post_id = self.post_id
        if post_id and not self._state_of(post_id).read:
            self.set_read(True)

    def set_read(self, read: bool) -> None:
        """Call the open post read or unread."""
        article = self.pane.article if self.pane else None
        if article:
            post_id, text = article.post_id, article.text
            self._session.write(lambda notes: notes.set_read(post_id, read, text=text), quiet=True)

    def show_changes(self) -> None:
        """Show what changed in the open post since it was read, or the article again."""
        self.changes.toggle()

    def toggle_star(self) -> None:
        """Give the open post a star or take it away."""
        post_id = self.post_id
        starred = not self._state_of(post_id).starred
        if post_id:
            self._session.write(lambda notes: notes.set_starred(post_id, starred))

    def toggle_folds(self) -> None:
        """Fold what need not be read, or show it; kept for this post."""
        post_id, folded = self.post_id, not self.folded
        if self.pane and post_id:
            self.folded = folded
            self.pane.set_folded(folded)
            self._session.write(lambda notes: notes.set_folded(post_id, folded), quiet=True)

    def note_post(self) -> None:
        """Open the note on the whole post that is open."""
        if self.marking:
            self.marking.note_post()

    def set_color_names(self, chosen: Mapping[str, str]) -> None:
        """Call colours by the names that were chosen for them."""
        names = color_names(chosen)
        self.editor.set_color_names(names)
        if self.pane:
            self.pane.set_labels(names)

    def set_appearance(self, appearance: Appearance) -> None:
        """Set articles in this way from now on."""
        self.finding.card.set_vertical(appearance.vertical)
        if self.pane:
            self.pane.set_appearance(appearance)

    def keep_position(self) -> None:
        """Remember how far the open post was read."""
        self._keep.stop()
        post_id, position = self.post_id, self._position
        if post_id and position != self._state_of(post_id).position:
            self._session.write(lambda notes: notes.set_position(post_id, position), quiet=True)

    def _scrolled(self, position: int) -> None:
        self._position = position
        self._keep.start()

    def _set_tokens(self, tokens: Tokens) -> None:
        self.banner.set_tokens(tokens)
        self.editor.set_tokens(tokens)
        self.finding.set_tokens(tokens)
        self.changes.set_tokens(tokens)
        if self.pane:
            self.pane.set_theme(tokens.name)

    def dispose(self) -> None:
        """Keep what was written and let the web view go, before the application ends."""
        self.editor.finish()
        self.keep_position()
        if self.pane:
            self.pane.dispose()
            self.pane = None
