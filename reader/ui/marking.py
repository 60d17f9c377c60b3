from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication, QUndoStack

from reader.notes.model import COLORS, Annotation, Change
from reader.ui.note_editor import Draft, NoteEditor
from reader.ui.session import Session
from reader.ui.undo import NotesCommand

if TYPE_CHECKING:
    from reader.notes.store import NotesStore
    from reader.ui.pane import ReadingPane

INITIATOR = "reading"


class Marking(QObject):
    """Marks, notes and tags on the open post: from the palette, through undo, into the notes."""

    said = Signal(str)

    def __init__(
        self,
        parent: QObject,
        session: Session,
        undo: QUndoStack,
        pane: "ReadingPane",
        editor: NoteEditor,
    ) -> None:
        super().__init__(parent)
        self._session, self._undo, self._pane, self._editor = session, undo, pane, editor
        self._color = COLORS[0]
        self.annotations: dict[str, Annotation] = {}
        pane.action_requested.connect(self._act)
        pane.mark_clicked.connect(self._clicked)
        editor.saved.connect(self.change)
        editor.delete_wanted.connect(self.delete)
        editor.copy_wanted.connect(lambda known: self.copy(self.annotations[known].quote))
        session.notes_changed.connect(self._refresh)

    def load(self) -> None:
        """Show the annotations of the open post, after every write that is on its way."""
        article = self._pane.article
        if article:
            post_id = article.post_id
            self._session.annotations(post_id, lambda found: self._show(post_id, found))

    def add(
        self,
        span: tuple[int, int],
        color: str,
        then: Callable[[Annotation], object] | None = None,
    ) -> None:
        """Mark a passage of the open post."""
        article = self._pane.article
        if not article:
            return
        self._color = color

        def added(annotation: Annotation) -> None:
            self._push(
                self.tr("注釈を付ける"),
                lambda notes: notes.delete(annotation.id, INITIATOR),
                lambda notes: notes.restore(annotation.id, INITIATOR),
            )
            self.annotations[annotation.id] = annotation
            if then:
                then(annotation)

        self._session.add_annotation(article.post_id, span, color, added)

    def change(self, annotation_id: str, draft: Draft) -> None:
        """Give an annotation another colour, note or tags."""
        old = self.annotations.get(annotation_id)
        if not old:
            return
        before = Draft(old.color, old.note, old.tags)
        self._do(
            self.tr("注釈を直す"),
            lambda notes: _edit(notes, annotation_id, before),
            lambda notes: _edit(notes, annotation_id, draft),
        )

    def delete(self, annotation_id: str) -> None:
        """Take an annotation away; undo brings it back."""
        self._do(
            self.tr("注釈を消す"),
            lambda notes: notes.restore(annotation_id, INITIATOR),
            lambda notes: notes.delete(annotation_id, INITIATOR),
        )

    def copy(self, quote: str) -> None:
        """Put a quote with its source on the clipboard."""
        article = self._pane.article
        row = self._session.by_id.get(article.post_id) if article else None
        source = "\n".join(
            part for part in (quote, f"— {row.title} ({row.day})" if row else "") if part
        )
        QGuiApplication.clipboard().setText(source)
        self.said.emit(self.tr("引用をコピーしました"))

    def at_hand(self, then: Callable[[Sequence[str]], object]) -> None:
        """Give the annotation that is open, or those in the selection; a bare one is marked."""
        if self._editor.annotation_id:
            then([self._editor.annotation_id])
            return
        chosen = self._pane.selection()
        if not chosen:
            then(())
            return
        found = [one.id for one in self.annotations.values() if _overlaps(one, chosen)]
        if found:
            then(found)
        else:
            self.add(chosen, self._color, lambda new: then([new.id]))

    def _do(
        self,
        text: str,
        undo: "Callable[[NotesStore], Change]",
        redo: "Callable[[NotesStore], Change]",
    ) -> None:
        self._session.write(redo, lambda _: self._push(text, undo, redo))

    def _push(
        self,
        text: str,
        undo: "Callable[[NotesStore], Change]",
        redo: "Callable[[NotesStore], Change]",
    ) -> None:
        session = self._session
        self._undo.push(
            NotesCommand(text, lambda: session.write(undo), lambda: session.write(redo))
        )

    def _act(self, what: str, start: int, end: int) -> None:
        article = self._pane.article
        if not article:
            return
        if what == "copy":
            self.copy(article.text[start:end])
        elif what in COLORS:
            self.add((start, end), what)
        else:
            self.add((start, end), self._color, lambda new: self._edit_new(new, what == "tag"))
        self._pane.clear_selection()

    def _edit_new(self, annotation: Annotation, focus_tags: bool) -> None:
        start, end = annotation.selector.start, annotation.selector.end

        def open_beside(place: QRect) -> None:
            self.open_editor(annotation.id, place, focus_tags=focus_tags)

        self._pane.rect_of(start, end, open_beside)

    def _clicked(self, ids: Sequence[str], place: QRect) -> None:
        if ids:
            self.open_editor(ids[0], place)

    def open_editor(self, annotation_id: str, place: QRect, *, focus_tags: bool = False) -> None:
        """Open the editor on an annotation, beside a rectangle of the pane."""
        annotation = self.annotations.get(annotation_id)
        if annotation:
            corner = self._pane.mapTo(self._editor.ground, place.topLeft())
            self._editor.set_known_tags(self._session.notes.tags)
            self._editor.edit(annotation, QRect(corner, place.size()), focus_tags=focus_tags)

    def _refresh(self, change: Change) -> None:
        article = self._pane.article
        if article and (not change.posts or article.post_id in change.posts):
            self.load()

    def _show(self, post_id: str, found: Sequence[Annotation]) -> None:
        from reader.ui.pane import marks_of

        article = self._pane.article
        if not article or article.post_id != post_id:
            return
        self.annotations = {annotation.id: annotation for annotation in found}
        if self._editor.annotation_id and self._editor.annotation_id not in self.annotations:
            self._editor.discard()
        self._pane.set_marks(marks_of(found, article))


def _overlaps(annotation: Annotation, span: tuple[int, int]) -> bool:
    start, end = annotation.start, annotation.end
    return start is not None and end is not None and start < span[1] and span[0] < end


def _edit(notes: "NotesStore", annotation_id: str, draft: Draft) -> Change:
    return notes.edit(
        annotation_id, color=draft.color, note=draft.note, tags=draft.tags, initiator=INITIATOR
    )
