from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QStackedLayout, QWidget

from reader.errors import UserError
from reader.messages import message
from reader.notes.model import Change
from reader.ui.session import Session
from reader.ui.theme import LIGHT, Tokens
from reader.ui.undo import NotesCommand

if TYPE_CHECKING:
    from reader.library.comparing import Comparison, PastText
    from reader.notes.store import NotesStore
    from reader.ui.changes_view import ChangesView
    from reader.ui.pane import ReadingPane

CHANNEL = "changes"
INITIATOR = "changes"


class Changes(QObject):
    """Shows what changed in the open post, in the place of its article, and goes back to it."""

    said = Signal(str)
    compared = Signal()

    def __init__(
        self,
        parent: QWidget,
        stack: QStackedLayout,
        session: Session,
        undo: QUndoStack,
        lang: str,
    ) -> None:
        super().__init__(parent)
        self._ground, self._stack, self._session = parent, stack, session
        self._undo, self._lang, self._tokens = undo, lang, LIGHT
        self._pane: ReadingPane | None = None
        self._post_id = ""
        self.view: ChangesView | None = None

    def attach(self, pane: "ReadingPane") -> None:
        """Use the pane whose article the changes are of."""
        self._pane = pane
        pane.offer_taken.connect(lambda _: self.toggle())

    def set_tokens(self, tokens: Tokens) -> None:
        """Draw in the colours of a theme."""
        self._tokens = tokens
        if self.view:
            self.view.set_tokens(tokens)

    @property
    def is_open(self) -> bool:
        """Whether the changes are shown."""
        return self.view is not None and self._stack.currentWidget() is self.view

    def offers(self, post_id: str, text_hash: str) -> tuple[tuple[str, str, str], ...]:
        """What stands above the article of a post whose text is not the one that was read."""
        state = self._session.notes.states.get(post_id)
        if not state or not state.differs_from(text_hash):
            return ()
        told = self.tr("読んだあとで本文が変わりました")
        return ((told, self.tr("変わったところを見る"), "changes"),)

    def toggle(self) -> None:
        """Show what changed in the article that is open, or the article again."""
        article = self._pane.article if self._pane else None
        if self.is_open:
            self.close()
        elif article:
            self._open(article.post_id)

    def close(self, offset: int | None = None) -> None:
        """Show the article again, at a place if one is given."""
        if not self.is_open or not self._pane:
            return
        self._session.reads.forget(CHANNEL)
        self._stack.setCurrentWidget(self._pane)
        self._pane.setFocus()
        if offset is not None:
            self._pane.scroll_to(offset)

    def goes_on(self, post_id: str) -> bool:
        """Whether the changes stay in view when the article of a post comes; they are made anew."""
        if not self.is_open or post_id != self._post_id:
            return False
        self._open(post_id)
        return True

    def _open(self, post_id: str) -> None:
        view = self.view or self._make_view()
        row = self._session.by_id.get(post_id)
        self._post_id = post_id
        view.start(row.title if row else post_id)
        self._stack.setCurrentWidget(view)
        view.text.setFocus()
        self._list(post_id, committed=False)

    def _make_view(self) -> "ChangesView":
        from reader.ui.changes_view import ChangesView

        view = ChangesView(self._ground)
        view.set_tokens(self._tokens)
        self._stack.addWidget(view)
        view.past_chosen.connect(self._compare)
        view.place_wanted.connect(self.close)
        view.closed.connect(self.close)
        view.taken_as_read.connect(self._take_as_read)
        self.view = view
        return view

    def _list(self, post_id: str, *, committed: bool) -> None:
        """Ask for the former texts: first for those that are kept, for git may take its time."""
        library = self._session.library
        if not library:
            return

        def listed(found: "list[PastText]") -> None:
            if self.view:
                self.view.show_versions(found, done=committed)
            if not committed:
                self._list(post_id, committed=True)

        self._session.reads.run(
            lambda: library.versions(post_id, committed=committed),
            listed,
            channel=f"{CHANNEL}-versions",
            failed=self._failed,
        )

    def _compare(self, past: "PastText") -> None:
        library, post_id = self._session.library, self._post_id
        if library:
            self._session.reads.run(
                lambda: library.compare(post_id, past),
                self._show,
                channel=CHANNEL,
                failed=self._failed,
            )

    def _show(self, found: "Comparison") -> None:
        if self.view and found.post_id == self._post_id:
            self.view.show_comparison(found)
            self.compared.emit()

    def _failed(self, error: Exception) -> None:
        if not self.view:
            return
        if isinstance(error, UserError):
            told = message(error.key, self._lang, **error.facts)
            self.view.show_failure(told.text, told.next_step)
        else:
            self.view.show_failure(
                self.tr("くらべられませんでした"), self.tr("くわしいことは記録にあります。")
            )

    def _take_as_read(self, text: str) -> None:
        """Call the present text the one that was read; the one before comes back with undo."""
        post_id, before = self._post_id, [""]

        def read(notes: "NotesStore") -> Change:
            before[0] = notes.text_that_was_read(post_id) or ""
            return notes.set_read(post_id, True, INITIATOR, text=text)

        def written(_: Change) -> None:
            self.said.emit(self.tr("いまの本文を読んだことにしました"))
            if before[0]:
                self._push(post_id, before[0], text)

        self._session.write(read, written)
        self.close()

    def _push(self, post_id: str, before: str, after: str) -> None:
        session = self._session

        def reading(text: str) -> None:
            session.write(lambda notes: notes.set_read(post_id, True, INITIATOR, text=text))

        command = NotesCommand(
            self.tr("読んだことにする"), lambda: reading(before), lambda: reading(after)
        )
        self._undo.push(command)
