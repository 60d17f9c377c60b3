from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoStack

from reader.notes.model import Change
from reader.ui.session import Session
from reader.ui.undo import NotesCommand

if TYPE_CHECKING:
    from reader.notes.many import Look
    from reader.notes.store import NotesStore

INITIATOR = "notes"


class NotesDeeds(QObject):
    """What a person does to chosen annotations: one write and one undo step, however many."""

    def __init__(self, parent: QObject, session: Session, undo: QUndoStack) -> None:
        super().__init__(parent)
        self._session, self._undo = session, undo

    def recolor(self, ids: Sequence[str], color: str) -> None:
        """Give annotations a colour."""
        self._relook(
            ids,
            self.tr("{0} 件の色を変える").format(len(ids)),
            lambda store: store.many.recolor(ids, color, INITIATOR),
        )

    def tag(
        self, ids: Sequence[str], *, add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> None:
        """Give annotations tags and take others."""
        self._relook(
            ids,
            self.tr("{0} 件のタグを変える").format(len(ids)),
            lambda store: store.many.tag(ids, add=add, remove=remove, initiator=INITIATOR),
        )

    def delete(self, ids: Sequence[str]) -> None:
        """Put annotations into the trash."""
        self._do(
            ids,
            self.tr("{0} 件の注釈を消す").format(len(ids)),
            lambda store: store.many.delete(ids, INITIATOR),
            lambda store: store.many.restore(ids, INITIATOR),
        )

    def restore(self, ids: Sequence[str]) -> None:
        """Take annotations out of the trash."""
        self._do(
            ids,
            self.tr("{0} 件の注釈を元に戻す").format(len(ids)),
            lambda store: store.many.restore(ids, INITIATOR),
            lambda store: store.many.delete(ids, INITIATOR),
        )

    def purge(self, ids: Sequence[str]) -> None:
        """Delete annotations of the trash for good, which cannot be undone."""
        if ids:
            self._session.write(lambda store: store.many.purge(ids, INITIATOR))

    def _relook(
        self, ids: Sequence[str], text: str, work: "Callable[[NotesStore], Change]"
    ) -> None:
        before: list[Look] = []

        def first(store: "NotesStore") -> Change:
            if not before:
                before.extend(store.many.looks(ids))
            return work(store)

        self._do(ids, text, first, lambda store: store.many.put_looks(before, INITIATOR))

    def _do(
        self,
        ids: Sequence[str],
        text: str,
        work: "Callable[[NotesStore], Change]",
        back: "Callable[[NotesStore], Change]",
    ) -> None:
        if not ids:
            return
        session = self._session

        def push(_: Change) -> None:
            self._undo.push(
                NotesCommand(text, lambda: session.write(back), lambda: session.write(work))
            )

        session.write(work, push)
