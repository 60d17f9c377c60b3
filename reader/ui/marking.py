from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QUndoStack

from reader.notes.model import COLORS, STYLES, Annotation, Change
from reader.ui.note_editor import Draft, NoteEditor
from reader.ui.session import Session
from reader.ui.undo import NotesCommand

if TYPE_CHECKING:
    from reader.catalog.store import PostRow
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
        self._edited: Annotation | None = None
        self._unsaved: dict[str, Draft] = {}  # what was written and could not be stored
        self._adding = 0
        self._waiting: list[Callable[[], object]] = []  # what is to be done with new marks
        pane.action_requested.connect(self._act)
        pane.mark_clicked.connect(self._clicked)
        editor.saved.connect(self.change)
        editor.delete_wanted.connect(self.delete)
        editor.closed.connect(self._back_to_page)
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
        *,
        style: str = STYLES[0],
    ) -> None:
        """Mark a passage of the open post, in the text that is shown."""
        article, row = self._pane.article, self._row()
        if not article or not row:
            return
        self._color = color
        post_id, text, path = article.post_id, article.text, row.path
        self._add(
            lambda notes: notes.add(
                post_id, path, text, *span, color=color, style=style, initiator=INITIATOR
            ),
            then,
        )

    def note_post(self) -> None:
        """Open the note on the whole post, a new one where there is none."""
        article, row = self._pane.article, self._row()
        if not article or not row:
            return
        found = [one for one in self.annotations.values() if one.is_on_post]
        if found or self._adding:
            self._soon(lambda: self._open_on_post())
            return
        post_id, text, path = article.post_id, article.text, row.path
        self._add(
            lambda notes: notes.add_to_post(post_id, path, text, initiator=INITIATOR),
            lambda _: self._open_on_post(),
        )

    def _open_on_post(self) -> None:
        found = [one for one in self.annotations.values() if one.is_on_post]
        if found:
            self.open_editor(found[0].id, QRect(44, 90, 1, 1))

    def _row(self) -> "PostRow | None":
        article = self._pane.article
        return self._session.by_id.get(article.post_id) if article else None

    def _add(
        self,
        add: "Callable[[NotesStore], tuple[Annotation, Change]]",
        then: Callable[[Annotation], object] | None,
    ) -> None:
        post_id = self._post_id()

        def added(annotation: Annotation) -> None:
            self._push(
                self.tr("注釈を付ける"),
                lambda notes: notes.delete(annotation.id, INITIATOR),
                lambda notes: notes.restore(annotation.id, INITIATOR),
            )
            if post_id == self._post_id():
                self.annotations[annotation.id] = annotation
                if then:
                    then(annotation)
            self._added()

        self._adding += 1
        self._session.add_annotation(add, added, self._added)

    def _added(self) -> None:
        self._adding -= 1
        if not self._adding:
            waiting, self._waiting = self._waiting, []
            for do in waiting:
                self._soon(do)

    def _soon(self, do: Callable[[], object]) -> None:
        """Do something once the marks that are on their way are known, in the order of the keys."""
        if self._adding:
            self._waiting.append(do)
        else:
            do()

    def _post_id(self) -> str:
        return self._pane.article.post_id if self._pane.article else ""

    def change(self, annotation_id: str, draft: Draft) -> None:
        """Give an annotation another colour, note or tags."""
        old = self.annotations.get(annotation_id)
        if not old and self._edited and self._edited.id == annotation_id:
            old = self._edited
        if not old:
            return
        if old.is_on_post and not draft.note and not draft.tags:
            self.delete(annotation_id)
            return
        before = Draft.of(old)
        if draft == before:
            return
        self._unsaved[annotation_id] = draft
        if annotation_id in self.annotations:  # until it is read again
            self.annotations[annotation_id] = replace(
                old, color=draft.color, style=draft.style, note=draft.note, tags=draft.tags
            )
        self._do(
            self._words_for(before, draft),
            lambda notes: _edit(notes, annotation_id, draft, before),
            lambda notes: _edit(notes, annotation_id, before, draft),
            lambda: self._stored(annotation_id, draft),
        )

    def _stored(self, annotation_id: str, draft: Draft) -> None:
        if self._unsaved.get(annotation_id) == draft:
            del self._unsaved[annotation_id]

    def _words_for(self, before: Draft, after: Draft) -> str:
        """What the menu calls a change."""
        if replace(before, color=after.color) == after:
            return self.tr("色を変える")
        if replace(before, style=after.style) == after:
            return self.tr("下線にする、下線をやめる")
        if replace(before, note=after.note) == after:
            return self.tr("メモを直す")
        if replace(before, tags=after.tags) == after:
            return self.tr("タグを直す")
        return self.tr("注釈を直す")

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
        done: Callable[[], object] | None = None,
    ) -> None:
        def written(_: Change) -> None:
            self._push(text, undo, redo)
            if done:
                done()

        self._session.write(redo, written)

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
        else:
            post_id = article.post_id
            self._soon(lambda: self._mark(post_id, what, (start, end)))
        self._pane.release_selection()

    def _mark(self, post_id: str, what: str, span: tuple[int, int]) -> None:
        if post_id != self._post_id():
            return
        if what == "delete":
            self._delete_at(span)
            return
        known = self._at(span)
        if what in COLORS:
            self._color = what
            if known:
                self.change(known.id, replace(Draft.of(known), color=what))
            else:
                self.add(span, what)
        elif what == "underline":
            if known:
                is_underlined = known.style == STYLES[1]
                self.change(known.id, replace(Draft.of(known), style=STYLES[not is_underlined]))
            else:
                self.add(span, self._color, style=STYLES[1])
        elif known:
            self._edit_new(known, what == "tag")
        else:
            self.add(span, self._color, lambda new: self._edit_new(new, what == "tag"))

    def _at(self, span: tuple[int, int]) -> Annotation | None:
        """The newest annotation of exactly this passage."""
        found = [one for one in self.annotations.values() if (one.start, one.end) == span]
        return max(found, key=lambda one: one.id, default=None)

    def _delete_at(self, span: tuple[int, int]) -> None:
        """Delete what is edited, else the annotation of a passage, else the shortest one on it."""
        edited, known = self._editor.annotation_id, self._at(span)
        touching = [
            (one.end - one.start, one.id)
            for one in self.annotations.values()
            if one.start is not None and one.end is not None
            if one.start < span[1] and span[0] < one.end
        ]
        if edited:
            self._editor.finish()
            self.delete(edited)
        elif known:
            self.delete(known.id)
        elif touching:
            self.delete(min(touching)[1])
        else:
            self.said.emit(self.tr("ここに注釈はありません"))

    def _edit_new(self, annotation: Annotation, focus_tags: bool) -> None:
        start, end = annotation.start, annotation.end
        if start is None or end is None:
            return

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
            self._edited = annotation
            corner = self._pane.mapTo(self._editor.ground, place.topLeft())
            self._editor.set_known_tags(self._session.notes.tags)
            self._editor.edit(
                annotation,
                QRect(corner, place.size()),
                focus_tags=focus_tags,
                draft=self._unsaved.get(annotation_id),
            )

    def _back_to_page(self) -> None:
        self._pane.setFocus(Qt.FocusReason.OtherFocusReason)

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
            self._editor.finish()  # it was deleted: what was written goes into the trash with it
        self._pane.set_marks(marks_of(found, article))


def _overlaps(annotation: Annotation, span: tuple[int, int]) -> bool:
    start, end = annotation.start, annotation.end
    return start is not None and end is not None and start < span[1] and span[0] < end


def _edit(notes: "NotesStore", annotation_id: str, old: Draft, new: Draft) -> Change:
    return notes.edit(
        annotation_id,
        color=None if new.color == old.color else new.color,
        style=None if new.style == old.style else new.style,
        note=None if new.note == old.note else new.note,
        tags=None if new.tags == old.tags else new.tags,
        initiator=INITIATOR,
    )
