from collections import Counter
from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QUndoStack
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reader.errors import UserError
from reader.library import Progress, RefreshReport, SearchResult
from reader.logs import log_file
from reader.messages import message
from reader.notes.model import Change, SavedSearch
from reader.search.model import Form
from reader.ui.alias_dialog import AliasDialog
from reader.ui.areas import Area, Areas
from reader.ui.beside import Beside
from reader.ui.command_keys import CommandKeys
from reader.ui.dossiers import Dossiers
from reader.ui.exporting import Exporting
from reader.ui.focus_mode import FocusMode
from reader.ui.library_lines import changed_posts, library_lines
from reader.ui.list_panel import ListPanel
from reader.ui.menus import Menus
from reader.ui.parts import StatusBar, with_key
from reader.ui.preferences import Preferences
from reader.ui.problems import ProblemsDialog
from reader.ui.query_history import QueryHistory
from reader.ui.reading import ReadingView
from reader.ui.regions import Region, Regions
from reader.ui.restoring import Restoring
from reader.ui.reviewing import Reviewing
from reader.ui.saved import SavedSearches
from reader.ui.session import Session
from reader.ui.side_by_side import SideBySide
from reader.ui.side_panel import SidePanel
from reader.ui.sidebar import Scope, Sidebar
from reader.ui.status_words import index_words, refreshed_words
from reader.ui.styling import Styling
from reader.ui.theme import Theme, Tokens
from reader.ui.top_bar import TopBar

if TYPE_CHECKING:
    from reader.ui.changed_cards import Unsettled
    from reader.ui.changed_notes import ChangedNotes
    from reader.ui.color_names import ColorNames
    from reader.ui.dossier_view import DossierView
    from reader.ui.keys_dialog import KeysDialog
    from reader.ui.palette import Palette
    from reader.ui.paper_commands import PaperCommands
    from reader.ui.review_view import ReviewView

SIDEBAR_WIDTH, LIST_WIDTH = 206, 336
SAID_MS = 6000
MARK_MS = 250


class Workspace(QWidget):
    """One opened folder: sidebar, list, reading pane, and the bars above and below them."""

    folder_wanted = Signal()
    welcome_wanted = Signal()
    quit_wanted = Signal()

    def __init__(
        self, parent: QWidget, session: Session, theme: Theme, preferences: Preferences, lang: str
    ) -> None:
        super().__init__(parent)
        self.session, self._theme = session, theme
        self._preferences, self._lang = preferences, lang
        self.styling = Styling(self, session.folder, theme, preferences)
        self.undo = QUndoStack(self)
        self.bar = TopBar(self)
        self.sidebar = Sidebar(self)
        self.list = ListPanel(self, session, lang)
        self.views = SideBySide(self, self._make_view)
        self.panel = SidePanel(self, session, self.reading)
        self.beside = Beside(self, self.views, self.panel, preferences)
        self.status = StatusBar(self)
        self.exporting = Exporting(self, session, preferences, self.reading.banner)
        self.saved = SavedSearches(self, session, self.undo)
        self.restoring = Restoring(
            self,
            session,
            self.undo,
            self.list.banner,
            preferences,
            self._finish_notes,
            lang,
        )
        self.dossiers = Dossiers(self, session, self.undo, preferences)
        self.reviewing = Reviewing(self, session, self.undo, preferences)
        self.remembered = QueryHistory(self.bar.search, session, preferences)
        self._progress: Progress | None = None
        self.problems_dialog: ProblemsDialog | None = None
        self.alias_dialog: AliasDialog | None = None
        self.color_dialog: ColorNames | None = None
        # Drawing the page again would make the next key wait.
        self._mark = QTimer(self, singleShot=True, interval=MARK_MS)
        self._mark.timeout.connect(lambda: self.reading.mark_hits(self.list.highlights.text))
        self._categories: list[tuple[str, int]] = []
        self._is_line_left = False
        self.menus = Menus(self)
        self.actions_ = self.menus.actions
        self.actions_["fold_always"].setChecked(preferences.folds(session.folder))
        self.actions_["reviews"].setChecked(self.reviewing.is_on)
        self.keys = CommandKeys(self, self.actions_, preferences)
        self._lay_out()
        self._connect()
        self._set_tokens(theme.tokens)
        self._show_sidebar()
        self._show_post("")
        self._show_history()
        self._show_keys()

    def offer_own_folder(self) -> None:
        """Say that these are the posts that come with Keisen, and how to open one's own."""
        self.list.banner.say(
            self.tr("見本の記事です。"),
            action=self.tr("フォルダーをひらく"),
            do=self.folder_wanted.emit,
        )

    @property
    def reading(self) -> ReadingView:
        """The view that is read in: the one of two that had the keyboard last."""
        return self.views.active

    # ---- putting it together

    def _make_changed_notes(self) -> "ChangedNotes":
        from reader.ui.changed_notes import ChangedNotes
        from reader.ui.placing_notes import ChoosingPlace

        made = ChangedNotes(self, self.session, self.undo)
        choosing = ChoosingPlace(made, made.placing)

        def choose(found: "Unsettled") -> None:
            annotation = found.annotation
            at = annotation.start
            if at is None:
                at = min(found.origin.selector.start, len(found.text or ""))
            self.visit(annotation.post_id, at=at)
            choosing.start(self.reading, found)
            if self.reading.pane:
                self.reading.pane.setFocus(Qt.FocusReason.OtherFocusReason)

        made.elsewhere_wanted.connect(choose)
        made.posts_wanted.connect(self.areas.show_posts)
        choosing.placed.connect(lambda: self.areas.show("changed_notes"))
        return made

    def _make_view(self) -> ReadingView:
        view = ReadingView(
            self, self.session, self.undo, self._theme, self._preferences, self._lang
        )
        view.post_opened.connect(lambda post: self._opened(post) if view is self.reading else None)
        view.history_changed.connect(self._show_history)
        view.said.connect(self.say)
        view.hits_ended.connect(self._visit_next_hits)
        view.escaped.connect(lambda: self.focus_mode.leave())
        view.editor.dossier_wanted.connect(lambda one: self.dossiers.add_to_dossier([one]))
        self.styling.changed.connect(view.set_appearance)
        return view

    def _lay_out(self) -> None:
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        for widget, least in ((self.sidebar, 150), (self.list, 240), (self.beside, 320)):
            widget.setMinimumWidth(least)
            self.split.addWidget(widget)
        self.split.setStretchFactor(2, 1)
        self.split.setSizes([SIDEBAR_WIDTH, LIST_WIDTH, 818])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.split, 1)
        column.addWidget(self.status)
        self.areas = Areas(self, self.split, (self.list, self.beside), self.bar.search)
        self.areas.add("changed_notes", self._make_changed_notes)
        self.areas.add("notes", partial(self._make_notes, is_trash=False))
        self.areas.add("trash", partial(self._make_notes, is_trash=True))
        self.areas.add("review", self._make_review)
        hidden = (self.bar, self.sidebar, self.list, self.status)
        self.focus_mode = FocusMode(self, hidden, self.actions_["focus"])
        by_tab = Qt.FocusReason.TabFocusReason
        article = Region(self.views, lambda: self.reading.pane, by_tab)
        sidebar = Region(self.sidebar, lambda: self.sidebar)
        posts = Region(self.list, lambda: self.list.list)
        search = Region(self.bar.search, lambda: self.bar.search.field)
        area = Region(self.split, lambda: self.areas.current)
        self.regions = Regions(self, (sidebar, posts, article, area, search), article)
        for view in (self.sidebar, self.list.list):
            self.regions.leave_by_escape(view)

    def _make_notes(self, *, is_trash: bool) -> Area:
        from reader.ui.notes_area import NotesArea

        return NotesArea(self, lang=self._lang, exporting=self.exporting, is_trash=is_trash)

    def _connect(self) -> None:
        session = self.session
        session.rows_changed.connect(self._rows_changed)
        session.notes_changed.connect(self._notes_changed)
        session.notes_changed.connect(lambda: self._show_post(self.reading.post_id))
        session.progress_changed.connect(self._show_progress)
        session.refreshed.connect(self._refreshed)
        session.failed.connect(self.explain)
        self.sidebar.scope_chosen.connect(self._show_scope)
        self.areas.changed.connect(self._area_changed)
        self.reviewing.changed.connect(self._show_sidebar)
        self.sidebar.action_chosen.connect(self._act_on_line)
        self._connect_saved()
        self._connect_dossiers()
        self.bar.search.query_changed.connect(self._show_query)
        self.bar.search.moved_down.connect(self._to_list)
        self.list.post_chosen.connect(self.bar.search.keep)
        self.list.post_chosen.connect(lambda post: self.visit(post, self.list.highlights.text))
        self.list.searched.connect(self._show_count)
        self.list.query_wanted.connect(self._take_query)
        self.list.all_wanted.connect(lambda: self._show_scope(Scope()))
        self.list.chips.span_wanted.connect(self.bar.search.select_span)
        self.list.save.clicked.connect(self.save_search)
        self.list.searched.connect(lambda _: self._mark.start())
        self.status.cancelled.connect(session.cancel_refresh)
        self.styling.changed.connect(self.menus.show_chosen)
        self.bar.text.clicked.connect(self.show_appearance)
        self._theme.changed.connect(self._set_tokens)
        self.keys.changed.connect(self._show_keys)
        self.focus_mode.entering.connect(self._enter_focus)
        self.focus_mode.entering.connect(lambda: self.beside.set_quiet(True))
        self.focus_mode.left.connect(lambda: self.beside.set_quiet(False))
        self.focus_mode.left.connect(lambda: self._unsay(self._way_back()))
        self.beside.shown_changed.connect(self.bar.panel.setChecked)
        self.views.activated.connect(self._activated)
        for name in ("star", "back", "forward", "panel"):
            getattr(self.bar, name).clicked.connect(self.actions_[name].trigger)
        for name in ("back", "forward", "next", "previous"):
            self.actions_[name].triggered.connect(self.areas.show_posts)

    def _connect_saved(self) -> None:
        saved, sidebar = self.saved, self.sidebar
        saved.counted.connect(self._show_sidebar)
        sidebar.search_chosen.connect(self._show_saved)
        sidebar.rename_wanted.connect(saved.rename)
        sidebar.replace_wanted.connect(lambda one: saved.replace(one, self.bar.search.query()))
        sidebar.delete_wanted.connect(saved.delete)

    def _connect_dossiers(self) -> None:
        dossiers = self.dossiers
        self.areas.add("dossier", self._make_dossier_view)
        dossiers.counted.connect(self._show_sidebar)
        dossiers.said.connect(self.say)
        dossiers.made.connect(lambda made: self._show_scope(Scope("area", f"dossier:{made}")))

    def _make_dossier_view(self) -> "DossierView":
        from reader.ui.dossier_view import DossierView

        view = DossierView(self, self.session, self.dossiers)
        view.place_wanted.connect(lambda post, at: self.visit(post, at=at))
        view.annotated_wanted.connect(lambda: self._show_scope(Scope("annotated")))
        view.gone.connect(self.areas.show_posts)
        return view

    def _act_on_line(self, action: str) -> None:
        if action == "new_dossier":
            self.dossiers.make_new()
        else:
            self.show_problems()

    def _set_tokens(self, tokens: Tokens) -> None:
        self.bar.set_tokens(tokens)
        self.sidebar.set_tokens(tokens)
        self.list.set_tokens(tokens)
        self.panel.set_tokens(tokens)
        self.areas.set_tokens(tokens)
        if "palette_" in self.__dict__:
            self.palette_.set_tokens(tokens)

    # ---- the library

    def _rows_changed(self) -> None:
        names = (name for row in self.session.rows for name in row.categories)
        self._categories = Counter(names).most_common()
        self._show_sidebar()
        self._show_index()
        if not self.reading.pane:
            (self.list.list if self.session.rows else self.bar.search.field).setFocus()
            self.list.list.viewport().repaint()
            QTimer.singleShot(0, self, self._make_pane)

    def _make_pane(self) -> None:
        if not self.reading.pane:
            self.reading.make_pane()

    def _show_sidebar(self) -> None:
        # Who looks at the changed posts keeps their line when the last one is taken as read.
        is_shown = self.list.wanted.scope == Scope("changed")
        changed = changed_posts(self.session)
        self._is_line_left = is_shown and not changed
        self.sidebar.lines.set_lines(
            library_lines(
                self.session,
                self._categories,
                self.saved.counts,
                changed if changed or is_shown else None,
                unsettled=self.session.notes.unsettled
                or (0 if self.areas.name == "changed_notes" else None),
                dossiers=self.dossiers.counts,
                review=self.reviewing.left,
            )
        )
        self._show_place()

    def _show_place(self) -> None:
        """Select the line of the sidebar that the list shows."""
        if self._is_line_left and self.list.wanted.scope != Scope("changed"):
            QTimer.singleShot(0, self, self._show_sidebar)
        if self.areas.name:
            self.sidebar.show_scope(Scope("area", self.areas.place))
        else:
            self.sidebar.show_scope(self.list.wanted.scope, self.bar.search.query())

    def _show_scope(self, scope: Scope) -> None:
        """Show a part of the library, or another view in place of the posts."""
        if scope.kind == "area":
            self.focus_mode.leave()
            self.areas.show(scope.name)
        else:
            self.areas.show_posts()
            self.list.show_scope(scope)

    def _show_query(self, query: str) -> None:
        area = self.areas.current
        if area and area.search_hint:
            area.show_query(query)
            return
        if query.strip():
            self.areas.show_posts_for(query)
        self.list.show_query(query)

    def _area_changed(self, name: str) -> None:
        self._show_sidebar()
        for widget in (self.bar.panel, self.bar.star, self.bar.text):
            widget.setEnabled(not name)
        if not name:
            self._show_post(self.reading.post_id)

    def _notes_changed(self, change: Change) -> None:
        self._show_sidebar()
        if change.kind == "searches" or not self.saved.counts:
            self.saved.count()
        if change.kind != "searches":
            self.dossiers.count()

    def _show_saved(self, saved: SavedSearch) -> None:
        self._show_scope(Scope())
        self.bar.search.set_query(saved.query)

    def show_problems(self) -> None:
        """Open the list of everything that was odd about the files."""
        dialog = ProblemsDialog(self, self.session.problems, self._lang)
        self.problems_dialog = dialog
        by_path = {row.path: row.id for row in self.session.rows}

        def open_post(path: str) -> None:
            if path in by_path:
                self.visit(by_path[path])

        dialog.post_wanted.connect(open_post)
        dialog.show()

    def _show_count(self, result: SearchResult | None) -> None:
        self._show_place()
        self.actions_["save_search"].setEnabled(result is not None)
        if result is None:
            self.bar.search.show_count("")
            return
        total, ms = f"{result.total:,}", f"{max(1, round(result.ms))}"
        self.bar.search.show_count(self.tr("{0} 件 · {1} ms").format(total, ms))

    def _opened(self, post_id: str) -> None:
        self.list.list.show_current(post_id)
        self._show_post(post_id)
        self._show_history()

    def _activated(self, view: ReadingView) -> None:
        self.panel.attach(view)
        self._opened(view.post_id)
        self._show_keys()

    def _make_review(self) -> "ReviewView":
        from reader.ui.review_view import ReviewView

        made = ReviewView(self, self.session, self.reviewing)
        made.place_wanted.connect(lambda post, at: self.visit(post, at=at))
        made.ended.connect(self.areas.show_posts)
        return made

    def turn_reviews(self) -> None:
        """See annotations again every day from now on, or not."""
        self.reviewing.turn()
        if self.areas.name == "review" and not self.reviewing.is_on:
            self.areas.show_posts()

    def fold_always(self) -> None:
        """Open posts that repeat themselves folded from now on, or not."""
        folder = self.session.folder
        self._preferences.keep_folds(folder, not self._preferences.folds(folder))

    def _show_post(self, post_id: str) -> None:
        state = self.session.notes.states.get(post_id)
        self.bar.show_star(bool(state and state.starred))
        self.bar.star.setEnabled(bool(post_id) and not self.areas.name)
        self.menus.show_post(post_id)

    def _show_history(self) -> None:
        history = self.reading.history
        for name, can_go in (("back", history.can_go_back), ("forward", history.can_go_forward)):
            self.actions_[name].setEnabled(can_go)
            getattr(self.bar, name).setEnabled(can_go)

    # ---- messages

    def say(self, text: str) -> None:
        """Show a short message at the foot for a moment."""
        self.status.note.setText(text)
        self.focus_mode.show_meanwhile(self.status, True)
        QTimer.singleShot(SAID_MS, self, lambda: self._unsay(text))

    def _unsay(self, text: str) -> None:
        if self.status.note.text() == text:
            self.status.note.setText("")
            self.focus_mode.show_meanwhile(self.status, False)

    def explain(self, error: Exception) -> None:
        """Say what went wrong and what to do next, above the list, where nothing is covered."""
        self.focus_mode.leave()
        if isinstance(error, UserError):
            text = str(message(error.key, self._lang, **error.facts))
        else:
            name, path = type(error).__name__, log_file(self.session.cache_dir)
            text = str(message("our-fault-log", self._lang, error=name, log=path))
        area = self.areas.current
        if not area or not area.say_in_view(text):
            self.list.banner.say(text, warning=True)
            if isinstance(error, UserError):
                self.restoring.offer(error)

    def _show_progress(self, progress: Progress | None) -> None:
        self._progress = progress
        share = progress.done / max(1, progress.total) if progress else None
        self.status.show_progress(share)
        self._show_index()

    def _show_index(self) -> None:
        self.status.index.setText(index_words(self._progress, self.session.rows))

    def _refreshed(self, report: RefreshReport) -> None:
        for view in self.views.all():
            view.reload(report.changed_posts)
        self.saved.count()
        words = refreshed_words(report)
        if words:
            self.say(words)

    # ---- what the person does

    def visit(self, post_id: str, forms: Sequence[Form] = (), *, at: int | None = None) -> None:
        """Open a post, at the first hit of forms or at a place: code points into its text."""
        self.areas.show_posts()
        self.reading.visit(post_id, forms, at=at)

    def to_search(self) -> None:
        """Go to the field that searches all posts."""
        self.focus_mode.leave()
        self.bar.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.search.field.selectAll()

    def find_words(self) -> None:
        """Find in the open post."""
        if self.reading.post_id:
            self.reading.find_in_post()
        else:
            self.to_search()

    def _take_query(self, query: str) -> None:
        # A chip or facet changes the query that is shown; what was typed since must not be lost.
        if self.bar.search.query() == self.list.shown_query:
            self.bar.search.set_query(query)

    def step(self, by: int) -> None:
        """Go to the next hit (1) or the one before (-1)."""
        if by > 0:
            self.reading.next_hit()
        else:
            self.reading.previous_hit()

    def _visit_next_hits(self, by: int) -> None:
        """Go on in the next post of the result, or in the one before from its end."""
        posts = self.list.list.posts
        forms = self.list.highlights.text
        row = posts.post_at(posts.place_of(self.reading.post_id).row() + by)
        if not forms or row is None:
            self.say(self.tr("見つかった所はこれだけです"))
        else:
            self.reading.visit(row.id, forms, from_end=by < 0)

    def save_search(self) -> None:
        """Keep the present search under a name."""
        query = self.bar.search.query()
        if query.strip():
            self.saved.save(query)

    def to_dossier(self) -> None:
        """Add the marks at hand to a dossier: those selected in a view, or that of the article."""
        area, marking = self.areas.current, self.reading.marking
        if area:
            self.dossiers.add_to_dossier(area.annotation_ids())
        elif marking:
            marking.at_hand(self.dossiers.add_to_dossier)

    @cached_property
    def palette_(self) -> "Palette":
        """The palette, made at its first use."""
        from reader.ui.palette import Palette

        made = Palette(self, self.session)
        made.post_chosen.connect(lambda post: self.visit(post))
        made.query_chosen.connect(lambda _: self.focus_mode.leave())
        made.query_chosen.connect(self.bar.search.set_query)
        made.command_chosen.connect(self._preferences.count_command)
        made.set_tokens(self._theme.tokens)
        return made

    def show_palette(self) -> None:
        """Open the palette; the posts that were opened last are offered first."""
        session = self.session
        latest = (session.by_id.get(post) for post in self.reading.history.latest())
        opened = {row.id: row for row in latest if row}
        posts = [*opened.values(), *(row for row in session.rows if row.id not in opened)]
        history = self._preferences.history(session.folder)
        uses = self._preferences.command_uses()
        actions = sorted(self.actions_.values(), key=lambda one: -uses.get(one.objectName(), 0))
        self.palette_.open(posts, actions, session.notes.searches, history)

    def show_aliases(self) -> None:
        """Open the table of words that mean the same."""
        library = self.session.library
        if library:
            self.alias_dialog = AliasDialog(self, self.session, library.aliases, self._lang)
            self.alias_dialog.accepted.connect(self.list.refresh)
            self.alias_dialog.show()

    @cached_property
    def keys_dialog(self) -> "KeysDialog":
        """The list of the keys, made at its first use."""
        from reader.ui.keys_dialog import CommandGroup, KeysDialog

        groups = [
            CommandGroup(
                menu.title(), [one for one in menu.actions() if one.objectName() in self.actions_]
            )
            for menu in self.menus.menus
        ]
        return KeysDialog(self, self.keys, groups)

    def show_keys(self) -> None:
        """Open the list of all keys, where they can be changed."""
        self.keys_dialog.open_at_search()

    def _show_keys(self) -> None:
        keys = {name: self.keys.text(name) for name in self.actions_}
        self.bar.set_keys(keys)
        self.reading.finding.set_keys(keys["next_hit"], keys["previous_hit"])
        self.list.save.setToolTip(with_key(self.tr("検索を保存"), keys["save_search"]))

    def _enter_focus(self) -> None:
        if self.reading.pane:
            self.reading.pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, self, lambda: self.say(self._way_back()))

    def _way_back(self) -> str:
        return self.tr("Esc でもとにもどります")

    def _to_list(self) -> None:
        self.list.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.list.list.currentIndex().isValid():
            self.list.list.choose_next(1)

    def toggle_sidebar(self) -> None:
        """Put the library away or bring it back."""
        self.sidebar.setVisible(not self.sidebar.isVisible())

    def name_colors(self) -> None:
        """Open the list of the colours' names, where they can be changed."""
        from reader.ui.color_names import ColorNames

        def chosen(names: dict[str, str]) -> None:
            self._preferences.keep_color_names(names)
            for view in self.views.all():
                view.set_color_names(names)
            if self.areas.current:
                self.areas.current.enter()

        names, tokens = self._preferences.color_names(), self._theme.tokens
        self.color_dialog = ColorNames(self, names, tokens)
        self.color_dialog.chosen.connect(chosen)
        self.color_dialog.show()

    def show_appearance(self) -> None:
        """Open the panel that sets type and colours."""
        self.styling.show_panel(self.bar.text)

    def export_post(self) -> None:
        """Write the annotations of the open post into files."""
        self._export([self.reading.post_id])

    def export_list(self) -> None:
        """Write the annotations of the posts in the list into files."""
        self._export([row.id for row in self.list.list.posts.posts()])

    def export_all(self) -> None:
        """Write all annotations into files."""
        self._export(None)

    def _finish_notes(self) -> None:
        for view in self.views.all():
            view.editor.finish()

    def _export(self, posts: Sequence[str] | None) -> None:
        self._finish_notes()  # what is being written belongs into the export
        self.exporting.ask_and_export(posts)

    @cached_property
    def paper(self) -> "PaperCommands":
        """Printing, made at its first use."""
        from reader.ui.paper_commands import PaperCommands

        made = PaperCommands(self, self.session, self._preferences, lambda: self.reading)
        made.said.connect(self.say)
        return made

    def to_pdf(self) -> None:
        """Write the open post into a PDF."""
        self.paper.ask_for_pdf()

    def to_printer(self) -> None:
        """Print the open post."""
        self.paper.ask_for_printer()

    def menu_action(self, name: str) -> QAction:
        """The action of a command, as menus and keys run it."""
        return self.actions_[name]

    def close_session(self) -> None:
        """Keep everything and let go of the folder."""
        with QSignalBlocker(self.session):
            for view in self.views.all():
                view.dispose()
            self.session.close()
