from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from reader.errors import UserError
from reader.notes.model import Annotation, Change
from reader.ui.session import Session
from reader.ui.undo import NotesCommand

if TYPE_CHECKING:
    from reader.notes.store import NotesStore
    from reader.ui.changed_cards import Unsettled
    from reader.ui.reading import ReadingView

INITIATOR = "placing"
LONGEST_QUOTE = 24


class PlacingNotes(QObject):
    """Settles where annotations belong, each answer through undo."""

    def __init__(self, parent: QObject, session: Session, undo: QUndoStack) -> None:
        super().__init__(parent)
        self._session, self._undo = session, undo

    def attach(self, annotation: Annotation, text: str, span: tuple[int, int]) -> None:
        """Put an annotation at a place in a text of its post."""
        known, post_id = annotation.id, annotation.post_id

        def put(notes: "NotesStore") -> Change:
            change = notes.places.attach(known, text, *span, INITIATOR)
            present = self._text(post_id)
            if present is not None and present != text:  # it was edited meanwhile
                notes.place_all(post_id, present, INITIATOR)
            return change

        self._do(
            self.tr("注釈の場所を決める"),
            lambda notes: notes.places.detach(known, self._text(post_id) or text, INITIATOR),
            put,
        )

    def keep_as_quote(self, annotation: Annotation) -> None:
        """Keep the words of an annotation, and look for no place any more."""
        known, post_id = annotation.id, annotation.post_id
        self._do(
            self.tr("注釈を引用として残す"),
            lambda notes: notes.places.keep_as_quote(known, False, self._text(post_id), INITIATOR),
            lambda notes: notes.places.keep_as_quote(known, True, None, INITIATOR),
        )

    def delete(self, annotation: Annotation) -> None:
        """Put an annotation into the trash."""
        known = annotation.id
        self._do(
            self.tr("注釈を消す"),
            lambda notes: notes.restore(known, INITIATOR),
            lambda notes: notes.delete(known, INITIATOR),
        )

    def _text(self, post_id: str) -> str | None:
        library = self._session.library
        try:
            return library.article(post_id).text if library else None
        except UserError:
            return None

    def _do(
        self,
        text: str,
        undo: "Callable[[NotesStore], Change]",
        redo: "Callable[[NotesStore], Change]",
    ) -> None:
        session = self._session

        def push(_: Change) -> None:
            self._undo.push(
                NotesCommand(text, lambda: session.write(undo), lambda: session.write(redo))
            )

        session.write(redo, push)


class ChoosingPlace(QObject):
    """The next selection in a post may be where an annotation belongs: a banner offers it.

    It ends when that is taken, when the banner is closed, or when another post is opened.
    """

    placed = Signal()

    def __init__(self, parent: QObject, placing: PlacingNotes) -> None:
        super().__init__(parent)
        self._placing = placing
        self._view: ReadingView | None = None
        self._found: Unsettled | None = None
        self._listened: set[int] = set()

    def start(self, view: "ReadingView", found: "Unsettled") -> None:
        """Ask for the place in a view that is about to open the post of an annotation."""
        self._view, self._found = view, found
        if id(view) not in self._listened and view.pane:
            self._listened.add(id(view))
            view.pane.selected.connect(lambda start, end: self._offer(view, start, end))
            view.pane.selection_cleared.connect(lambda: self._ask(view))
            view.post_opened.connect(lambda post_id: self._opened(view, post_id))
        self._say(self._question())

    def _question(self) -> str:
        quote = " ".join(self._found.annotation.quote.split()) if self._found else ""
        if len(quote) > LONGEST_QUOTE:
            quote = quote[:LONGEST_QUOTE] + "…"
        return self.tr("「{0}」を付ける場所を、本文でえらんでください。").format(quote)

    def _is_asking(self, view: "ReadingView") -> bool:
        return view is self._view and self._found is not None and bool(view.banner.text())

    def _opened(self, view: "ReadingView", post_id: str) -> None:
        if view is self._view and self._found and post_id != self._found.annotation.post_id:
            if view.banner.text() == self._question():
                view.banner.hide()
            self._found = None

    def _ask(self, view: "ReadingView") -> None:
        if self._is_asking(view):
            self._say(self._question())

    def _say(self, text: str, action: str = "", do: Callable[[], object] | None = None) -> None:
        if self._view:
            self._view.banner.say(text, action=action, do=do)

    def _offer(self, view: "ReadingView", start: int, end: int) -> None:
        if self._is_asking(view) and start < end:
            self._say(self._question(), self.tr("この選択に付ける"), lambda: self._take(start, end))

    def _take(self, start: int, end: int) -> None:
        found, view = self._found, self._view
        article = view.pane.article if view and view.pane else None
        if not found or not article or article.post_id != found.annotation.post_id:
            return
        self._found = None
        self._placing.attach(found.annotation, article.text, (start, end))
        if view and view.pane:
            view.pane.clear_selection()
        self.placed.emit()
