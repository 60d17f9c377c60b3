from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QInputDialog,
    QMenu,
    QMessageBox,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
)

from reader.errors import UserError
from reader.library import Library
from reader.messages import message
from reader.notes.model import COLORS
from reader.ui.areas import Area
from reader.ui.exporting import Exporting
from reader.ui.note_editor import color_names
from reader.ui.notes_deeds import NotesDeeds
from reader.ui.notes_filters import NotesFilters
from reader.ui.notes_list import NotesList
from reader.ui.notes_preview import NotesPreview, passage_of
from reader.ui.notes_rows import NoteLine, Rows, Wanted, build, present, source
from reader.ui.parts import Banner, EmptyState
from reader.ui.theme import Tokens

if TYPE_CHECKING:
    from reader.ui.workspace import Workspace


class NotesArea(Area):
    """All annotations, or the trash: a list under filters, and the chosen one in its text."""

    def __init__(
        self, window: "Workspace", *, lang: str, exporting: Exporting, is_trash: bool = False
    ) -> None:
        super().__init__(window)
        self.setObjectName("notes_area")
        self.search_hint = (
            self.tr("ごみ箱の中をさがす") if is_trash
            else self.tr("注釈の中をさがす　例: 電力 tag:リスク")
        )  # fmt: skip
        self._window, self._session, self._lang = window, window.session, lang
        self.is_trash = is_trash
        self._channel = "trash" if is_trash else "notes"
        self._stale = True
        self.rows = Rows()
        self.deeds = NotesDeeds(self, window.session, window.undo)
        self.banner = Banner(self)
        self.exporting = Exporting(self, window.session, exporting.preferences, self.banner)
        self.filters = NotesFilters(self)
        self.list = NotesList(self)
        self.empty = EmptyState(self)
        self.preview = NotesPreview(self, is_trash=is_trash)
        self._lay_out()
        self._connect()
        self.empty.say(self.tr("読みこんでいます…"))
        self._stack.setCurrentWidget(self.empty)

    def _lay_out(self) -> None:
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setHandleWidth(1)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self._stack)
        self.split.addWidget(self.preview)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([640, 514])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self.banner)
        column.addWidget(self.split, 1)
        self.setFocusProxy(self.list)
        self.filters.export.setVisible(not self.is_trash)

    def _connect(self) -> None:
        session, view, preview = self._session, self.list, self.preview
        session.notes_changed.connect(self._changed)
        session.rows_changed.connect(self._changed)
        self.filters.wanted_changed.connect(self.refresh)
        self.filters.export_wanted.connect(self.export)
        view.chosen.connect(self._show_line)
        for part in (view, preview):
            part.open_wanted.connect(self.open)
            part.copy_wanted.connect(self.copy)
            part.delete_wanted.connect(self.delete)
        view.color_wanted.connect(self.recolor)
        view.tags_wanted.connect(self.ask_tags)
        view.menu_wanted.connect(lambda place: self.menu().popup(place))
        preview.restore_wanted.connect(lambda: self.deeds.restore(self.list.ids()))
        preview.purge_wanted.connect(self.ask_purge)

    # ---- what is shown

    def show_query(self, query: str) -> None:
        self.filters.wanted = replace(self.filters.wanted, query=query)
        self.refresh()

    def annotation_ids(self) -> tuple[str, ...]:
        return () if self.is_trash else tuple(self.list.ids())

    def say_in_view(self, text: str) -> bool:
        self.banner.say(text, warning=True)
        return True

    def enter(self) -> None:
        for view in self._window.views.all():
            view.editor.finish()  # what is being written belongs into the list
        names = self.exporting.preferences.color_names()
        if names != self.filters.wanted.names:
            self.filters.change(names=names)
        super().enter()

    def set_tokens(self, tokens: Tokens) -> None:
        for part in (self.banner, self.filters, self.list, self.preview):
            part.set_tokens(tokens)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Ask for what is wanted now."""
        library, wanted = self._session.library, self.filters.wanted
        if library:
            self._stale = False
            self._session.reads.run(
                partial(_rows, library, wanted, is_trash=self.is_trash),
                self._take,
                channel=self._channel,
                failed=self._fail,
            )

    def _take(self, rows: Rows) -> None:
        self.rows = rows
        self.filters.show_rows(rows)
        self.list.set_rows(rows.rows)
        if rows.count:
            self._stack.setCurrentWidget(self.list)
        else:
            self._say_empty(rows)
            self._stack.setCurrentWidget(self.empty)

    def _say_empty(self, rows: Rows) -> None:
        if rows.total:
            hints = "\n".join(str(message(one.key, self._lang, **one.facts)) for one in rows.hints)
            self.empty.say(
                self.tr("この条件の注釈はありません"),
                hints or self.tr("色やタグの条件を外すか、言葉を変えてみてください。"),
                self.tr("条件をすべて外す"),
                self.clear,
            )
        elif self.is_trash:
            self.empty.say(
                self.tr("ごみ箱は空です"), self.tr("消した注釈は 30 日のあいだ、ここに残ります。")
            )
        else:
            self.empty.say(
                self.tr("まだ注釈がありません"),
                self.tr("記事の中の言葉を選んで色をつけると、ここに集まります。"),
                self.tr("記事にもどる"),
                self._window.areas.show_posts,
            )

    def _fail(self, error: Exception) -> None:
        if isinstance(error, UserError):
            text = str(message(error.key, self._lang, **error.facts))
        else:
            text = type(error).__name__
        self.empty.say(self.tr("注釈を読めませんでした"), text, self.tr("もう一度"), self.refresh)
        self._stack.setCurrentWidget(self.empty)

    def clear(self) -> None:
        """Show everything again."""
        self._window.bar.search.take_over("", self.search_hint)
        self.filters.wanted = replace(self.filters.wanted, query="")
        self.filters.clear()

    def _show_line(self, line: NoteLine | None) -> None:
        self.preview.show_line(line)
        library = self._session.library
        if line and library:
            self._session.reads.run(
                lambda: (line.annotation.id, passage_of(library, line.annotation)),
                lambda found: self._show_passage(*found),
                channel=f"{self._channel}-passage",
                failed=lambda _: None,  # the quote itself is shown already
            )

    def _show_passage(self, annotation_id: str, passage: object) -> None:
        line = self.preview.line
        if line and line.annotation.id == annotation_id:
            self.preview.show_passage(passage)  # type: ignore[arg-type]

    # ---- what is done

    def open(self, line: NoteLine | None) -> None:
        """Open the place of an annotation in its article."""
        if line is None or self.is_trash:
            return
        annotation = line.annotation
        if annotation.post_id in self._session.by_id:
            self._window.visit(annotation.post_id, at=annotation.start)
        else:
            self.banner.say(
                self.tr("この記事のファイルはもうありません。注釈は残っています。"), warning=True
            )

    def copy(self) -> None:
        """Put the chosen quotes with their sources on the clipboard."""
        lines = self.list.picked()
        if lines:
            QGuiApplication.clipboard().setText("\n\n".join(source(one.noted) for one in lines))
            self._window.say(self.tr("{0} 件の引用をコピーしました").format(len(lines)))

    def delete(self) -> None:
        """Put what is chosen into the trash; in the trash, ask whether it may go for good."""
        if self.is_trash:
            self.ask_purge()
        else:
            self.deeds.delete(self.list.ids())

    def recolor(self, color: str) -> None:
        """Give what is chosen a colour."""
        if not self.is_trash:
            self.deeds.recolor(self.list.ids(), color)

    def ask_tags(self) -> None:
        """Ask for tags to add to what is chosen; one with a minus before it is taken away."""
        ids = self.list.ids()
        if self.is_trash or not ids:
            return
        text, agreed = QInputDialog.getText(
            self, self.tr("{0} 件のタグ").format(len(ids)),
            self.tr("つけるタグ（空白で区切る。外すタグは -リスク のように書く）"),
        )  # fmt: skip
        if agreed:
            self.tag(text)

    def tag(self, text: str) -> None:
        """Add the tags of a text to what is chosen; take away those with a minus before them."""
        words = [word.lstrip("#") for word in text.replace("、", " ").replace(",", " ").split()]
        gone = [word[1:].lstrip("#") for word in words if word.startswith(("-", "−", "－"))]
        new = [word for word in words if not word.startswith(("-", "−", "－"))]
        if new or gone:
            self.deeds.tag(self.list.ids(), add=new, remove=gone)

    def ask_purge(self) -> None:
        """Ask whether what is chosen may be deleted for good."""
        ids = self.list.ids()
        if not ids:
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("{0} 件の注釈を完全に消しますか？").format(len(ids)))
        box.setInformativeText(self.tr("元に戻すことはできません。"))
        gone = box.addButton(self.tr("完全に消す"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(self.tr("やめる"), QMessageBox.ButtonRole.RejectRole))
        gone.clicked.connect(lambda: self.deeds.purge(ids))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def export(self) -> None:
        """Write the annotations of the chosen posts, or of all that are shown, into files."""
        picked = self.list.picked()
        lines = picked if len(picked) > 1 else [
            row for row in self.rows.rows if isinstance(row, NoteLine)
        ]  # fmt: skip
        posts = list(dict.fromkeys(line.annotation.post_id for line in lines))
        self.exporting.ask_and_export(posts)

    def to_dossier(self) -> None:
        """Add what is chosen to a dossier."""
        self._window.dossiers.add_to_dossier(self.annotation_ids())

    def filter_to_dossier(self) -> None:
        """Make a dossier of whatever the filters in force find, now and later."""
        self._window.dossiers.save_filter(self.filters.wanted.as_query())

    def menu(self) -> QMenu:
        """What can be done with what is chosen."""
        menu, line = QMenu(self), self.list.current()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setEnabled(line is not None)
        menu.addAction(self.tr("引用をコピー")).triggered.connect(lambda: self.copy())
        if self.is_trash:
            restore = menu.addAction(self.tr("元に戻す"))
            restore.triggered.connect(lambda: self.deeds.restore(self.list.ids()))
            menu.addAction(self.tr("完全に消す…")).triggered.connect(lambda: self.ask_purge())
            return menu
        menu.addAction(self.tr("記事でひらく")).triggered.connect(lambda: self.open(line))
        colors = menu.addMenu(self.tr("色"))
        for color in COLORS:
            action = colors.addAction(color_names(self.filters.wanted.names)[color])
            action.triggered.connect(partial(self._recolor, color))
        menu.addAction(self.tr("タグ…")).triggered.connect(lambda: self.ask_tags())
        menu.addAction(self.tr("書き出す…")).triggered.connect(lambda: self.export())
        menu.addSeparator()
        menu.addAction(self.tr("調査ファイルに加える…")).triggered.connect(
            lambda: self.to_dossier()
        )
        kept = menu.addAction(self.tr("いまの絞りこみを調査ファイルにする…"))
        kept.setEnabled(bool(self.filters.wanted.as_query()))
        kept.triggered.connect(lambda: self.filter_to_dossier())
        menu.addSeparator()
        menu.addAction(self.tr("消す")).triggered.connect(lambda: self.delete())
        return menu

    def _recolor(self, color: str, _checked: bool = False) -> None:
        self.recolor(color)


def _rows(library: Library, wanted: Wanted, *, is_trash: bool) -> Rows:
    """What is wanted, off the GUI thread."""
    if is_trash:
        from reader.library.noting import found_in

        trash = library.trash()
        return build(found_in(trash, wanted.query), trash, wanted, present())
    everything = library.noted()
    found = library.noted(wanted.query) if wanted.query.strip() else everything
    return build(found.notes, everything.notes, wanted, present(), found.hints)
